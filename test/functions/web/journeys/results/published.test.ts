import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { answer } from '#domain/obligations/acts.ts';
import { readCohortRecord } from '#records/cohorts.ts';
import { dueBy } from '#records/due.ts';
import { COUNTED, HEAD, obligationKey, partition, resultKey } from '#records/keys.ts';
import { readEveryPublished, readPublished, readRegister } from '#records/published.ts';
import { answeringSite, COACHES, grades, WHERE } from '#test/functions/web/answering-site.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { act } from '#use-cases/act.ts';
import { readEvaluation } from '#use-cases/read-evaluation.ts';
import { readSummary } from '#use-cases/read-summary.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';

let site: Awaited<ReturnType<typeof answeringSite>>['site'];
let cohort: Cohort;
beforeEach(async () => {
  ({ site, cohort } = await answeringSite());
  await morning('2026-09-08');
});
afterEach(() => site.stop());

const morning = async (day: string) => {
  site.at(`${day}T09:00`);
  const { messages } = await turnCohort(site.parts, cohort.id);
  for (const key of messages) await sendMessage(site.parts, outboxOf(cohort.id), key);
};

const answers = async (point: 'start' | 'end', coaches: readonly number[], day: string) => {
  site.at(`${day}T10:00`);
  const questionnaire = `coaches-${point}`;
  for (const coach of coaches) {
    const person = `coach-${coach}`;
    await act(site.parts, WHERE, person, (p, _c, now) => answer(p, `${questionnaire}-${person}`, person, now), {
      answers: { questionnaire, person, given: grades((coach % 5) + 1), at: site.parts.now() },
    });
  }
};
const everybody = Array.from({ length: COACHES }, (_, i) => i + 1);
const told = async () => (await readEveryPublished(site.table, cohort.id)).map(({ part, people }) => [part, people]);
const cohortKey = (sk: string) => ({ pk: partition({ kind: 'cohort', id: cohort.id }), sk });
const remove = (sk: string) =>
  site.table.documents.send(new DeleteCommand({ TableName: site.table.name, Key: cohortKey(sk) }));
const untilClosed = async () => {
  for (const day of ['2027-07-14', '2027-07-15', '2027-07-16', '2027-07-19', '2027-07-20', '2027-07-21']) {
    site.at(`${day}T09:30`);
    await site.turn(cohort);
    await turnCohort(site.parts, cohort.id);
  }
  expect((await readCohortRecord(site.table, cohort.id))?.value.stage).toBe('closed');
};

describe('results', () => {
  it('are published once, by however many turns at once, and again by none', async () => {
    await answers('start', everybody, '2026-09-08');
    site.at('2026-09-22T09:00');
    await Promise.allSettled([1, 2, 3, 4].map(() => turnCohort(site.parts, cohort.id)));
    await turnCohort(site.parts, cohort.id);
    expect(await told()).toEqual([['counts.coaches-start', 12]]);
    expect((await readCohortRecord(site.table, cohort.id))?.nextAt).toBe('2026-09-23T08:00:00Z');
    await morning('2026-09-23');
    await morning('2026-09-24');
    expect(await told()).toEqual([['counts.coaches-start', 12]]);
  });

  it('take nobody for gone while a school cannot be read', async () => {
    await answers('start', everybody, '2026-09-08');
    await morning('2026-09-22');
    const Key = { pk: partition({ kind: 'partnership', id: WHERE }), sk: obligationKey('sign-agreement') };
    const { Item } = await site.table.documents.send(new GetCommand({ TableName: site.table.name, Key }));
    await site.table.documents.send(
      new PutCommand({ TableName: site.table.name, Item: { ...Item, it: { ...Item?.it, id: 'another' } } }),
    );
    const before = await readRegister(site.table, cohort.id);
    await morning('2026-09-23');
    expect(await readRegister(site.table, cohort.id)).toEqual(before);
    await site.table.documents.send(new PutCommand({ TableName: site.table.name, Item: Item ?? Key }));
    await morning('2026-09-24');
    expect((await readRegister(site.table, cohort.id))?.value.groups[0]?.cells[0]?.members).toHaveLength(12);
  });

  it('of a cohort that has closed are final: page, email and files tell of the same people', async () => {
    await answers('start', everybody, '2026-09-08');
    await morning('2026-09-22');
    await withdraw(site.parts, WHERE, 'coach-5', 'coach-5');
    site.at('2027-06-28T09:00');
    await site.turn(cohort);
    await answers(
      'end',
      everybody.filter((coach) => coach !== 5),
      '2027-06-28',
    );
    await untilClosed();
    const closed = (await readCohortRecord(site.table, cohort.id))?.value ?? cohort;
    const [evaluation, summary] = [await readEvaluation(site.parts, closed), await readSummary(site.parts, cohort.id)];
    const moved = evaluation.comparisons.flatMap(({ analysis }) => analysis?.items ?? []).map((item) => item.moved.n);
    expect(moved).toEqual([7, 7, 7, 7, 7]);
    expect(summary?.statements.flatMap(({ shown }) => shown?.n ?? [])).toEqual(moved);
    expect((await readRegister(site.table, cohort.id))?.value.closed).toBe(true);
    const lead = await site.lead();
    expect((await lead.get(`/cohorts/${cohort.id}/results`)).text).toContain('so these results are final');
    const csv = await lead.get(`/cohorts/${cohort.id}/evaluation.csv`);
    expect(csv.html).toMatch(/comparison,.*worked out on,2027-07-1\d\r\n/);
    const page = (await lead.get(`/cohorts/${cohort.id}/evaluation`)).text;
    expect(page).toMatch(/Worked out on \w+ 1\d July 2027 at \S+, of 7 people/);
    // a year later nobody is referred to any more, and what was found is as it was
    site.at('2028-08-01T09:30');
    await turnCohort(site.parts, cohort.id);
    const cells = (await readRegister(site.table, cohort.id))?.value.groups.flatMap((group) => group.cells) ?? [];
    expect(cells.map(({ size, members }) => [size, members.length])).toEqual(cells.map(({ size }) => [size, 0]));
    expect(cells.reduce((sum, { size }) => sum + size, 0)).toBe(12);
    expect(await readEvaluation(site.parts, closed)).toMatchObject({ comparisons: evaluation.comparisons });
  });
});

describe('a cohort of a release that kept no results', () => {
  it('has its first the morning after somebody answers', async () => {
    await answers('start', everybody.slice(1), '2026-09-08');
    await remove(COUNTED);
    await site.table.documents.send(
      new UpdateCommand({
        TableName: site.table.name,
        Key: cohortKey(HEAD),
        UpdateExpression: 'SET nextAt = :later',
        ExpressionAttributeValues: { ':later': '2027-06-24T08:00:00Z' },
      }),
    );
    site.at('2026-09-22T08:00');
    const lead = await site.lead();
    expect((await lead.get(`/cohorts/${cohort.id}/results`)).text).toContain(
      'from the first school day after someone answers',
    );
    await answers('start', [1], '2026-09-22');
    const due = async (now: string) => (await dueBy(site.table, now)).filter(({ id }) => id === cohort.id).length;
    expect([await due('2026-09-23T07:59:00Z'), await due('2026-09-23T08:00:00Z')]).toEqual([0, 1]);
    await morning('2026-09-23');
    expect(await told()).toEqual([['counts.coaches-start', 12]]);
  });

  it('and has closed already has them before the first of it is erased', async () => {
    await answers('start', everybody, '2026-09-08');
    site.at('2027-06-28T09:00');
    await site.turn(cohort);
    await answers('end', everybody, '2027-06-28');
    await untilClosed();
    await remove(COUNTED);
    for (const { part, at } of await readEveryPublished(site.table, cohort.id)) await remove(resultKey(part, at));
    site.at('2027-07-22T09:00');
    const lead = await site.lead();
    expect((await lead.get(`/cohorts/${cohort.id}/results`)).text).toMatch(/next worked out on .* January 2028 at 9am/);
    site.at('2028-01-25T09:30');
    await turnCohort(site.parts, cohort.id);
    expect((await readPublished(site.table, cohort.id)).get('moved.coach.coaches-start.coaches-end')?.people).toBe(12);
    const closed = (await readCohortRecord(site.table, cohort.id))?.value ?? cohort;
    expect(closed.gone).toEqual(['reports']);
    expect((await readEvaluation(site.parts, closed)).comparisons[1]?.analysis?.items[0]?.moved.n).toBe(12);
  });
});
