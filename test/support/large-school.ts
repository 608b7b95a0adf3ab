import { plusDays } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { cycleId } from '#domain/cycles/cycle.ts';
import type { Proposal } from '#domain/cycles/plan.ts';
import type { ChosenGroup } from '#domain/obligations/acts.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { sampleCohort } from './cohorts.ts';
import { cycleOn, manager, provision } from './cover-school.ts';

const TRIADS = 100;

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

/** A hundred triads, three hundred teachers. */
export const hundredTriads: readonly ChosenGroup[] = upTo(TRIADS).map((g) => ({
  name: `Triad ${g}`,
  members: [2, 1, 0].map((m) => ({
    name: `Made Up the ${3 * g - m}th`,
    email: `teacher-${3 * g - m}@large.example.org`,
  })),
}));

const members = hundredTriads.flatMap((g) => g.members);

/** A lesson study at one school, with its timetables told, whose link is to choose those teachers. */
export async function largeLessonStudy(): Promise<ReadCohort> {
  const { cohort, schools } = await sampleCohort('lesson-study');
  const school = schools[0] as School;
  return {
    cohort: { ...cohort, schoolCount: 1 },
    schools: [
      {
        ...school,
        second: { name: 'Second Contact', email: 'second@large.example.org' },
        cover: manager,
        provision: {
          ...provision,
          cover: [
            ...provision.cover,
            ...provision.cover.slice(0, 1).map((one) => ({ ...one, id: 'cover-3', email: '' })),
          ],
          timetables: Object.fromEntries(
            members.map(({ email }) => [email, ['TTTTF', 'FTTTT', 'TPPTT', 'TTTTF', 'TTTFT']]),
          ),
        },
      },
    ],
  };
}

const lessons = ['2026-10-08', '2026-11-19', '2027-01-14', '2027-02-25'];

/** Four cycles of each triad, all of a round on one day. @param later days by which they are later */
export function planOf(p: Partnership, at: string, later = 0): Proposal {
  const cycles = p.groups.flatMap((group, g) =>
    lessons.map((day, i) => ({
      ...cycleOn(p, g, i + 1, plusDays(day, later)),
      id: cycleId(g, i + 1),
      group: group.name,
    })),
  );
  return {
    at,
    cycles,
    hires: lessons.map((date) => ({ date: plusDays(date, later), unit: 'supply-1', half: 'day' as const, nth: 1 })),
    pounds: 0,
    lessonsCovered: cycles.flatMap((c) => c.duties).filter((d) => d.kind === 'cover').length,
    proven: true,
    gap: 0,
    notHeld: [],
    waysOut: [],
  };
}

/** A coaching programme at one school: three hundred teachers, each with a session on one of a few days. */
export async function largeCoaching(): Promise<ReadCohort> {
  const { cohort, schools } = await sampleCohort('coaching-package');
  const school = schools[0] as School;
  const [coach] = school.coaches ?? [];
  const teachers = members.map((one) => ({ ...one, group: '' }));
  const sessions = teachers.flatMap(({ email }, i) =>
    coach
      ? [
          {
            coach: coach.email,
            teacher: email,
            date: '2026-11-10',
            start: `${String(8 + Math.floor(i / 50)).padStart(2, '0')}:${String(i % 50).padStart(2, '0')}`,
            end: `${String(8 + Math.floor(i / 50)).padStart(2, '0')}:${String((i % 50) + 1).padStart(2, '0')}`,
            place: 'Library',
            focus: 'Questions',
          },
        ]
      : [],
  );
  return { cohort: { ...cohort, schoolCount: 1 }, schools: [{ ...school, teachers, sessions }] };
}
