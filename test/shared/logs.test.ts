import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { type Dynamo, startDynamo } from '#test/support/dynamo.ts';
import { launch, runDue, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { tick } from '#use-cases/tick.ts';

const SHARED = join(import.meta.dirname, '..', '..', 'shared');

let dynamo: Dynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

it('nothing in shared writes to a log: only the functions do, and they know ids alone', () => {
  const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(50);
  const loud = files.filter((file) =>
    /\bconsole\.|process\.(stdout|stderr)|powertools|node:(fs["']|util)/.test(readFileSync(join(SHARED, file), 'utf8')),
  );
  // fonts are read from a file, which is no log
  expect(loud).toEqual([]);
});

it('a launch, an act, reminders and a failing post are silent', async () => {
  const said: unknown[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(text) > 0),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(text) > 0),
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...text) => said.push(text)),
    ),
  ];
  try {
    const sample = await sampleCohort();
    const parts = testParts(await dynamo.table());
    await launch(parts, sample);
    parts.at('2026-09-07T08:00');
    await runDue(parts);
    await act(parts, partnershipId(sample.cohort.id, '900101'), 'link', signs);
    parts.at('2026-09-14T08:00');
    parts.mishaps.push({ says: 'Rejected' });
    await runDue(parts);
    await tick(parts);
    expect(parts.posted.length).toBeGreaterThan(4);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  expect(said).toEqual([]);
});
