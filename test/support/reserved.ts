import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, busyOf, daysTouched, overlap, type Span } from '#domain/people/busy.ts';
import type { Item } from '#records/documents.ts';
import { busyKey, busyPartition } from '#records/keys.ts';

type Slot = Span & { readonly by: string };

const slotsIn = (items: readonly Item[]) =>
  items
    .filter(({ pk }) => String(pk).startsWith('BUSY#'))
    .flatMap(({ pk, sk, slots }) => (slots as readonly Slot[]).map((slot) => ({ pk, sk, slot })));

const inWords = (by: string, { from, until }: Span): string => `${by}: ${from} to ${until}`;

/** What of these schools' times from a moment on stands in no reservation of a table. */
export function unclaimed(items: readonly Item[], schools: readonly Partnership[], from: string): readonly string[] {
  const all = slotsIn(items);
  const isClaimed = (by: string, one: BusyTime) =>
    daysTouched(one).every((day) =>
      all.some(
        ({ pk, sk, slot }) =>
          pk === busyPartition(one.address) &&
          sk === busyKey(day) &&
          slot.by === by &&
          slot.from === one.from &&
          slot.until === one.until,
      ),
    );
  return schools.flatMap((p) =>
    busyOf(p)
      .filter((one) => one.until > from && !isClaimed(p.id, one))
      .map((one) => inWords(p.id, one)),
  );
}

/** Reservations of times from a moment on that no school needs. */
export const leftOver = (items: readonly Item[], schools: readonly Partnership[], from: string): readonly string[] =>
  slotsIn(items)
    .filter(({ pk, slot }) => {
      const holder = schools.find(({ id }) => id === slot.by);
      const named = holder && busyOf(holder);
      return (
        slot.until > from &&
        !named?.some((one) => busyPartition(one.address) === pk && one.from === slot.from && one.until === slot.until)
      );
    })
    .map(({ slot }) => inWords(slot.by, slot));

/** Who is needed in two of these schools at one minute. */
export function inTwoPlaces(schools: readonly Partnership[]): readonly string[] {
  const all = schools.flatMap((p) => busyOf(p).map((one) => ({ ...one, id: p.id })));
  return all.flatMap((one, i) =>
    all
      .slice(i + 1)
      .filter((other) => other.id !== one.id && other.address === one.address && overlap(one, other))
      .map((other) => `${one.address} at ${one.id} and ${other.id}, ${one.from}`),
  );
}
