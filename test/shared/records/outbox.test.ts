import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import type { Message } from '#domain/messages/message.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { decide } from '#domain/turn/decide.ts';
import { Conflict, type Table } from '#records/documents.ts';
import { readHistory } from '#records/history.ts';
import type { OutboxOwner } from '#records/keys.ts';
import { claimOnce } from '#records/once.ts';
import {
  claimMessage,
  type DeliveryFate,
  readSent,
  recordFate,
  settleMessage,
  unclaimMessage,
} from '#records/outbox.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const { cohort, schools } = await sampleCohort();
const fresh = given(cohort, schools[0] as School).at('2026-09-07T08:00');
const { now } = fresh;
const { partnership } = decide(fresh.partnership, fresh.cohort, now);
const owner: OutboxOwner = { kind: 'partnership', id: partnership.id };
const message = partnership.outbox[0] as Message;
const { key, kind, to, about } = message;
const gone: HistoryEvent = { at: now, by: 'drumbeat', change: { what: 'message-sent', key, kind, to, about } };
const saving = { events: [], nextAt: now, addresses: {} };

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
  await savePartnership(table, undefined, partnership, saving);
});

const outbox = async () => (await readPartnership(table, partnership.id))?.value.outbox ?? [];
const claim = (m: Message = message) => claimMessage(table, owner, m, now);
const send = async () => settleMessage(table, owner, await claim(), gone, { messageId: 'ses-1' });

describe('claiming a message', () => {
  it('is won by one of twenty', async () => {
    const tried = await Promise.allSettled(Array.from({ length: 20 }, () => claim()));
    expect(tried.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of tried) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict);
    expect(await outbox()).toEqual([{ ...message, state: 'claimed', claimed: now, attempts: 1 }]);
  });

  it('is never possible again once the key has been sent', async () => {
    await send();
    expect(await outbox()).toEqual([]);
    await expect(claim()).rejects.toBeInstanceOf(Conflict);
    // even if the same message were queued a second time
    const kept = await readPartnership(table, partnership.id);
    await savePartnership(table, kept, partnership, saving);
    expect(await outbox()).toEqual([message]);
    await expect(claim()).rejects.toBeInstanceOf(Conflict);
  });

  it('that certainly failed can be taken back and tried again', async () => {
    await unclaimMessage(table, owner, await claim());
    const [back] = await outbox();
    expect(back).toEqual({ ...message, attempts: 1 });
    await expect(claim()).rejects.toBeInstanceOf(Conflict);
    expect((await claim(back)).attempts).toBe(2);
  });

  it('that is taken back is not left for an hour by a turn that saw it being sent', async () => {
    const claimed = await claim();
    const kept = await readPartnership(table, partnership.id);
    const seen = kept?.value ?? partnership;
    await unclaimMessage(table, owner, claimed);
    const inAnHour = { ...saving, nextAt: '2026-09-07T08:01:00Z' };
    await expect(savePartnership(table, kept, seen, inAnHour)).rejects.toBeInstanceOf(Conflict);
  });

  it('holds against a decision that was made from an earlier look', async () => {
    const kept = await readPartnership(table, partnership.id);
    await claim();
    // who looked before the claim may not write the message anew nor take it away
    await expect(savePartnership(table, kept, { ...partnership, outbox: [] }, saving)).rejects.toBeInstanceOf(Conflict);
    await savePartnership(table, kept, { ...partnership, stage: 'agreed', outbox: kept?.value.outbox ?? [] }, saving);
    expect((await outbox())[0]?.state).toBe('claimed');
  });
});

describe('settling a message', () => {
  it('happens once, and stands in the history', async () => {
    const claimed = await claim();
    const settled = await Promise.allSettled(
      [1, 2, 3].map(() => settleMessage(table, owner, claimed, gone, { messageId: 'x' })),
    );
    expect(settled.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await readSent(table, owner)).toEqual([{ ...gone, fate: 'sent' }]);
    expect(await readHistory(table, partnership.id)).toEqual([{ ...gone, fate: 'sent' }]);
  });

  it('of one that was dropped has no fate', async () => {
    const dropped: HistoryEvent = {
      at: now,
      by: 'drumbeat',
      change: { what: 'message-dropped', key, why: 'it is settled' },
    };
    await settleMessage(table, owner, message, dropped);
    expect(await readSent(table, owner)).toEqual([dropped]);
    expect(await recordFate(table, owner, key, 'delivered', now)).toBe(false);
    expect(await readSent(table, owner)).toEqual([dropped]);
  });
});

describe('what became of a message', () => {
  it('is nobody’s news for one that was never sent', async () => {
    expect(await recordFate(table, owner, key, 'delivered', now)).toBe(false);
    expect(await readSent(table, owner)).toEqual([]);
  });

  it('is the gravest word, in whatever order and however often it is told', async () => {
    await send();
    const gravity: DeliveryFate[] = ['sent', 'delivered', 'complained', 'bounced', 'rejected'];
    const told = fc.array(fc.constantFrom(...gravity.slice(0, 4)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(told, async (fates) => {
        const own = await dynamo.table();
        await savePartnership(own, undefined, partnership, saving);
        const claimed = await claimMessage(own, owner, message, now);
        await settleMessage(own, owner, claimed, gone, { messageId: 'x' });
        for (const fate of fates) await recordFate(own, owner, key, fate, now);
        const gravest = fates.reduce((a, b) => (gravity.indexOf(b) > gravity.indexOf(a) ? b : a));
        expect((await readSent(own, owner))[0]?.fate).toBe(gravest);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a thing that is done once', () => {
  it('is the first one’s, and theirs again', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => claimOnce(table, 'reminder/x/2026-09-14', `key-${i}`, now)),
    );
    expect(all.filter(Boolean)).toHaveLength(1);
    const holder = `key-${all.indexOf(true)}`;
    expect(await claimOnce(table, 'reminder/x/2026-09-14', holder, now)).toBe(true);
    expect(await claimOnce(table, 'reminder/x/2026-09-14', 'another', now)).toBe(false);
    expect(await claimOnce(table, 'reminder/x/2026-09-15', 'another', now)).toBe(true);
  });
});
