import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { whereOwed } from '#records/partnerships.ts';
import { countersigns, extendsTo, renewsLink, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, oneSchool, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { followLink } from '#use-cases/follow-link.ts';

const sample = oneSchool(await sampleCohort('film-literacy'));
const [school] = sample.schools;
const [link, second] = [school?.link.email ?? '', school?.second?.email ?? ''];
const id = partnershipId(sample.cohort.id, school?.urn ?? '');

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
  await runDue(parts);
});

const emails = (kind: string, to: string) => parts.posted.filter((m) => m.kind === kind && m.to === to);
const linkIn = (kind: string, to: string) =>
  /\/owed\/([\w.-]+)/.exec((emails(kind, to).at(-1)?.text ?? '').replaceAll('=\r\n', ''))?.[1] ?? '';
const does = async (by: string, judge: Parameters<typeof act>[3]) => {
  expect(await act(parts, id, by, judge)).toHaveProperty('done');
  await runDue(parts);
};

describe('the second contact of a school', () => {
  it('is asked for what the link is asked for, by a link of their own', async () => {
    const [one, another] = [linkIn('agreement-request', link), linkIn('agreement-request', second)];
    expect(another).not.toBe(one);
    const open = { state: 'open', obligation: { id: 'sign-agreement' } };
    expect(await followLink(parts, one)).toMatchObject({ ...open, person: { id: 'link' } });
    expect(await followLink(parts, another)).toMatchObject({ ...open, person: { id: 'link-2' } });
  });

  it('is reminded too, each once a day, with the same link as at first', async () => {
    parts.at('2026-09-14T08:00');
    await runDue(parts);
    expect(emails('reminder', link)).toHaveLength(1);
    expect(emails('reminder', second)).toHaveLength(1);
    expect(linkIn('reminder', second)).toBe(linkIn('agreement-request', second));
  });

  it('is done when either has done it, and then neither is chased', async () => {
    const theirs = linkIn('agreement-request', link);
    await does('link-2', signs);
    expect(await followLink(parts, theirs)).toMatchObject({ state: 'done' });
    await does('lead', countersigns);
    expect([link, second].map((to) => emails('signed-agreement', to).length)).toEqual([1, 1]);
    parts.at('2026-09-14T08:00');
    await runDue(parts);
    expect(parts.posted.filter((m) => m.kind === 'reminder')).toEqual([]);
  });

  it('hears of more time, and gets a link that works when one is renewed', async () => {
    await does('lead', extendsTo('sign-agreement', '2026-10-05'));
    parts.at('2026-09-07T16:30');
    await runDue(parts);
    expect([link, second].map((to) => emails('deadline-extended', to).length)).toEqual([1, 1]);
    await does('link', renewsLink('sign-agreement'));
    for (const to of [link, second])
      expect(await followLink(parts, linkIn('fresh-link', to))).toMatchObject({ state: 'open' });
    expect(await followLink(parts, linkIn('agreement-request', second))).toMatchObject({ state: 'replaced' });
  });

  it('is found by their address while something is owed', async () => {
    expect(await whereOwed(parts.table, second.toUpperCase())).toEqual([id]);
    await does('link', signs);
    expect(await whereOwed(parts.table, second)).toEqual([]);
  });
});
