import { type Instant, type LocalDate, localDate, london, plusDays } from '#calendar/london.ts';
import { addSchoolDays, notASchoolDay, schoolDayFrom } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import type { Proposal } from '#domain/cycles/plan.ts';
import { idOfCycle } from '#domain/cycles/planning.ts';
import { cycleWindows } from '#domain/dates/timeline.ts';
import type { CycleId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Group } from '#domain/people/group.ts';

/** A plan as a school without timetables might make one by hand: each lesson early in its window, roles in turn. */
export function standInPlan(p: Partnership, cohort: Cohort, now: Instant): Proposal {
  const windows = cycleWindows(cohort, localDate(now));
  const cycles = p.groups.flatMap((group) =>
    windows.map((window, c) => standIn(cohort, group, idOfCycle(p, group.name, c + 1), c, window.from)),
  );
  return {
    at: now,
    cycles,
    hires: [],
    pounds: 0,
    lessonsCovered: 0,
    proven: false,
    gap: 0,
    notHeld: [],
    waysOut: [],
    byHand: true,
  };
}

function standIn({ calendar, programme }: Cohort, group: Group, id: CycleId, c: number, from: LocalDate): Cycle {
  const day = addSchoolDays(calendar, schoolDayFrom(calendar, from) ?? from, 2) ?? from;
  const [least = 2, most = 7] = programme.cycles?.planning ?? [];
  let meeting = plusDays(day, -least);
  while (notASchoolDay(calendar, meeting) && meeting > plusDays(day, -most)) meeting = plusDays(meeting, -1);
  const slot = (date: LocalDate, start: string, end: string) => ({
    start: london(date, start),
    end: london(date, end),
    period: start,
  });
  return {
    id,
    group: group.name,
    nth: c + 1,
    members: group.members,
    teaching: group.members[c % group.members.length] ?? '',
    planning: slot(meeting, '15:30', '16:15'),
    lesson: slot(day, '10:00', '11:00'),
    debrief: slot(day, '11:00', '11:30'),
    duties: [],
    state: 'planned',
    sequence: 0,
    coverVersion: 0,
  };
}
