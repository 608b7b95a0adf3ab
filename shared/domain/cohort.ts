import { earliest, type Instant, type LocalDate, localDate, localTime, london, plusDays } from '../calendar/london.ts';
import { onceOpen, postDayFrom, postIsOpen, type SchoolCalendar } from '../calendar/school-calendar.ts';
import { type DateMove, isSpreading, movesFrom } from './dates.ts';
import { decideDraft, draftNextAt } from './draft.ts';
import { backInOutbox, type Message } from './message.ts';
import { hasEnded, type Partnership, SECOND_LINK, type Stage } from './partnership.ts';
import { type ManyRole, type Person, sameAddress } from './person.ts';
import type { Programme } from './programme.ts';
import type { Provision } from './provision.ts';
import type { Erasable } from './retention.ts';
import { isUnknown, nextTry } from './sending.ts';
import { type SessionTime, timesOf } from './session.ts';
import { completionFrom, launchMoment } from './timeline.ts';

/** A programme with real schools, people and a calendar. */
export interface Cohort {
  readonly id: string;
  readonly name: string;
  readonly programme: Programme;
  readonly lead: Person;
  /** as the lead wrote it: the day the invitations go */
  readonly launch: LocalDate;
  readonly calendar: SchoolCalendar;
  readonly schoolCount: number;
  /** launching: the lead has pressed Launch, and not every school's partnership is open yet */
  readonly stage: 'draft' | 'launching' | 'launched' | 'closed';
  /** of a draft: when it was last imported; left out in drafts of an earlier release */
  readonly changed?: Instant | undefined;
  /** of a draft: its lead has been told that it goes on that day */
  readonly warned?: { readonly for: LocalDate; readonly at: Instant } | undefined;
  /** of a draft: it is being deleted, since then */
  readonly deleting?: Instant | undefined;
  /** no cohort yet: files with faults, kept until their lead has corrected them */
  readonly files?: boolean | undefined;
  /** when the lead pressed Launch */
  readonly launched?: Instant | undefined;
  /** when every school had ended: from then on it is counted how long what was said is kept */
  readonly closed?: Instant | undefined;
  /** what has been erased so far... */
  readonly gone?: readonly Erasable[] | undefined;
  /** ...and when the last of it was, and nobody's name was left */
  readonly erased?: Instant | undefined;
  /** the lead ends it before its time: since when */
  readonly ending?: Instant | undefined;
  readonly outbox: readonly Message[];
  /** the day on which it closes, where the lead has moved it; else as the programme says */
  readonly closes?: LocalDate | undefined;
  /** each time that the lead moved its dates since the launch, oldest first */
  readonly moves?: readonly DateMove[] | undefined;
  /** of these, so many have reached every school */
  readonly movesSpread?: number | undefined;
  /** message kinds that have been queued already: each goes once */
  readonly told: readonly Message['kind'][];
  /** the last time that its emails waited for the mail service, and the lead was to be told of it afterwards */
  readonly waited?: { readonly since: Instant; readonly until: Instant } | undefined;
}

/** A school as the lead's files name it. */
export interface School {
  readonly urn: string;
  readonly name: string;
  readonly phase: string;
  readonly head: Contact;
  /** with empty strings: the head is asked to name one */
  readonly link: Contact;
  /** where the programme asks for two contacts */
  readonly second?: Contact | undefined;
  readonly cover?: Contact | undefined;
  /** no group: in none, or in one that another school hosts */
  readonly teachers: readonly (Contact & { readonly group: string })[];
  readonly coaches?: readonly Contact[];
  readonly mentors?: readonly Contact[];
  /** teachers of other schools, by those schools' URNs, in groups that this one hosts */
  readonly guests?: readonly (Contact & { readonly group: string; readonly urn: string })[];
  readonly sessions?: readonly ImportedSession[];
  readonly provision?: Provision;
}

/** A session as the lead's file names it: people by their addresses. */
export interface ImportedSession extends SessionTime {
  readonly coach: string;
  readonly teacher: string;
  readonly place: string;
  readonly focus: string;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
}

export const partnershipId = (cohort: string, urn: string): string => `${cohort}/${urn}`;

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
      ...(school.second ? [{ id: SECOND_LINK, role: 'link' as const, ...school.second }] : []),
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
  contacts.map(({ name, email }, i) => ({ id: `${role}-${i + 1}`, role, name, email }));

/** The cohort's own part of the beat: tell the lead that it has begun, and close it when every school has ended. */
export function decideCohort(cohort: Cohort, stages: readonly Stage[], now: Instant): Cohort {
  let next = cohort.outbox.some((m) => isUnknown(m, now))
    ? { ...cohort, outbox: cohort.outbox.map((m) => (isUnknown(m, now) ? backInOutbox(m) : m)) }
    : cohort;
  if (cohort.stage === 'draft') return decideDraft(next, now);
  if (cohort.stage !== 'launched' || !postIsOpen(cohort.calendar, now)) return next;
  const tell = (kind: Message['kind']) => {
    if (next.told.includes(kind)) return;
    const message: Message = {
      key: `${cohort.id}/${kind}`,
      kind,
      to: 'lead',
      about: [],
      queued: now,
      state: 'to-send',
      attempts: 0,
    };
    next = { ...next, told: [...next.told, kind], outbox: [...next.outbox, message] };
  };
  if (now >= launchMoment(cohort)) tell('cohort-launched');
  if (stages.length === cohort.schoolCount && stages.every(hasEnded)) {
    tell('cohort-summary');
    next = { ...next, stage: 'closed', closed: now };
  }
  return next;
}

/** When the cohort looks whether every school has ended: an hour after the schools' own mornings. */
const CLOSING_ROUND = '09:00';

/** Its emails have waited and go again: the lead hears of it, once for each such time. */
export function tellOfWaiting(cohort: Cohort, since: Instant, until: Instant): Cohort {
  if (cohort.waited && cohort.waited.since >= since) return cohort;
  const kind = 'post-resumed';
  const message: Message = {
    key: `${cohort.id}/${kind}/${since}`,
    kind,
    to: 'lead',
    about: [],
    queued: until,
    state: 'to-send',
    attempts: 0,
  };
  return { ...cohort, waited: { since, until }, outbox: [...cohort.outbox, message] };
}

/**
 * The next moment at which `decideCohort` may have something to do.
 * @param stopped until when nothing is tried out of its outbox, where the post is stopped
 */
export function cohortNextAt(cohort: Cohort, now: Instant, stopped?: Instant): Instant | undefined {
  const unsent = cohort.outbox.map((message) => nextTry(message, cohort.calendar, now, stopped));
  if (cohort.stage === 'launching') return cohort.launched;
  if (cohort.stage === 'draft') return earliest(...unsent, draftNextAt(cohort));
  if (cohort.stage !== 'launched') return earliest(...unsent);
  const spreads = isSpreading(cohort) ? movesFrom(cohort) : undefined;
  if (spreads) unsent.push(spreads);
  if (!cohort.told.includes('cohort-launched')) {
    const begins = launchMoment(cohort);
    return earliest(onceOpen(cohort.calendar, begins, now), ...unsent);
  }
  if (cohort.ending) return earliest(onceOpen(cohort.calendar, now, now), ...unsent);
  const today = localDate(now);
  const from = localTime(now) < CLOSING_ROUND ? today : plusDays(today, 1);
  const first = localDate(completionFrom(cohort));
  const day = postDayFrom(cohort.calendar, from > first ? from : first);
  return earliest(london(day, CLOSING_ROUND).at, ...unsent);
}
