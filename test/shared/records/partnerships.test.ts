import { ProvisionedThroughputExceededException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { apply, type HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { writesOf } from '#domain/turn/budget.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';
import { readAnswers } from '#records/answers.ts';
import { asConflict, Conflict, type Table, transact } from '#records/documents.ts';
import { readDraft, readKeptDraft, saveDraft } from '#records/drafts.ts';
import { readHistory } from '#records/history.ts';
import type { Kept } from '#records/kept.ts';
import { partnershipsOf, readPartnership, savePartnership, whereOwed } from '#records/partnerships.ts';
import { answers, choosesTeachers, countersigns, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const { cohort, schools } = await sampleCohort();
const lead = cohort.lead.email;
const invited = given(cohort, schools[0] as School)
  .at('2026-09-07T08:00')
  .decides();
const active = invited
  .at('2026-09-09T20:00')
  .does(signs)
  .at('2026-09-10T08:00')
  .decides()
  .at('2026-09-10T21:00')
  .does(countersigns)
  .at('2026-09-11T08:00')
  .decides()
  .does(choosesTeachers)
  .decides();
const saving = { events: [], nextAt: '2026-09-14T07:00:00Z', addresses: { lead } };

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

const save = (before: Kept<Partnership> | undefined, after: Partnership, more = {}) =>
  savePartnership(table, before, after, { ...saving, ...more });

describe('a partnership’s record', () => {
  it('comes back as it was saved, with its outbox', async () => {
    const night = active.at('2026-09-30T21:00').does(answers('start-questionnaire'));
    const kept = await save(undefined, night.partnership);
    const waiting = invited.at('2026-09-08T18:00').does(signs).partnership;
    expect(await readPartnership(table, night.partnership.id)).toEqual(kept);
    expect(kept).toMatchObject({ version: 1, nextAt: saving.nextAt });
    const withOutbox = {
      ...waiting,
      id: `${cohort.id}/900102`,
      urn: '900102',
      outbox: active.steps.flatMap((s) => s.sent).slice(0, 2),
    };
    await save(undefined, withOutbox);
    expect((await readPartnership(table, withOutbox.id))?.value.outbox).toEqual(
      withOutbox.outbox.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    );
  });

  it('is nothing where there is none', async () => {
    expect(await readPartnership(table, `${cohort.id}/999999`)).toBeUndefined();
  });

  it('is saved by one of two who read the same version', async () => {
    const kept = await save(undefined, invited.partnership);
    const both = await Promise.allSettled([
      save(kept, { ...invited.partnership, remindedOn: { link: '2026-09-14' } }),
      save(kept, { ...invited.partnership, remindedOn: { link: '2026-09-15' } }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toBeInstanceOf(Conflict);
    expect((await readPartnership(table, invited.partnership.id))?.version).toBe(2);
    await expect(save(kept, invited.partnership)).rejects.toBeInstanceOf(Conflict);
  });

  it('is opened once', async () => {
    await save(undefined, invited.partnership);
    await expect(save(undefined, invited.partnership)).rejects.toBeInstanceOf(Conflict);
  });

  it('is saved whole or not at all', async () => {
    const kept = await save(undefined, invited.partnership);
    const event: HistoryEvent = { at: invited.now, by: 'link', change: { what: 'stage', stage: 'agreed' } };
    const stale = { ...kept, version: 7 };
    await expect(save(stale, { ...active.partnership, stage: 'active' }, { events: [event] })).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await readPartnership(table, invited.partnership.id)).toEqual(kept);
    expect(await readHistory(table, invited.partnership.id)).toEqual([]);
  });

  it('writes only what changed', async () => {
    const kept = await save(undefined, active.partnership);
    const answered = active.does(answers('start-questionnaire')).partnership;
    await save(kept, answered);
    expect((await readPartnership(table, answered.id))?.value).toEqual(answered);
  });

  it('keeps history in order, and answers apart', async () => {
    const { id } = active.partnership;
    const events = active.steps.flatMap((step) =>
      step.changes.map((change): HistoryEvent => ({ at: step.at, by: 'drumbeat', change })),
    );
    const kept = await save(undefined, active.partnership, { events });
    const given = { role: 4, hope: 'Talk about pupils' };
    const written = { questionnaire: 'start', person: 'link', given, at: active.now };
    const later: HistoryEvent = {
      at: '2026-09-20T09:00:00Z',
      by: 'link',
      change: { what: 'link-renewed', obligation: 'x' },
    };
    await save(kept, { ...active.partnership }, { answers: written, events: [later] });
    expect(await readHistory(table, id)).toEqual([...events, later]);
    expect(await readAnswers(table, id)).toEqual([written]);
    expect(JSON.stringify(await readPartnership(table, id))).not.toContain('Talk about pupils');
    expect(JSON.stringify(await partnershipsOf(table, cohort.id))).not.toContain('Talk about pupils');
  });
});

describe('a turn', () => {
  it('takes as many writes as its budget counts, whatever is due in a year', async () => {
    const lesson = await sampleCohort('lesson-study');
    const { cohort: whole } = lesson;
    const opened = openPartnership(whole, lesson.schools[0] as School);
    let kept = await save(undefined, opened, { addresses: { lead: whole.lead.email } });
    const sent: number[] = [];
    const counted: Table = {
      ...table,
      documents: {
        send: (command: { readonly input: { readonly TransactItems?: readonly unknown[] } }) => {
          sent.push(command.input.TransactItems?.length ?? 0);
          return table.documents.send(command as never);
        },
      } as never,
    };
    const expected: number[] = [];
    let now = nextMoment(kept.value, whole, whole.launch);
    for (let turns = 0; now && turns < 60; turns++) {
      const { partnership, changes } = decide(kept.value, whole, now);
      const at = now;
      const events = changes
        .filter(({ what }) => what !== 'message-queued')
        .map((change): HistoryEvent => ({ at, by: 'drumbeat', change }));
      expected.push(writesOf(kept.value, partnership, changes));
      kept = await savePartnership(counted, kept, partnership, { ...saving, events });
      // all of it goes, so that the next turn finds it gone
      const gone = partnership.outbox.map(({ key }) => ({ what: 'message-dropped' as const, key, why: 'sent' }));
      const after = gone.reduce((state, change) => apply(state, change, at), partnership);
      kept = await savePartnership(table, kept, after, saving);
      now = nextMoment(kept.value, whole, at);
    }
    expect(sent).toEqual(expected);
    expect(Math.max(...sent)).toBeGreaterThan(4);
  });
});

describe('finding partnerships', () => {
  const of = (school: number) =>
    given(cohort, schools[school] as School)
      .at('2026-09-07T08:00')
      .decides();

  it('gives a cohort’s own, by URN, with their obligations', async () => {
    for (const i of [2, 0, 1]) await save(undefined, of(i).partnership);
    await save(undefined, { ...of(0).partnership, id: 'another/900101', cohort: 'another' });
    const found = await partnershipsOf(table, cohort.id);
    expect(found.map((p) => [p.urn, p.obligations.length])).toEqual([
      ['900101', 1],
      ['900102', 1],
      ['900103', 1],
    ]);
  });

  it('tells where an address owes something, in any spelling, until it is done or passes to the lead', async () => {
    const { link } = schools[0] as School;
    const kept = await save(undefined, invited.partnership);
    expect(await whereOwed(table, link.email.toUpperCase())).toEqual([invited.partnership.id]);
    const signed = invited.at('2026-09-09T10:00').does(signs);
    const again = await save(kept, signed.partnership);
    expect(await whereOwed(table, link.email)).toEqual([]);
    expect(await whereOwed(table, lead)).toEqual([]);
    await save(again, signed.decides().partnership);
    expect(await whereOwed(table, lead)).toEqual([invited.partnership.id]);
  });
});

describe('a draft', () => {
  it('is kept over what was read alone, with a sign of life; a finished act takes it away', async () => {
    const { id } = invited.partnership;
    const before = await save(undefined, invited.partnership);
    expect(await readDraft(table, id, 'sign-agreement')).toEqual({});
    await saveDraft(table, id, 'sign-agreement', { name: 'Rh' }, '2026-09-09T09:00:00Z');
    const first = await readKeptDraft(table, id, 'sign-agreement');
    expect(first).toEqual({ draft: { name: 'Rh' }, rev: 1, at: '2026-09-09T09:00:00Z', pages: {} });
    const again = (name: string, over?: typeof first) =>
      saveDraft(table, id, 'sign-agreement', { name }, '2026-09-09T09:01:00Z', { role: 'link' }, over);
    await again('Rhodri', first);
    // whoever read before that does not save over it
    await expect(again('Somebody', first)).rejects.toBeInstanceOf(Conflict);
    await expect(again('Somebody')).rejects.toBeInstanceOf(Conflict);
    expect(await readDraft(table, id, 'sign-agreement')).toEqual({ name: 'Rhodri' });
    const read = await readPartnership(table, id);
    expect(read?.value.lastSignOfLife).toBe('2026-09-09T09:01:00Z');
    // whoever read it before would save it without the sign of life
    await expect(save(before, invited.partnership)).rejects.toBeInstanceOf(Conflict);
    await save(read, invited.at('2026-09-09T10:00').does(signs).partnership, { drafts: ['sign-agreement'] });
    expect(await readDraft(table, id, 'sign-agreement')).toEqual({});
  });

  it('makes no partnership where there is none', async () => {
    await saveDraft(table, `${cohort.id}/999999`, 'sign-agreement', { name: 'Rh' }, '2026-09-09T09:00:00Z');
    expect(await readPartnership(table, `${cohort.id}/999999`)).toBeUndefined();
  });
});

describe('what DynamoDB says of a conflict', () => {
  // Neither engine raises these: two transactions at the same items at the same moment.
  const failing = (error: Error) =>
    ({ name: 'table', documents: { send: () => Promise.reject(error) } }) as unknown as Table;
  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    });

  it('is a Conflict', async () => {
    for (const error of [cancelled('None', 'TransactionConflict'), cancelled('ConditionalCheckFailed', 'None')])
      await expect(transact(failing(error), [])).rejects.toBeInstanceOf(Conflict);
    expect(asConflict(Object.assign(new Error(), { name: 'TransactionConflictException' }))).toBeInstanceOf(Conflict);
  });

  it('is not what else may go wrong', async () => {
    const throttled = new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
    await expect(transact(failing(throttled), [])).rejects.toBe(throttled);
    const full = cancelled('ProvisionedThroughputExceeded', 'None');
    await expect(transact(failing(full), [])).rejects.toBe(full);
  });
});
