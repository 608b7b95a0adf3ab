import { inWords } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import type { Closure } from '#domain/cycles/provision.ts';
import { type Check, remarkCell } from './entry.ts';
import type { ImportFault } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { urnAmong } from './schools.ts';
import { readDay, sessionDay } from './session-time.ts';
import { type Columns, cellFaults, readTable } from './table.ts';

export const CLOSURES = 'closures.csv';
const MOST_ROWS = 10_000;
const columns: Columns = { required: ['urn', 'date', 'why'], optional: [] };

export interface Closures {
  /** of a school, in order of date: its own, and those of every school */
  readonly of: (urn: string) => readonly Closure[];
  readonly faults: readonly ImportFault[];
}

/** Reads `closures.csv`: one day a row on which a school, or where no URN stands every school, has no lessons. */
export function readClosures(text: string, { schools, cohort }: OtherFiles): Closures {
  const table = readTable(CLOSURES, text, columns, MOST_ROWS);
  const straight = table.rows.filter((row) => !row.ragged);
  const date: Check = (value) => {
    const trouble = sessionDay(value);
    const day = readDay(String(value));
    const already = trouble || !cohort ? undefined : notASchoolDay(cohort.calendar, day);
    if (trouble || !already) return trouble;
    return {
      problem: `${inWords(day)} is no school day: it is ${already}.`,
      remedy: 'Write a school day, or leave this row out.',
    };
  };
  const rowOf = new Map<string, number>();
  const doubled = straight.flatMap(({ number, cells }) => {
    const key = `${cells.urn} ${readDay(cells.date ?? '')}`;
    const earlier = rowOf.get(key);
    if (earlier === undefined) rowOf.set(key, number);
    if (earlier === undefined || !cells.date) return [];
    const problem = `This day stands in row ${earlier} already.`;
    return [{ file: CLOSURES, row: number, column: 'date', problem, remedy: 'Keep one row for each day.' }];
  });
  const closures = straight.map(({ cells }) => ({
    urn: cells.urn ?? '',
    closure: { date: readDay(cells.date ?? ''), why: cells.why ?? '' },
  }));
  return {
    of: (urn) => {
      // a school's own word of a day before that of every school
      const meant = [...closures.filter((one) => one.urn === ''), ...closures.filter((one) => urn && one.urn === urn)];
      return [...new Map(meant.map(({ closure }) => [closure.date, closure])).values()].sort((a, b) =>
        a.date < b.date ? -1 : 1,
      );
    },
    faults: [
      ...table.faults,
      ...straight.flatMap((row) =>
        cellFaults(CLOSURES, row, {
          urn: (value) => (value === '' ? undefined : urnAmong(schools)(value)),
          date,
          why: remarkCell('why nobody teaches on that day, for example Election'),
        }),
      ),
      ...doubled,
    ],
  };
}
