import { isDeepStrictEqual } from 'node:util';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import type { Message } from '#domain/messages/message.ts';
import { intoOutbox, newMessage } from '#domain/messages/outbox.ts';
import { openObligation } from '#domain/obligations/obligation.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { batch, Conflict, readPartition, type Table, wholePartition } from '#records/documents.ts';
import { readDraft, saveDraft } from '#records/drafts.ts';
import { readHistory } from '#records/history.ts';
import type { Kept } from '#records/kept.ts';
import { partition, REST } from '#records/keys.ts';
import { claimMessage } from '#records/outbox.ts';
import { partnershipsOf, readPartnership, readToSave, savePartnership } from '#records/partnerships.ts';
import { finishSave } from '#records/rest.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const { cohort, schools } = await sampleCohort();
const invited = given(cohort, schools[0] as School)
  .at('2026-09-07T08:00')
  .decides();
const { id } = invited.partnership;
const saving = { events: [], nextAt: '2026-09-14T07:00:00Z', addresses: { lead: cohort.lead.email } };

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

const thing = (thingId: string) =>
  openObligation({
    id: thingId,
    kind: 'hold-meeting',
    owner: 'link',
    opened: invited.now,
    due: { at: invited.now, local: '2026-09-07T08:00' },
    policy: 'school',
  });

const things = (count: number, nameOf: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => thing(nameOf(n)));

const eventsOf = (word: string, count: number) =>
  Array.from(
    { length: count },
    (_, n): HistoryEvent => ({ at: invited.now, by: 'link', change: { what: 'declined', reason: `${word} ${n}` } }),
  );

/** A school with messages that wait, and what is saved of it: three and a half times six times this many writes. */
function ofSize(six: number) {
  const messages = Array.from({ length: six }, (_, n) => n).reduce(
    (p) => intoOutbox(p, newMessage('handover', 'link', [], invited.now)),
    invited.partnership,
  );
  const large: Partnership = {
    ...messages,
    stage: 'agreed',
    outbox: messages.outbox.slice(six / 2),
    obligations: [...messages.obligations, ...things(2 * six, (n) => `thing-${n}`)],
  };
  return { messages, large, events: eventsOf('reason', six) };
}

/** Where as many writes fit a transaction as DynamoDB takes, and one record is kept compressed. */
const whole = ofSize(60);
const real = {
  ...whole,
  large: {
    ...whole.large,
    cycles: Array.from({ length: 300 }, (_, n) => ({ id: `cycle-${n}`, why: 'x'.repeat(500) }) as never),
  },
};

/** The same in little, where a tenth of that fits: it has as many parts. */
const TENTH = 10;
const { messages, large, events } = ofSize(6);

/** Another of that size, which changes the same records. */
const other: Partnership = {
  ...large,
  stage: 'declined',
  outbox: messages.outbox.slice(0, 3),
  obligations: [...messages.obligations, ...things(15, (n) => `thing-${2 * n}`)],
};
const otherEvents = eventsOf('other', 6);

/** What is the same whatever order records come in. */
const inOrder = (p: Partnership | undefined) =>
  p && {
    ...p,
    outbox: p.outbox.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    obligations: p.obligations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };

const rests = async () => (await readPartition(table, partition({ kind: 'partnership', id }), REST)).length;

interface Command {
  readonly input: { readonly TransactItems?: readonly unknown[] };
}

/** The same table, its calls made so. */
const through = (to: Table, send: (command: Command) => Promise<unknown>): Table => ({
  ...to,
  documents: Object.create(to.documents, { send: { value: send } }),
});

const sent = (command: Command) => table.documents.send(command as never);

/** A table whose nth transaction comes to nothing. */
const stopping = (nth: number, sizes: number[] = []): Table =>
  through(table, async (command) => {
    const { TransactItems: items } = command.input;
    if (items && sizes.push(items.length) === nth) throw new Error('Stopped');
    return sent(command);
  });

/** A table whose process dies at its nth call: before it is made, or before it is answered. */
function dying(nth: number, when: 'before' | 'after'): Table {
  let calls = 0;
  return through(table, async (command) => {
    calls++;
    if (calls > nth || (calls === nth && when === 'before')) throw new Error('Dead');
    const answer = await sent(command);
    if (calls === nth) throw new Error('Dead');
    return answer;
  });
}

/** Work of which each call waits to be let through. */
function stepped<T>(work: (on: Table) => Promise<T>) {
  let arrived = Promise.withResolvers<void>();
  let pass = (): void => {};
  let over = false;
  const on = through(table, async (command) => {
    await new Promise<void>((go) => {
      pass = go;
      arrived.resolve();
    });
    return sent(command);
  });
  const end = () => {
    over = true;
    arrived.resolve();
  };
  const [done] = [Promise.allSettled([work(on).finally(end)]).then(([one]) => one)];
  /** Lets one call through. @returns whether there was one */
  const step = async (): Promise<boolean> => {
    await arrived.promise;
    if (over) return false;
    arrived = Promise.withResolvers();
    pass();
    await arrived.promise;
    return true;
  };
  return { done, step };
}

/** The school with its messages that wait, in a table of its own. */
async function opened(): Promise<Kept<Partnership>> {
  table = await dynamo.table();
  const before = await savePartnership(table, undefined, messages, saving);
  table = { ...table, mostWrites: TENTH };
  return before;
}

const saveLarge = (on: Table, before: Kept<Partnership> | undefined, more = {}) =>
  savePartnership(on, before, large, { ...saving, events, ...more });

/** The school, and then such a save, stopped at its nth transaction. */
async function stoppedAt(nth: number) {
  const before = await opened();
  return { before, saved: await saveLarge(stopping(nth), before).catch((error: Error) => error) };
}

/** How many calls such a save makes. */
async function callsOfOne(): Promise<number> {
  const before = await opened();
  const { step } = stepped((on) => saveLarge(on, before));
  let calls = 0;
  while (await step()) calls++;
  return calls;
}

/** What every way of reading the school tells: all of it before such a save, or all of it after. */
async function told(on: Table = table): Promise<'before' | 'after' | 'half'> {
  const kept = inOrder((await readPartnership(on, id))?.value);
  const history = await readHistory(on, id);
  const [listed] = await partnershipsOf(on, cohort.id);
  const is = (p: Partnership, past: readonly HistoryEvent[]) =>
    isSame(kept, inOrder(p)) &&
    isSame(history, past) &&
    isSame(inOrder(listed && { ...listed, outbox: p.outbox }), inOrder(p));
  return is(messages, []) ? 'before' : is(large, events) ? 'after' : 'half';
}

/** The same as it is kept: fields that are undefined are not. */
const isSame = (one: unknown, another: unknown): boolean => isDeepStrictEqual(asKept(one), asKept(another));

const asKept = (it: unknown): unknown => it && JSON.parse(JSON.stringify(it));

describe('a save that is larger than a transaction', () => {
  it('is made in transactions of a hundred writes at most, and comes back as it was saved', async () => {
    const sizes: number[] = [];
    const before = await savePartnership(table, undefined, real.messages, saving);
    const saved = await savePartnership(stopping(0, sizes), before, real.large, { ...saving, events: real.events });
    expect(sizes.length).toBe(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    const kept = await readPartnership(table, id);
    expect(inOrder(kept?.value)).toEqual(inOrder(real.large));
    expect(kept).toMatchObject({ version: saved.version, nextAt: saving.nextAt });
    expect(kept?.unfinished).toBeUndefined();
    expect(await readHistory(table, id)).toEqual(real.events);
    expect(await rests()).toBe(0);
  });

  it('is one of nothing and all, wherever it stops, and is finished before anybody saves anew', async () => {
    for (let nth = 1; nth <= 6; nth++) {
      const { before, saved } = await stoppedAt(nth);
      const kept = await readPartnership(table, id);
      if (nth === 1) {
        expect(kept).toEqual({ ...before, value: inOrder(before.value) });
        expect(await rests()).toBe(0);
        continue;
      }
      expect(inOrder(kept?.value)).toEqual(inOrder(large));
      if (!(saved instanceof Error)) continue;
      expect(kept).toMatchObject({ unfinished: true, nextAt: invited.now });
      await expect(savePartnership(table, kept, large, saving)).rejects.toBeInstanceOf(Conflict);
      const finished = await readToSave(table, id);
      expect(inOrder(finished?.value)).toEqual(inOrder(large));
      expect(finished).toMatchObject({ nextAt: saving.nextAt });
      expect(await readHistory(table, id)).toEqual(events);
      expect(await rests()).toBe(0);
      await savePartnership(table, finished, invited.partnership, saving);
    }
  });

  it('is lost in no part, at whatever call its process dies, and tells everybody the whole until it is finished', async () => {
    const calls = await callsOfOne();
    expect(calls).toBeGreaterThan(8);
    for (const when of ['before', 'after'] as const)
      for (let nth = 1; nth <= calls; nth++) {
        const before = await opened();
        await expect(saveLarge(dying(nth, when), before)).rejects.toThrow('Dead');
        const holds = nth > 1 || when === 'after';
        expect([when, nth, await told()]).toEqual([when, nth, holds ? 'after' : 'before']);
        const next = await readToSave(table, id);
        expect([when, nth, await told()]).toEqual([when, nth, holds ? 'after' : 'before']);
        if (!holds) await saveLarge(table, next);
        expect([when, nth, await told(), await rests()]).toEqual([when, nth, 'after', 0]);
      }
  }, 240_000);

  it('is made by one of two who do it at once, wherever the one comes between the other’s calls', async () => {
    const calls = await callsOfOne();
    for (let nth = 0; nth <= calls; nth++) {
      const before = await opened();
      const first = stepped((on) => saveLarge(on, before));
      for (let n = 0; n < nth; n++) await first.step();
      const [second] = await Promise.allSettled([
        savePartnership(table, before, other, { ...saving, events: otherEvents }),
      ]);
      while (await first.step());
      const both = [await first.done, second];
      expect([nth, both.map((one) => one?.status).toSorted()]).toEqual([nth, ['fulfilled', 'rejected']]);
      expect(both.find((one) => one?.status === 'rejected')?.reason).toBeInstanceOf(Conflict);
      const [what, past] = second?.status === 'fulfilled' ? [other, otherEvents] : [large, events];
      expect(second?.status).toBe(nth === 0 ? 'fulfilled' : 'rejected');
      expect(inOrder((await readPartnership(table, id))?.value)).toEqual(inOrder(what));
      expect(await readHistory(table, id)).toEqual(past);
      expect(await rests()).toBe(0);
    }
  }, 240_000);

  it('is seen whole or not at all by whoever reads page by page meanwhile', async () => {
    const calls = await callsOfOne();
    for (const [Limit, reading] of [
      [4, async (on: Table) => inOrder((await readPartnership(on, id))?.value)],
      [4, (on: Table) => readHistory(on, id)],
      [20, (on: Table) => readHistory(on, id)],
    ] as const)
      for (let from = 0; from < calls; from++)
        for (const between of [1, 3, 7]) {
          const before = await opened();
          const saver = stepped((on) => saveLarge(on, before));
          for (let n = 0; n < from; n++) await saver.step();
          const paging = through(table, async (command) => {
            const answer = await sent(
              command instanceof QueryCommand
                ? (new QueryCommand({ ...(command.input as QueryCommandInput), Limit }) as unknown as Command)
                : command,
            );
            for (let n = 0; n < between; n++) await saver.step();
            return answer;
          });
          const read = await reading(paging);
          while (await saver.step());
          const wholes = [inOrder(messages), inOrder(large), [], events];
          expect([from, between, wholes.some((one) => isSame(read, one))]).toEqual([from, between, true]);
        }
  }, 240_000);

  it('is read again where one page shows the end of a step and not yet its records', async () => {
    await stoppedAt(3);
    let torn = 0;
    const tearing = through(table, async (command) => {
      const answer = (await sent(command)) as { readonly Items?: readonly { readonly sk: string }[] };
      const steps = answer.Items?.filter(({ sk }) => sk.startsWith(REST)) ?? [];
      if (steps.length === 0 || torn++ > 0) return answer;
      return { ...answer, Items: answer.Items?.filter((item) => item !== steps[0]) };
    });
    expect(inOrder((await readPartnership(tearing, id))?.value)).toEqual(inOrder(large));
    expect(torn).toBe(2);
  });

  it('is finished once by two who do it at once, wherever the one comes between the other’s calls', async () => {
    const calls = (await callsOfOne()) - 1;
    for (let nth = 0; nth <= calls; nth++)
      for (const stops of [5, 7, 100]) {
        await stoppedAt(2);
        const first = stepped((on) => finishSave(on, id));
        for (let n = 0; n < nth; n++) await first.step();
        await finishSave(dying(stops, 'before'), id).catch(() => {});
        expect([nth, stops, await told()]).toEqual([nth, stops, 'after']);
        while (await first.step()) expect([nth, stops, await told()]).toEqual([nth, stops, 'after']);
        expect([nth, stops, (await first.done)?.status, await told(), await rests()]).toEqual([
          nth,
          stops,
          'fulfilled',
          'after',
          0,
        ]);
        expect(await readPartnership(table, id)).toMatchObject({ version: 3, nextAt: saving.nextAt });
      }
  }, 240_000);

  it('is not ended by who comes late to one that others have finished since', async () => {
    const calls = (await callsOfOne()) - 1;
    const more = things(15, (n) => `more-${n}`);
    const after: Partnership = { ...large, stage: 'declined', obligations: [...large.obligations, ...more] };
    for (let nth = 0; nth <= calls; nth++) {
      await stoppedAt(2);
      const late = stepped((on) => finishSave(on, id));
      for (let n = 0; n < nth; n++) await late.step();
      const before = await readToSave(table, id);
      const next = savePartnership(stopping(3), before, after, { ...saving, events: otherEvents });
      await expect(next).rejects.toThrow('Stopped');
      while (await late.step());
      await readToSave(table, id);
      expect(inOrder((await readPartnership(table, id))?.value)).toEqual(inOrder(after));
      expect(await readHistory(table, id)).toEqual([...events, ...otherEvents]);
    }
  }, 240_000);

  it('leaves a message alone that somebody has set out to send meanwhile', async () => {
    const { before } = await stoppedAt(2);
    const message = before.value.outbox[0] as Message;
    const claimed = await claimMessage(table, { kind: 'partnership', id }, message, invited.now);
    await finishSave(table, id);
    const outbox = (await readPartnership(table, id))?.value.outbox ?? [];
    expect(outbox.find(({ key }) => key === message.key)).toEqual(claimed);
    expect(outbox).toHaveLength(large.outbox.length + 1);
  });

  it('is no conflict once it holds, though others keep coming between: who was told so would do it again', async () => {
    const before = await opened();
    let transactions = 0;
    const busy = through(table, async (command) => {
      if (command.input.TransactItems && ++transactions > 1)
        throw new TransactionCanceledException({
          message: 'cancelled',
          $metadata: {},
          CancellationReasons: [{ Code: 'TransactionConflict' }],
        });
      return sent(command);
    });
    expect(await saveLarge(busy, before)).toMatchObject({ unfinished: true, nextAt: invited.now });
    expect(await told()).toBe('after');
    expect(await readToSave(table, id)).toMatchObject({ nextAt: saving.nextAt });
    expect(await told()).toBe('after');
  });

  it('is finished in the table to which a backup of one that stopped half-way is restored', async () => {
    await stoppedAt(3);
    const items = await wholePartition(table, partition({ kind: 'partnership', id }));
    const source = table;
    table = { ...(await dynamo.table()), mostWrites: TENTH };
    await batch(
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
    );
    await readToSave(table, id);
    expect(await told()).toBe('after');
    expect(inOrder((await readPartnership(source, id))?.value)).toEqual(inOrder(large));
  });

  it('is due at once where it stops, though nothing of it is history and nothing else is due for long', async () => {
    const before = await opened();
    await expect(
      savePartnership(stopping(2), before, large, { ...saving, nextAt: '2027-01-01T07:00:00Z' }),
    ).rejects.toThrow('Stopped');
    expect(await readPartnership(table, id)).toMatchObject({ unfinished: true, nextAt: saving.nextAt });
  });

  it('takes with it the drafts that were begun, of however many that may have been: all of them, or none', async () => {
    const drafts = Array.from({ length: 400 }, (_, n) => `draft-${n}`);
    const begun = drafts.filter((_, n) => n % 20 === 0);
    const left = async () =>
      (await Promise.all(begun.map((name) => readDraft(table, id, name)))).filter((draft) => draft.text).length;
    const calls = (await callsOfOne()) + 1;
    for (let nth = 1; nth <= calls; nth++) {
      await opened();
      for (const name of begun) await saveDraft(table, id, name, { text: name }, invited.now, { role: 'lead' });
      const before = await readToSave(table, id);
      await expect(saveLarge(dying(nth, 'after'), before, { drafts })).rejects.toThrow('Dead');
      const saved = await told();
      expect([nth, saved, await left()]).toEqual([nth, saved, saved === 'after' ? 0 : begun.length]);
    }
    expect(await told()).toBe('after');
  }, 120_000);
});
