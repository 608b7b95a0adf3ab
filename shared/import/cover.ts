import type { WeekLetter } from '#calendar/school-calendar.ts';
import { type CoverPerson, lessonPeriods } from '#domain/cycles/provision.ts';
import { sameAddress } from '#domain/people/person.ts';
import { type Check, email, words } from './entry.ts';
import { counted, type ImportFault, quoted } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { periodOf, withoutPeriods } from './period-named.ts';
import type { PeriodGrid } from './periods.ts';
import { urnAmong } from './schools.ts';
import { readWeekday, readWeekLetter, samePeriod, week, weekdayCell, weekdays } from './slot.ts';
import { type Columns, faultsOfAlike, type Row, readTable } from './table.ts';
import { readWhole, wholeNumberCell } from './whole-number.ts';

export const COVER = 'cover.csv';
const MOST_ROWS = 100_000;
const MOST_OF_A_SCHOOL = 60;
const columns: Columns = {
  required: ['urn', 'name', 'email', 'weekday', 'period', 'max_day', 'max_week'],
  optional: ['week'],
};

export interface Cover {
  /** by URN, in the order of the file; available in the ten days of weeks A and B, also where these are alike */
  readonly people: ReadonlyMap<string, readonly CoverPerson[]>;
  /** URNs of schools in which somebody's weeks differ */
  readonly twoWeeks: ReadonlySet<string>;
  readonly faults: readonly ImportFault[];
}

/** Reads `cover.csv`: one slot a row in which somebody can cover, with the limits of that person in each. */
export function readCover(text: string, around: OtherFiles, grids: ReadonlyMap<string, PeriodGrid> | undefined): Cover {
  const table = readTable(COVER, text, columns, MOST_ROWS);
  const straight = table.rows.filter((row) => !row.ragged);
  const alike = (what: (row: Row) => string | undefined, checks: (row: Row) => Record<string, Check>) =>
    faultsOfAlike(COVER, straight, what, checks);
  const urnOf = ({ cells }: Row) => cells.urn ?? '';
  const personOf = (row: Row) => row.cells.email && `${urnOf(row)} ${sameAddress(row.cells.email)}`;
  const teachers = new Set([...(around.people?.teachers.values() ?? [])].flat().map((t) => sameAddress(t.email)));
  const bySchool = [...Map.groupBy(straight, urnOf)];
  const perPerson = [...Map.groupBy(straight.filter(personOf), personOf).values()];
  return {
    people: new Map(bySchool.map(([number, rows]) => [number, toPeople(rows, grids?.get(number))])),
    twoWeeks: new Set(straight.filter((row) => readWeekLetter(at(row, 'week'))).map(urnOf)),
    faults: [
      ...table.faults,
      ...alike(
        ({ cells }) => cells.urn,
        () => ({ urn: urnAmong(around.schools) }),
      ),
      ...alike(personOf, () => whoChecks(teachers)),
      ...alike(
        (row) => row.cells.period && `${urnOf(row)} ${samePeriod(row.cells.period)}`,
        (row) => ({ period: periodOf(urnOf(row), grids) }),
      ),
      ...alike(
        ({ cells }) => cells.weekday,
        () => ({ weekday: weekdayCell }),
      ),
      ...alike(
        ({ cells }) => cells.week,
        () => ({ week }),
      ),
      ...withoutPeriods(
        COVER,
        straight.map((row) => ({ row: row.number, urn: urnOf(row) })),
        around,
        grids,
      ),
      ...perPerson.flatMap((rows) => [...contradictions(rows), ...doubled(rows)]),
      ...bySchool.flatMap(([number, rows]) => tooMany(around.schools?.get(number) ?? number, rows)),
    ],
  };
}

const mostADay = wholeNumberCell('the most periods of cover in a day', 1, 12);
const mostAWeek = wholeNumberCell('the most periods of cover in a week', 1, 60);

const whoChecks = (teachers: ReadonlySet<string>): Record<string, Check> => ({
  name: words('the cover person’s name'),
  email: (value) =>
    email(value) ??
    (teachers.has(sameAddress(String(value)))
      ? {
          problem: `${quoted(value)} is a teacher in people.csv, who takes part and is to be covered.`,
          remedy: 'Leave this person’s rows out here.',
        }
      : undefined),
  max_day: mostADay,
  max_week: mostAWeek,
});

/** The weeks that a row speaks of: both, where it names none. */
const weeksOf = (row: Row): readonly WeekLetter[] => {
  const letter = readWeekLetter(at(row, 'week'));
  return letter ? [letter] : ['A', 'B'];
};

const at = (row: Row, column: string): string => row.cells[column] ?? '';

/** What is written of a person in row after row must be the same, and their limits must agree with each other. */
function contradictions(rows: readonly Row[]): ImportFault[] {
  const [first, ...others] = rows;
  if (!first) return [];
  const faults = ['name', 'max_day', 'max_week'].flatMap((column) => {
    const said = (row: Row) => (column === 'name' ? at(row, column).toLowerCase() : readWhole(at(row, column)));
    const other = others.find((row) => row.cells[column] !== undefined && said(row) !== said(first));
    if (!other) return [];
    return [
      {
        file: COVER,
        row: other.number,
        column,
        problem: `${quoted(at(other, column))} is not what row ${first.number} says of the same person: ${quoted(at(first, column))}.`,
        remedy: 'Write the same in each row of a person.',
      },
    ];
  });
  const [day, week] = [readWhole(at(first, 'max_day')), readWhole(at(first, 'max_week'))];
  if (faults.length > 0 || day === undefined || week === undefined || day <= week) return faults;
  return [
    {
      file: COVER,
      row: first.number,
      column: 'max_week',
      problem: `${counted(day, 'period')} in a day are more than ${week} in a week.`,
      remedy: 'Write a limit for the week that is no lower than that for a day.',
    },
  ];
}

function doubled(rows: readonly Row[]): ImportFault[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const day = readWeekday(at(row, 'weekday'));
    const period = at(row, 'period');
    if (day === undefined || !period) return [];
    const keys = weeksOf(row).map((letter) => `${letter} ${day} ${samePeriod(period)}`);
    const earlier = keys.map((key) => seen.get(key)).find((number) => number !== undefined);
    if (earlier === undefined) for (const key of keys) seen.set(key, row.number);
    if (earlier === undefined) return [];
    const problem = `${weekdays[day]} ${period} of this person stands in row ${earlier} already.`;
    return [{ file: COVER, row: row.number, column: 'period', problem, remedy: 'Keep one row for each slot.' }];
  });
}

function tooMany(school: string, rows: readonly Row[]): ImportFault[] {
  const count = new Set(rows.map((row) => sameAddress(at(row, 'email')))).size;
  if (count <= MOST_OF_A_SCHOOL) return [];
  const problem = `${school} has ${count.toLocaleString('en-GB')} cover people.`;
  return [{ file: COVER, row: rows[0]?.number ?? 1, problem, remedy: `Write ${MOST_OF_A_SCHOOL} at most.` }];
}

function toPeople(rows: readonly Row[], grid: PeriodGrid | undefined): readonly CoverPerson[] {
  const lessons = lessonPeriods(grid ?? { periods: [] });
  return [...Map.groupBy(rows, (row) => sameAddress(at(row, 'email'))).values()].flatMap((own, i) => {
    const [first] = own;
    if (!first) return [];
    const can = new Set(
      own.flatMap((row) =>
        weeksOf(row).map((letter) => `${letter} ${readWeekday(at(row, 'weekday'))} ${samePeriod(at(row, 'period'))}`),
      ),
    );
    return [
      {
        id: `cover-${i + 1}`,
        nth: i + 1,
        name: at(first, 'name'),
        email: at(first, 'email'),
        available: (['A', 'B'] as const).flatMap((letter) =>
          weekdays.map((_, day) =>
            lessons.map(({ name }) => (can.has(`${letter} ${day} ${samePeriod(name)}`) ? '1' : '0')).join(''),
          ),
        ),
        mostADay: readWhole(at(first, 'max_day')) ?? 0,
        mostAWeek: readWhole(at(first, 'max_week')) ?? 0,
      },
    ];
  });
}
