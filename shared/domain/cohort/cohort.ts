import type { Instant, LocalDate } from '#calendar/london.ts';
import type { SchoolCalendar, Term } from '#calendar/school-calendar.ts';
import type { Provision } from '#domain/cycles/provision.ts';
import type { CohortId, PartnershipId, Urn } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Contact, Person, PersonId } from '#domain/people/person.ts';
import type { Erasable, Programme } from '#domain/programme/programme.ts';
import type { SessionTime } from '#domain/sessions/session.ts';
import type { LeadEvents } from './lead-event.ts';

/** A programme with real schools, people and a calendar. */
export interface Cohort {
  readonly id: CohortId;
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
  /** of a draft: what stands for all that its files said; left out in drafts of an earlier release */
  readonly made?: string | undefined;
  /** of a draft: its lead has been told that it goes on that day */
  readonly warned?: { readonly for: LocalDate; readonly at: Instant } | undefined;
  /** of a draft: it is being deleted, since then */
  readonly deleting?: Instant | undefined;
  /** no cohort yet: files that a lead has uploaded, kept until a cohort is made of them */
  readonly files?: boolean | undefined;
  /** of files: the cohort that they are to become; left out where none of them names it, and in an earlier release */
  readonly of?: CohortId | undefined;
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
  /** how many messages were ever queued in it: the next is given the next number */
  readonly messages?: number | undefined;
  /** the day on which it closes, where the lead has moved it; else as the programme says */
  readonly closes?: LocalDate | undefined;
  /** the last day on which a school can sign, where the lead has moved it; else as the programme says */
  readonly signBy?: LocalDate | undefined;
  /** of what the lead holds, what is known of when and where; by the key of the step whose owner comes */
  readonly events?: LeadEvents | undefined;
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
  readonly urn: Urn;
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
  readonly guests?: readonly (Contact & { readonly group: string; readonly urn: Urn })[];
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

export const partnershipId = (cohort: CohortId, urn: Urn): PartnershipId => `${cohort}/${urn}`;

/** The dates of a cohort that its lead can move. */
export interface Dates {
  readonly terms: readonly Term[];
  readonly inset: readonly LocalDate[];
  readonly closures: NonNullable<SchoolCalendar['closures']>;
  /** of all terms; undefined: those that are known stay */
  readonly bankHolidays?: SchoolCalendar['bankHolidays'] | undefined;
  /** the day the invitations go: it can be moved until they have; undefined: it stays */
  readonly launch?: LocalDate | undefined;
  /** undefined: as the programme says */
  readonly closes?: LocalDate | undefined;
  /** undefined: as the programme says */
  readonly signBy?: LocalDate | undefined;
  /** undefined: what is known of them stays */
  readonly events?: LeadEvents | undefined;
}

/** The lead moved dates: the cohort has the new ones at once, and the schools take them up from `from`. */
export interface DateMove {
  readonly at: Instant;
  readonly by: PersonId;
  readonly from: Instant;
  readonly before: Dates;
  /** it takes back the one before it */
  readonly undoes?: true | undefined;
}
