import type { Period } from '#domain/cycles/provision.ts';
import { counted, quoted, type Trouble } from './fault.ts';
import { samePeriod } from './slot.ts';

/** The letters of a timetable's day. */
const MOST_LESSONS = 12;

/** A row of `periods.csv` that can be read. */
export interface PlacedPeriod {
  readonly row: number;
  readonly period: Period;
}

type DayTrouble = Trouble & { readonly row: number; readonly column: string };

const trouble = (row: number, column: string, problem: string, remedy: string): DayTrouble => ({
  row,
  column,
  problem,
  remedy,
});

const byStart = (a: PlacedPeriod, b: PlacedPeriod): number => (a.period.start < b.period.start ? -1 : 1);

/** What is wrong between the periods of one school: names that stand twice, times that make no sense together. */
export function dayTroubles(own: readonly PlacedPeriod[]): DayTrouble[] {
  const first = new Map<string, number>();
  const doubled = own.flatMap(({ row, period: { name } }) => {
    const earlier = first.get(samePeriod(name));
    if (earlier === undefined) first.set(samePeriod(name), row);
    if (earlier === undefined) return [];
    const problem = `${quoted(name)} stands in row ${earlier} and again in row ${row}, in the same school.`;
    return [trouble(row, 'period', problem, 'Keep one row for each period, each with a name of its own.')];
  });
  const lengths = own.flatMap(({ row, period: { name, start, end } }) => {
    if (start < end) return [];
    const problem = `${quoted(name)} begins at ${start} and ends at ${end}.`;
    return [trouble(row, 'end', problem, 'Write an end that comes after the start.')];
  });
  return [...doubled, ...lengths, ...overlaps(own)];
}

/** Of two periods that overlap, the one that starts later is told. */
function overlaps(own: readonly PlacedPeriod[]): DayTrouble[] {
  const inOrder = own.filter(({ period: { start, end } }) => start < end).sort(byStart);
  let longest = inOrder[0];
  return inOrder.slice(1).flatMap((one) => {
    const before = longest;
    if (!before || one.period.end > before.period.end) longest = one;
    if (!before || one.period.start >= before.period.end) return [];
    const { name, end } = before.period;
    const problem = `${quoted(one.period.name)} begins at ${one.period.start}, when ${quoted(name)} of row ${before.row} lasts until ${end}.`;
    return [trouble(one.row, 'start', problem, 'Write times that do not overlap.')];
  });
}

/** What a school's day must have: lessons, one lunch amid them and, where people can stay, one time after school. */
export function lackingInDay(school: string, own: readonly PlacedPeriod[]): DayTrouble[] {
  const of = (kind: Period['kind']) => own.filter(({ period }) => period.kind === kind).sort(byStart);
  const [lessons, [lunch, secondLunch], [after, secondAfter]] = [of('lesson'), of('lunch'), of('after')];
  const [opening, last] = [lessons[0], lessons.at(-1)];
  const first = Math.min(...own.map(({ row }) => row));
  const lacks = (problem: string, remedy: string) => trouble(first, 'period', `${school} ${problem}.`, remedy);
  if (!opening || !last) return [lacks('has no lessons', 'Write one row for each period in which pupils are taught.')];
  const found: DayTrouble[] = [];
  if (lessons.length > MOST_LESSONS)
    found.push(
      lacks(`has ${lessons.length} periods of lessons a day`, `Write ${counted(MOST_LESSONS, 'period')} at most.`),
    );
  if (!lunch) found.push(lacks('has no lunch', 'Write a row for it: Lunch, its start and its end.'));
  else if (lunch.period.start < opening.period.start || lunch.period.start > last.period.start)
    found.push(misplaced(lunch, 'does not lie between lessons'));
  if (after && after.period.start < last.period.start) found.push(misplaced(after, 'begins before the last lesson'));
  for (const one of [secondLunch, secondAfter])
    if (one)
      found.push(
        trouble(
          one.row,
          'period',
          `${school} has two periods of this kind: ${quoted(one.period.name)} is the second.`,
          'Keep the one in which the teachers can meet.',
        ),
      );
  return found;
}

const misplaced = ({ row, period: { name } }: PlacedPeriod, how: string): DayTrouble =>
  trouble(row, 'start', `${quoted(name)} ${how}.`, 'Put its times right.');
