import { inShort, localDate, localTime, timeInWords } from '#calendar/london.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { catalogue } from '#domain/messages/catalogue.ts';
import { type Role, roleInWords, sameAddress } from '#domain/people/person.ts';
import type { RehearsedMessage } from '#rehearsal/rehearsal.ts';
import { capital } from '#wording/wording.ts';

interface Known {
  readonly name: string;
  readonly role: Role;
}

/** Emails of one kind that go at one time, and to whom. */
interface Mailing {
  readonly time: string;
  readonly what: string;
  readonly to: readonly string[];
}

export interface Month {
  readonly name: string;
  readonly count: number;
  readonly days: readonly { readonly day: string; readonly mailings: readonly Mailing[] }[];
}

export interface Share {
  readonly name: string;
  readonly role: string;
  readonly school: string;
  readonly emails: number;
  readonly reminders: number;
}

/** Who is at an address. */
export function castOf(cohort: Cohort, schools: readonly School[]): ReadonlyMap<string, Known> {
  const all: [string, Known][] = schools.flatMap((school) => [
    ...school.teachers.map((t): [string, Known] => [sameAddress(t.email), { name: t.name, role: 'teacher' }]),
    ...(school.coaches ?? []).map((c): [string, Known] => [sameAddress(c.email), { name: c.name, role: 'coach' }]),
    ...(['cover', 'head', 'link'] as const).flatMap((role): [string, Known][] => {
      const person = school[role];
      return person ? [[sameAddress(person.email), { name: person.name, role }]] : [];
    }),
  ]);
  return new Map([...all, [sameAddress(cohort.lead.email), { name: cohort.lead.name, role: 'lead' }]]);
}

/** The emails of a rehearsal, month by month, day by day, alike ones together. */
export function byMonth(
  messages: readonly RehearsedMessage[],
  people: ReadonlyMap<string, Known>,
  schoolOf: ReadonlyMap<string, string>,
): readonly Month[] {
  const months = Map.groupBy(messages, (m) => localDate(m.at).slice(0, 7));
  return [...months].map(([month, own]) => ({
    name: monthInWords(month),
    count: own.length,
    days: [...Map.groupBy(own, (m) => localDate(m.at))].map(([day, ofDay]) => ({
      day: inShort(day),
      mailings: [...Map.groupBy(ofDay, (m) => `${m.at}/${m.kind}`).values()].map((alike) => {
        const [first] = alike as [RehearsedMessage];
        return {
          time: timeInWords(localTime(first.at)),
          what: capital(catalogue[first.kind].words),
          to: alike.map((m) => {
            const name = people.get(sameAddress(m.to))?.name ?? m.to;
            const school = m.urn && schoolOf.get(m.urn);
            return school ? `${name}, ${school}` : name;
          }),
        };
      }),
    })),
  }));
}

const monthInWords = (month: string): string =>
  new Date(`${month}-15T12:00:00Z`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric' });

/** How much falls on each person, most first. */
export function shares(
  messages: readonly RehearsedMessage[],
  people: ReadonlyMap<string, Known>,
  schoolOf: ReadonlyMap<string, string>,
): readonly Share[] {
  return [...Map.groupBy(messages, (m) => sameAddress(m.to))]
    .map(([address, own]) => {
      const known = people.get(address);
      const urns = new Set(own.flatMap((m) => m.urn ?? []));
      const [only] = urns;
      return {
        name: known?.name ?? address,
        role: known ? roleInWords[known.role] : '',
        school: known?.role === 'lead' || urns.size !== 1 || !only ? '' : (schoolOf.get(only) ?? ''),
        emails: own.length,
        reminders: own.filter((m) => m.kind === 'reminder').length,
      };
    })
    .sort((a, b) => b.emails - a.emails || a.name.localeCompare(b.name, 'en-GB'));
}
