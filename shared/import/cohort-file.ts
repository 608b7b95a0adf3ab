import * as z from 'zod';
import { bankHolidays, isRegion, regions } from '#calendar/bank-holidays.ts';
import type { LocalDate } from '#calendar/london.ts';
import type { SchoolCalendar, Term } from '#calendar/school-calendar.ts';
import type { LeadEvents } from '#domain/cohort/lead-event.ts';
import type { Contact } from '#domain/people/person.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { library } from '#programmes/library.ts';
import { type Check, day, email, tidy, words } from './entry.ts';
import { eventShape, readEvents } from './events.ts';
import { faultsListed, type ImportFault, quoted, type Trouble } from './fault.ts';
import { misspelt, pathInWords, valueAt } from './json-path.ts';
import { readJson } from './json-text.ts';
import { asDay, launchTrouble, type ReadTerm, termTroubles } from './terms.ts';

export const COHORT = 'cohort.json';

/** One thing written in the file; its trouble travels in the issue's params. */
const entry = (check: Check) =>
  z.custom<string>().check((ctx) => {
    const trouble = check(ctx.value);
    if (trouble) ctx.issues.push({ code: 'custom', input: ctx.value, params: trouble });
  });

const keyFor = (region: string) => tidy(region).toLowerCase().replace(/[\s_]/g, '-');

const region: Check = (value) => {
  const wanted = `one of ${faultsListed(regions, 'or')}`;
  const trouble = words(wanted)(value);
  if (trouble || isRegion(keyFor(String(value)))) return trouble;
  return { problem: `${quoted(value)} is not a region that we know the bank holidays of.`, remedy: `Write ${wanted}.` };
};

/** Programmes by key. */
export type Programmes = Readonly<Record<string, Programme>>;

const programmeOf = (known: Programmes, value: unknown): Programme | undefined =>
  typeof value === 'string' && Object.hasOwn(known, tidy(value)) ? known[tidy(value)] : undefined;

const programmeIn =
  (known: Programmes): Check =>
  (value) => {
    const wanted = `the key of a programme: ${faultsListed(Object.keys(known), 'or')}`;
    const trouble = words(wanted)(value);
    if (trouble || programmeOf(known, value)) return trouble;
    return { problem: `There is no programme with the key ${quoted(value)}.`, remedy: `Write ${wanted}.` };
  };

const weeks: Check = (value) =>
  readWeeks(value)
    ? undefined
    : {
        problem: `${quoted(value)} does not say which week of the timetable the term begins with.`,
        remedy: 'Write A, B, or on for the next in turn after the term before. Leave it out for A.',
      };

const readWeeks = (value: unknown): Term['weeks'] =>
  (
    [
      ['a', 'A'],
      ['b', 'B'],
      ['on', 'on'],
    ] as const
  ).find(([written]) => written === tidy(String(value)).toLowerCase())?.[1];

const term = z.object(
  {
    name: entry(words('the term’s name, for example Autumn')),
    start: entry(day),
    end: entry(day),
    halfTerm: z
      .tuple([entry(day), entry(day)], { error: 'its first and its last day: ["2026-10-26", "2026-10-30"]' })
      .optional(),
    weeks: entry(weeks).optional(),
  },
  { error: '{"name": "Autumn", "start": "2026-09-03", "end": "2026-12-18"}' },
);

const termsWanted = 'one to 18 terms between [ and ]';

/** The shape of `cohort.json`. The errors complete "Write …". */
const shapeWith = (known: Programmes) =>
  z.object(
    {
      name: entry(words('the cohort’s name, for example Lesson study 2026-27')),
      programme: entry(programmeIn(known)),
      lead: z.object(
        { name: entry(words('the programme lead’s name')), email: entry(email) },
        { error: '{"name": "…", "email": "…"}, the programme lead’s name and email address' },
      ),
      launch: entry(day),
      events: eventShape(entry).optional(),
      calendar: z.object(
        {
          region: entry(region),
          terms: z.array(term, { error: termsWanted }).min(1, termsWanted).max(18, termsWanted),
          inset: z.array(entry(day), { error: 'the INSET days between [ and ]: ["2026-09-02"]' }).optional(),
        },
        { error: '{"region": "england", "terms": […], "inset": […]}' },
      ),
    },
    { error: '{"name": …, "programme": …, "lead": …, "launch": …, "calendar": …}' },
  );

export interface CohortFile {
  readonly name: string;
  readonly programme: Programme;
  readonly lead: Contact;
  readonly launch: LocalDate;
  readonly calendar: SchoolCalendar;
  readonly events?: LeadEvents;
}

export interface ReadCohortFile {
  /** undefined when there are faults */
  readonly file?: CohortFile;
  /** known even where other things are wrong */
  readonly programme?: Programme | undefined;
  readonly faults: readonly ImportFault[];
}

/** Reads `cohort.json`, with the bank holidays of its region and years. @param own programmes that the library has not */
export async function readCohortFile(text: string, own: Programmes = {}): Promise<ReadCohortFile> {
  const programmes = { ...own, ...library };
  const shape = shapeWith(programmes);
  const json = readJson(text.replace(/^\ufeff/, ''));
  if ('trouble' in json) return { faults: [{ file: COHORT, ...json.trouble }] };
  const { data } = json;
  const read = shape.safeParse(data);
  const strays = misspelt(data, shape);
  const { terms, calendar } = await readCalendar(valueAt(data, 'calendar'));
  const between = termTroubles(terms);
  const launch = asDay(valueAt(data, 'launch'));
  const launching = calendar && launch && between.length === 0 ? launchTrouble(calendar, launch) : undefined;
  const known = programmeOf(programmes, valueAt(data, 'programme'));
  const held = readEvents(valueAt(data, 'events'), known);
  const faults: ImportFault[] = [
    ...strays.map(({ meant, problem, remedy }) => ({ file: COHORT, column: pathInWords(meant), problem, remedy })),
    ...(read.error?.issues ?? [])
      .filter(({ path }) => !strays.some(({ meant }) => meant.join('\0') === path.join('\0')))
      .map((issue) => ({ file: COHORT, ...where(issue.path), ...toTrouble(issue, valueAt(data, ...issue.path)) })),
    ...[...between, ...(launching ? [launching] : []), ...held.troubles].map((trouble) => ({
      file: COHORT,
      ...trouble,
    })),
  ];
  if (faults.length > 0 || !read.success || !known || !calendar) return { programme: known, faults };
  const { name, lead } = read.data;
  return {
    programme: known,
    faults,
    file: {
      name: tidy(name),
      programme: known,
      lead: { name: tidy(lead.name), email: tidy(lead.email) },
      launch: read.data.launch,
      calendar,
      ...(Object.keys(held.events).length > 0 && { events: held.events }),
    },
  };
}

/** As much of the calendar as can be read: one fault must not hide what is wrong elsewhere. */
async function readCalendar(data: unknown): Promise<{ terms: readonly ReadTerm[]; calendar?: SchoolCalendar }> {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const terms = list(valueAt(data, 'terms')).map((t, i) => ({
    place: `term ${i + 1}`,
    name: tidy(String(valueAt(t, 'name'))),
    start: asDay(valueAt(t, 'start')),
    end: asDay(valueAt(t, 'end')),
    halfTerm: list(valueAt(t, 'halfTerm')).map(asDay),
    weeks: readWeeks(valueAt(t, 'weeks')),
  }));
  const whole = terms
    .flatMap(({ name, start, end, halfTerm: [first, last], weeks }) =>
      start && end
        ? [
            {
              name,
              start,
              end,
              ...(first && last ? { halfTerm: [first, last] as const } : {}),
              ...(weeks ? { weeks } : {}),
            },
          ]
        : [],
    )
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last || whole.length < terms.length || terms.length > 18) return { terms };
  const key = keyFor(String(valueAt(data, 'region')));
  const inset = list(valueAt(data, 'inset')).flatMap((value) => asDay(value) ?? []);
  const holidays = isRegion(key) ? await bankHolidays(key, first.start, last.end) : [];
  return { terms, calendar: { region: key, terms: whole, inset: [...new Set(inset)].sort(), bankHolidays: holidays } };
}

const where = (path: readonly PropertyKey[]) => (path.length > 0 ? { column: pathInWords(path) } : {});

function toTrouble(issue: z.core.$ZodIssue, input: unknown): Trouble {
  if (issue.code === 'custom' && issue.params) return issue.params as Trouble;
  const problem = input === undefined ? 'This is missing.' : `${quoted(input)} is not what belongs here.`;
  return { problem, remedy: `Write ${issue.message}.` };
}
