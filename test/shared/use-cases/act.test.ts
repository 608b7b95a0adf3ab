import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { readAnswers } from '#records/answers.ts';
import { Conflict, type Table } from '#records/documents.ts';
import { readDraft, saveDraft } from '#records/drafts.ts';
import { readHistory } from '#records/history.ts';
import { claimMessage } from '#records/outbox.ts';
import { readPartnership } from '#records/partnerships.ts';
import {
  answers,
  chasesNow,
  choosesTeachers,
  countersigns,
  extendsTo,
  renewsLink,
  signs,
} from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, oneSchool, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { type Act, act } from '#use-cases/act.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const sample = oneSchool(await sampleCohort());
const id = partnershipId(sample.cohort.id, '900101');

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
  await runDue(parts);
  parts.started.length = 0;
});

const does = (judge: Act, along = {}) => act(parts, id, 'link', judge, along);
const partnership = async () => (await readPartnership(parts.table, id))?.value;
const happened = async (what: string) => (await readHistory(parts.table, id)).filter((e) => e.change.what === what);

describe('an act', () => {
  it('is saved with its history, and sets off the turn that follows', async () => {
    parts.at('2026-09-08T10:00');
    expect(await does(signs)).toMatchObject({ done: { id } });
    expect(await happened('agreement-signed')).toMatchObject([{ at: '2026-09-08T09:00:00Z', by: 'link' }]);
    expect(parts.started).toMatchObject([{ workflow: 'partnership-turn', input: { partnership: id } }]);
    await runDue(parts);
    expect(parts.posted.at(-1)?.kind).toBe('countersign-request');
  });

  it('that leaves its word to an email that waits says it itself where that is sent at the same moment', async () => {
    const fresh = testParts(await dynamo.table());
    await launch(fresh, sample);
    fresh.at('2026-09-07T08:00');
    await takeTurn(fresh, id);
    const kept = async () => (await readPartnership(fresh.table, id))?.value;
    const asks = (await kept())?.outbox.find((m) => m.kind === 'agreement-request' && m.to === 'link');
    if (!asks) throw new Error('Nobody is asked to sign');
    let claimed = false;
    const send = async (command: { readonly input: { readonly TransactItems?: unknown } }) => {
      if (command.input.TransactItems && !claimed) {
        claimed = true;
        await claimMessage(fresh.table, { kind: 'partnership', id }, asks, fresh.now());
      }
      return fresh.table.documents.send(command as never);
    };
    const documents = Object.create(fresh.table.documents, { send: { value: send } });
    await act(
      { ...fresh, table: { ...fresh.table, documents } },
      id,
      'lead',
      extendsTo('sign-agreement', '2026-11-06'),
    );
    expect(claimed).toBe(true);
    expect((await kept())?.outbox.map(({ kind, to }) => `${kind} ${to}`)).toContain('deadline-extended link');
  });

  it('at night waits for the morning', async () => {
    parts.at('2026-09-08T22:00');
    await does(signs);
    expect(parts.started).toEqual([]);
    expect((await readPartnership(parts.table, id))?.nextAt).toBe('2026-09-09T07:00:00Z');
  });

  it('is kept even if the turn cannot be started', async () => {
    const broken = { ...parts, start: () => Promise.reject(new Error('no')) };
    expect(await act(broken, id, 'link', signs)).toHaveProperty('done');
    expect((await partnership())?.signatures).toHaveLength(1);
  });

  it('done five times at once happens once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => does(signs)));
    expect(all.filter((one) => 'done' in one)).toHaveLength(1);
    for (const one of all) if ('refused' in one) expect(one.refused.why).toBe('already');
    expect((await partnership())?.signatures).toHaveLength(1);
    expect(await happened('agreement-signed')).toHaveLength(1);
  });

  it('at the same moment as another: both, one after the other', async () => {
    const all = await Promise.all([does(signs), act(parts, id, 'lead', renewsLink('sign-agreement'))]);
    const p = await partnership();
    expect(p?.signatures).toHaveLength(1);
    expect(all[0]).toHaveProperty('done');
    // the link was renewed before the signature, or it was no longer needed
    const renewed = 'done' in all[1];
    expect(p?.obligations[0]?.linkVersion).toBe(renewed ? 2 : 1);
  });

  it('that is refused changes nothing', async () => {
    const before = await readPartnership(parts.table, id);
    expect(await does(countersigns)).toMatchObject({ refused: { why: 'not-asked' } });
    expect(await act(parts, `${sample.cohort.id}/999999`, 'link', signs)).toMatchObject({
      refused: { why: 'not-asked' },
    });
    expect(await readPartnership(parts.table, id)).toEqual(before);
  });

  it('brings its answers and takes its draft away, in one', async () => {
    for (const judge of [signs, countersigns, choosesTeachers]) {
      await does(judge);
      await runDue(parts);
    }
    await saveDraft(parts.table, id, 'start-questionnaire', { role: '4' }, parts.now());
    const given = { questionnaire: 'start', person: 'link', given: { role: 4 }, at: parts.now() };
    const along = { answers: given, drafts: ['start-questionnaire'] };
    const both = await Promise.all([
      does(answers('start-questionnaire'), along),
      does(answers('start-questionnaire'), along),
    ]);
    expect(both.filter((one) => 'done' in one)).toHaveLength(1);
    expect(await readAnswers(parts.table, id)).toEqual([given]);
    expect(await readDraft(parts.table, id, 'start-questionnaire')).toEqual({});
    expect(JSON.stringify(await readHistory(parts.table, id))).not.toContain('"role":4');
  });

  it('of the lead’s chase says who did it', async () => {
    parts.at('2026-09-08T10:00');
    await act(parts, id, 'lead', chasesNow('sign-agreement'));
    expect(await happened('chased')).toMatchObject([{ by: 'lead' }]);
    await runDue(parts);
    expect(parts.posted.at(-1)).toMatchObject({ kind: 'reminder', to: 'r.pugh@greenlanes.example.org' });
  });
});

describe('an act that meets another transaction', () => {
  /** DynamoDB's own conflict, which no local engine raises, for the first so many saves. */
  const meeting = (times: number): { table: Table; tries: () => number } => {
    let tries = 0;
    const documents = new Proxy(parts.table.documents, {
      get: (target, name) =>
        name === 'send'
          ? (command: { constructor: { name: string } }) => {
              if (command.constructor.name !== 'TransactWriteCommand' || tries++ >= times)
                return target.send(command as never);
              const reasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
              return Promise.reject(
                Object.assign(new Error(), { name: 'TransactionCanceledException', CancellationReasons: reasons }),
              );
            }
          : Reflect.get(target, name),
    });
    return { table: { ...parts.table, documents }, tries: () => tries };
  };

  it('is judged anew and saved', async () => {
    const { table, tries } = meeting(3);
    expect(await act({ ...parts, table }, id, 'link', signs)).toHaveProperty('done');
    expect(tries()).toBe(4);
    expect((await partnership())?.signatures).toHaveLength(1);
  });

  it('gives up after a while, having changed nothing', async () => {
    const { table } = meeting(99);
    await expect(act({ ...parts, table }, id, 'link', signs)).rejects.toBeInstanceOf(Conflict);
    expect((await partnership())?.signatures).toEqual([]);
  });
});
