import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { readPartnership } from '#records/partnerships.ts';
import { countersigns, type JudgedAct } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const sample = await sampleCohort('practitioner-enquiry');
const id = partnershipId(sample.cohort.id, sample.schools[0]?.urn ?? '');
const headSigns: JudgedAct = (p, _cohort, now) =>
  sign(p, 'sign-agreement', 'head', { name: 'The head', role: 'Head' }, now);

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
});

/** As many turns as it takes until nothing more is to be done at that time, and how many that were. */
async function turnsAt(local: string): Promise<{ readonly turns: number; readonly left: Partnership }> {
  parts.at(local);
  for (let turns = 1; turns < 20; turns++) {
    await takeTurn(parts, id);
    const kept = await readPartnership(parts.table, id);
    // what only waits to be sent needs no turn
    const before = kept?.version;
    await takeTurn(parts, id);
    const after = await readPartnership(parts.table, id);
    if (after && after.version === before) return { turns, left: after.value };
  }
  throw new Error('It never comes to rest');
}

describe('a school of ninety-two', () => {
  it('asks, chases and ends in as many turns as its transactions need, and leaves nobody out', {
    timeout: 180_000,
  }, async () => {
    await turnsAt('2026-09-07T08:00');
    expect(await act(parts, id, 'head', headSigns)).toHaveProperty('done');
    await turnsAt('2026-09-07T08:30');
    expect(await act(parts, id, 'lead', countersigns)).toHaveProperty('done');
    const asked = await turnsAt('2026-10-12T08:00');
    const owed = (p: Partnership, step: string) => p.obligations.filter((o) => o.step === step);
    expect(asked.turns).toBeGreaterThan(1);
    expect(owed(asked.left, 'enquiry-plan')).toHaveLength(92);
    expect(new Set(owed(asked.left, 'enquiry-plan').map((o) => o.owner)).size).toBe(92);
    expect(asked.left.outbox.filter((m) => m.about[0]?.startsWith('enquiry-plan'))).toHaveLength(92);

    const due = owed(asked.left, 'enquiry-plan')[0]?.due.local.slice(0, 10);
    expect(due).toBe('2026-11-13');
    // nobody is reminded of what they have not been asked for yet
    const unasked = await turnsAt('2026-11-16T08:00');
    expect(owed(unasked.left, 'enquiry-plan').filter((o) => o.reminded.length > 0)).toEqual([]);
    for (const { key } of unasked.left.outbox) await sendMessage(parts, { kind: 'partnership', id }, key);
    const late = await turnsAt('2026-11-19T08:00');
    expect(owed(late.left, 'enquiry-plan').filter((o) => o.reminded.length > 0)).toHaveLength(92);

    const ended = await turnsAt('2027-07-21T08:00');
    expect(ended.left.stage).toBe('completed');
    expect(ended.left.obligations.filter((o) => o.end === undefined)).toEqual([]);
    expect(owed(ended.left, 'enquiry-plan').map((o) => o.end?.how)).toEqual(Array.from({ length: 92 }, () => 'lapsed'));
  });
});
