import { type Instant, localDate } from '#calendar/london.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import { coverManagerOf } from '#domain/cycles/rules.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { opensSessions } from './links.ts';
import type { Person } from './person.ts';

const isToBeCovered = ({ cycles }: Partnership, now: Instant): boolean =>
  cycles.some((c) => isAhead(c) && c.duties.some(({ date }) => date >= localDate(now)));

/**
 * What somebody finds on the page of all that is theirs, beside what they are to do: sessions, cycles or cover; or, of a coach
 * without any, where they plan their sessions. Undefined: nothing.
 */
export function onOwnPage(
  { cohort, partnership: p }: InCohort,
  { id, role }: Pick<Person, 'id' | 'role'>,
  now: Instant,
): 'theirs' | 'planning' | undefined {
  if (!opensSessions(cohort.programme, role)) return undefined;
  const meets =
    p.sessions.some((s) => s.coach === id || s.teacher === id) ||
    p.cycles.some((c) => c.members.includes(id)) ||
    (coverManagerOf(p) === id && isToBeCovered(p, now));
  if (meets) return 'theirs';
  return role === 'coach' ? 'planning' : undefined;
}
