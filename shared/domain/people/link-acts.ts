import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { renewLink } from '#domain/obligations/acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, obligationOf, type Partnership, personOf, roomVersion } from '#domain/partnership/partnership.ts';
import { actingOn } from './confirmers.ts';
import { askedToday, feedVersion, type LinkChange, linksOf, opensSessions, ownVersion } from './links.ts';
import type { Person, PersonId } from './person.ts';

const onItsWay = refuse('already', 'A new link has been sent already.');

/**
 * Somebody asks for a new link in the place of one of theirs: to the task, while that is theirs to do, else to the page of all
 * that is theirs. It goes to the address on record, the earlier one stops working, and for a day no other goes.
 * @param spent the link was signed by a secret that signs no more: then one a day goes to each person
 */
export function newLink(
  p: Partnership,
  seat: PersonId,
  { task, spent = false }: { readonly task?: string | undefined; readonly spent?: boolean },
  now: Instant,
): Outcome {
  const person = personOf(p, seat);
  if (!person || person.gone === 'not-me') return refuse('not-asked', 'There is no such part in this school.');
  // it was told that it hears nothing more
  if (p.stage === 'declined' || p.stage === 'withdrawn' || p.unsigned) return afterTheEnd;
  // there is no address left to which it could go
  if (p.gone?.includes('names')) return afterTheEnd;
  if (spent && askedToday(person.offered, now)) return onItsWay;
  const renewed = renewedFor(p, person, task, now);
  if ('refused' in renewed || !spent) return renewed;
  return outcome(p, [{ what: 'link-offered', person: seat } satisfies LinkChange, ...renewed.changes], now);
}

function renewedFor(p: Partnership, person: Person, task: string | undefined, now: Instant): Outcome {
  const o = task === undefined ? undefined : obligationOf(p, task);
  if (!o || !actingOn(p, o).includes(person.id)) return ownPage(p, person, [], now);
  if (isOpen(o) && !hasEnded(p.stage)) return renewLink(p, o.id, now);
  return ownPage(p, person, o.end?.how === 'done' ? [{ what: 'link-renewed', obligation: o.id }] : [], now);
}

function ownPage(p: Partnership, person: Person, ended: readonly Change[], now: Instant): Outcome {
  if (askedToday(person.own?.asked, now)) return onItsWay;
  const version = ownVersion(person) + 1;
  return outcome(
    p,
    [...ended, { what: 'own-link-renewed', person: person.id, version }, freshLinks(person.id, 'own', now)],
    now,
  );
}

/** New links, to the page of all that is hers alone, or, the lead having ended the earlier ones, to everything. */
const freshLinks = (to: PersonId, brings: 'own' | 'all', now: Instant): Change => ({
  what: 'message-queued',
  message: { ...newMessage('fresh-link', to, [], now), brings },
});

/**
 * The lead ends all links of a person, and the address of their calendar. Where there is something for them to do, or to see,
 * they get new ones by email. @param seen the number of their links when the lead decided: sent twice, it is done once
 */
export function endLinks(p: Partnership, cohort: Cohort, seat: PersonId, seen: number, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const person = personOf(p, seat);
  if (!person) return refuse('not-asked', 'There is no such part in this school.');
  if (linksOf(person) !== seen) return refuse('already', 'Their links have been ended already.');
  const message = freshLinks(seat, 'all', now);
  return outcome(
    p,
    [{ what: 'links-ended', person: seat }, ...(getsNewLinks(p, cohort, person) ? [message] : [])],
    now,
  );
}

/** Is there anything for them to do, or a page of sessions or cover that is theirs? */
export const getsNewLinks = (p: Partnership, { programme }: Cohort, { id, role }: Person): boolean =>
  opensSessions(programme, role) || p.obligations.some((o) => isOpen(o) && actingOn(p, o).includes(id));

/** The lead gives a room another link, so that who has the earlier one cannot answer any more. @param seen its number then */
export function replaceRoomLink(p: Partnership, questionnaire: string, seen: number, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  if (roomVersion(p, questionnaire) !== seen) return refuse('already', 'The link has been replaced already.');
  return outcome(p, [{ what: 'room-link-replaced', questionnaire }], now);
}

/**
 * Their calendar is to follow their sessions by another address; the earlier one shows none. @param seen as it was when they
 * asked
 */
export function replaceFeed(p: Partnership, seat: PersonId, seen: number, now: Instant): Outcome {
  const person = personOf(p, seat);
  if (!person) return refuse('not-asked', 'There is no such part in this school.');
  const version = feedVersion(person);
  if (version !== seen) return refuse('already', 'The address has been replaced already.');
  return outcome(p, [{ what: 'feed-replaced', person: seat, version: version + 1 }], now);
}
