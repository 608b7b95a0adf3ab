import { type Instant, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, busyOf, nameAt, overlap } from '#domain/people/busy.ts';
import { neededElsewhere } from '#records/reservations.ts';
import type { Parts } from '#use-cases/parts.ts';
import { cycleName } from './words/cycle.ts';

/** Of these sessions or cycles, which clash with something at another school: when, and who is not free. */
export async function clashesWith(
  { table }: Pick<Parts, 'table'>,
  p: Partnership,
  ids: readonly BusyTime['what'][],
  now: Instant,
): Promise<readonly BusyTime[]> {
  const wanted = new Set<string>(ids);
  const busy = busyOf(p).filter(({ what, until }) => wanted.has(what) && until > now);
  const addresses = busy.map(({ address }) => address);
  const elsewhere = await neededElsewhere(table, { id: p.id, now }, addresses);
  return busy.filter((one) => elsewhere.some((it) => it.address === one.address && overlap(it, one)));
}

/**
 * Who is not free at a time of the agreed plan, a sentence each: what was agreed before times were claimed stands. Never where
 * they are, or with whom.
 */
export async function cycleClashes(
  parts: Pick<Parts, 'table'>,
  p: Partnership,
  now: Instant,
): Promise<readonly string[]> {
  const cycles = p.cycles.filter(isAhead);
  const met = await clashesWith(
    parts,
    p,
    cycles.map(({ id }) => id),
    now,
  );
  const said = met
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .flatMap(({ what, who, from }) => {
      const cycle = cycles.find(({ id }) => id === what);
      const when = `${inWords(localDate(from))} at ${timeInWords(localTime(from))}`;
      return cycle ? [`${cycleName(cycle)}: ${nameAt(p, who)} is not free on ${when}`] : [];
    });
  return [...new Set(said)];
}
