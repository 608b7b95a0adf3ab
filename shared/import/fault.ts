/** What is wrong and what to write instead: two whole sentences. */
export interface Trouble {
  readonly problem: string;
  readonly remedy: string;
}

/** A trouble and where it stands. */
export interface ImportFault extends Trouble {
  readonly file: string;
  /** as a spreadsheet numbers rows: the headings are usually row 1 */
  readonly row?: number;
  /** the heading of the column or, in `cohort.json`, the path in words: `calendar, term 2, half-term` */
  readonly column?: string;
}

/** "schools.csv, row 3, link_email: There is nothing here. Write …", for the command line. */
export const faultSentence = ({ file, row, column, problem, remedy }: ImportFault): string =>
  `${[file, ...(row ? [`row ${row}`] : []), ...(column ? [column] : [])].join(', ')}: ${problem} ${remedy}`;

/** What somebody wrote, as a sentence quotes it: short, and without characters that could upset a terminal or a page. */
export function quoted(value: unknown): string {
  const text = Array.isArray(value) ? '[…]' : typeof value === 'object' && value ? '{…}' : String(value);
  const letters = [...text.slice(0, 200).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·')];
  return `“${letters.length > 60 ? `${letters.slice(0, 59).join('')}…` : letters.join('')}”`;
}

const lists = {
  and: new Intl.ListFormat('en-GB'),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
} as const;

/** "a", "a and b", "a, b and c" */
export const faultsListed = (words: readonly string[], link: 'and' | 'or' = 'and'): string => lists[link].format(words);

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "one teacher", "three teachers", "12 teachers" */
export const counted = (count: number, noun: string): string =>
  `${small[count] ?? count} ${noun}${count === 1 ? '' : 's'}`;
