import { type Instant, type LocalDate, london, plus, plusDays } from '#calendar/london.ts';
import type { PartnershipId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, busyOf, daysTouched, isSameTime, overlap, type Span } from '#domain/people/busy.ts';
import { sameAddress } from '#domain/people/person.ts';
import { MOST_WRITES } from '#domain/turn/budget.ts';
import { Conflict, Poisoned, readPartition, type Table, transact, type Write } from './documents.ts';
import type { Kept } from './kept.ts';
import * as keys from './keys.ts';
import { expiry } from './once.ts';
import { readPartnership } from './partnerships.ts';
import { untilSaved } from './until-saved.ts';

/*
 * One person cannot be in two places. For each address and day one item says when they are needed, and by which schools; it
 * is written on condition that it is as it was read. A school claims what it is going to save before it saves it, and gives
 * back afterwards what it no longer needs.
 *
 * A claim holds if the school's records name it: that is the truth, and the item only the way to find it. What a crash, a
 * refusal or a conflict left behind is named by nobody, and whoever comes next takes it over. That is safe though the
 * claimer may only be slow: a claim says on which version of the school its save depends. Where the school has been saved
 * since, that save cannot come any more; where it has not, its version is raised, and so it cannot either.
 */

/** Somebody is needed then, at that school or at one that is about to say so. */
interface Slot extends Span {
  readonly by: PartnershipId;
  /** the version of the school on which the save depends for which it was claimed; 0: it is new */
  readonly base: number;
  /** names that save: two of one school may be at it */
  readonly try: string;
  readonly at: Instant;
}

/** Who is about to save. */
export interface Claimer {
  readonly id: PartnershipId;
  /** that was read of the school; 0 for one that is new */
  readonly version: number;
  /** names the save: no other has the same */
  readonly try: string;
  readonly now: Instant;
}

/** What is about to be saved. */
export interface Claim extends BusyTime {
  /** somebody asks for this time now: it is theirs only if the person is free. What stood before is claimed as it stands. */
  readonly asked: boolean;
}

/** So many at once; a plan of a large school claims thousands. */
const AT_ONCE = 25;

/** So often others may be at the same day of the same person. */
const TRIES = 10;

/** A save comes this soon after its claims, or not at all: so long they are left alone by those who come later in line. */
const SAVED_WITHIN = 'PT1M';

/** How long after its day an item is kept. */
const KEPT_DAYS = 7;

interface Day {
  readonly address: string;
  readonly day: LocalDate;
}

const nameOf = ({ address, day }: Day): string => `${address} ${day}`;

const keyOf = ({ address, day }: Day) => ({ pk: keys.busyPartition(address), sk: keys.busyKey(day) });

type OfDay<T> = Day & { readonly own: readonly T[] };

function byDay<T extends BusyTime>(busy: readonly T[]): ReadonlyMap<string, OfDay<T>> {
  const days = new Map<string, Day & { own: T[] }>();
  for (const one of busy)
    for (const day of daysTouched(one)) {
      const it = { address: one.address, day };
      const known = days.get(nameOf(it));
      if (known) known.own.push(one);
      else days.set(nameOf(it), { ...it, own: [one] });
    }
  return days;
}

async function each<T>(all: readonly T[], one: (it: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let it = left.shift(); it !== undefined; it = left.shift()) await one(it);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, left.length) }, worker));
}

/** A day of somebody's as it was read; undefined: there was no item. */
type Slots = readonly Slot[] | undefined;

/** Of these days, as they are now: all of a person's in one reading. */
async function readDays(table: Table, days: readonly Day[]): Promise<ReadonlyMap<string, Slots>> {
  const read = new Map<string, Slots>();
  await each([...Map.groupBy(days, ({ address }) => address)], async ([address, own]) => {
    const items = await readPartition(table, keys.busyPartition(address), keys.BUSY_DAYS);
    for (const one of own) read.set(nameOf(one), items.find(({ sk }) => sk === keys.busyKey(one.day))?.slots as Slots);
  });
  return read;
}

interface Changed {
  readonly day: Day;
  readonly before: Slots;
  readonly after: readonly Slot[];
}

/** On condition that the day is as it was read. */
function writeOf({ name: TableName }: Table, { day, before, after }: Changed): Write {
  const condition = before
    ? { ConditionExpression: 'slots = :slots', ExpressionAttributeValues: { ':slots': before } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  if (after.length === 0) return { Delete: { TableName, Key: keyOf(day), ...condition } };
  const expires = expiry(london(plusDays(day.day, KEPT_DAYS), '00:00').at);
  return { Put: { TableName, Item: { ...keyOf(day), slots: after, expires }, ...condition } };
}

/** Writes many days, and says at which of them others have been since, of which nothing is written. */
async function writeDays(table: Table, changed: readonly Changed[]): Promise<readonly Day[]> {
  const met: Day[] = [];
  for (let i = 0; i < changed.length; i += MOST_WRITES) {
    const together = changed.slice(i, i + MOST_WRITES);
    try {
      await transact(
        table,
        together.map((one) => writeOf(table, one)),
      );
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      met.push(...together.map(({ day }) => day));
    }
  }
  return met;
}

/**
 * Claims what a school is about to save, and says which of it cannot be had as somebody is needed elsewhere then: where there
 * is anything, nothing is claimed and nothing may be saved. Claiming twice is claiming once. Of two who claim the same at
 * once one gets it.
 * @throws {Conflict} when others keep coming between
 */
export async function claim(table: Table, claimer: Claimer, claims: readonly Claim[]): Promise<readonly Claim[]> {
  let left: readonly OfDay<Claim>[] = [...byDay(claims).values()];
  const lost = await untilSaved(TRIES, async () => {
    const { lost, again } = await claimDays(table, claimer, left);
    if (lost.length > 0) return lost;
    left = left.filter((day) => again.includes(day));
    if (left.length > 0) throw new Conflict('Others were at the same days of the same people');
    return [];
  });
  if (lost.length > 0) await forgo(table, claimer, claims);
  return claims.filter((one) => lost.includes(one));
}

interface Claiming {
  readonly lost: readonly Claim[];
  /** others were at these days meanwhile */
  readonly again: readonly Day[];
}

async function claimDays(table: Table, claimer: Claimer, days: readonly OfDay<Claim>[]): Promise<Claiming> {
  const read = await readDays(table, days);
  const lost: Claim[] = [];
  const changed: Changed[] = [];
  for (const day of days) {
    const before = read.get(nameOf(day));
    const claimed = await claimedOn(table, claimer, day, before ?? []);
    if ('lost' in claimed) lost.push(...claimed.lost);
    else changed.push({ day, before, after: claimed.slots });
  }
  return lost.length > 0 ? { lost, again: [] } : { lost, again: await writeDays(table, changed) };
}

/** A day with what is claimed of it; or what of that is somebody else's. */
async function claimedOn(
  table: Table,
  claimer: Claimer,
  { address, own }: OfDay<Claim>,
  slots: readonly Slot[],
): Promise<{ readonly slots: readonly Slot[] } | { readonly lost: readonly Claim[] }> {
  const asked = own.filter((one) => one.asked);
  const met = slots.filter((slot) => slot.by !== claimer.id && asked.some((one) => overlap(slot, one)));
  const holding = new Map<Slot, boolean>();
  for (const slot of met) holding.set(slot, await holds(table, claimer, address, slot));
  const lost = asked.filter((one) => met.some((slot) => holding.get(slot) && overlap(slot, one)));
  if (lost.length > 0) return { lost };
  const { id: by, version: base, try: name, now: at } = claimer;
  const claimed = own.map(({ from, until }): Slot => ({ from, until, by, base, try: name, at }));
  const isBefore = (slot: Slot) => slot.base < base || slot.try === name;
  const stay = slots.filter(
    (slot) => holding.get(slot) !== false && !claimed.some((one) => isSameSlot(one, slot) && isBefore(slot)),
  );
  return { slots: [...stay, ...distinct(claimed)] };
}

const isSameSlot = (a: Slot, b: Slot): boolean => a.by === b.by && a.from === b.from && a.until === b.until;

const distinct = (slots: readonly Slot[]): readonly Slot[] =>
  slots.filter((one, i) => i === slots.findIndex((other) => isSameSlot(one, other)));

/** Does another school's claim stand in the way? One that does not is taken over. @throws {Conflict} when it is being saved */
async function holds(table: Table, claimer: Claimer, address: string, slot: Slot): Promise<boolean> {
  const kept = await readOrPoisoned(table, slot.by);
  if (kept === 'poisoned') return true;
  if (isNamed(kept, address, slot)) return true;
  const version = kept?.version ?? 0;
  if (version > slot.base) return false;
  // it is being saved at this moment, or was when something crashed: of two the first in line goes on, so that one of them does
  if (slot.by < claimer.id && claimer.now < plus(slot.at, SAVED_WITHIN)) return true;
  if (kept) await raiseVersion(table, slot.by, version);
  return false;
}

const isNamed = (kept: Kept<Partnership> | undefined, address: string, slot: Slot): boolean =>
  kept !== undefined && busyOf(kept.value).some((one) => isSameTime(one, { ...slot, address }));

/** What cannot be read is left as it is until somebody has mended it. */
async function readOrPoisoned(table: Table, id: PartnershipId): Promise<Kept<Partnership> | 'poisoned' | undefined> {
  try {
    return await readPartnership(table, id);
  } catch (error) {
    if (error instanceof Poisoned) return 'poisoned';
    throw error;
  }
}

/** Whoever is about to save that version reads and judges again. @throws {Conflict} when it has been saved by now */
const raiseVersion = ({ name: TableName, ...table }: Table, id: PartnershipId, version: number): Promise<void> =>
  transact({ name: TableName, ...table }, [
    {
      Update: {
        TableName,
        Key: { pk: keys.partition({ kind: 'partnership', id }), sk: keys.HEAD },
        UpdateExpression: 'SET version = version + :one',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version, ':one': 1 },
      },
    },
  ]);

/** When these people are needed at other schools, from a moment on. Where they are, and what for, is not said. */
export async function neededElsewhere(
  table: Table,
  { id, now }: Pick<Claimer, 'id' | 'now'>,
  addresses: readonly string[],
): Promise<readonly Elsewhere[]> {
  const schools = new Map<PartnershipId, Promise<Kept<Partnership> | 'poisoned' | undefined>>();
  const needed: Elsewhere[] = [];
  await each([...new Set(addresses.map(sameAddress))].filter(Boolean), async (address) => {
    const items = await readPartition(table, keys.busyPartition(address), keys.BUSY_DAYS);
    for (const slot of items.flatMap(({ slots }) => slots as readonly Slot[])) {
      if (slot.by === id || slot.until <= now) continue;
      const read = schools.get(slot.by) ?? readOrPoisoned(table, slot.by);
      schools.set(slot.by, read);
      const kept = await read;
      const stands = kept === 'poisoned' || isNamed(kept, address, slot) || (kept?.version ?? 0) <= slot.base;
      if (stands) needed.push({ address, from: slot.from, until: slot.until });
    }
  });
  return needed;
}

export type Elsewhere = Pick<BusyTime, 'address' | 'from' | 'until'>;

/**
 * Gives back what a school that has been saved no longer needs. What it has claimed since for another save stays. It may be
 * left out or stop half-way: then whoever wants the time finds that nobody holds it.
 * @param claimer of which version the save was made
 * @param released what it no longer needs, and `needed`: all that it does
 */
export function giveBack(
  table: Table,
  { id, version }: Pick<Claimer, 'id' | 'version'>,
  released: readonly BusyTime[],
  needed: readonly BusyTime[],
): Promise<void> {
  const still = byDay(needed);
  return takeOut(table, released, (slot, key) => {
    const own = still.get(key)?.own ?? [];
    const isNeeded = own.some((one) => one.from === slot.from && one.until === slot.until);
    return slot.by === id && slot.base <= version && !isNeeded;
  });
}

/** Gives back what was claimed for a save that is not made. */
export const forgo = (table: Table, claimer: Pick<Claimer, 'try'>, claims: readonly BusyTime[]): Promise<void> =>
  takeOut(table, claims, (slot) => slot.try === claimer.try);

async function takeOut(
  table: Table,
  busy: readonly BusyTime[],
  goes: (slot: Slot, day: string) => boolean,
): Promise<void> {
  let left: readonly Day[] = [...byDay(busy).values()];
  await untilSaved(TRIES, async () => {
    const read = await readDays(table, left);
    const changed = left.flatMap((day): Changed[] => {
      const before = read.get(nameOf(day));
      const after = before?.filter((slot) => !goes(slot, nameOf(day))) ?? [];
      return after.length < (before?.length ?? 0) ? [{ day, before, after }] : [];
    });
    left = await writeDays(table, changed);
    if (left.length > 0) throw new Conflict('Others were at the same days of the same people');
  });
}
