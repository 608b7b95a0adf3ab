import * as z from 'zod';
import type { Programme, TermDate } from '#domain/programme/programme.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import type { Line } from '#web/kit/opened.ts';
import { oneLine } from '#wording/wording.ts';

/** One small form about a part of a programme. */
export interface ProgrammeEdit {
  readonly view: string;
  readonly title: string;
  /** where what cannot be run is said, when it is about no one field */
  readonly first: string;
  /** what the form holds before anybody types */
  readonly typed: Posted;
  /** what the form asks */
  readonly lines: readonly Line[];
  /** what the page shows beside the fields */
  readonly shown?: object;
  /** the programme as it would be */
  read(posted: Posted): Read<Programme>;
}

/** What a field asks in which a text stands. */
export const textLine = (label: string, field: string): Line => ({ label, fields: [field], long: true });

/** Texts, one to a line: empty lines are left out. */
export const editLinesOf = (typed: string): readonly string[] => typed.split('\n').map(oneLine).filter(Boolean);

/** A field of a whole number. `what` begins the sentence: "School days". */
export const wholeNumber = (what: string, least: number, most: number) => {
  const error = `${what} must be a whole number from ${least} to ${most}`;
  return z
    .string({ error })
    .trim()
    .regex(/^\d{1,4}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
};

/** The terms that a form offers: the n-th from the launch, or the last. */
export const termsOffered = [
  ...['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth'].map((name, i) => ({
    value: String(i + 1),
    text: `${name} term`,
  })),
  { value: 'last', text: 'Last term' },
];

/** A day that is told by its term, in the fields `PREFIX-term` and `PREFIX-days`. */
export const typedTermDate = (prefix: string, date: TermDate | undefined): Posted => ({
  [`${prefix}-term`]: date?.term === 'first' ? '1' : String(date?.term ?? ''),
  [`${prefix}-days`]: String(date?.schoolDaysBeforeEnd ?? ''),
});

export const termDateLine = (label: string, prefix: string): Line => ({
  label,
  fields: [`${prefix}-term`, `${prefix}-days`],
  inWords({ [`${prefix}-term`]: term = '', [`${prefix}-days`]: days = '' }) {
    const named = termsOffered.find(({ value }) => value === term)?.text ?? '';
    return [named, days && `${days} school days before its end`].filter(Boolean).join(', ');
  },
});

export function readTermDate(posted: Posted, prefix: string): Read<TermDate> {
  const [term, days] = [`${prefix}-term`, `${prefix}-days`];
  const fields = read(
    z.object({
      [term]: z.string().refine((value) => termsOffered.some((one) => one.value === value), 'Choose a term'),
      [days]: wholeNumber('School days before the end of the term', 0, 200),
    }),
    { [term]: '', [days]: '', ...posted },
  );
  if ('faults' in fields) return fields;
  const chosen = String(fields.values[term]);
  return {
    values: {
      term: chosen === 'last' ? 'last' : Number(chosen),
      schoolDaysBeforeEnd: Number(fields.values[days]),
    },
  };
}

/** The faults of several parts of a form. */
export const faultsIn = (...reads: readonly Read<unknown>[]): readonly FieldFault[] =>
  reads.flatMap((one) => ('faults' in one ? one.faults : []));
