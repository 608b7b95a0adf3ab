import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Table } from '#records/documents.ts';
import { allEnds, booksBalance, historyExplains } from '#test/simulation/book-promises.ts';
import { oneReminderADay } from '#test/simulation/mail-promises.ts';
import type { Gone, Promised, Watch } from '#test/simulation/promise.ts';
import { HOUR, msOf } from '#test/simulation/time.ts';
import { headHearsInTime, withinTwoTicks } from '#test/simulation/time-promises.ts';
import { idOf, pkOf, type Truth, truthOf } from '#test/simulation/truth.ts';
import type { Written } from '#test/simulation/written.ts';
import { asRehearsed } from './as-rehearsed.ts';
import { goneIn, itemsOf, type Kept, storeOf } from './found.ts';
import type { Rehearsed } from './rehearsed.ts';

/** Those of the simulation's promises that can be read from the records and the inbox as they are found. */
const promises: readonly Promised[] = [
  booksBalance,
  historyExplains,
  oneReminderADay,
  headHearsInTime,
  withinTwoTicks,
  allEnds,
];

export interface Look {
  readonly table: Table;
  readonly now: Instant;
  /** the inbox's file */
  readonly inbox: string;
  readonly cohort: Cohort;
  readonly rehearsed: Rehearsed;
  readonly when: 'on the way' | 'at the end';
}

/** What the records and the inbox of a year tell: which promises are broken, and how many messages were in doubt for an hour. */
export async function lookAt({ table, now, inbox, cohort, rehearsed, when }: Look): Promise<{
  readonly broken: readonly string[];
  readonly emails: number;
  readonly unknown: number;
  /** emails that went later than rehearsed, each of them in doubt before */
  readonly late: number;
}> {
  const items = await itemsOf(table);
  const truth = truthOf(storeOf(items), cohort.id);
  const gone = goneIn(inbox);
  const ids = partnershipsIn(items, cohort.id);
  if (ids.length === 0)
    return { broken: gone.length > 0 ? ['emails before the launch'] : [], emails: 0, unknown: 0, late: 0 };
  const unknown = unknownIn(truth, ids);
  const watch = watchOn({ truth, gone, ids, cohort: cohort.id, unknown });
  const broken = promises.flatMap((promised) => {
    const { written, mail, tick, end } = promised.watch(watch);
    const found = [
      written?.(
        items.map(({ pk, sk, ...rest }): Written => ({ pk, sk, before: undefined, after: { pk, sk, ...rest } })),
        undefined,
      ),
      ...gone.map((one) => mail?.(one)),
      tick?.(msOf(now)),
      when === 'at the end' ? end?.() : undefined,
    ].filter((one) => one !== undefined);
    return found.map((how) => `${how} (${promised.says})`);
  });
  const waiting = new Map(
    [...ids.map((id) => truth.partnership(id)), truth.cohort()].flatMap((one) =>
      (one?.outbox ?? []).map((m) => {
        const people = one && 'people' in one ? one.people : [];
        const address = m.to === 'lead' ? cohort.lead.email : people.find(({ id }) => id === m.to)?.email;
        return [m.key, { ...m, address: address ?? '' }] as const;
      }),
    ),
  );
  const sent = new Map([cohort.id, ...ids].flatMap((id) => [...truth.sent(id)]));
  const compared = asRehearsed({ rehearsed, gone, now, when, unknown, waiting, sent, calendar: cohort.calendar });
  const ends = when === 'at the end' ? differentEnds(rehearsed, truth, ids) : [];
  return {
    broken: [...broken, ...compared.broken, ...ends],
    emails: gone.length,
    unknown: [...unknown.values()].reduce((sum, times) => sum + times.length, 0),
    late: compared.late,
  };
}

const partnershipsIn = (items: readonly Kept[], cohort: string): readonly string[] =>
  items.flatMap(({ pk, sk }) => (sk === 'live#head' && pk.startsWith(pkOf(`${cohort}/`)) ? [idOf(pk)] : []));

/** When the history says of each message that for an hour nobody knew whether it had gone. */
function unknownIn(truth: Truth, ids: readonly string[]): ReadonlyMap<string, readonly Instant[]> {
  const all = ids.flatMap((id) =>
    truth.past(id).flatMap(({ at, change }) => (change.what === 'message-unknown' ? [{ at, key: change.key }] : [])),
  );
  return new Map([...Map.groupBy(all, ({ key }) => key)].map(([key, times]) => [key, times.map(({ at }) => at)]));
}

/** All is well from when the last thing in doubt was tried again. */
function watchOn({
  truth,
  gone,
  ids,
  cohort,
  unknown,
}: {
  readonly truth: Truth;
  readonly gone: readonly Gone[];
  readonly ids: readonly string[];
  readonly cohort: string;
  readonly unknown: ReadonlyMap<string, readonly Instant[]>;
}): Watch {
  const excusedUntil = (id: string) => {
    const again = [...unknown].flatMap(([key, times]) => (key.startsWith(`${id}/`) ? times.map(msOf) : []));
    const claimed = truth.partnership(id)?.outbox.flatMap((m) => (m.claimed ? [msOf(m.claimed) + HOUR] : [])) ?? [];
    return Math.max(0, ...again, ...claimed);
  };
  const faults = { at: () => undefined, cease() {}, injected: () => 0, excuse() {}, excusedUntil };
  // nothing was there before it was found
  return { truth, faults, now: () => 0, partnerships: () => ids, cohort, poisoned: new Set(), gone };
}

/** What was done, lapsed or was released otherwise than rehearsed: an act that was lost, or done twice. */
function differentEnds({ ends }: Rehearsed, truth: Truth, ids: readonly string[]): readonly string[] {
  const kept = ids.flatMap((id) =>
    (truth.partnership(id)?.obligations ?? []).map((o): readonly [string, Obligation['end']] => [
      `${id}/${o.id}`,
      o.end,
    ]),
  );
  const inWords = (end: Obligation['end']) => (end ? `${end.how} at ${end.at}` : 'open');
  const found = Object.fromEntries(kept);
  return [...new Set([...Object.keys(ends), ...Object.keys(found)])].flatMap((name) => {
    const [is, was] = [inWords(found[name]), inWords(ends[name])];
    return is === was ? [] : [`${name} is ${is}, rehearsed ${was}`];
  });
}
