import { type Instant, inShort, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { type PersonId, roleInWords } from '#domain/people/person.ts';
import { reportReaderOf } from '#domain/sessions/reports.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { isBefore } from '#domain/sessions/waiting.ts';
import type { Tag } from './stage.ts';

/** "Monday 7 September 2026, 9am to 10am" */
export function timeOf({ start, end }: Pick<Session, 'start' | 'end'>): string {
  const [day, last] = [localDate(start.at), localDate(end.at)];
  const until = `${timeInWords(localTime(end.at))}${day === last ? '' : ' the next day'}`;
  return `${inWords(day)}, ${timeInWords(localTime(start.at))} to ${until}`;
}

/** "Mon 7 Sep 2026, 9am" */
export const shortTime = (at: Instant): string => `${inShort(localDate(at))}, ${timeInWords(localTime(at))}`;

/** "the session on Mon 7 Sep 2026 at 9am" */
export const sessionInWords = ({ start }: Pick<Session, 'start'>): string =>
  `the session on ${inShort(localDate(start.at))} at ${timeInWords(localTime(start.at))}`;

const nameOf = (p: Partnership, id: PersonId): string => personOf(p, id)?.name ?? 'Somebody who has left';

/** Who reads reports in the head’s place, should the head’s address not take post. */
export const standInForHead = (p: Partnership): string | undefined => {
  const deputy = reportReaderOf(p) === 'head' ? personOf(p, 'deputy') : undefined;
  return deputy && `${deputy.name}, ${roleInWords.deputy}`;
};

const tag = (text: string, colour: string): Tag => ({ text, classes: `govuk-tag--${colour}` });

/** What has become of a session, for its coach and the lead. */
function sessionStage(session: Session, since: Instant | undefined, now: Instant): Tag {
  if (isPending(session) && since === undefined) return tag('Waiting for the agreement', 'grey');
  if (isPending(session) && session.end.at <= now && isBefore(since, session))
    return tag('Before the agreement', 'grey');
  if (isPending(session))
    return session.end.at <= now
      ? tag('Not said yet', 'yellow')
      : session.state === 'moved'
        ? tag('Moved', 'blue')
        : tag('Planned', 'blue');
  return { held: tag('Held', 'green'), cancelled: tag('Called off', 'grey'), missed: tag('Did not happen', 'orange') }[
    session.state as 'held' | 'cancelled' | 'missed'
  ];
}

/** What a page says of a session; never a word of its report. */
export const sessionFacts = ({ cohort, partnership: p }: InCohort, session: Session, now: Instant) => ({
  id: session.id,
  time: timeOf(session),
  when: shortTime(session.start.at),
  coach: nameOf(p, session.coach),
  teacher: nameOf(p, session.teacher),
  cannotCome: session.cannotCome && isPending(session) ? nameOf(p, session.cannotCome) : undefined,
  place: session.place,
  focus: session.focus,
  tag: sessionStage(session, heldSince(p, cohort.programme), now),
  why: session.why,
  pending: isPending(session),
  toCome: isPending(session) && session.end.at > now,
  reported: session.report && shortTime(session.report.at),
});
