import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cohortId } from '#import/read-cohort.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { executionName, tick } from '#use-cases/tick.ts';

const sample = await sampleCohort();
const { id } = sample.cohort;

describe('the name of an execution', () => {
  const name = executionName({ id: `${id}/900101`, version: 3 }, '2026-09-07T07:00:00Z');

  it('is the same within a quarter of an hour, and new after it or with a new version', () => {
    expect(executionName({ id: `${id}/900101`, version: 3 }, '2026-09-07T07:14:59Z')).toBe(name);
    expect(executionName({ id: `${id}/900101`, version: 3 }, '2026-09-07T07:15:00Z')).not.toBe(name);
    expect(executionName({ id: `${id}/900101`, version: 4 }, '2026-09-07T07:00:00Z')).not.toBe(name);
    expect(executionName({ id: `${id}/900102`, version: 3 }, '2026-09-07T07:00:00Z')).not.toBe(name);
    expect(executionName({ id, version: 3 }, '2026-09-07T07:00:00Z')).not.toBe(name);
  });

  it('is one that Step Functions takes, whatever a cohort is called', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.emailAddress(), fc.nat(99_999_999), (said, email, version) => {
        const longest = executionName({ id: `${cohortId(said, email)}/900101`, version }, '2099-12-31T23:59:59Z');
        expect(longest).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
      }),
    );
    const long = cohortId('Lesson study in the lower schools of the county', 'lead@example.org');
    expect(long.length).toBeLessThanOrEqual(47);
  });
});

describe('a tick', () => {
  const dynamo = onDynamo();
  let parts: TestParts;
  beforeEach(async () => {
    parts = testParts(await dynamo.table());
    await launch(parts, sample);
    parts.started.length = 0;
  });

  it('starts nothing before anything is due', async () => {
    expect(await tick(parts)).toEqual({ started: 0, failed: 0, oldestOverdueMinutes: 0, postStopped: false });
  });

  it('starts a turn for each that is due, under a name that makes a double tick one turn', async () => {
    parts.at('2026-09-07T08:03');
    expect(await tick(parts)).toEqual({ started: 4, failed: 0, oldestOverdueMinutes: 3, postStopped: false });
    expect(parts.started.map((s) => [s.workflow, s.input])).toEqual([
      ['partnership-turn', { partnership: `${id}/900101` }],
      ['partnership-turn', { partnership: `${id}/900102` }],
      ['partnership-turn', { partnership: `${id}/900103` }],
      ['close-cohort', { cohort: id }],
    ]);
    parts.at('2026-09-07T08:04');
    await tick(parts);
    expect(new Set(parts.started.map((s) => s.name)).size).toBe(4);
    parts.at('2026-09-07T08:15');
    await tick(parts);
    expect(new Set(parts.started.map((s) => s.name)).size).toBe(8);
  });

  it('goes on when one cannot be started', async () => {
    parts.at('2026-09-07T08:00');
    const { start } = parts;
    const broken: TestParts['start'] = (workflow, name, input) =>
      name.includes('900101') ? Promise.reject(new Error('no')) : start(workflow, name, input);
    expect(await tick({ ...parts, start: broken })).toMatchObject({ started: 3, failed: 1 });
    expect(parts.started).toHaveLength(3);
  });

  it('tells how long the oldest has waited, and is quiet once it is done', async () => {
    parts.at('2026-09-07T09:30');
    expect((await tick(parts)).oldestOverdueMinutes).toBe(90);
    await runDue(parts);
    expect(await tick(parts)).toMatchObject({ started: 0, oldestOverdueMinutes: 0 });
  });

  it('has nothing overdue overnight because of what can only go in the morning', async () => {
    parts.at('2026-09-07T17:29');
    parts.mishaps.push({ says: 'Throttled' });
    const { messages } = await takeTurn(parts, `${id}/900101`);
    await expect(sendMessage(parts, outboxOf(`${id}/900101`), messages[0] ?? '')).rejects.toThrow();
    parts.at('2026-09-07T17:31');
    await runDue(parts);
    parts.at('2026-09-07T23:00');
    expect(await tick(parts)).toEqual({ started: 0, failed: 0, oldestOverdueMinutes: 0, postStopped: false });
    parts.at('2026-09-08T07:30');
    expect(await tick(parts)).toMatchObject({ started: 4, oldestOverdueMinutes: 0 });
    await runDue(parts);
    expect(parts.posted).toHaveLength(4);
  });
});
