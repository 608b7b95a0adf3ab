import type { Period } from '#domain/cycles/provision.ts';
import { type Check, words } from './entry.ts';
import { faultsListed, type ImportFault, quoted, type Trouble } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { dayTroubles, lackingInDay, type PlacedPeriod } from './school-day.ts';
import { urnAmong } from './schools.ts';
import { readSpan, spanChecks } from './session-time.ts';
import { type Columns, cellFaults, faultsOfAlike, type Row, readTable } from './table.ts';

export const PERIODS = 'periods.csv';
const MOST_ROWS = 40_000;
const columns: Columns = { required: ['urn', 'period', 'start', 'end'], optional: ['kind'] };

const kinds = ['lesson', 'lunch', 'after'] as const;

/** A school's day. */
export interface PeriodGrid {
  /** in order of time */
  readonly periods: readonly Period[];
  /** false when some of its rows are at fault: then nothing is missed that may be meant by them */
  readonly whole: boolean;
}

export interface Periods {
  /** by URN; undefined when the file could not be read to its end */
  readonly grids: ReadonlyMap<string, PeriodGrid> | undefined;
  readonly faults: readonly ImportFault[];
}

/** Reads `periods.csv`: one period of a school's day a row, lunch and the time after school among them. */
export function readPeriods(text: string, { schools }: OtherFiles): Periods {
  const table = readTable(PERIODS, text, columns, MOST_ROWS);
  const straight = table.rows.filter((row) => !row.ragged);
  const ofRows = [
    ...faultsOfAlike(
      PERIODS,
      straight,
      ({ cells }) => cells.urn,
      () => ({ urn: urnAmong(schools) }),
    ),
    ...straight.flatMap((row) => cellFaults(PERIODS, row, cellChecks(row))),
  ];
  const wrong = new Set(ofRows.map(({ row }) => row));
  const bySchool = [...Map.groupBy(table.rows, ({ cells }) => cells.urn ?? '')];
  const read = bySchool.map(([number, rows]) => {
    const own = rows.filter((row) => !row.ragged).flatMap(toPlaced);
    const readable = own.length === rows.length && !rows.some(({ number }) => wrong.has(number));
    const within = dayTroubles(own);
    const school = schools?.get(number);
    const troubles = readable && within.length === 0 && school ? lackingInDay(school, own) : within;
    const periods = own.map(({ period }) => period).sort((a, b) => (a.start < b.start ? -1 : 1));
    const faults = troubles.map((trouble) => ({ file: PERIODS, ...trouble }));
    return { number, grid: { periods, whole: readable && troubles.length === 0 }, faults };
  });
  return {
    grids: table.complete ? new Map(read.map(({ number, grid }) => [number, grid])) : undefined,
    faults: [...table.faults, ...ofRows, ...read.flatMap(({ faults }) => faults)],
  };
}

const isBreak = (name: string): boolean => /^(morning |afternoon )?break( ?time)?$/i.test(name);

function cellChecks(row: Row): Record<string, Check> {
  const { kind } = row.cells;
  const name = words('the period’s name, for example 1 or Lunch');
  return {
    period: (value) => name(value) ?? (!kind && isBreak(String(value)) ? breakTrouble : undefined),
    ...spanChecks(row),
    kind: (value) =>
      value === '' || kinds.some((one) => one === String(value).toLowerCase())
        ? undefined
        : {
            problem: `${quoted(value)} is not a kind of period.`,
            remedy: `Write ${faultsListed(kinds, 'or')}, or leave it empty.`,
          },
  };
}

const breakTrouble: Trouble = {
  problem: 'Nobody teaches or meets in a break.',
  remedy: 'Leave this row out, or write its kind in a column of that name: lesson, lunch or after.',
};

/** What a period is, when nothing but its name says so. */
const kindByName = (name: string): Period['kind'] => {
  if (/lunch|dinner/i.test(name)) return 'lunch';
  return /after[ -]?school|twilight/i.test(name) ? 'after' : 'lesson';
};

function toPlaced({ number, cells }: Row): readonly PlacedPeriod[] {
  const { period: name = '', kind = '' } = cells;
  const span = readSpan(cells.start ?? '', cells.end ?? '');
  if (!name || !span) return [];
  const said = kinds.find((one) => one === kind.toLowerCase());
  return [{ row: number, period: { name, ...span, kind: said ?? kindByName(name) } }];
}
