import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { differenceOf, type Made } from '#import/difference.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const made: readonly Made[] = [await sampleCohort('lesson-study'), await sampleCohort('coaching-package')].map(
  ({ cohort, schools }) => {
    const terms = cohort.calendar.terms.map((term) => ({ ...term, weeks: 'on' as const }));
    return { cohort: { ...cohort, calendar: { ...cohort.calendar, terms } }, schools };
  },
);

type Inner = Record<string | number, unknown>;
type Path = readonly (string | number)[];

/** The places of all that is written in a record. */
const leaves = (it: unknown, path: Path = []): readonly Path[] =>
  typeof it === 'object' && it !== null
    ? Object.entries(it).flatMap(([key, value]) => leaves(value, [...path, Array.isArray(it) ? Number(key) : key]))
    : [path];

/** A copy in which one thing is written otherwise. */
function altered<T>(it: T, path: Path): T {
  const copy = structuredClone(it);
  const at = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Inner)[key], copy) as Inner;
  const key = path.at(-1) ?? '';
  at[key] = otherwise(String(key), at[key]);
  return copy;
}

function otherwise(key: string, value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (['date', 'start', 'end'].includes(key) || /^\d{4}-/.test(String(value)))
    return String(value).replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  return `${String(value)}x`;
}

/** Which of a school's people is first of their kind is nobody's to see. */
const isShown = (path: Path): boolean => !['id', 'nth'].includes(String(path.at(-1)));

describe('a draft and the files that would replace it', () => {
  it.each(made.map((one) => [one.cohort.name, one] as const))(
    'of %s: nothing is changed by the same files, and every single thing that is written otherwise is told',
    (_, one) => {
      expect(differenceOf(one, one)).toEqual([]);
      for (const [i, school] of one.schools.entries()) {
        // of a long table a part is enough
        const paths = leaves(school).filter((path, at) => isShown(path) && (path.length < 5 || at % 7 === 0));
        expect(paths.length).toBeGreaterThan(20);
        for (const path of paths) {
          const schools = one.schools.with(i, altered(school, path));
          expect([path, differenceOf(one, { ...one, schools })]).not.toEqual([path, []]);
        }
      }
      const { name, launch, lead, calendar } = one.cohort;
      for (const path of leaves({ name, launch, lead: { name: lead.name, email: lead.email }, calendar })) {
        const cohort = altered(one.cohort, path);
        expect([path, differenceOf(one, { ...one, cohort })]).not.toEqual([path, []]);
      }
    },
  );

  it('say who and what goes when a file is left out', () => {
    const [, coaching] = made as [Made, Made];
    const bare = coaching.schools.map(
      ({ sessions: _, coaches: __, ...school }): School => ({ ...school, teachers: [] }),
    );
    const gone = differenceOf(coaching, { ...coaching, schools: bare });
    expect(gone.map(({ of, added, changed, gone: all }) => [of, added.length, changed.length, all.length])).toEqual([
      ['Teachers', 0, 0, 9],
      ['Coaches', 0, 0, 3],
      ['Sessions', 0, 0, 24],
    ]);
    expect(gone[0]?.gone[0]).toBe('Ifeoma Larkspur, Fernbank Primary School');
    expect(gone[2]?.gone[0]).toMatch(/^Monday 5 October 2026 at 9:15am, Marguerite .* with Ifeoma Larkspur, Fernbank/);
  });

  it('say what of a thing is another', () => {
    const [, coaching] = made as [Made, Made];
    const [first, ...others] = coaching.schools as [School, ...School[]];
    const head = { name: 'Another Head', email: first.head.email };
    const found = differenceOf(coaching, { ...coaching, schools: [{ ...first, head }, ...others] });
    expect(found).toEqual([{ of: 'Schools', added: [], changed: ['Fernbank Primary School: headteacher'], gone: [] }]);
  });

  it('are all new where there is no draft', () => {
    const [, coaching] = made as [Made, Made];
    const found = differenceOf(undefined, coaching);
    expect(found.map(({ of }) => of)).toEqual(['The cohort', 'Schools', 'Teachers', 'Coaches', 'Sessions']);
    expect(found.every(({ changed, gone }) => changed.length + gone.length === 0)).toBe(true);
  });
});
