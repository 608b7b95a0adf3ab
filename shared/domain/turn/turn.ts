import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { asTaken, isMoving, movesFrom } from '#domain/dates/dates.ts';
import { moveDates } from '#domain/dates/shifts.ts';
import type { Decision } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { decide } from './decide.ts';

/** What must happen to a partnership now: first it takes up the dates that the lead has moved, then what they let be decided. */
export function turnOf(p: Partnership, cohort: Cohort, now: Instant): Decision {
  const from = movesFrom(cohort);
  if (!isMoving(p, cohort) || (from && now < from)) return decide(p, cohort, now);
  const moved = moveDates(p, asTaken(cohort, p), cohort, now);
  if ('refused' in moved) return decide(p, cohort, now);
  // the rest is for the turn that follows at once: together they might not fit one transaction
  return moved;
}
