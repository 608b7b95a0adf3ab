import { type Instant, plus } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isStillToGo } from '#domain/cohort/unlaunched.ts';
import { mayLeave } from '#domain/dates/dates.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import type { CohortId, MessageKey, ObligationId, PartnershipId } from '#domain/ids.ts';
import { listsAll, toSend } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import { minutesOf, onceFor, readyToSend } from '#domain/messages/timing.ts';
import { type InCohort, type Owed, readerOf } from '#domain/obligations/owed.ts';
import { draftsLeftAt } from '#domain/obligations/unfinished.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Person } from '#domain/people/person.ts';
import { compose } from '#email/compose.ts';
import type { Letter } from '#email/letter.ts';
import { replyTo } from '#email/replies.ts';
import { PostError } from '#email/ses.ts';
import { readCohortFacts, readCohortRecord } from '#records/cohorts.ts';
import { Conflict, Poisoned } from '#records/documents.ts';
import { removeDrafts } from '#records/drafts-gone.ts';
import { addressHash, type OutboxOwner } from '#records/keys.ts';
import { claimOnce } from '#records/once.ts';
import { claimMessage, settleMessage, unclaimMessage } from '#records/outbox.ts';
import { readPartnership, whereOwed } from '#records/partnerships.ts';
import type { Files } from './letters/letter.ts';
import { letterOfCohort, letterOfPartnership } from './letters.ts';
import { markSent } from './mark-sent.ts';
import type { Parts } from './parts.ts';
import { postGate } from './post-gate.ts';
import { followRefusal, followReturn } from './record-fate.ts';
import { reportFor } from './report-for.ts';

type Sender = Pick<Parts, 'table' | 'now' | 'secret' | 'post' | 'sender' | 'origin'>;

/**
 * `not-now`: it is gone already, somebody else is sending it, or it is not its hour. `waits`: the post is stopped.
 * `refused`: the mail service cannot send to that address, and it has been dropped.
 */
export type SendResult = 'sent' | 'dropped' | 'refused' | 'not-now' | 'waits';

/** A message about to go: to whom, saying what; or why it need not go. */
type Draft =
  | {
      readonly to: Person;
      readonly replyTo: { readonly name: string; readonly email: string } | undefined;
      readonly letter: Letter;
      readonly files: Files;
      readonly about: readonly ObligationId[];
    }
  | { readonly dropped: string };

/**
 * Sends one message of an outbox: reads again, writes it from the facts as they are now, claims it, sends it, marks it.
 * Twice at once or after a crash, one email goes. @throws {PostError} when it did not go or may not have gone
 */
export async function sendMessage(parts: Sender, it: OutboxOwner, key: MessageKey): Promise<SendResult> {
  const now = parts.now();
  const found = await (it.kind === 'cohort' ? findInCohort : findInPartnership)(parts, it.id, key, now);
  if (!found) return 'not-now';
  try {
    return await sendDraft(parts, it, found.message, found.draft, now);
  } catch (error) {
    if (error instanceof Conflict) return 'not-now';
    throw error;
  }
}

async function sendDraft(
  parts: Sender,
  it: OutboxOwner,
  message: Message,
  draft: Draft,
  now: Instant,
): Promise<SendResult> {
  const { table } = parts;
  const { key, kind } = message;
  if ('dropped' in draft) {
    await drop(table, it, message, draft.dropped, now);
    return 'dropped';
  }
  const raw = await compose({
    letter: draft.letter,
    kind,
    key,
    from: { name: 'Drumbeat', email: parts.sender },
    to: draft.to,
    // where nobody may read a reply, it goes where no mail is read
    replyTo: draft.replyTo ?? { name: 'Drumbeat', email: parts.sender },
    date: now,
    ...draft.files,
  });
  if (!(await hasMinute(table, message, addressHash(draft.to.email), now))) {
    await unclaimMessage(table, it, await claimMessage(table, it, message, now), message.attempts, plus(now, 'PT2M'));
    return 'not-now';
  }
  const gate = await postGate(table, it.id, key, now);
  if (!gate.open) return 'waits';
  const claimed = await claimMessage(table, it, message, now);
  try {
    const { id } = await parts.post.send({ to: draft.to.email, raw, key, kind, outbox: it });
    await markSent(table, it, claimed, { about: draft.about, messageId: id }, now);
    await gate.wentThrough();
    return 'sent';
  } catch (error) {
    if (!(error instanceof PostError) || error.name === 'Unknown') throw error;
    if (error.name === 'Rejected') {
      // What follows comes first: if this stops half-way, the message is refused again and nothing is done twice.
      await followReturn(parts, it, message);
      await drop(table, it, claimed, 'the mail service cannot send to that address', now);
      await followRefusal(parts, it, message, draft.to.email);
      return 'refused';
    }
    const stops = await gate.wasRefused(error);
    await unclaimMessage(table, it, claimed, stops ? message.attempts : claimed.attempts);
    if (stops) return 'waits';
    throw error;
  }
}

function drop(table: Parts['table'], it: OutboxOwner, message: Message, why: string, now: Instant): Promise<unknown> {
  const event: HistoryEvent = { at: now, by: 'drumbeat', change: { what: 'message-dropped', key: message.key, why } };
  return settleMessage(table, it, message, event);
}

interface Found {
  readonly message: Message;
  readonly cohort: Cohort;
  readonly draft: Draft;
}

async function findInPartnership(
  parts: Sender,
  id: PartnershipId,
  key: MessageKey,
  now: Instant,
): Promise<Found | undefined> {
  const kept = await readPartnership(parts.table, id);
  const cohort = kept && (await readCohortFacts(parts.table, kept.value.cohort));
  const message = kept && cohort && mayLeave(kept.value, cohort).find((m) => m.key === key);
  if (!kept || !cohort || !message) return undefined;
  if (!readyToSend([message], postCalendar(kept.value, cohort), now).includes(key)) return undefined;
  const draft = await draftFor(parts, { cohort, partnership: kept.value }, message, now);
  return { message, cohort, draft };
}

async function draftFor(parts: Sender, place: InCohort, message: Message, now: Instant): Promise<Draft> {
  const { table, origin, sender } = parts;
  const { id } = place.partnership;
  const to = readerOf(place, message);
  const lists = listsAll(message);
  const everywhere = lists && to ? await placesOf(parts, to.email, place) : [];
  // the turn in which a planned successor begins is not let at drafts: what their predecessor had begun goes with their
  // first email
  if (message.kind === 'handover') await removeDrafts(table, id, draftsLeftAt(place.partnership, message.to));
  const sending = toSend(place, message, everywhere, now);
  if ('dropped' in sending || !to) return { dropped: 'dropped' in sending ? sending.dropped : '' };
  const once = onceFor(message, place.cohort.id, addressHash(to.email), now);
  if (once && !(await claimOnce(table, once.name, message.key, now))) {
    // what asks for something does so in any case
    if (message.reminds) return draftFor(parts, place, { ...message, reminds: undefined }, now);
    return { dropped: once.else };
  }
  const known = {
    place,
    message,
    to,
    about: sending.about,
    now,
    origin,
    secret: await parts.secret('now'),
    sender,
    report: reportFor(table, id, message),
  };
  const { write, files = noFiles } = letterOfPartnership(message);
  const [letter, its] = await Promise.all([write(known), files(known)]);
  const about = sending.about.filter((o: Owed) => o.partnership.id === id).map((o) => o.obligation.id);
  return { to, replyTo: replyTo(place, message), letter, files: its, about };
}

/** Whoever is asked at one school is reminded at no other in that minute: the later of both waits. */
async function hasMinute(table: Parts['table'], message: Message, address: string, now: Instant): Promise<boolean> {
  const minutes = minutesOf(message, address, now);
  for (const name of minutes?.names ?? []) if (!(await claimOnce(table, name, minutes?.by ?? '', now))) return false;
  return true;
}

const noFiles = async (): Promise<Files> => ({});

/** Every partnership in which an address owes something, as it is now; a poisoned one elsewhere takes no email away here. */
async function placesOf({ table }: Sender, address: string, here: InCohort): Promise<readonly InCohort[]> {
  const others = (await whereOwed(table, address)).filter((id) => id !== here.partnership.id);
  const places = await Promise.all(
    others.map(async (id) => {
      try {
        const kept = await readPartnership(table, id);
        const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
        return kept && cohort ? [{ partnership: kept.value, cohort }] : [];
      } catch (error) {
        if (error instanceof Poisoned) return [];
        throw error;
      }
    }),
  );
  return [here, ...places.flat()];
}

async function findInCohort(parts: Sender, id: CohortId, key: MessageKey, now: Instant): Promise<Found | undefined> {
  const cohort = (await readCohortRecord(parts.table, id))?.value;
  const message = cohort?.outbox.find((m) => m.key === key);
  if (!cohort || !message || !readyToSend([message], cohort.calendar, now).includes(key)) return undefined;
  // the draft was changed, or launched, since its lead was to be told
  if (message.day !== undefined && !isStillToGo(cohort, message))
    return { message, cohort, draft: { dropped: 'the draft is kept' } };
  const letter = await letterOfCohort(message).write({ cohort, parts });
  return { message, cohort, draft: { to: cohort.lead, replyTo: cohort.lead, letter, about: [], files: {} } };
}
