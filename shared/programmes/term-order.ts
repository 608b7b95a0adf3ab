import type { TermDate } from '#domain/programme/programme.ts';

/** The n-th term from launch; the last one is after any that has a number. */
const termOf = ({ term }: TermDate): number =>
  term === 'first' ? 1 : term === 'last' ? Number.POSITIVE_INFINITY : term;

/** Is the first day earlier, in whatever calendar? */
export const before = (a: TermDate, b: TermDate): boolean =>
  termOf(a) < termOf(b) || (termOf(a) === termOf(b) && a.schoolDaysBeforeEnd > b.schoolDaysBeforeEnd);

/** "12 school days before the end of term 2" */
export const inTermWords = ({ term, schoolDaysBeforeEnd: days }: TermDate): string =>
  `${days} school days before the end of ${typeof term === 'number' ? `term ${term}` : `the ${term} term`}`;

/** Keys are parts of links and of ids. */
export const isKey = (key: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key);

export const KEY_SHAPE = 'a key is small letters and digits, with hyphens between';
