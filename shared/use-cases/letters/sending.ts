import { type Instant, localDate } from '#calendar/london.ts';
import { schoolDaysBetween } from '#calendar/school-calendar.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { actsAs, type InCohort, type Owed } from '#domain/obligations/owed.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import type { OwedFacts as OwedTold } from '#email/templates/owed.ts';
import type { SchoolReading } from '#email/templates/reader.ts';
import { workOf } from '#email/work-of.ts';
import { writeLink } from '#links/link.ts';
import type { Secrets } from '#links/secrets.ts';
import type { ReportWords } from '#records/reports.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { lettersFrom } from './letter.ts';

/** What a coach wrote, with the PDF of it if that has been made. */
export interface Report {
  readonly words: ReportWords;
  readonly pdf?: Uint8Array | undefined;
}

/** An email of a partnership at the moment when it goes: what there is to write it from. */
export interface Outgoing {
  readonly place: InCohort;
  readonly message: Message;
  readonly to: Person;
  readonly about: readonly Owed[];
  readonly now: Instant;
  readonly origin: string;
  readonly secret: Secrets;
  /** the address that emails and invitations come from */
  readonly sender: string;
  /** the version of a report that it is to bring. @throws when that is not there */
  readonly report: () => Promise<Report>;
}

/** How an email of a partnership is written. */
export const letter = lettersFrom<Outgoing>();

export const readingOf = ({ to, place: { cohort, partnership } }: Outgoing): SchoolReading => ({
  to: { name: to.name, role: to.role },
  cohort: cohort.name,
  programme: cohort.programme.name,
  lead: cohort.lead.name,
  school: partnership.school,
});

/** The one thing that the message is about. @throws when there is none */
export function itsOwn({ about, message }: Outgoing): Owed {
  const [one] = about;
  if (!one) throw new Error(`Message ${message.key} is about nothing`);
  return one;
}

/** What it asks of its reader: when that is due, and where they do it. @throws when it is about nothing */
export function asked(sending: Outgoing): SchoolReading & { readonly due: Instant; readonly link: string } {
  const it = itsOwn(sending);
  return { ...readingOf(sending), due: it.obligation.due.at, link: placeToDoIt(sending, it) };
}

/** in school days; undefined: it is not late */
export const daysOverdue = ({ now }: Outgoing, { cohort, obligation: { due } }: Owed): number | undefined =>
  due.at < now ? schoolDaysBetween(cohort.calendar, localDate(due.at), localDate(now)) : undefined;

/** What somebody owes, and to which cohort, as its reader is told. */
export const owedTold = (sending: Outgoing, one: Owed): OwedTold & { readonly cohort: string } => ({
  work: workOf(one),
  due: one.obligation.due.at,
  overdueBy: daysOverdue(sending, one),
  link: placeToDoIt(sending, one),
  cohort: one.cohort.name,
});

/**
 * Where the owner of an obligation does it: by their own link, or, for a lead, on the school's page after signing in.
 * Whoever acts for the owner at the address of the reader has a link of their own.
 */
function placeToDoIt(sending: Outgoing, { cohort, partnership, obligation }: Owed): string {
  const reader = sending.to.email;
  const person = (reader && actsAs({ cohort, partnership }, obligation, reader)) || obligation.owner;
  return obligation.owner === 'lead' || person === 'lead'
    ? pageOf({ cohort, partnership }, sending.origin)
    : linkFor(sending, { cohort, partnership }, obligation, person);
}

/** The link to an obligation of whoever sits at a seat. */
export function linkFor(
  { origin, secret }: Outgoing,
  { cohort, partnership }: InCohort,
  { id, linkVersion: version }: Obligation,
  person: PersonId,
): string {
  const sitter = personOf(partnership, person)?.links;
  const link = { cohort: cohort.id, urn: partnership.urn, obligation: id, person, sitter, version };
  return `${origin}/owed/${writeLink(secret.current, link)}`;
}

const pageOf = ({ cohort, partnership }: InCohort, origin: string) =>
  `${origin}/cohorts/${cohort.id}/schools/${partnership.urn}`;

/** The school's page, for the lead after signing in. */
export const schoolPage = ({ place, origin }: Outgoing): string => pageOf(place, origin);

/** The page of all sessions of the message's reader, or of all cover, at the school. */
export const sessionsPage = ({ place, message, origin, secret }: Outgoing): string =>
  `${origin}/sessions/${writeSessionsLink(secret, place.partnership, message.to)}`;
