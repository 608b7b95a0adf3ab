import { NOTHING_KNOWN, type Provision } from '#domain/cycles/provision.ts';
import { CLOSURES, readClosures } from './closures.ts';
import { COVER, readCover } from './cover.ts';
import type { ImportFault } from './fault.ts';
import type { OtherFiles } from './other-files.ts';
import { PERIODS, readPeriods } from './periods.ts';
import { readSupply, SUPPLY_FILE } from './supply.ts';
import { readTimetables, TIMETABLE } from './timetable.ts';

/** What schools can plan sessions and their cover with; each may be missing. */
export const provisionFiles = [PERIODS, TIMETABLE, COVER, SUPPLY_FILE, CLOSURES] as const;

export interface Provisions {
  /** of a school; undefined where the files say nothing of it, and it plans by hand */
  readonly of: (urn: string) => Provision | undefined;
  readonly faults: readonly ImportFault[];
}

/**
 * Reads the files that cover is planned with.
 * @param texts by name of file; nothing for those that are missing or empty
 */
export function readProvision(
  texts: Readonly<Partial<Record<(typeof provisionFiles)[number], string | undefined>>>,
  around: OtherFiles,
): Provisions {
  const given = provisionFiles.filter((file) => texts[file] !== undefined);
  const { programme } = around;
  if (programme && !programme.cycles) return closedDays(texts[CLOSURES] ?? '', programme, given, around);
  const text = (file: (typeof provisionFiles)[number]) => texts[file] ?? '';
  const periods = readPeriods(text(PERIODS), around);
  const lacking = needed(given, around);
  const read = (file: (typeof provisionFiles)[number]) =>
    lacking.some((fault) => fault.file === file) ? '' : text(file);
  const timetables = readTimetables(read(TIMETABLE), around, periods.grids);
  const cover = readCover(read(COVER), around, periods.grids);
  const supply = readSupply(text(SUPPLY_FILE), around);
  const closures = readClosures(text(CLOSURES), around);
  return {
    of: (urn) => {
      const own = timetables.schools.get(urn);
      const weeks = cover.twoWeeks.has(urn) ? 2 : (own?.weeks ?? 1);
      const grid = periods.grids?.get(urn);
      const people = cover.people.get(urn) ?? [];
      const hired = supply.supply.get(urn);
      const closed = closures.of(urn);
      if (!grid && people.length === 0 && !hired && closed.length === 0) return undefined;
      return {
        periods: grid?.periods ?? [],
        weeks,
        timetables: inWeeks(weeks, own?.timetables ?? {}),
        cover: people.map((one) => (weeks === 2 ? one : { ...one, available: one.available.slice(0, 5) })),
        ...(hired ? { supply: hired } : {}),
        closures: closed,
        absences: [],
      };
    },
    faults: [periods, timetables, cover, supply, closures].flatMap(({ faults }) => faults).concat(lacking),
  };
}

/** Of a programme without cycles: a school’s own days off, on which its emails do not go. */
function closedDays(
  text: string,
  { name }: { readonly name: string },
  given: readonly string[],
  around: OtherFiles,
): Provisions {
  const closures = readClosures(text, around);
  return {
    of: (urn) => {
      const closed = closures.of(urn);
      return closed.length === 0 ? undefined : { ...NOTHING_KNOWN, closures: closed };
    },
    faults: [
      ...given
        .filter((file) => file !== CLOSURES)
        .map((file) => ({
          file,
          problem: `The programme ${name} has no cycles to plan.`,
          remedy: 'Leave this file out, or change the programme.',
        })),
      ...closures.faults,
    ],
  };
}

/** Weeks that differ by their cover alone: a teacher has the same week in both. */
const inWeeks = (weeks: 1 | 2, timetables: Provision['timetables']): Provision['timetables'] =>
  Object.fromEntries(
    Object.entries(timetables).map(([address, days]) => [
      address,
      weeks === 2 && days.length === 5 ? [...days, ...days] : days,
    ]),
  );

/** Timetables and cover speak of periods, and timetables of teachers, whom another file must name. */
function needed(given: readonly string[], { people }: OtherFiles): ImportFault[] {
  const faults: ImportFault[] = [];
  for (const file of [TIMETABLE, COVER])
    if (given.includes(file) && !given.includes(PERIODS))
      faults.push({
        file,
        problem: 'This file names periods, and there is no periods.csv.',
        remedy: 'Add periods.csv with the periods of each school’s day.',
      });
  if (given.includes(TIMETABLE) && !people)
    faults.push({
      file: TIMETABLE,
      problem: 'These timetables have no teachers: there is no people.csv.',
      remedy: 'Add people.csv with the teachers of each school.',
    });
  return faults;
}
