import { type LocalDate, localDate } from '#calendar/london.ts';
import type { WeekLetter } from '#calendar/school-calendar.ts';
import type { Cycle, CycleBefore, CycleSlot } from '#domain/cycles/cycle.ts';
import { weekLetter } from '#domain/cycles/provision.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { CycleSession, CycleTold } from '#email/templates/cycles.ts';

export const nameTold = (place: InCohort, id: PersonId): string => playerOf(place, id)?.name ?? 'someone who has left';

/** Who sat there last. */
export const beforeAt = ({ partnership: p }: InCohort, seat: PersonId): string =>
  p.former?.findLast(({ id }) => id === seat)?.name ?? 'someone who has left';

/** Who takes part no more, and who does instead. */
export const passedTold = (place: InCohort, { members }: Pick<Cycle, 'members'>, seat: PersonId) => ({
  before: beforeAt(place, seat),
  now: members.includes(seat) ? playerOf(place, seat)?.name : undefined,
});

/** Week A or B of the school's timetable; undefined where its weeks are alike. */
export const weekOf = ({ cohort, partnership: { provision } }: InCohort, date: LocalDate): WeekLetter | undefined =>
  provision && weekLetter(provision, cohort.calendar, date);

export const cycleSessionOf = (place: InCohort, { start, end, period }: CycleSlot): CycleSession => ({
  start: start.at,
  end: end.at,
  period,
  week: weekOf(place, localDate(start.at)),
});

/** What a cycle was, as one of its people is told. */
export const wasTold = (place: InCohort, { teaching, planning, lesson, debrief }: CycleBefore, reader: PersonId) => ({
  teaching: nameTold(place, teaching),
  own: teaching === reader,
  planning: cycleSessionOf(place, planning),
  lesson: cycleSessionOf(place, lesson),
  debrief: cycleSessionOf(place, debrief),
});

/** A cycle as one of its people is told. */
export const cycleTold = (place: InCohort, cycle: Cycle, reader: PersonId): CycleTold => ({
  ...wasTold(place, cycle, reader),
  group: cycle.group,
  nth: cycle.nth,
  observing: cycle.members.filter((id) => id !== cycle.teaching && id !== reader).map((id) => nameTold(place, id)),
});
