import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { readAnswers } from '#records/answers.ts';
import { openAnswering, WHERE } from '#test/functions/web/answering-site.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { faultsInHtml } from '#test/functions/web/page-faults.ts';
import { openSite, type Site } from '#test/functions/web/site.ts';
import { everyField, everyForm } from '#test/support/every-form.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

let site: Site;
let cohort: Cohort;
let room: string;

const kept = async () => (await readAnswers(site.table, WHERE)).filter(({ questionnaire }) => questionnaire === 'day');

beforeAll(async () => {
  site = await openSite();
  cohort = await openAnswering(site, {
    ...coachingPackage,
    questionnaires: { ...coachingPackage.questionnaires, day: { ...everyForm, title: 'The day', anonymous: true } },
  });
  const lead = await site.lead();
  expect((await lead.get(`/cohorts/${cohort.id}`)).html).toContain(`/cohorts/${cohort.id}/rooms`);
  const page = await lead.get(`/cohorts/${cohort.id}/rooms`);
  expect(await faultsInHtml([{ name: 'rooms', ...page }])).toEqual([]);
  expect(page.html).toMatch(/<svg role="img" aria-label="Code of the link for Greenlanes/);
  room = new URL(/<a class="app-typed" href="([^"]*)"/.exec(page.html)?.[1] ?? '').pathname;
});
afterAll(() => site.stop());

describe('a room', () => {
  it('answers by one link on one page, and is told there what is missing', async () => {
    const page = await site.visitor().get(room);
    expect(page.status).toBe(200);
    expect(await faultsInHtml([{ name: 'room', ...page }])).toEqual([]);
    const visitor = site.visitor();
    const wrong = await visitor.fill(room, { ...everyField, 'answer-gain': '' });
    expect([wrong.status, wrong.text.includes('Choose an answer for “In planning”')]).toEqual([422, true]);
    expect(wrong.html).toMatch(/name="answer-trust"[^>]*value="4" checked/);
    expect(await kept()).toEqual([]);
    // mended, it is sent with the number that it had
    expect((await visitor.post(room, everyField)).location).toBe(`${room}/sent`);
    expect((await visitor.get(`${room}/sent`)).text).toContain('Your answers are sent');
    expect((await kept()).map(({ given }) => [given.trust, given['enjoy.2']])).toEqual([[4, 12]]);
  });

  it('has another link when the lead replaces it, and who has the earlier one cannot answer', async () => {
    const lead = await site.lead();
    const { html } = await lead.get(`/cohorts/${cohort.id}/rooms`);
    const [, replace = ''] = /href="([^"]*900101\/day\/replace)"/.exec(html) ?? [];
    expect((await lead.fill(replace)).status).toBe(422);
    expect((await lead.fill(replace, { confirm: 'yes' })).location).toBe(`/cohorts/${cohort.id}/rooms`);
    const before = await kept();
    expect((await site.visitor().get(room)).status).toBe(404);
    expect((await site.visitor().post(room, everyField)).status).toBe(404);
    expect(await kept()).toEqual(before);
    const after = await lead.get(`/cohorts/${cohort.id}/rooms`);
    room = new URL(/<a class="app-typed" href="([^"]*)"/.exec(after.html)?.[1] ?? '').pathname;
    expect((await site.visitor().get(room)).status).toBe(200);
  });

  it('counts a form once, however often it is sent', async () => {
    const visitor = site.visitor();
    await visitor.get(room);
    await Promise.all([1, 2, 3].map(() => visitor.post(room, everyField)));
    expect(await kept()).toHaveLength(2);
    expect((await visitor.post(room, { ...everyField, number: '' })).status).toBe(422);
    expect(await kept()).toHaveLength(2);
  });

  it('keeps nothing of who answered, and no sign that somebody did', async () => {
    const before = await site.partnership(cohort, '900101');
    await site.visitor().fill(room, everyField);
    expect(await site.partnership(cohort, '900101')).toEqual(before);
    for (const { person } of await kept()) expect(person).toMatch(/^room-[\w-]{22}$/);
  });

  it('changes nothing when it is only read, and leads nowhere by another link', async () => {
    const before = await dump(site.table);
    await site.visitor().get(room);
    expect(await dump(site.table)).toEqual(before);
    expect((await site.visitor().get(`${room}x`)).status).toBe(404);
    expect((await site.visitor().get(room.replace('/room/', '/owed/'))).status).toBe(404);
    const owed = await site.link(cohort, '900101', 'heads-start-head');
    expect((await site.visitor().get(owed.replace('/owed/', '/room/'))).status).toBe(404);
  });

  it('is in the results, and nobody is compared', async () => {
    for (let i = 0; i < 7; i++) {
      site.at(`2026-09-08T10:0${i}`);
      await site.visitor().fill(room, everyField);
    }
    site.at('2026-09-09T09:00');
    await turnCohort(site.parts, cohort.id);
    const { text } = await (await site.lead()).get(`/cohorts/${cohort.id}/results`);
    expect(text).toContain('Counts of 10 people, worked out on Wednesday 9 September 2026 at 9am.');
    expect(text).not.toContain('“The day”');
  });
});
