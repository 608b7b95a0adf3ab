import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { type Link, writeLink } from '#links/link.ts';
import {
  answers,
  choosesTeachers,
  countersigns,
  releases,
  renewsLink,
  signs,
  takesOver,
} from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, oneSchool, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { followLink } from '#use-cases/follow-link.ts';

const sample = oneSchool(await sampleCohort());
const { cohort } = sample;
const id = partnershipId(cohort.id, '900101');

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
  await runDue(parts);
});

/** The link of the last email to somebody, as it stands in it. */
const linkIn = (kind: string) => {
  const email = parts.posted.findLast((m) => m.key.startsWith(id) && m.kind === kind);
  return /\/owed\/([\w.-]+)/.exec((email?.text ?? '').replaceAll('=\r\n', ''))?.[1] ?? '';
};
const follow = (text: string) => followLink(parts, text);
const state = async (text: string) => (await follow(text)).state;
const written = async (change: Partial<Link>) =>
  writeLink((await parts.secret()).current, {
    cohort: cohort.id,
    urn: '900101',
    obligation: 'sign-agreement',
    person: 'link',
    version: 1,
    ...change,
  });
const does = (...judges: Parameters<typeof act>[3][]) =>
  judges.reduce(async (before, judge) => {
    await before;
    expect(await act(parts, id, 'link', judge)).toHaveProperty('done');
    await runDue(parts);
  }, Promise.resolve());

describe('a link in an email', () => {
  it('leads to one person’s part of one obligation', async () => {
    const text = linkIn('agreement-request');
    expect(text).toBe(await written({}));
    expect(await follow(text)).toMatchObject({
      state: 'open',
      partnership: { id },
      obligation: { id: 'sign-agreement' },
      person: { id: 'link', name: 'Rhodri Pugh' },
    });
  });

  it('is the same in a reminder', async () => {
    const asked = linkIn('agreement-request');
    parts.at('2026-09-14T08:00');
    await runDue(parts);
    expect(linkIn('reminder')).toBe(asked);
  });

  it('changes nothing when it is followed', async () => {
    const everything = async () => {
      const { Items = [] } = await parts.table.documents.send(new ScanCommand({ TableName: parts.table.name }));
      return new Map(Items.map((item) => [`${item.pk} ${item.sk}`, item]));
    };
    const before = await everything();
    for (const text of [linkIn('agreement-request'), await written({ version: 9 }), 'x']) await follow(text);
    expect(before.size).toBeGreaterThan(5);
    expect(await everything()).toEqual(before);
  });

  it('leads nowhere when it was written by somebody else or tampered with', async () => {
    const good = await written({});
    const forged = writeLink('another secret', {
      cohort: cohort.id,
      urn: '900101',
      obligation: 'sign-agreement',
      person: 'link',
      version: 1,
    });
    const changed = [
      good.replace('900101', '900102'),
      good.replace('.link.1.', '.link.2.'),
      good.replace('sign-agreement', 'countersign'),
    ];
    for (const text of [forged, ...changed, good.slice(0, -1), `${good}A`, `${good}.`, '', '.....'])
      expect(await state(text), text).toBe('unknown');
  });

  it('leads nowhere when there is no such thing, whoever wrote it', async () => {
    const nowhere = [
      { cohort: 'another' },
      { urn: '999999' },
      { obligation: 'choose-teachers' },
      { person: 'link-2' },
      { person: 'lead' },
    ];
    for (const change of nowhere) expect(await state(await written(change)), JSON.stringify(change)).toBe('unknown');
  });

  it('of one obligation is not another’s', async () => {
    const agreement = linkIn('agreement-request');
    await does(signs, countersigns);
    expect(await follow(linkIn('teachers-request'))).toMatchObject({
      state: 'open',
      obligation: { id: 'choose-teachers' },
    });
    expect(await follow(agreement)).toMatchObject({ state: 'done', obligation: { id: 'sign-agreement' } });
  });

  it('of another person of the school is not theirs to act on', async () => {
    expect(await state(await written({ person: 'head' }))).toBe('taken-over');
  });

  it('says what became of it', async () => {
    const agreement = linkIn('agreement-request');
    await does(signs, countersigns, choosesTeachers);
    const start = linkIn('questionnaire-request');
    expect(await state(agreement)).toBe('done');
    await does(answers('start-questionnaire'));
    expect(await state(start)).toBe('done');
    parts.at('2026-11-27T08:00');
    await runDue(parts);
    const mid = linkIn('questionnaire-request');
    await does(takesOver('mid-questionnaire'));
    expect(await state(mid)).toBe('taken-over');
    parts.at('2027-06-09T08:00');
    await runDue(parts);
    const end = linkIn('questionnaire-request');
    parts.at('2027-07-21T08:00');
    await runDue(parts);
    expect(await state(end)).toBe('lapsed');
  });

  it('stops working when it is released', async () => {
    const text = linkIn('agreement-request');
    await does(releases('sign-agreement'));
    expect(await state(text)).toBe('released');
  });

  it('stops working when a fresh one was sent, and only the fresh one works', async () => {
    const first = linkIn('agreement-request');
    await does(renewsLink('sign-agreement'));
    const second = linkIn('fresh-link');
    expect(second).not.toBe(first);
    expect(await state(first)).toBe('replaced');
    expect(await state(second)).toBe('open');
    parts.at('2026-09-08T09:00');
    await does(renewsLink('sign-agreement'));
    expect(await state(second)).toBe('replaced');
    expect(await state(linkIn('fresh-link'))).toBe('open');
  });
});
