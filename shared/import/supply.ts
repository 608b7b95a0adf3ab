import { inWords } from '#calendar/london.ts';
import { notASchoolDay, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Supply } from '#domain/cycles/provision.ts';
import type { Check } from './entry.ts';
import { faultsListed, type ImportFault, quoted } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { urnAmong } from './schools.ts';
import { readDay, sessionDay } from './session-time.ts';
import { type Columns, cellFaults, type Row, readTable } from './table.ts';
import { readWhole, wholeNumberCell } from './whole-number.ts';

export const SUPPLY_FILE = 'supply.csv';
const MOST_ROWS = 4000;
const columns: Columns = { required: ['urn', 'half_day', 'full_day', 'budget', 'most_per_day'], optional: ['days'] };

export interface SupplyRead {
  readonly supply: ReadonlyMap<string, Supply>;
  readonly faults: readonly ImportFault[];
}

/** Reads `supply.csv`: what hired cover costs a school, and when it can be had; one school a row. */
export function readSupply(text: string, { schools, cohort }: OtherFiles): SupplyRead {
  const table = readTable(SUPPLY_FILE, text, columns, MOST_ROWS);
  const straight = table.rows.filter((row) => !row.ragged);
  const rowOf = new Map<string, number>();
  const doubled = straight.flatMap(({ number, cells: { urn = '' } }) => {
    const earlier = rowOf.get(urn);
    if (earlier === undefined) rowOf.set(urn, number);
    if (earlier === undefined || !urn) return [];
    const problem = `URN ${urn} stands in row ${earlier} and again in row ${number}.`;
    return [{ file: SUPPLY_FILE, row: number, column: 'urn', problem, remedy: 'Keep one row for each school.' }];
  });
  return {
    supply: new Map(straight.map((row) => [row.cells.urn ?? '', toSupply(row)])),
    faults: [
      ...table.faults,
      ...straight.flatMap((row) =>
        cellFaults(SUPPLY_FILE, row, {
          urn: urnAmong(schools),
          half_day: wholeNumberCell('the price of half a day in whole pounds', 1, 10_000),
          full_day: (value) => wholeNumberCell('the price of a day in whole pounds', 1, 10_000)(value) ?? cheaper(row),
          budget: wholeNumberCell('the pounds for the whole programme, in whole pounds', 0, 1_000_000),
          most_per_day: wholeNumberCell('how many supply teachers can come on one day', 1, 20),
          days: daysIn(cohort?.calendar),
        }),
      ),
      ...doubled,
    ],
  };
}

function cheaper({ cells: { half_day = '', full_day = '' } }: Row) {
  const [half, full] = [readWhole(half_day), readWhole(full_day)];
  if (half === undefined || full === undefined || full >= half) return undefined;
  return {
    problem: `A day at £${full} is cheaper than half a day at £${half}.`,
    remedy: 'Put the two prices right.',
  };
}

const datesOf = (cell: string): readonly string[] => cell.split(/[\s;]+/).filter(Boolean);

/** A check of dates with spaces between them, every one of which is a school day. */
const daysIn =
  (calendar: SchoolCalendar | undefined): Check =>
  (value) => {
    const dates = datesOf(String(value));
    const wrong = dates.filter((date) => sessionDay(date));
    if (wrong.length > 0)
      return {
        problem: `${faultsListed(wrong.slice(0, 10).map(quoted))} ${wrong.length === 1 ? 'is not a date' : 'are not dates'}.`,
        remedy: 'Write dates as 2026-10-05 or 05/10/2026, with spaces between them, or nothing for any school day.',
      };
    const off = dates.map(readDay).flatMap((date) => {
      const why = calendar && notASchoolDay(calendar, date);
      return why ? [`${inWords(date)} (${why.replace(/[()]/g, '')})`] : [];
    });
    if (off.length === 0) return undefined;
    return {
      problem: `No pupils come on ${faultsListed(off.slice(0, 10))}.`,
      remedy: 'Write school days only, or put the terms in cohort.json right.',
    };
  };

function toSupply({ cells }: Row): Supply {
  const pounds = (column: string) => readWhole(cells[column] ?? '') ?? 0;
  return {
    halfDay: pounds('half_day'),
    fullDay: pounds('full_day'),
    budget: pounds('budget'),
    mostADay: pounds('most_per_day'),
    days: [...new Set(datesOf(cells.days ?? '').map(readDay))].sort(),
  };
}
