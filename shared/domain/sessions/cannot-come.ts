import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isWithinASchoolDay } from '#domain/dates/soon.ts';
import type { SessionId } from '#domain/ids.ts';
import { afterTheEnd, type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, type Partnership, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { sessionMessage } from './reports.ts';
import { isPending } from './session.ts';

/**
 * The teacher of a session cannot come: its coach hears at once and moves it or calls it off, or the lead hears where there is no
 * coach; of one within a school day both do. Until then it stands.
 */
export function cannotCome(p: Partnership, cohort: Cohort, id: SessionId, by: PersonId, now: Instant): Outcome {
  const s = sessionOf(p, id);
  if (s?.teacher !== by) return refuse('not-asked', 'There is no such session.');
  if (!isPending(s)) return refuse('already', 'Someone has told us already what happened to this session.');
  if (hasEnded(p.stage)) return afterTheEnd;
  if (s.start.at <= now) return refuse('not-now', 'The session has begun.');
  if (s.cannotCome === by) return refuse('already', 'You have told us that already.');
  const soon = isWithinASchoolDay(cohort.calendar, [s.start.at], now);
  const coach = personOf(p, s.coach) ? [s.coach] : [];
  const told = [...coach, ...(soon || coach.length === 0 ? ['lead'] : [])];
  return outcome(
    p,
    [
      { what: 'cannot-come', session: id, person: by },
      ...told.map((to) => sessionMessage('cannot-come', to, s, s.sequence, now)),
    ],
    now,
  );
}
