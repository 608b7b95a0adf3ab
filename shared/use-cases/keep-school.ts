import { randomUUID } from 'node:crypto';
import type { Instant } from '#calendar/london.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type BusyTime, busyOf, type SeatTime, seatTimesOf } from '#domain/people/busy.ts';
import { Conflict, type Table } from '#records/documents.ts';
import type { Kept } from '#records/kept.ts';
import { type Saving, savePartnership } from '#records/partnerships.ts';
import { claim, forgo, giveBack } from '#records/reservations.ts';

/** Somebody is needed elsewhere at a time that was asked for: nothing has been saved. */
export class NotFree extends Error {
  override name = 'NotFree';
  readonly lost: readonly BusyTime[];

  constructor(lost: readonly BusyTime[]) {
    super('A person is needed elsewhere then');
    this.lost = lost;
  }
}

/**
 * Saves what became of a school, once the times at which it needs people are claimed, and gives back those that it no longer
 * needs. `asking`: what is new of them was asked for by somebody, who is refused where a person is not free. What stands
 * already, or came by itself, such as a successor's, is claimed beside what others hold: it is shown, and not undone.
 * @throws {Conflict} when somebody saved meanwhile
 * @throws {NotFree} of what is asked for
 */
export async function keepSchool(
  table: Table,
  before: Kept<Partnership> | undefined,
  after: Partnership,
  { at, asking, ...saving }: Omit<Saving, 'claimed'> & { readonly at: Instant; readonly asking?: boolean },
): Promise<Kept<Partnership>> {
  const was = before ? ahead(before.value, at) : [];
  const needed = after === before?.value ? was : ahead(after, at);
  const claimer = { id: after.id, version: before?.version ?? 0, try: randomUUID(), now: at };
  const claimed = new Set(before?.claimed ? was.map(timeOf) : []);
  const stood = new Set(before ? seatTimesOf(before.value).map(seatOf) : []);
  const claims = needed
    .filter((one) => !claimed.has(timeOf(one)))
    .map((one) => ({ ...one, asked: asking === true && !stood.has(seatOf(one)) }));
  const lost = await claim(table, claimer, claims);
  if (lost.length > 0) throw new NotFree(lost);
  const saved = await savePartnership(table, before, after, { ...saving, claimed: true }).catch(async (error) => {
    // of any other error nobody knows whether it is saved
    if (error instanceof Conflict) await forgo(table, claimer, claims);
    throw error;
  });
  const still = new Set(needed.map(timeOf));
  const released = was.filter((one) => !still.has(timeOf(one)));
  await giveBack(table, claimer, released, needed);
  return saved;
}

const ahead = (p: Partnership, at: Instant): readonly BusyTime[] => busyOf(p).filter(({ until }) => until > at);

/** Whose time, which is claimed once whatever it is for... */
const timeOf = ({ address, from, until }: BusyTime): string => [address, from, until].join(' ');

/** ...and which seat's, whoever sits there. */
const seatOf = ({ who, what, from, until }: SeatTime): string => [who, what, from, until].join(' ');
