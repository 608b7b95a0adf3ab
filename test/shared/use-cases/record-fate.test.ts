import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import type { Message } from '#domain/messages/message.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { sendReport } from '#domain/sessions/acts.ts';
import type { Table } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import { outboxByKey } from '#records/earlier-messages.ts';
import { readHistory } from '#records/history.ts';
import { readSent, settleMessage } from '#records/outbox.ts';
import { readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, oneSchool, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { tellFate } from '#use-cases/record-fate.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const whole = await sampleCohort();
const sample = oneSchool(whole);
const { cohort } = sample;
const id = partnershipId(cohort.id, '900101');
const key = `${id}/1`;
const owner = outboxOf(id);

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
});

const outbox = async () => (await readPartnership(parts.table, id))?.value.outbox ?? [];
const ofSchool = () => parts.posted.filter((m) => m.key.startsWith(id)).map((m) => m.kind);

/** The turn that a tick would start, and what it says may go. */
const turn = async () => {
  const { messages } = await takeTurn(parts, id);
  const tried = [];
  for (const one of messages) tried.push(await sendMessage(parts, owner, one).catch((error: Error) => error.name));
  return tried;
};

describe('when the function dies', () => {
  /** The same table, whose n-th transaction never returns to whoever began it. */
  const dyingAt = (n: number): Table => {
    let count = 0;
    const documents = new Proxy(parts.table.documents, {
      get: (target, name) =>
        name === 'send'
          ? async (command: never) => {
              if ((command as object) instanceof TransactWriteCommand && ++count === n) throw new Error('gone');
              return target.send(command);
            }
          : Reflect.get(target, name),
    });
    return { ...parts.table, documents };
  };

  it('before it has claimed: nothing went, the next turn sends', async () => {
    await takeTurn(parts, id);
    await expect(sendMessage({ ...parts, table: dyingAt(1) }, owner, key)).rejects.toThrow('gone');
    expect(parts.posted).toEqual([]);
    expect(await turn()).toEqual(['sent']);
  });

  it('between sending and marking: the feed settles it', async () => {
    await takeTurn(parts, id);
    await expect(sendMessage({ ...parts, table: dyingAt(2) }, owner, key)).rejects.toThrow('gone');
    expect(ofSchool()).toHaveLength(1);
    expect(await turn()).toEqual([]);
    await tellFate(parts, owner, key, 'sent', 'ses-1');
    parts.at('2026-09-07T10:00');
    expect(await turn()).toEqual([]);
    expect(ofSchool()).toHaveLength(1);
    expect(await outbox()).toEqual([]);
  });

  it('and the feed is faster than the mark: it is written once', async () => {
    await takeTurn(parts, id);
    const { send } = parts.post;
    const quick: TestParts['post'] = {
      send: async (m) => {
        const sent = await send(m);
        await tellFate(parts, owner, key, 'delivered', sent.id);
        return sent;
      },
    };
    expect(await sendMessage({ ...parts, post: quick }, owner, key)).toBe('not-now');
    const sent = (await readHistory(parts.table, id)).filter((e) => e.change.what === 'message-sent');
    expect(sent).toMatchObject([{ fate: 'delivered' }]);
  });
});

describe('what became of a message', () => {
  it('is written for a cohort’s and for a partnership’s', async () => {
    await runDue(parts);
    expect(await tellFate(parts, outboxOf(cohort.id), `${cohort.id}/1`, 'delivered', 'x')).toBe(true);
    expect(await tellFate(parts, owner, key, 'bounced', 'x')).toBe(true);
    expect(await tellFate(parts, owner, key, 'delivered', 'x')).toBe(false);
    expect((await readHistory(parts.table, id)).find((e) => e.change.what === 'message-sent')).toMatchObject({
      fate: 'bounced',
    });
  });

  it('that it came back pauses what goes there, and the head is asked who it is now', async () => {
    await runDue(parts);
    await tellFate(parts, owner, key, 'bounced', 'x');
    await tellFate(parts, owner, key, 'bounced', 'x');
    await runDue(parts);
    expect(ofSchool()).toEqual(['agreement-request', 'successor-request']);
    const kept = await readPartnership(parts.table, id);
    expect(kept?.value.people.find((one) => one.id === 'link')?.gone).toBe('bounced');
  });

  it('that it came back from somebody who has been replaced since means nothing', async () => {
    await runDue(parts);
    parts.at('2026-09-07T09:00');
    const jo = { name: 'Jo Successor', email: 'jo@example.org' };
    await act(parts, id, 'lead', (p, c, now) => replacePerson(p, c, 'link', jo, '2026-09-07', 'lead', now));
    await tellFate(parts, owner, key, 'bounced', 'x');
    const kept = await readPartnership(parts.table, id);
    expect(kept?.value.people.find((one) => one.id === 'link')).toMatchObject({ ...jo, version: 2 });
    expect(kept?.value.people.some((one) => one.gone)).toBe(false);
  });

  it('is nothing for a key that nobody knows', async () => {
    for (const odd of [
      '',
      'x',
      'sign-in-code/2026-09-07T07:00:00Z',
      `${id}/reminder/link/2020-01-01`,
      `${cohort.id}/999999/x`,
    ])
      expect(await tellFate(parts, outboxByKey(odd), odd, 'delivered', 'x')).toBe(false);
  });
});

describe('a report on a session that bounces', () => {
  let school: string;
  let report: string;
  /** A school whose head has been sent the first report of the year, and its deputy if it has one. */
  const reported = async (deputy: boolean) => {
    const { cohort: whose, schools } = oneSchool(await sampleCohort('coaching-package'));
    parts = testParts(await dynamo.table());
    await launch(parts, { cohort: whose, schools });
    school = partnershipId(whose.id, '900201');
    parts.at('2026-09-07T08:00');
    await takeTurn(parts, school);
    await act(parts, school, 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
    parts.at('2026-10-05T11:00');
    if (deputy) {
      const person = { id: 'deputy', role: 'deputy' as const, name: 'Orla Vane', email: 'o.vane@fernbank.example.org' };
      const change = { what: 'deputy-named' as const, deputy: person };
      await act(parts, school, 'head', (p) => ({
        partnership: { ...p, people: [...p.people, person] },
        changes: [change],
      }));
    }
    const words = { session: 'session-1', workedOn: 'a', seen: 'b', agreed: 'c', realTime: false };
    await act(parts, school, 'coach-1', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now), {
      report: words,
    });
    report = (await waiting()).find((m) => m.kind === 'coach-report' && m.to === 'head')?.key ?? '';
    await settle(report);
  };
  const waiting = async () => (await readPartnership(parts.table, school))?.value.outbox ?? [];
  /** As if it had gone. */
  const settle = async (which: string) => {
    const message = (await waiting()).find((m) => m.key === which) as Message;
    const { kind, to, about, session } = message;
    const change = { what: 'message-sent' as const, key: which, kind, to, about, ...(session && { session }) };
    await settleMessage(
      parts.table,
      outboxOf(school),
      message,
      { at: parts.now(), by: 'drumbeat', change },
      { messageId: 'x' },
    );
  };
  const followed = async () =>
    (await waiting())
      .filter((m) => /bounced|coach-report/.test(m.kind))
      .map((m) => `${m.kind} to ${m.to}`)
      .sort();
  const times = async () =>
    (await readHistory(parts.table, school)).filter((e) => e.change.what === 'address-bounced').length;

  it('goes to the deputy, and the lead hears of it, once however often it is told', async () => {
    await reported(true);
    expect(await tellFate(parts, outboxOf(school), report, 'delivered', 'x')).toBe(true);
    expect(await followed()).toEqual([]);
    parts.at('2026-10-05T11:05');
    expect(await tellFate(parts, outboxOf(school), report, 'bounced', 'x')).toBe(true);
    expect(await followed()).toEqual(['coach-report to deputy', 'report-bounced to lead']);
    expect(await tellFate(parts, outboxOf(school), report, 'bounced', 'x')).toBe(false);
    for (const m of await waiting()) await settle(m.key);
    expect(await tellFate(parts, outboxOf(school), report, 'bounced', 'x')).toBe(false);
    expect(await followed()).toEqual([]);
    expect(await times()).toBe(1);
    const sent = (await readSent(parts.table, outboxOf(school))).find(
      (e) => 'key' in e.change && e.change.key === report,
    );
    expect(sent).toMatchObject({ fate: 'bounced', fateAt: parts.now() });
  });

  it('is seen to once though it is told twice, and what followed has gone before the second teller looks', async () => {
    await reported(true);
    let told = false;
    const meanwhile = async () => {
      told = true;
      await tellFate(parts, outboxOf(school), report, 'bounced', 'x');
      for (const m of await waiting()) await settle(m.key);
    };
    const documents = new Proxy(parts.table.documents, {
      get: (target, name) =>
        name === 'send'
          ? async (command: { readonly input: object }) => {
              if (!told && JSON.stringify(command.input).includes('"live#"')) await meanwhile();
              return target.send(command as never);
            }
          : Reflect.get(target, name),
    });
    await tellFate({ ...parts, table: { ...parts.table, documents } }, outboxOf(school), report, 'bounced', 'x');
    expect(told).toBe(true);
    expect(await followed()).toEqual([]);
    expect(await times()).toBe(1);
  });

  it('tells the lead where there is no deputy', async () => {
    await reported(false);
    await tellFate(parts, outboxOf(school), report, 'bounced', 'x');
    expect(await followed()).toEqual(['report-bounced to lead']);
  });

  it('is due at once, for the turn that renders', async () => {
    await reported(true);
    await tellFate(parts, outboxOf(school), report, 'bounced', 'x');
    expect(await dueBy(parts.table, parts.now())).toContainEqual(
      expect.objectContaining({ id: school, workflow: 'deliver-report' }),
    );
    expect(await takeTurn(parts, school)).toMatchObject({ reports: [{ session: 'session-1', version: 1 }] });
    const left = await takeTurn(parts, school, { rendering: false });
    expect(left.reports).toEqual([]);
    expect(left.messages.filter((one) => /\/\d{6}\/coach-report\//.test(one))).toEqual([]);
  });
});
