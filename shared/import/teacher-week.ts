import { quoted, type Trouble } from './fault.ts';
import { slotsInWords, weekdays } from './slot.ts';

/** A row of `timetable.csv` that can be read. */
export interface TimetableRow {
  readonly row: number;
  readonly urn: string;
  /** in lower case */
  readonly email: string;
  readonly week: 'A' | 'B' | '';
  /** 0 Monday */
  readonly day: number;
  /** place among the lessons of the day */
  readonly place: number;
  readonly state: string;
}

type WeekTrouble = Trouble & { readonly row: number; readonly column: string };

/** A teacher's days, a letter for each lesson of each; nothing stands where no row says what. */
export function weekTyped(
  slots: readonly TimetableRow[],
  lessons: readonly string[],
  weeks: 1 | 2,
): { readonly days: readonly (readonly string[])[]; readonly doubled: readonly WeekTrouble[] } {
  const days = Array.from({ length: weeks * 5 }, () => Array<string>(lessons.length).fill(''));
  const rowOf = new Map<string, number>();
  const doubled: WeekTrouble[] = [];
  for (const { row, week, day, place, state } of slots) {
    const both = week === '' && weeks === 2;
    const places = both ? [day, day + 5] : [week === 'B' ? day + 5 : day];
    const earlier = places.map((d) => rowOf.get(`${d} ${place}`)).find(Boolean);
    if (earlier)
      doubled.push({
        row,
        column: 'period',
        problem: `${lessons[place]} on ${weekdays[day]} of this teacher stands in row ${earlier} already.`,
        remedy: 'Keep one row for each period of a teacher’s week.',
      });
    else
      for (const d of places) {
        rowOf.set(`${d} ${place}`, row);
        days[d]?.splice(place, 1, state);
      }
  }
  return { days, doubled };
}

/** One trouble for all of a week that no row speaks of. */
export function missingOf(
  { row, email }: Pick<TimetableRow, 'row' | 'email'>,
  days: readonly (readonly string[])[],
  lessons: readonly string[],
  weeks: 1 | 2,
): readonly WeekTrouble[] {
  const missing = days.flatMap((states, day) =>
    lessons.flatMap((period, place) => (states[place] ? [] : [{ day, period }])),
  );
  if (missing.length === 0) return [];
  return [
    {
      row,
      column: 'email',
      problem: `The timetable of ${quoted(email)} lacks ${slotsInWords(missing, lessons, weeks)}.`,
      remedy: 'Write a row for each of these: T, F, P or -.',
    },
  ];
}
