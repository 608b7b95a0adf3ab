import { lessonPeriods } from '#domain/cycles/provision.ts';
import { sameAddress } from '#domain/people/person.ts';
import { type Check, email } from './entry.ts';
import { type ImportFault, quoted } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { periodOf, withoutPeriods } from './period-named.ts';
import type { PeriodGrid } from './periods.ts';
import { urnAmong } from './schools.ts';
import { readWeekday, readWeekLetter, samePeriod, week, weekdayCell } from './slot.ts';
import { type Columns, faultsOfAlike, type Row, readTable } from './table.ts';
import { missingOf, type TimetableRow, weekTyped } from './teacher-week.ts';

export const TIMETABLE = 'timetable.csv';
const MOST_ROWS = 100_000;
const columns: Columns = { required: ['email', 'weekday', 'period', 'state'], optional: ['week', 'urn'] };

export interface Timetables {
  /** by URN: whether weeks A and B differ there, and by address a letter for each lesson period of each day */
  readonly schools: ReadonlyMap<
    string,
    { readonly weeks: 1 | 2; readonly timetables: Readonly<Record<string, readonly string[]>> }
  >;
  readonly faults: readonly ImportFault[];
}

/** Reads `timetable.csv`: one period of a teacher's week a row. Where no week is written, A and B are alike. */
export function readTimetables(
  text: string,
  around: OtherFiles,
  grids: ReadonlyMap<string, PeriodGrid> | undefined,
): Timetables {
  const table = readTable(TIMETABLE, text, columns, MOST_ROWS);
  const straight = table.rows.filter((row) => !row.ragged);
  const homes = homesOf(around);
  const urnOf = (row: Row) => row.cells.urn || only(homes.get(sameAddress(row.cells.email ?? ''))) || '';
  const slots = straight.flatMap((row) => toSlots(row, urnOf(row), grids));
  // a row that cannot be read may be the very one that their week lacks; of a ragged row nobody knows whose it is
  const read = new Set(slots.map(({ row }) => row));
  const unread = table.rows.filter((row) => !read.has(row.number));
  const spoilt = new Set(unread.map((row) => (row.ragged ? '' : sameAddress(row.cells.email ?? ''))));
  const bySchool = [...Map.groupBy(slots, ({ urn }) => urn)].map(([urn, own]) =>
    schoolOf(urn, own, grids?.get(urn), table.complete, spoilt),
  );
  return {
    schools: new Map(bySchool.map(({ urn, weeks, timetables }) => [urn, { weeks, timetables }])),
    faults: [
      ...table.faults,
      ...cellFaultsIn(straight, urnOf, homes, around, grids),
      ...withoutPeriods(
        TIMETABLE,
        straight.map((row) => ({ row: row.number, urn: urnOf(row) })),
        around,
        grids,
      ),
      ...bySchool.flatMap(({ faults }) => faults),
    ],
  };
}

/** Cells that are alike are told of once. */
function cellFaultsIn(
  rows: readonly Row[],
  urnOf: (row: Row) => string,
  homes: ReadonlyMap<string, readonly string[]>,
  around: OtherFiles,
  grids: ReadonlyMap<string, PeriodGrid> | undefined,
): readonly ImportFault[] {
  const alike = (what: (row: Row) => string | undefined, checks: (row: Row) => Record<string, Check>) =>
    faultsOfAlike(TIMETABLE, rows, what, checks);
  return [
    ...alike(
      ({ cells }) => cells.email && `${cells.urn ?? ''} ${sameAddress(cells.email)}`,
      (row) => whose(row, homes, around),
    ),
    ...alike(
      (row) => row.cells.period && `${urnOf(row)} ${samePeriod(row.cells.period)}`,
      (row) => ({ period: periodOf(urnOf(row), grids) }),
    ),
    ...alike(
      ({ cells }) => cells.weekday,
      () => ({ weekday: weekdayCell }),
    ),
    ...alike(
      ({ cells }) => cells.state,
      () => ({ state }),
    ),
    ...alike(
      ({ cells }) => cells.week,
      () => ({ week }),
    ),
  ];
}

/**
 * The weeks of a school's teachers. @param complete whether all rows of the file were read
 * @param spoilt addresses of which a row could not be read; one that is empty may be anybody's
 */
function schoolOf(
  urn: string,
  own: readonly TimetableRow[],
  grid: PeriodGrid | undefined,
  complete: boolean,
  spoilt: ReadonlySet<string>,
) {
  const lessons = lessonPeriods(grid ?? { periods: [] }).map(({ name }) => name);
  const weeks = own.some(({ week }) => week !== '') ? (2 as const) : (1 as const);
  const sure = complete && grid?.whole && !spoilt.has('');
  const theirs = [...Map.groupBy(own, (slot) => slot.email)].map(([address, some]) => {
    const { days, doubled } = weekTyped(some, lessons, weeks);
    const [first] = some;
    const told = doubled.length > 0 || spoilt.has(address);
    const missing = sure && first && !told ? missingOf(first, days, lessons, weeks) : [];
    const faults = [...doubled, ...missing].map((trouble) => ({ file: TIMETABLE, ...trouble }));
    return { address, days: days.map((day) => day.join('')), faults };
  });
  const timetables = Object.fromEntries(theirs.map(({ address, days }) => [address, days]));
  return { urn, weeks, timetables, faults: theirs.flatMap(({ faults }) => faults) };
}

const only = (list: readonly string[] = []): string | undefined => (list.length === 1 ? list[0] : undefined);

/** The schools in which each address is a teacher's. */
function homesOf({ people }: OtherFiles): ReadonlyMap<string, readonly string[]> {
  const each = [...(people?.teachers ?? [])].flatMap(([urn, teachers]) =>
    teachers.map((teacher) => ({ urn, address: sameAddress(teacher.email) })),
  );
  return new Map(
    [...Map.groupBy(each, ({ address }) => address)].map(([address, all]) => [address, all.map(({ urn }) => urn)]),
  );
}

function whose(row: Row, homes: ReadonlyMap<string, readonly string[]>, around: OtherFiles): Record<string, Check> {
  const { urn } = row.cells;
  return {
    ...(urn ? { urn: urnAmong(around.schools) } : {}),
    email: (value) => {
      const trouble = email(value);
      if (trouble || !around.people?.whole) return trouble;
      const own = homes.get(sameAddress(String(value))) ?? [];
      if (urn ? own.includes(urn) || !around.schools?.has(urn) : own.length === 1) return undefined;
      if (!urn && own.length > 1)
        return {
          problem: `${quoted(value)} is a teacher of ${own.length} schools in people.csv.`,
          remedy: 'Add a column headed urn, and write there the school whose timetable this is.',
        };
      return {
        problem: `${quoted(value)} is not the address of a teacher${urn ? ' of this school' : ''} in people.csv.`,
        remedy: 'Write the teacher’s address as it stands in people.csv, or add the teacher there.',
      };
    },
  };
}

/** T, F, P or -; a spreadsheet makes dashes of hyphens. */
const readState = (cell: string): string | undefined =>
  /^[TFP-]$/.exec(cell.toUpperCase().replace(/^[‐–—−]$/, '-'))?.[0];

const state: Check = (value) =>
  readState(String(value))
    ? undefined
    : {
        problem: value === '' ? 'There is nothing here.' : `${quoted(value)} is not a state of a period.`,
        remedy: 'Write T for teaching, F for free, P for PPA or - for not in school.',
      };

function toSlots(
  { number, cells }: Row,
  urn: string,
  grids: ReadonlyMap<string, PeriodGrid> | undefined,
): readonly TimetableRow[] {
  const lessons = lessonPeriods(grids?.get(urn) ?? { periods: [] });
  const place = lessons.findIndex(({ name }) => samePeriod(name) === samePeriod(cells.period ?? ''));
  const day = readWeekday(cells.weekday ?? '');
  const state = readState(cells.state ?? '');
  const week = readWeekLetter(cells.week ?? '');
  if (place < 0 || day === undefined || !state || week === undefined) return [];
  return [{ row: number, urn, email: sameAddress(cells.email ?? ''), week, day, place, state }];
}
