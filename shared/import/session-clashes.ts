import type { LondonTime } from '#calendar/london.ts';
import type { ImportedSession } from '#domain/cohort/cohort.ts';
import { sameAddress } from '#domain/people/person.ts';
import { quoted, type Trouble } from './fault.ts';

/** A row of `sessions.csv` whose date and times can be read. */
export interface SessionRow {
  readonly row: number;
  readonly urn: string;
  readonly session: ImportedSession;
  readonly start: LondonTime;
  readonly end: LondonTime;
}

type Clash = Trouble & { readonly row: number; readonly column?: string };

/** Rows that say the same session again, and sessions of one person, in whatever schools, that overlap; once each row. */
export function clashesInFile(planned: readonly SessionRow[]): readonly Clash[] {
  const seen = new Map<string, SessionRow>();
  const again: Clash[] = [];
  const once = planned.filter((one) => {
    const { coach, teacher } = one.session;
    const what = [one.urn, one.start.at, one.end.at, sameAddress(coach), sameAddress(teacher)].join(' ');
    const earlier = seen.get(what);
    if (!earlier) seen.set(what, one);
    else
      again.push({
        row: one.row,
        problem: `The same session stands in row ${earlier.row}.`,
        remedy: 'Keep one row for each session.',
      });
    return !earlier;
  });
  const perPerson = (['coach', 'teacher'] as const).flatMap((role) => once.map((one) => ({ role, one })));
  const byAddress = Map.groupBy(perPerson, ({ role, one }) => sameAddress(one.session[role]));
  const overlaps = [...byAddress].flatMap(([address, own]) => (address ? overlapping(own) : []));
  return [...again, ...new Map(overlaps.map((clash) => [clash.row, clash])).values()];
}

interface Part {
  readonly role: 'coach' | 'teacher';
  readonly one: SessionRow;
}

/** Of two sessions of a person that overlap, the later row is told. */
function overlapping(own: readonly Part[]): Clash[] {
  const inOrder = own.toSorted(({ one: a }, { one: b }) => order(a.start.at, b.start.at) || a.row - b.row);
  const found: Clash[] = [];
  let longest = inOrder[0];
  for (const part of inOrder.slice(1)) {
    if (longest && part.one.start.at < longest.one.end.at) {
      const [earlier, later] = part.one.row < longest.one.row ? [part, longest] : [longest, part];
      const { session } = later.one;
      found.push({
        row: later.one.row,
        column: `${later.role}_email`,
        problem: `${quoted(session[later.role])} has another session at that time, in row ${earlier.one.row}.`,
        remedy: 'Write another time for one of the two.',
      });
    }
    if (!longest || part.one.end.at > longest.one.end.at) longest = part;
  }
  return found;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
