import { earliest, type Instant, localDate, localTime, london } from '../calendar/london.ts';
import { type Cohort, cohortNextAt, decideCohort, openPartnership, type School } from '../domain/cohort.ts';
import type { Message, MessageKind } from '../domain/message.ts';
import { decide, nextMoment } from '../domain/obligation/decide.ts';

import { playerOf } from '../domain/owed.ts';
import { apply, type Partnership } from '../domain/partnership.ts';
import { sameAddress } from '../domain/person.ts';
import type { ObligationKind } from '../domain/programme.ts';
import { readyToSend, reminderOfTheDay, toSend } from '../domain/sending.ts';
import { type Cast, whenDone } from './casts.ts';
import { matterOf, perform } from './perform.ts';
import { ImpossibleStory, lineInWords, type StoryLine } from './story.ts';

export interface RehearsedMessage {
  readonly at: Instant;
  /** an address */
  readonly to: string;
  readonly kind: MessageKind;
  /** of the school that it is about; null where it is about the whole cohort */
  readonly urn: string | null;
  readonly about: readonly ObligationKind[];
  readonly key: string;
}

export interface Rehearsal {
  readonly messages: readonly RehearsedMessage[];
  readonly obligations: {
    readonly total: number;
    readonly done: number;
    readonly lapsed: number;
    readonly released: number;
  };
  readonly schools: number;
  /** what was done, by the story and by the cast, in order: a story of its own */
  readonly acts: readonly StoryLine[];
  readonly partnerships: readonly Partnership[];
}

interface Act {
  readonly at: Instant;
  readonly line: StoryLine;
  /** the place in the story; undefined for the cast's */
  readonly index?: number;
}

/**
 * Plays a cohort from launch to close on a clock of its own: the product's `decide`, acts and sending rules, and no
 * I/O. Takes a time in proportion to the messages and acts. @throws {ImpossibleStory} naming the line
 */
export function rehearse({
  cohort: imported,
  schools,
  story = [],
  cast,
  seed = 1,
}: {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
  readonly story?: readonly StoryLine[];
  readonly cast: Cast;
  readonly seed?: number;
}): Rehearsal {
  let cohort: Cohort = { ...imported, stage: 'launched', outbox: [], told: [] };
  const partnerships = schools.map((school) => openPartnership(cohort, school)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const nextAt = partnerships.map((p) => nextMoment(p, cohort));
  let cohortAt = cohortNextAt(cohort, '');
  const places = placesByAddress(cohort, partnerships);
  const inStory = new Set(story.map((line) => line.who));
  const acts: Act[] = story.map((line, index) => ({
    at: london(line.at.slice(0, 10), line.at.slice(11)).at,
    line,
    index,
  }));
  acts.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const messages: RehearsedMessage[] = [];
  const performed: StoryLine[] = [];
  const remindedToday = new Set<string>();

  for (;;) {
    const now = earliest(acts[0]?.at, cohortAt, ...nextAt);
    if (now === undefined) break;
    partnerships.forEach((_, i) => {
      while (isDue(nextAt[i], now)) turn(i, now);
    });
    while (isDue(cohortAt, now)) turnCohort(now);
    if (acts[0]?.at === now) doNext(acts.shift() as Act);
  }
  const obligations = partnerships.flatMap((p) => p.obligations);
  const ended = (how: string) => obligations.filter((o) => o.end?.how === how).length;
  return {
    messages,
    obligations: {
      total: obligations.length,
      done: ended('done'),
      lapsed: ended('lapsed'),
      released: ended('released'),
    },
    schools: schools.length,
    acts: performed,
    partnerships,
  };

  function turn(i: number, now: Instant) {
    const decided = decide(partnerships[i] as Partnership, cohort, now).partnership;
    partnerships[i] = decided;
    for (const key of readyToSend(decided.outbox, cohort.calendar, now)) {
      const p = partnerships[i] as Partnership;
      const message = p.outbox.find((m) => m.key === key) as Message;
      partnerships[i] = apply(
        p,
        { what: 'message-sent', key, kind: message.kind, to: message.to, about: message.about },
        now,
      );
      send(p, message, now);
    }
    nextAt[i] = nextMoment(partnerships[i] as Partnership, cohort);
  }

  function send(partnership: Partnership, message: Message, now: Instant) {
    const to = playerOf({ cohort, partnership }, message.to)?.email ?? '';
    const everywhere = (places.get(sameAddress(to)) ?? []).map((i) => ({
      cohort,
      partnership: partnerships[i] as Partnership,
    }));
    const sending = toSend({ cohort, partnership }, message, everywhere);
    if ('dropped' in sending) return;
    if (message.kind === 'reminder') {
      const name = reminderOfTheDay(sameAddress(to), now);
      if (remindedToday.has(name)) return;
      remindedToday.add(name);
    }
    const about = sending.about.map((owed) => owed.obligation.kind);
    messages.push({ at: now, to, kind: message.kind, urn: partnership.urn, about, key: message.key });
    if (message.kind.endsWith('-request') && message.kind !== 'decision-request')
      castActs(partnership, message, to, now);
  }

  /** Whoever was just asked, and is not in the story, does it in her own time. */
  function castActs(p: Partnership, message: Message, to: string, now: Instant) {
    const who = sameAddress(to);
    const o = p.obligations.find((one) => one.id === message.about[0]);
    const when = o && !inStory.has(who) && whenDone(cast, seed, `${p.urn}/${who}`, o, now);
    if (!o || !when) return;
    const common = { at: toLocal(when.at), who, urn: p.urn };
    const line: StoryLine = when.declines
      ? { ...common, does: 'decline' }
      : o.kind === 'answer-questionnaire'
        ? { ...common, does: 'answer', questionnaire: o.questionnaire ?? '' }
        : { ...common, does: o.kind === 'sign-agreement' ? 'sign' : o.kind };
    const place = acts.findIndex((act) => act.at > when.at);
    acts.splice(place < 0 ? acts.length : place, 0, { at: when.at, line });
  }

  function turnCohort(now: Instant) {
    cohort = decideCohort(
      cohort,
      partnerships.map((p) => p.stage),
      now,
    );
    for (const key of readyToSend(cohort.outbox, cohort.calendar, now)) {
      const message = cohort.outbox.find((m) => m.key === key) as Message;
      messages.push({ at: now, to: cohort.lead.email, kind: message.kind, urn: null, about: [], key });
      cohort = { ...cohort, outbox: cohort.outbox.filter((m) => m !== message) };
    }
    cohortAt = cohortNextAt(cohort, now);
  }

  function doNext({ at, line, index }: Act) {
    const matter = matterOf(line, cohort, partnerships);
    const outcome = matter && perform(line, cohort, matter.partnership, matter.obligation, at);
    if (matter && outcome && !('refused' in outcome)) {
      const i = partnerships.indexOf(matter.partnership);
      partnerships[i] = outcome.partnership;
      nextAt[i] = nextMoment(outcome.partnership, cohort);
      performed.push(line);
    } else if (index !== undefined) {
      const why = outcome && 'refused' in outcome ? outcome.refused.sentence : whyNobody(line, cohort, schools);
      throw new ImpossibleStory(`${lineInWords(index, line)}: ${why}`);
    }
  }
}

const isDue = (at: Instant | undefined, now: Instant): boolean => at !== undefined && at <= now;

const toLocal = (at: Instant): string => `${localDate(at)}T${localTime(at)}`;

/** In which partnerships an address may owe something: a link in hers, the lead in all. */
function placesByAddress(cohort: Cohort, partnerships: readonly Partnership[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  const add = (email: string, i: number) => {
    const address = sameAddress(email);
    const known = places.get(address);
    if (!known) places.set(address, [i]);
    else if (known.at(-1) !== i) known.push(i);
  };
  partnerships.forEach((p, i) => {
    for (const person of p.people) add(person.email, i);
    add(cohort.lead.email, i);
  });
  return places;
}

function whyNobody(line: StoryLine, cohort: Cohort, schools: readonly School[]): string {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  const known =
    isLead ||
    schools.some((s) => [s.link, s.head, s.cover, ...s.teachers].some((c) => c && sameAddress(c.email) === line.who));
  if (!known) return `Nobody in the cohort has the address ${line.who}.`;
  if (line.urn !== undefined && !schools.some((s) => s.urn === line.urn))
    return `The cohort has no school ${line.urn}.`;
  if ((line.does === 'extend' || line.does === 'release') && !isLead) return 'Only the programme lead can do that.';
  return 'Nothing of that kind has been asked of them by then.';
}
