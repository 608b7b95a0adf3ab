import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { apply, type Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { readAnswers } from '#records/answers.ts';
import { readCohortFacts, readCohortRecord } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import { saveDraft } from '#records/drafts.ts';
import { readHistory } from '#records/history.ts';
import { partnershipsOf, readPartnership, savePartnership } from '#records/partnerships.ts';
import { readReport, saveDocument } from '#records/reports.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { eraseData } from '#use-cases/erase-person.ts';
import { readEvaluation } from '#use-cases/read-evaluation.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

const sample = await sampleCohort('coaching-package');
const { cohort, schools } = sample;
const names = schools.flatMap(({ head, link, teachers, coaches = [] }) => [head, link, ...teachers, ...coaches]);

const dynamo = onDynamo();
let table: Table;
let parts: TestParts;

const given = { aim: 'What nobody else may read', welcome: 2 };
const WORDS = { workedOn: 'Words of a report', seen: '', agreed: '', realTime: false };

/** Lives through the programme as far as erasing is concerned: answers, a report, a draft, names in the history; then its end. */
async function liveThrough(id: string): Promise<void> {
  const kept = await readPartnership(table, id);
  if (!kept) throw new Error(`No partnership ${id}`);
  const at = parts.now();
  const signature = { party: 'school', name: kept.value.people[0]?.name ?? '', role: 'Headteacher', at } as const;
  const changes: readonly Change[] = [
    { what: 'agreement-signed', signature },
    { what: 'session-off', session: 'session-1', how: 'cancelled', why: `${kept.value.people[1]?.name} was ill` },
    { what: 'stage', stage: 'completed' },
  ];
  const after = changes.reduce<Partnership>((p, change) => apply(p, change, at), { ...kept.value, outbox: [] });
  await savePartnership(table, kept, after, {
    events: changes.map((change) => ({ at, by: 'link', change })),
    nextAt: undefined,
    addresses: {},
    answers: { questionnaire: 'coaches-start', person: 'coach-1', given, at },
    report: { session: 'session-2', version: 1, at, ...WORDS },
  });
  await saveDraft(table, id, 'coaches-end-coach-1', { aim: 'Half an answer' }, at, { role: 'coach' });
  await saveDocument(table, id, 'session-2', 1, new Uint8Array([37, 80, 68, 70]));
}

const items = async () => {
  const { Items = [] } = await table.documents.send(new ScanCommand({ TableName: table.name }));
  return Items.filter(({ pk }) => !String(pk).startsWith('ONCE#'));
};
const everything = async () => JSON.stringify(await items());
const ids = async () => (await partnershipsOf(table, cohort.id)).map(({ id }) => id);
const turn = () => turnCohort(parts, cohort.id);

beforeEach(async () => {
  table = await dynamo.table();
  parts = testParts(table, '2026-09-04T10:00');
  await launch(parts, sample);
  parts.at('2026-09-07T09:30');
  await turn();
  for (const id of await ids()) await liveThrough(id);
  parts.at('2027-07-15T09:30');
  await turn();
  await runDue(parts);
});

describe('what is kept no longer than the programme says', () => {
  it('waits for its day by the one clock', async () => {
    const kept = await readCohortRecord(table, cohort.id);
    expect(kept?.value.stage).toBe('closed');
    expect(kept?.nextAt).toBe('2028-01-15T09:00:00Z');
    parts.at('2028-01-15T08:59');
    await turn();
    for (const id of await ids()) expect(await readReport(table, id, 'session-2', 1)).toBeDefined();
  });

  it('goes in its order: reports, then answers and names; and the evaluation stays as it was', async () => {
    const before = await readEvaluation(parts, cohort);
    parts.at('2028-01-15T09:00');
    await runDue(parts);
    for (const id of await ids()) {
      expect(await readReport(table, id, 'session-2', 1)).toBeUndefined();
      expect(await readAnswers(table, id)).toHaveLength(1);
    }
    expect(await everything()).not.toContain('Words of a report');
    expect(await readCohortFacts(table, cohort.id)).toMatchObject({ gone: ['reports'] });

    parts.at('2028-07-15T09:00');
    await runDue(parts);
    const left = await everything();
    for (const secret of ['What nobody else', 'Half an answer', 'was ill']) expect(left).not.toContain(secret);
    for (const { name, email } of names)
      for (const secret of [name, email]) expect([secret, left.includes(secret)]).toEqual([secret, false]);
    const facts = await readCohortFacts(table, cohort.id);
    expect(facts?.erased).toBe('2028-07-15T08:00:00Z');
    expect((await readCohortRecord(table, cohort.id))?.nextAt).toBeUndefined();

    const now = await readEvaluation(parts, { ...cohort, stage: 'closed' });
    expect(now).toMatchObject({ schools: before.schools, responses: before.responses, timeliness: before.timeliness });
    expect(now.holdings.map(({ reasons: _, ...one }) => one)).toEqual(
      before.holdings.map(({ reasons: _, ...one }) => one),
    );
  });

  it('leaves a history that says what happened and when, without names', async () => {
    parts.at('2028-07-15T09:00');
    await runDue(parts);
    const [id = ''] = await ids();
    const history = await readHistory(table, id);
    expect(history.map(({ change }) => change.what)).toEqual(
      expect.arrayContaining(['agreement-signed', 'session-off', 'stage', 'erased']),
    );
    expect(history.find(({ change }) => change.what === 'agreement-signed')).toMatchObject({
      at: '2026-09-07T08:30:00Z',
      change: { signature: { party: 'school', role: 'Headteacher', name: 'name erased' } },
    });
    expect(history.flatMap(({ change }) => (change.what === 'erased' ? [change.data] : []))).toEqual([
      'reports',
      'answers',
      'names',
    ]);
  });

  it('goes once, however often the turn comes', async () => {
    parts.at('2028-07-15T09:00');
    await runDue(parts);
    const once = await items();
    await turn();
    await turn();
    expect(await items()).toEqual(once);
  });

  it('goes on where it stopped', async () => {
    parts.at('2028-07-15T09:00');
    let writes = 0;
    const stumbling = { ...table, documents: Object.create(table.documents) as Table['documents'] };
    stumbling.documents.send = ((command: never) => {
      if ((command as object).constructor.name !== 'QueryCommand' && ++writes === 14)
        throw new Error('The power failed');
      return table.documents.send(command);
    }) as never;
    await expect(turnCohort({ ...parts, table: stumbling }, cohort.id)).rejects.toThrow('The power failed');
    await turn();
    const left = await everything();
    for (const { name } of names) expect([name, left.includes(name)]).toEqual([name, false]);
    expect(left).not.toContain('What nobody else');
    const [id = ''] = await ids();
    const erased = (await readHistory(table, id)).filter(({ change }) => change.what === 'erased');
    expect(erased).toHaveLength(3);
  });
});

describe('what is kept about one person', () => {
  const word = { request: 'erase-1' };

  it('is erased when they confirm it: answers and drafts, and the name once their school’s part is over', async () => {
    const [id = ''] = await ids();
    const coach = (await readPartnership(table, id))?.value.people.find((p) => p.id === 'coach-1');
    expect(await eraseData(parts, id, { named: 'coach-1' }, word, 'coach-1')).toBe('erased');
    expect(await readAnswers(table, id)).toEqual([]);
    const own = JSON.stringify([await readPartnership(table, id), await readHistory(table, id)]);
    expect(own).not.toContain(coach?.name);
    expect(own).not.toContain(coach?.email);
    expect(own).not.toContain('Half an answer');
    const once = await items();
    expect(await eraseData(parts, id, { named: 'coach-1' }, word, 'coach-1')).toBe('erased');
    expect(await items()).toEqual(once);
    expect(await eraseData(parts, id, { named: 'coach-99' }, word, 'coach-99')).toBeUndefined();
  });

  it('keeps what they signed', async () => {
    const [id = ''] = await ids();
    const kept = await readPartnership(table, id);
    const signer = kept?.value.people[0];
    expect(await eraseData(parts, id, { named: signer?.id ?? '' }, word, signer?.id ?? '')).toBe('erased');
    expect((await readPartnership(table, id))?.value.signatures).toEqual(kept?.value.signatures);
    expect(kept?.value.signatures[0]?.name).toBe(signer?.name);
  });

  it('is not erased on the lead’s word while the person can be asked', async () => {
    const [id = ''] = await ids();
    expect(await eraseData(parts, id, { named: 'coach-1' }, { why: 'They said so' }, 'lead')).toBeUndefined();
    expect(await readAnswers(table, id)).toHaveLength(1);
  });

  it('goes on where it stopped, wherever that was', async () => {
    const [id = ''] = await ids();
    const coach = (await readPartnership(table, id))?.value.people.find((p) => p.id === 'coach-1');
    for (let stop = 1; ; stop++) {
      let writes = 0;
      const stumbling = { ...table, documents: Object.create(table.documents) as Table['documents'] };
      stumbling.documents.send = ((command: never) => {
        if (/Put|Delete|Batch|Transact/.test((command as object).constructor.name) && ++writes === stop)
          throw new Error('The power failed');
        return table.documents.send(command);
      }) as never;
      const done = await eraseData({ ...parts, table: stumbling }, id, { named: 'coach-1' }, word, 'coach-1').catch(
        () => 'stopped',
      );
      if (done === 'erased') break;
      expect(done).toBe('stopped');
    }
    const left = JSON.stringify([await readPartnership(table, id), await readHistory(table, id)]);
    for (const secret of [coach?.name, coach?.email, 'Half an answer']) expect(left).not.toContain(secret);
  });
});
