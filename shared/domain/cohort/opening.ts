import { launchMoment } from '#domain/dates/timeline.ts';
import { type Partnership, SECOND_LINK } from '#domain/partnership/partnership.ts';
import { type Contact, type ManyRole, type Person, sameAddress } from '#domain/people/person.ts';
import { timesOf } from '#domain/sessions/session.ts';
import { type Cohort, partnershipId, type School } from './cohort.ts';

/** The partnership of a school, as it is when the cohort is launched. */
export function openPartnership(cohort: Cohort, school: School): Partnership {
  const { guests: visiting = [] } = school;
  const groups = [...new Set(school.teachers.map((t) => t.group).filter(Boolean))];
  const teachers = numbered('teacher', school.teachers);
  const coaches = numbered('coach', school.coaches);
  const guests = visiting.map(({ name, email, urn }, i) => ({
    id: `guest-${i + 1}`,
    role: 'teacher' as const,
    name,
    email,
    of: urn,
    nth: i + 1,
  }));
  const inGroup = (name: string) => [
    ...teachers.filter((_, i) => school.teachers[i]?.group === name),
    ...guests.filter((_, i) => visiting[i]?.group === name),
  ];
  const idOf = (people: readonly Person[], address: string) =>
    people.find((person) => sameAddress(person.email) === sameAddress(address))?.id ?? '';
  return {
    id: partnershipId(cohort.id, school.urn),
    cohort: cohort.id,
    urn: school.urn,
    school: school.name,
    phase: school.phase,
    stage: 'invited',
    launch: launchMoment(cohort),
    people: [
      ...(school.link.email ? [{ id: 'link', role: 'link' as const, ...school.link }] : []),
      ...(school.second ? [{ id: SECOND_LINK, role: 'link' as const, nth: 2, ...school.second }] : []),
      { id: 'head', role: 'head', ...school.head },
      ...(school.cover ? [{ id: 'cover', role: 'cover' as const, ...school.cover }] : []),
      ...coaches,
      ...numbered('mentor', school.mentors),
      ...teachers,
      ...guests,
    ],
    sessions: (school.sessions ?? [])
      .toSorted((a, b) => (`${a.date}${a.start}` < `${b.date}${b.start}` ? -1 : 1))
      .map((planned, i) => ({
        id: `session-${i + 1}`,
        coach: idOf(coaches, planned.coach),
        teacher: idOf(teachers, planned.teacher),
        ...timesOf(planned),
        place: planned.place,
        focus: planned.focus,
        state: 'planned' as const,
        sequence: 0,
      })),
    groups: groups.map((name) => ({ name, members: inGroup(name).map(({ id }) => id) })),
    cycles: [],
    provision: school.provision,
    signatures: [],
    obligations: [],
    outbox: [],
    remindedOn: {},
  };
}
const numbered = (role: ManyRole, contacts: readonly Contact[] = []): readonly Person[] =>
  contacts.map(({ name, email }, i) => ({ id: `${role}-${i + 1}`, role, nth: i + 1, name, email }));
