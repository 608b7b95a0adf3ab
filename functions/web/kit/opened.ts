import { createHash, randomBytes } from 'node:crypto';
import { only, type Posted } from './fields/fault.ts';

/*
 * A form that keeps what is typed carries what it was opened on, so that a tab which has stood open for long does not
 * write over what has been saved since.
 */

/** One thing that a form asks: what is chosen of it is chosen as a whole. */
export interface Line {
  readonly label: string;
  readonly fields: readonly string[];
  /** how it reads; left out: what stands in its fields, with spaces between */
  readonly inWords?: (typed: Posted) => string;
  /** text of several lines: one may stand below another */
  readonly long?: true;
}

/** The hidden field. */
export const OPENED = 'openedOn';

export const fieldsOf = (lines: readonly Line[]): readonly string[] => lines.flatMap(({ fields }) => fields);

export const wordsOf = ({ fields, inWords }: Line, typed: Posted): string =>
  inWords
    ? inWords(typed)
    : fields
        .map((field) => typed[field] ?? '')
        .filter(Boolean)
        .join(' ');

const short = (text: string, letters: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, letters);

/** Stands for a field. */
const nameMark = (field: string): string => short(field, 4);

/** Stands for a field with what is in it. */
const markOf = (field: string, value = ''): string => nameMark(field) + short(`${field}\n${value}`, 8);

/** What a form carries that is opened now: a name of the page, drawn for it, and what stands in each field. */
export const openedOn = (lines: readonly Line[], shown: Posted): string =>
  [randomBytes(6).toString('base64url'), ...fieldsOf(lines).map((field) => markOf(field, shown[field]))].join('.');

interface Opened {
  readonly page: string | undefined;
  /** did this field hold that? */
  readonly held: (field: string, value: string | undefined) => boolean;
  /** was the field there? */
  readonly had: (field: string) => boolean;
}

/** What a form was opened on. Of a form that does not say so, nothing is known to have been in it. */
function readOpened(posted: Posted): Opened {
  const [page, ...all] = (posted[OPENED] ?? '').split('.');
  if (!page) return { page: undefined, held: (_, value = '') => value === '', had: () => true };
  const marks = new Set(all);
  const names = new Set(all.map((mark) => mark.slice(0, 4)));
  return {
    page,
    held: (field, value) => marks.has(markOf(field, value)),
    had: (field) => names.has(nameMark(field)),
  };
}

/** The name of the page that a form was posted from; undefined where it carries none. */
export const pageNamed = (posted: Posted): string | undefined => readOpened(posted).page;

/** The hidden field of the page that shows both versions. */
export const BOTH = 'both';

/** The field in which somebody says which version of a line is kept. */
export const takeField = ({ fields: [first = ''] }: Line): string => `take-${first}`;

type Take = 'saved' | 'typed' | 'both';

function takeOf(posted: Posted, line: Line): Take | undefined {
  const said = posted[takeField(line)];
  return said === 'saved' || said === 'typed' || (said === 'both' && line.long) ? said : undefined;
}

/** A line that says one thing in what is kept, and another in what was typed. */
interface Difference {
  readonly line: Line;
  /** what to keep, where they have said so, or where only one of the two has been changed */
  readonly take: Take | undefined;
}

/** Both versions, for whoever typed the later one to choose from. */
export interface Both {
  readonly now: Posted;
  readonly typed: Posted;
  readonly differences: readonly Difference[];
  /** what was typed into fields that are no longer there */
  readonly gone: readonly string[];
  /** they have been asked, and left some out */
  readonly asked: boolean;
}

const isUnlike = ({ fields }: Line, a: Posted, b: Posted): boolean =>
  fields.some((field) => (a[field] ?? '') !== (b[field] ?? ''));

/** Two versions of which nobody knows what either was opened on: each line that differs is to be chosen. */
export const bothWhereUnlike = (lines: readonly Line[], now: Posted, typed: Posted): Both => ({
  now,
  typed,
  differences: lines.filter((line) => isUnlike(line, typed, now)).map((line) => ({ line, take: undefined })),
  gone: [],
  asked: false,
});

/**
 * What comes of a form that is posted, given what stands in its fields now. Where that has changed since the form was
 * opened, a form in which nothing was typed means what is there now; anything else is for whoever typed it to choose.
 * @param saver the page that saved it last: whoever goes back to it has seen what they saved
 */
export function sinceOpened(
  posted: Posted,
  lines: readonly Line[],
  now: Posted,
  saver?: string,
): { readonly typed: Posted } | { readonly both: Both } {
  const opened = readOpened(posted);
  const there = lines.filter(({ fields }) => fields.some(opened.had));
  const typed = { ...now, ...only(posted, fieldsOf(there)) };
  const differing = there.filter((line) => isUnlike(line, typed, now));
  const gone = opened.page ? goneFrom(posted, lines, opened) : [];
  if (differing.length === 0 && gone.length === 0) return { typed };
  const asked = posted[BOTH] === 'yes';
  const isOpened = (line: Line, it: Posted) => line.fields.every((field) => opened.held(field, it[field]));
  const isUnmoved = (opened.page !== undefined && opened.page === saver) || lines.every((line) => isOpened(line, now));
  const said = differing.map((line) => ({ line, take: asked ? takeOf(posted, line) : undefined }));
  const both = { now, typed, gone, asked };
  if (isUnmoved && gone.length === 0) {
    if (asked && said.some(({ take }) => !take)) return { both: { ...both, differences: said } };
    return { typed: Object.assign({}, typed, ...said.map(({ line, take }) => taken(line, take, typed, now))) };
  }
  if (gone.length === 0 && there.every((line) => isOpened(line, typed))) return { typed: now };
  const differences = said.map(({ line, take }) => ({
    line,
    take: take ?? (isOpened(line, typed) ? 'saved' : isOpened(line, now) ? 'typed' : undefined),
  }));
  return { both: { ...both, asked: false, differences } };
}

/** What was typed into fields of the form as it was opened that it has no longer. */
const goneFrom = (posted: Posted, lines: readonly Line[], { had, held }: Opened): readonly string[] => {
  const fields = new Set(fieldsOf(lines));
  return Object.entries(posted).flatMap(([field, value]) =>
    value && !fields.has(field) && had(field) && !held(field, value) ? [value] : [],
  );
};

/** The fields of a line as they were chosen. */
function taken(line: Line, take: Take | undefined, typed: Posted, now: Posted): Posted {
  const from = only(take === 'typed' || take === undefined ? typed : now, line.fields);
  const [field = ''] = line.fields;
  const [saved = '', here = ''] = [now[field], typed[field]];
  return take === 'both' && !saved.endsWith(here) ? { [field]: `${saved}\n\n${here}` } : from;
}

/** A line with one box to tick. */
export const tickLine = (label: string, field: string): Line => choiceLine(label, field, { yes: 'Ticked' });

/** A line of which one thing is chosen. @param options what each value of the field reads */
export const choiceLine = (label: string, field: string, options: Readonly<Record<string, string>>): Line => ({
  label,
  fields: [field],
  inWords: ({ [field]: value = '' }) => (Object.hasOwn(options, value) ? (options[value] ?? '') : value),
});
