import { type LocalDate, plusDays } from '#calendar/london.ts';
import { addSchoolDays, type SchoolCalendar, schoolDays } from '#calendar/school-calendar.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { NOTHING_KNOWN } from '#domain/cycles/provision.ts';
import type { Contact } from '#domain/people/person.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { crossSchoolTrios } from '#programmes/cross-school-trios.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { nqtPlusOne } from '#programmes/nqt-plus-one.ts';
import { peerCoaching } from '#programmes/peer-coaching.ts';
import { provision } from '#test/support/cover-school.ts';
import type { Random } from './random.ts';

/** Two school years: the clocks change four times. */
const calendar: SchoolCalendar = {
  region: 'england',
  terms: [
    { name: 'Autumn', start: '2026-09-02', end: '2026-12-18', halfTerm: ['2026-10-26', '2026-10-30'] },
    { name: 'Spring', start: '2027-01-04', end: '2027-03-25', halfTerm: ['2027-02-15', '2027-02-19'] },
    { name: 'Summer', start: '2027-04-12', end: '2027-07-21', halfTerm: ['2027-05-31', '2027-06-04'] },
    { name: 'Autumn', start: '2027-09-02', end: '2027-12-17', halfTerm: ['2027-10-25', '2027-10-29'] },
    { name: 'Spring', start: '2028-01-04', end: '2028-03-31', halfTerm: ['2028-02-14', '2028-02-18'] },
    { name: 'Summer', start: '2028-04-17', end: '2028-07-20', halfTerm: ['2028-05-29', '2028-06-02'] },
  ],
  inset: ['2026-09-02', '2027-01-04', '2027-09-02', '2028-01-04'],
  bankHolidays: [
    { date: '2027-03-26', name: 'Good Friday' },
    { date: '2027-05-03', name: 'Early May bank holiday' },
    { date: '2028-04-17', name: 'Easter Monday' },
    { date: '2028-05-01', name: 'Early May bank holiday' },
  ],
};

const person = (role: string, n: number): Contact => ({
  name: `Sample ${role} ${n}`,
  email: `${role.toLowerCase()}-${n}@example.org`,
});

/** What the teachers whom a school will choose teach when, who covers, at all schools the same, and somebody to see to it. */
function withTimetables(urn: string): Pick<School, 'provision' | 'cover'> {
  const weeks = Object.values(provision.timetables);
  const timetables = Object.fromEntries(weeks.map((week, i) => [chosenTeacher(urn, i).email, week]));
  return { provision: { ...provision, timetables }, cover: person('Cover', 1) };
}

/** The teacher whom a school chooses as its `nth`. */
export const chosenTeacher = (urn: string, nth: number): Contact => ({
  name: `Chosen ${nth + 1}`,
  email: `chosen-${nth + 1}-${urn}@example.org`,
});

interface AnyCohort {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
}

/** A cohort as its lead's files would give it: mostly one or two schools, some with people in common. */
export function anyCohort(random: Random): AnyCohort {
  const across = random.fork('across');
  const any = ofOwnGroups(random);
  return across.chance(0.25) ? withGroupsAcross(any, across) : any;
}

/**
 * The same lead, days and first link, in a programme whose groups are of several schools: each school hosts one, and sends a guest
 * to those of others. Where there are coaches, they have a school in common.
 */
function withGroupsAcross({ cohort, schools: [first] }: AnyCohort, random: Random): AnyCohort {
  const programme = random.pick([peerCoaching, crossSchoolTrios, nqtPlusOne]);
  const { size } = programme.groups;
  const count = random.int(size, 3);
  const urnOf = (school: number) => String(900101 + school);
  const teacher = (school: number, nth: number) => person('Teacher', 10 * school + nth);
  const schools = Array.from({ length: count }, (_, i): School => {
    const others = Array.from({ length: size - 1 }, (_, nth) => ({ from: (i + nth + 1) % count, nth: nth + 1 }));
    return {
      ...{ urn: urnOf(i), name: `Sample School ${i + 1}`, phase: 'primary' },
      link: i === 0 && first ? first.link : person('Link', i + 1),
      head: person('Head', i + 1),
      teachers: Array.from({ length: size }, (_, nth) => ({ ...teacher(i, nth), group: nth === 0 ? 'Group' : '' })),
      guests: others.map(({ from, nth }) => ({ ...teacher(from, nth), group: 'Group', urn: urnOf(from) })),
      ...(programme.roles.includes('coach') && { coaches: [person('Coach', Math.ceil(i / 2))] }),
    };
  });
  return { schools, cohort: { ...cohort, programme, schoolCount: count } };
}

function ofOwnGroups(random: Random): AnyCohort {
  const programme = random.chance(0.5) ? lessonStudy : coachingPackage;
  const count = random.weighted([
    { weight: 72, count: 1 },
    { weight: 24, count: 2 },
    { weight: 4, count: 3 },
  ]).count;
  const launch = addSchoolDays(calendar, '2026-09-02', random.int(1, 30)) ?? '2026-09-07';
  const cohort: Cohort = {
    id: 'simulated-2026',
    name: 'Simulated 2026-28',
    programme,
    lead: { id: 'lead', role: 'lead', ...person('Lead', 1) },
    launch,
    calendar,
    schoolCount: count,
    stage: 'draft',
    outbox: [],
    told: [],
  };
  const shared = random.chance(0.5);
  const schools = Array.from({ length: count }, (_, i): School => {
    const link = person('Link', shared ? 1 : i + 1);
    const base = { urn: String(900101 + i), name: `Sample School ${i + 1}`, phase: 'primary', link };
    const teachers = Array.from({ length: 3 }, (_, t) => ({ ...person('Teacher', 10 * i + t), group: '' }));
    const head = random.chance(0.2) ? { ...link } : person('Head', i + 1);
    if (!programme.sessions)
      return { ...base, head, teachers: [], ...(random.chance(count > 1 ? 0.8 : 0.6) && withTimetables(base.urn)) };
    const coaches = Array.from({ length: random.int(1, 2) }, (_, c) => person('Coach', shared ? c : 10 * i + c));
    const sessions = Array.from({ length: random.int(1, 4) }, (_, s) => ({
      date: sessionDay(random, launch),
      start: `${String(8 + (s % 12)).padStart(2, '0')}:15`,
      end: `${String(9 + (s % 12)).padStart(2, '0')}:00`,
      coach: coaches[s % coaches.length]?.email ?? '',
      teacher: teachers[s % teachers.length]?.email ?? '',
      place: 'Room 1',
      focus: '',
    }));
    return { ...base, head, teachers, coaches, sessions };
  });
  return { cohort, schools: schools.map((school) => (random.chance(0.3) ? withDaysOff(school, random) : school)) };
}

/** Has every so many school days an INSET day of its own, none of them on a session’s. */
function withDaysOff(school: School, random: Random): School {
  const every = random.int(4, 9);
  const closures = schoolDays(calendar)
    .filter((_, nth) => nth % every === 0)
    .filter((day) => !school.sessions?.some(({ date }) => date === day))
    .map((date) => ({ date, why: 'INSET' }));
  return { ...school, provision: { ...(school.provision ?? NOTHING_KNOWN), closures } };
}

/** Any day of the two years; some on the days around those on which the clocks change. */
export function sessionDay(random: Random, from: LocalDate): LocalDate {
  const changes = [
    '2026-10-24',
    '2026-10-25',
    '2027-03-27',
    '2027-03-28',
    '2027-10-30',
    '2027-10-31',
    '2028-03-25',
    '2028-03-26',
  ];
  if (random.chance(0.2)) return random.pick(changes.filter((day) => day > from).concat('2028-03-26'));
  return plusDays(from, random.int(3, 600));
}
