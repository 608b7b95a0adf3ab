import type { CalendarSession } from '#calendar/invitation.ts';
import { type Instant, localDate, london, plusDays } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { cycleParts } from '#domain/cycles/cycle.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { belonging, feedVersion } from '#domain/people/links.ts';
import { hasLeft, type PersonId } from '#domain/people/person.ts';
import { readLink, writeLink } from '#links/link.ts';
import type { Secrets } from '#links/secrets.ts';
import { readSigned } from '#links/signed.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import { calendarCycle } from './cycle-calendar.ts';
import type { Parts } from './parts.ts';
import { calendarSession } from './session-calendar.ts';

const FEED = 'feed';

/** The part of an address by which a calendar follows somebody's sessions. It is signed for that alone, and opens no page. */
export const writeFeed = ({ current }: Secrets, p: Partnership, id: PersonId): string => {
  const { cohort, urn } = p;
  const person = personOf(p, id);
  const version = feedVersion(person ?? {});
  return writeLink(current, { cohort, urn, obligation: FEED, person: id, sitter: person?.links, version }, FEED);
};

/**
 * The times that such an address shows now: none once it has been replaced, or its reader has left or says that they have; undefined of any other
 * text.
 */
export async function followFeed(
  parts: Pick<Parts, 'table' | 'secret' | 'now' | 'sender'>,
  text: string,
): Promise<readonly CalendarSession[] | undefined> {
  const signed = await readSigned(parts, (key) => readLink(key, text, FEED));
  if (!signed) return undefined;
  const { cohort: cohortId, urn, person: id, sitter, version } = signed.it;
  const [kept, cohort] = await Promise.all([
    readPartnership(parts.table, partnershipId(cohortId, urn)),
    readCohortFacts(parts.table, cohortId),
  ]);
  const person = kept && personOf(kept.value, id);
  if (!kept || !cohort || !person || signed.worth === 'spent') return [];
  const works = belonging(person, sitter) === 'theirs' && version === feedVersion(person);
  if (!works || hasLeft(person)) return [];
  const times = feedTimesOf({ cohort, partnership: kept.value }, id, parts);
  return signed.until ? [...times, changing(kept.value.id, id, signed.until, parts)] : times;
}

/** A calendar reads its address by itself: that it is to end, its reader learns from an entry a week before. */
function changing(
  where: string,
  id: PersonId,
  until: Instant,
  { sender, now }: Pick<Parts, 'sender' | 'now'>,
): CalendarSession {
  const day = plusDays(localDate(until), -7);
  return {
    uid: `${where}/${id}/address@drumbeat`,
    sequence: 0,
    start: london(day, '08:00'),
    end: london(day, '08:15'),
    summary: 'This calendar is about to stop: get its new address from your page in Drumbeat',
    place: '',
    description: '',
    organizer: { name: 'Drumbeat', email: sender },
    attendees: [],
    stamp: now(),
  };
}

/** When somebody's sessions are, those called off left out, and not a word of whom they are with or what they are about. */
export function feedTimesOf(
  place: InCohort,
  id: PersonId,
  { sender, now }: Pick<Parts, 'sender' | 'now'>,
): readonly CalendarSession[] {
  const { cohort, partnership: p } = place;
  const word = cohort.programme.sessions?.word ?? 'session';
  const bare = (it: CalendarSession, summary: string): CalendarSession => ({
    ...it,
    summary,
    place: '',
    description: '',
    attendees: [],
  });
  return [
    ...p.sessions
      .filter((s) => (s.coach === id || s.teacher === id) && s.state !== 'cancelled')
      .map((s) => bare(calendarSession(place, s, sender, now()), word.charAt(0).toUpperCase() + word.slice(1))),
    ...p.cycles
      .filter((cycle) => cycle.members.includes(id) && cycle.state !== 'cancelled')
      .flatMap((cycle) => cycleParts.map((part) => calendarCycle(place, cycle, part, sender, now())))
      .map((it) => bare(it, it.summary)),
  ];
}
