import type { CalendarSession } from '#calendar/invitation.ts';
import type { Instant } from '#calendar/london.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Session } from '#domain/sessions/session.ts';

/** What the programme calls a session. */
export const wordFor = ({ cohort }: InCohort): string => cohort.programme.sessions?.word ?? 'session';

/** A name of a pair: of one who has withdrawn, as they were known. */
export const partnerName = (place: InCohort, id: PersonId): string =>
  (playerOf(place, id) ?? place.partnership.former?.findLast((one) => one.id === id))?.name ?? '';

/** A session as its people's calendars know it, whichever email or feed it is for. */
export function calendarSession(place: InCohort, s: Session, sender: string, now: Instant): CalendarSession {
  const { cohort, partnership } = place;
  const word = wordFor(place);
  const attendees = [s.coach, s.teacher].flatMap((id) => {
    const person = playerOf(place, id);
    if (!person) return [];
    const role = person.role === 'coach' || person.role === 'teacher' ? person.role : undefined;
    return [{ name: person.name, email: person.email, role }];
  });
  return {
    uid: `${partnership.id}/${s.id}@drumbeat`,
    sequence: s.sequence,
    start: s.start,
    end: s.end,
    summary: `${word.charAt(0).toUpperCase()}${word.slice(1)}: ${partnerName(place, s.coach)} and ${partnerName(place, s.teacher)}`,
    place: s.place,
    description: [s.focus && `Focus: ${s.focus}`, partnership.school, cohort.name].filter(Boolean).join('\n'),
    organizer: { name: 'Drumbeat', email: sender },
    attendees,
    stamp: now,
  };
}
