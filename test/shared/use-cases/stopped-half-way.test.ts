import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { replaceSchools, saveCohort } from '#records/cohorts.ts';
import { readPartition } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import { readHistory } from '#records/history.ts';
import { partition, REST } from '#records/keys.ts';
import { readOutbox } from '#records/outbox.ts';
import { readPartnership } from '#records/partnerships.ts';
import { signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, oneSchool, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { checkCohort, openSchool, pressLaunch } from '#use-cases/launch-cohort.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const sample = oneSchool(await sampleCohort());
const id = partnershipId(sample.cohort.id, (sample.schools[0] as School).urn);
const school = { kind: 'partnership', id } as const;

const dynamo = onDynamo();
let parts: TestParts;

/** A table in which three writes fit a transaction: what a school does then is saved in parts. */
async function begin(): Promise<void> {
  parts = testParts({ ...(await dynamo.table()), mostWrites: 3 });
}
beforeEach(begin);

const left = async () => (await readPartition(parts.table, partition(school), REST)).length;

const conflict = () =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });

/** The same parts, of which these transactions, by number, come to nothing; and how many there were. */
function failing(which: (nth: number) => boolean, why: () => Error) {
  const count = { transactions: 0 };
  const send = async (command: { readonly input: { readonly TransactItems?: unknown } }) => {
    if (command.input.TransactItems && which(++count.transactions)) throw why();
    return parts.table.documents.send(command as never);
  };
  const documents = Object.create(parts.table.documents, { send: { value: send } });
  return { ...parts, table: { ...parts.table, documents }, count };
}

/** The school, opened, on the morning on which it is invited. */
async function invited(): Promise<void> {
  await begin();
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
}

describe('what is saved in parts', () => {
  it('is done by the clock where a turn dies, wherever that is, and every email goes once', async () => {
    await invited();
    const { count, ...counted } = failing(() => false, conflict);
    await takeTurn(counted, id);
    expect(count.transactions).toBeGreaterThan(3);
    await runDue(parts);
    const [whole, history, posted] = [
      await readPartnership(parts.table, id),
      await readHistory(parts.table, id),
      parts.posted,
    ];
    for (let nth = 1; nth <= count.transactions; nth++) {
      await invited();
      const dead = () => new Error('Dead');
      await expect(
        takeTurn(
          failing((n) => n >= nth, dead),
          id,
        ),
      ).rejects.toThrow('Dead');
      expect((await dueBy(parts.table, parts.now())).map((due) => due.id)).toContain(id);
      await runDue(parts);
      expect(await left()).toBe(0);
      expect((await readPartnership(parts.table, id))?.value).toEqual(whole?.value);
      expect(await readHistory(parts.table, id)).toEqual(history);
      expect(parts.posted.map(({ to, kind }) => [to, kind])).toEqual(posted.map(({ to, kind }) => [to, kind]));
    }
  });

  it('is judged once, though others keep coming between while it is written', async () => {
    await invited();
    await runDue(parts);
    let judged = 0;
    const busy = failing((nth) => nth > 1, conflict);
    const done = await act(busy, id, 'link', (p, cohort, now) => {
      judged++;
      return signs(p, cohort, now);
    });
    expect(done).toHaveProperty('done');
    expect(judged).toBe(1);
    expect(busy.count.transactions).toBeGreaterThan(2);
    expect((await readPartnership(parts.table, id))?.value.signatures).toHaveLength(1);
  });

  it('is there before a turn says which emails may go, though others come between', async () => {
    await invited();
    const { messages } = await takeTurn(
      failing((nth) => nth > 1 && nth < 13, conflict),
      id,
    );
    expect(messages.length).toBeGreaterThan(0);
    expect((await readOutbox(parts.table, school)).map(({ key }) => key)).toEqual(
      expect.arrayContaining([...messages]),
    );
  });

  it('is written to its end by whoever opens a school again that was opened half', async () => {
    const coaching = oneSchool(await sampleCohort('coaching-package'));
    const { cohort, schools } = coaching;
    await saveCohort(parts.table, undefined, cohort, undefined);
    await replaceSchools(parts.table, cohort.id, schools);
    await pressLaunch(parts, cohort.id);
    const [urn = ''] = await checkCohort(parts, cohort.id);
    const at = partition({ kind: 'partnership', id: partnershipId(cohort.id, urn) });
    const dead = () => new Error('Dead');
    await expect(
      openSchool(
        // its people's times are claimed by the first
        failing((n) => n > 2, dead),
        cohort.id,
        urn,
      ),
    ).rejects.toThrow('Dead');
    expect(await readPartition(parts.table, at, REST)).not.toEqual([]);
    expect(await openSchool(parts, cohort.id, urn)).toBe(false);
    expect(await readPartition(parts.table, at, REST)).toEqual([]);
  });
});
