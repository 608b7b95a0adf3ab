import * as z from 'zod';
import { type Instant, type LocalDate, localDate } from '#calendar/london.ts';
import type { Term } from '#calendar/school-calendar.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import { MOST_TERMS, mayBeRemoved } from '#domain/dates/acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { closing, launchMoment, signBy } from '#domain/dates/timeline.ts';
import { signingStep } from '#domain/programme/signing.ts';
import { dateFields, dateLine, readDate, typedDate } from '#web/kit/fields/date.ts';
import { line, remark } from '#web/kit/fields/entries.ts';
import type { FieldFault, Posted, Read } from '#web/kit/fields/fault.ts';
import { read } from '#web/kit/fields/fault.ts';
import { choiceLine, type Line } from '#web/kit/opened.ts';

/** Empty rows after those that are known. */
const MORE_INSET = 2;
const MORE_CLOSURES = 1;

/** What the form asks for, with the prefix of each date's fields. */
export function rowsOf(cohort: Cohort, now: Instant) {
  const { terms, inset, closures } = datesOf(cohort);
  const today = localDate(now);
  const of = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word}${i + 1}`);
  return {
    launch: launchMoment(cohort) > now,
    terms: terms.map((term, i) => ({
      name: term.name,
      prefix: `term${i + 1}`,
      added: term.added !== undefined,
      removable: mayBeRemoved(term, today),
    })),
    // where one more can be added
    more: terms.length < MOST_TERMS ? `term${terms.length + 1}` : undefined,
    inset: of('inset', inset.length + MORE_INSET),
    closures: of('closure', closures.length + MORE_CLOSURES),
    signing: signingStep(cohort.programme) !== undefined,
  };
}

const firstWeeks = { A: 'Week A', B: 'Week B', on: 'Next in turn after the term before' };

const purposes = { 'more-time': 'Time for what is left', 'last-dates': 'The end of the programme' };

/** What the form asks. */
export function dateLines(cohort: Cohort, now: Instant): readonly Line[] {
  const rows = rowsOf(cohort, now);
  const term = (name: string, prefix: string, added: boolean): readonly Line[] => [
    dateLine(`${name}: first day`, `${prefix}-start`),
    dateLine(`${name}: last day`, `${prefix}-end`),
    dateLine(`${name}: first day of half-term`, `${prefix}-from`),
    dateLine(`${name}: last day of half-term`, `${prefix}-until`),
    choiceLine(`First week of ${name}`, `${prefix}-weeks`, firstWeeks),
    ...(added ? [choiceLine(`What ${name} is for`, `${prefix}-added`, purposes)] : []),
  ];
  return [
    ...rows.terms.flatMap(({ name, prefix, added }) => term(name, prefix, added)),
    ...(rows.more
      ? [{ label: 'Name of the new term', fields: [`${rows.more}-name`] }, ...term('New term', rows.more, true)]
      : []),
    ...rows.inset.map((prefix, i) => dateLine(`INSET day ${i + 1}`, prefix)),
    ...rows.closures.map((prefix, i) => ({
      label: `Closed day ${i + 1}`,
      fields: [...dateFields(prefix), `${prefix}-why`],
    })),
    ...(rows.launch ? [dateLine('Launch day', 'launch')] : []),
    dateLine('Closing day', 'closes'),
    ...(rows.signing ? [dateLine('Last day to sign', 'sign')] : []),
  ];
}

/** A cohort's dates, as the form shows them to be changed. */
export function typedDates(cohort: Cohort, dates: Dates = datesOf(cohort)): Posted {
  const fields = [
    ...dates.terms.flatMap(({ start, end, halfTerm, added, weeks }, i) => [
      added ? { [`term${i + 1}-added`]: added } : {},
      { [`term${i + 1}-weeks`]: weeks ?? 'A' },
      typedDate(`term${i + 1}-start`, start),
      typedDate(`term${i + 1}-end`, end),
      typedDate(`term${i + 1}-from`, halfTerm?.[0]),
      typedDate(`term${i + 1}-until`, halfTerm?.[1]),
    ]),
    ...dates.inset.map((date, i) => typedDate(`inset${i + 1}`, date)),
    ...dates.closures.flatMap(({ date, why }, i) => [
      typedDate(`closure${i + 1}`, date),
      { [`closure${i + 1}-why`]: why },
    ]),
    typedDate('launch', dates.launch),
    typedDate('closes', dates.closes ?? localDate(closing(cohort))),
    signingStep(cohort.programme) ? typedDate('sign', dates.signBy ?? signBy(cohort)) : {},
  ];
  return Object.assign({}, ...fields);
}

const nameOf = (prefix: string) =>
  z.object({
    [`${prefix}-name`]: line(
      'Enter a name for the new term',
      60,
      'The name of the term must be 60 characters or fewer',
    ),
  });

const WEEKS = ['A', 'B', 'on'] as const;

/** What the form says of a term's weeks; where it does not ask, they stay. */
const weeksIn = (posted: Posted, prefix: string, before: Term | undefined): Term['weeks'] => {
  const chosen = WEEKS.find((letter) => letter === posted[`${prefix}-weeks`]);
  return chosen && chosen !== (before?.weeks ?? 'A') ? chosen : before?.weeks;
};

const PURPOSES = ['more-time', 'last-dates'] as const;

const addedFor = (prefix: string) =>
  z.object({ [`${prefix}-added`]: z.enum(PURPOSES, { error: 'Select what the term is for' }) });

const whyClosed = (prefix: string) =>
  z.object({
    [`${prefix}-why`]: remark('Enter why schools are closed', 120, 'The reason must be 120 characters or fewer'),
  });

/** The dates as the lead would have them. A closing day that they leave alone goes on following the terms. */
export function readDates(posted: Posted, cohort: Cohort, now: Instant): Read<Dates> {
  const faults: FieldFault[] = [];
  const rows = rowsOf(cohort, now);
  const isEmpty = (prefix: string) => dateFields(prefix).every((field) => !(posted[field] ?? '').trim());
  const date = (prefix: string, what: string): LocalDate => {
    const found = readDate(posted, prefix, what);
    if ('values' in found) return found.values;
    faults.push(...found.faults);
    return '';
  };
  const values = <T>(found: Read<T>): T | undefined => {
    if ('values' in found) return found.values;
    faults.push(...found.faults);
    return undefined;
  };
  const isEmptyTerm = (prefix: string) =>
    [...'start end from until'.split(' ')].every((part) => isEmpty(`${prefix}-${part}`));
  const term = (name: string, prefix: string, isAdded: boolean): Term => {
    const [start, end] = [date(`${prefix}-start`, `The start of ${name}`), date(`${prefix}-end`, `The end of ${name}`)];
    const purpose = isAdded ? values(read(addedFor(prefix), posted)) : undefined;
    const added = purpose?.[`${prefix}-added`];
    const weeks = weeksIn(
      posted,
      prefix,
      cohort.calendar.terms.find((_, i) => prefix === `term${i + 1}`),
    );
    if (isEmpty(`${prefix}-from`) && isEmpty(`${prefix}-until`)) return { name, start, end, added, weeks };
    const half = [
      date(`${prefix}-from`, `The first day of half-term in ${name}`),
      date(`${prefix}-until`, `The last day of half-term in ${name}`),
    ] as const;
    return { name, start, end, halfTerm: half, added, weeks };
  };
  const terms = rows.terms
    .filter(({ prefix, removable }) => !(removable && isEmptyTerm(prefix)))
    .map(({ name, prefix, added }) => term(name, prefix, added));
  const { more } = rows;
  if (more && !(isEmptyTerm(more) && !(posted[`${more}-name`] ?? '').trim())) {
    const name = values(read(nameOf(more), posted))?.[`${more}-name`];
    terms.push(term(name ?? 'the new term', more, true));
  }
  const inset = rows.inset.filter((p) => !isEmpty(p)).map((p) => date(p, 'The INSET day'));
  const closures = rows.closures
    .filter((p) => !isEmpty(p) || (posted[`${p}-why`] ?? '').trim())
    .map((p) => {
      const why = values(read(whyClosed(p), posted))?.[`${p}-why`] ?? '';
      return { date: date(p, 'The day on which schools are closed'), why };
    });
  const closes = date('closes', 'The closing day');
  // the form asks for it until the invitations have gone
  const launch = posted['launch-day'] === undefined && !rows.launch ? cohort.launch : date('launch', 'The launch day');
  const sign = rows.signing ? date('sign', 'The last day to sign') : undefined;
  if (faults.length > 0) return { faults };
  // what they leave alone goes on following the terms
  const signs = sign === signBy(cohort) ? cohort.signBy : sign;
  const left = closes === localDate(closing(cohort));
  return {
    values: {
      terms,
      inset: [...new Set(inset)].sort(),
      closures,
      launch,
      closes: left ? cohort.closes : closes,
      signBy: signs,
    },
  };
}

const day = z.iso.date();
const termShape = z.object({
  name: z.string(),
  start: day,
  end: day,
  halfTerm: z.tuple([day, day]).optional(),
  added: z.enum(PURPOSES).optional(),
  weeks: z.enum(WEEKS).optional(),
});
const dates = z.object({
  terms: z.array(termShape),
  inset: z.array(day),
  closures: z.array(z.object({ date: day, why: z.string() })),
  launch: day.optional(),
  closes: day.optional(),
  signBy: day.optional(),
});

/** Dates as an address of a page carries them. */
export const packDates = (it: Dates): string => Buffer.from(JSON.stringify(it)).toString('base64url');

/** What an address carried; undefined where it is none of ours. */
export function unpackDates(text: string): Dates | undefined {
  try {
    return dates.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
