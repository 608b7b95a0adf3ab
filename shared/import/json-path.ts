import damerauLevenshtein from 'damerau-levenshtein';
import * as z from 'zod';
import { quoted, type Trouble } from './fault.ts';

const parts: Readonly<Record<string, string>> = { halfTerm: 'half-term', inset: 'INSET days' };
const items: Readonly<Record<string, string>> = {
  terms: 'term',
  inset: 'INSET day',
  events: 'event',
  roles: 'role',
  steps: 'step',
  windows: 'window',
  guides: 'guide',
  questions: 'question',
  statements: 'statement',
  points: 'point',
  options: 'option',
  items: 'item',
  schoolCommitments: 'school commitment',
  teachingSchoolCommitments: 'teaching school commitment',
  ethics: 'ethics, text',
};

/** A path as people say it: "calendar, term 2, half-term, last day". */
export const pathInWords = (path: readonly PropertyKey[]): string =>
  path
    .flatMap((part, i) => {
      const before = String(path[i - 1] ?? '');
      if (typeof part === 'number')
        return before === 'halfTerm'
          ? [part === 0 ? 'first day' : 'last day']
          : [`${items[before] ?? before} ${part + 1}`];
      return Object.hasOwn(items, String(part)) && typeof path[i + 1] === 'number'
        ? []
        : [parts[String(part)] ?? String(part)];
    })
    .join(', ');

export interface Misspelt extends Trouble {
  /** the path that was meant */
  readonly meant: readonly PropertyKey[];
}

/** Keys that are nearly one that the shape knows: left alone, what stands under them would silently be ignored. */
export function misspelt(data: unknown, shape: z.ZodType, path: readonly PropertyKey[] = []): Misspelt[] {
  if (shape instanceof z.ZodOptional) return misspelt(data, shape.unwrap() as z.ZodType, path);
  if (shape instanceof z.ZodArray && Array.isArray(data))
    return data.slice(0, 50).flatMap((item, i) => misspelt(item, shape.element as z.ZodType, [...path, i]));
  if (!(shape instanceof z.ZodObject) || typeof data !== 'object' || data === null || Array.isArray(data)) return [];
  const known = Object.keys(shape.shape);
  return Object.entries(data).flatMap(([key, value]) => {
    if (known.includes(key)) return misspelt(value, shape.shape[key] as z.ZodType, [...path, key]);
    const near = known.find((k) => nearlyEqual(k, key));
    if (!near) return [];
    const problem = `${quoted(key)} is not a name that we know here.`;
    return [{ meant: [...path, near], problem, remedy: `Write "${near}", if that is what you meant.` }];
  });
}

/** The same but for case and separators, or one letter too many, too few, wrong or swapped with the next. */
function nearlyEqual(a: string, b: string): boolean {
  const [x, y] = [a, b].map((word) => word.toLowerCase().replace(/[\s_-]/g, '')) as [string, string];
  if (x === y) return true;
  // of long words that cannot be near none is compared letter by letter: a file may hold any
  return x.length >= 4 && Math.abs(x.length - y.length) <= 1 && damerauLevenshtein(x, y).steps <= 1;
}

/** What stands at a path of JSON data; undefined where there is nothing. */
export function valueAt(data: unknown, ...path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? value[key as keyof typeof value]
        : undefined,
    data,
  );
}
