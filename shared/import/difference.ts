import { inWords, timeInWords } from '#calendar/london.ts';
import type { Cohort, ImportedSession, School } from '#domain/cohort/cohort.ts';
import type { Provision } from '#domain/cycles/provision.ts';
import { type Contact, sameAddress } from '#domain/people/person.ts';
import { writeProgramme } from '#programmes/programme-file.ts';

/** What files make: a draft, whichever upload it comes from. */
export interface Made {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
}

/** What one import would change of one kind of thing, each named as its lead knows it. */
export interface Difference {
  /** "Schools", "Timetables": the heading */
  readonly of: string;
  readonly added: readonly string[];
  /** with what of it changes: "Fernbank Primary School: headteacher" */
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/** One thing that files say: which it is, what it is called, and all that is said of it, by what each part is called. */
interface Said {
  readonly key: string;
  readonly label: string;
  readonly facts: Readonly<Record<string, string>>;
}

type Say = (made: Made) => readonly Said[];

/**
 * What would be added, changed and gone if the draft were made anew of other files; only the kinds of which anything would.
 * @param before undefined where there is no draft yet: then all is added
 */
export function differenceOf(before: Made | undefined, after: Made): readonly Difference[] {
  return sayings(after.cohort)
    .map(([of, say]) => compared(of, before ? say(before) : [], say(after)))
    .filter(({ added, changed, gone }) => added.length + changed.length + gone.length > 0);
}

/** The kinds of things, in the order in which a page shows them. */
const sayings = ({ programme }: Cohort): readonly (readonly [string, Say])[] => [
  ['The cohort', theCohort],
  ['Schools', ({ schools }) => schools.map(school)],
  [inPlural(programme.participant?.many ?? 'teachers'), teachers],
  ['Coaches', contacts('coaches')],
  ['Mentors', contacts('mentors')],
  ['Sessions', ({ schools }) => schools.flatMap(sessions)],
  ['School days', provided(schoolDay)],
  ['Timetables', provided(timetables)],
  ['Cover people', provided(coverPeople)],
  ['Supply cover', provided(supply)],
  ['Closures', provided(closures)],
];

const inPlural = (many: string): string => many.charAt(0).toUpperCase() + many.slice(1);

function compared(of: string, before: readonly Said[], after: readonly Said[]): Difference {
  const [was, is] = [byKey(before), byKey(after)];
  return {
    of,
    added: after.filter(({ key }) => !was.has(key)).map(({ label }) => label),
    changed: after.flatMap(({ key, label, facts }) => {
      const parts = Object.keys(facts).filter((part) => was.get(key)?.facts[part] !== facts[part]);
      return was.has(key) && parts.length > 0 ? [`${label}: ${parts.join(', ')}`] : [];
    }),
    gone: before.filter(({ key }) => !is.has(key)).map(({ label }) => label),
  };
}

const byKey = (said: readonly Said[]): ReadonlyMap<string, Said> => new Map(said.map((one) => [one.key, one]));

const inOne = (...parts: readonly unknown[]): string => JSON.stringify(parts);

/** All that a record says, in whatever order it was kept. */
const everyPart = (it: object): readonly (readonly [string, unknown])[] =>
  Object.entries(it)
    .filter(([, part]) => part !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

const contact = (one: Contact | undefined): string => (one ? inOne(one.name, one.email) : '');

function theCohort({ cohort }: Made): readonly Said[] {
  const { region, terms, inset, bankHolidays } = cohort.calendar;
  const facts = {
    programme: writeProgramme(cohort.programme),
    lead: contact(cohort.lead),
    'launch day': cohort.launch,
    region: inOne(region, ...bankHolidays.map(({ date, name }) => [date, name])),
    terms: inOne(...terms.map(everyPart)),
    'INSET days': inOne(...inset),
    'your events': inOne(...Object.entries(cohort.events ?? {}).map(([step, event]) => [step, everyPart(event)])),
  };
  return [{ key: cohort.id, label: cohort.name, facts: { name: cohort.name, ...facts } }];
}

const school = (one: School): Said => ({
  key: one.urn,
  label: one.name,
  facts: {
    name: one.name,
    phase: one.phase,
    headteacher: contact(one.head),
    'SLT link': contact(one.link),
    'second contact': contact(one.second),
    'cover manager': contact(one.cover),
  },
});

const keyOf = (urn: string, email: string): string => inOne(urn, sameAddress(email));

/** Those who take part, with the group that each is in, wherever it is hosted. */
function teachers({ schools }: Made): readonly Said[] {
  const hosts = new Map(
    schools.flatMap((host) =>
      (host.guests ?? []).map((one) => [keyOf(one.urn, one.email), inOne(host.urn, one.group, one.name)] as const),
    ),
  );
  const names = new Map(schools.map(({ urn, name }) => [urn, name]));
  const own = schools.flatMap(({ urn, teachers: all }) => all.map((one) => ({ ...one, urn })));
  const elsewhere = schools.flatMap(({ guests = [] }) => guests.map((one) => ({ ...one, group: '' })));
  const everybody = new Map([...elsewhere, ...own].map((one) => [keyOf(one.urn, one.email), one]));
  return [...everybody].map(([key, { name, email, urn, group }]) => ({
    key,
    label: `${name}, ${names.get(urn) ?? urn}`,
    facts: { name, email, group: inOne(group, hosts.get(key) ?? '') },
  }));
}

const contacts =
  (who: 'coaches' | 'mentors'): Say =>
  ({ schools }) =>
    schools.flatMap((at) =>
      (at[who] ?? []).map(({ name, email }) => ({
        key: keyOf(at.urn, email),
        label: `${name}, ${at.name}`,
        facts: { name, email },
      })),
    );

const sessions = (at: School): readonly Said[] =>
  (at.sessions ?? []).map((one) => ({
    key: inOne(at.urn, one.date, one.start, sameAddress(one.coach), sameAddress(one.teacher)),
    label: `${inWords(one.date)} at ${timeInWords(one.start)}, ${whoIn(at, one)}, ${at.name}`,
    facts: { end: one.end, place: one.place, focus: one.focus, email: inOne(one.coach, one.teacher) },
  }));

function whoIn(at: School, { coach, teacher }: ImportedSession): string {
  const people = [...(at.coaches ?? []), ...at.teachers];
  const named = (email: string) =>
    people.find((one) => sameAddress(one.email) === sameAddress(email))?.name ?? sameAddress(email);
  return `${named(coach)} with ${named(teacher)}`;
}

/** Of what cycles are planned with at a school, where that is known. */
const provided =
  (say: (at: School, provision: Provision) => readonly Said[]): Say =>
  ({ schools }) =>
    schools.flatMap((at) => (at.provision ? say(at, at.provision) : []));

const schoolDay = (at: School, { periods, weeks }: Provision): readonly Said[] =>
  periods.length === 0
    ? []
    : [
        {
          key: at.urn,
          label: at.name,
          facts: {
            periods: inOne(...periods.map(everyPart)),
            'weeks A and B': String(weeks),
          },
        },
      ];

const timetables = (at: School, provision: Provision): readonly Said[] =>
  Object.entries(provision.timetables).map(([email, days]) => ({
    key: keyOf(at.urn, email),
    label: `${at.teachers.find((one) => sameAddress(one.email) === email)?.name ?? email}, ${at.name}`,
    facts: { lessons: inOne(...days) },
  }));

const coverPeople = (at: School, { cover }: Provision): readonly Said[] =>
  cover.map(({ name, email, available, mostADay, mostAWeek }) => ({
    key: keyOf(at.urn, email || name),
    label: `${name}, ${at.name}`,
    facts: { name, email, periods: inOne(...available), 'how often': inOne(mostADay, mostAWeek) },
  }));

const supply = (at: School, { supply: hired }: Provision): readonly Said[] =>
  hired
    ? [
        {
          key: at.urn,
          label: at.name,
          facts: {
            prices: inOne(hired.halfDay, hired.fullDay),
            budget: String(hired.budget),
            'how many on a day': String(hired.mostADay),
            days: inOne(...hired.days),
          },
        },
      ]
    : [];

const closures = (at: School, provision: Provision): readonly Said[] =>
  provision.closures.map(({ date, why }) => ({
    key: inOne(at.urn, date),
    label: `${inWords(date)}, ${at.name}`,
    facts: { reason: why },
  }));
