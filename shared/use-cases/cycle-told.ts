import type { Cycle, CycleBefore, CycleSlot } from '#domain/cycles/cycle.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { CycleSession, CycleTold } from '#email/templates/cycles.ts';

export const nameOf = (place: InCohort, id: PersonId): string => playerOf(place, id)?.name ?? 'somebody who has left';

export const cycleSessionOf = ({ start, end, period }: CycleSlot): CycleSession => ({
  start: start.at,
  end: end.at,
  period,
});

/** What a cycle was, as one of its people is told. */
export const wasTold = (place: InCohort, { teaching, planning, lesson, debrief }: CycleBefore, reader: PersonId) => ({
  teaching: nameOf(place, teaching),
  own: teaching === reader,
  planning: cycleSessionOf(planning),
  lesson: cycleSessionOf(lesson),
  debrief: cycleSessionOf(debrief),
});

/** A cycle as one of its people is told. */
export const cycleTold = (place: InCohort, cycle: Cycle, reader: PersonId): CycleTold => ({
  ...wasTold(place, cycle, reader),
  group: cycle.group,
  nth: cycle.nth,
  observing: cycle.members.filter((id) => id !== cycle.teaching && id !== reader).map((id) => nameOf(place, id)),
});
