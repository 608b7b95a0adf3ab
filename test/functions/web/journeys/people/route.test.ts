import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { readAnswers } from '#records/answers.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { coverSite } from '#test/functions/web/cover-site.ts';
import { coachingSite, launchedSite, type Site } from '#test/functions/web/site.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

let site: Site;
let cohort: Cohort;
beforeEach(async () => {
  ({ site, cohort } = await launchedSite());
});
afterEach(() => site.stop());

const URN = '900101';
const jo = { name: 'Jo Successor', email: 'jo@example.org' };
const owed = (obligation: string) => site.link(cohort, URN, obligation);
const school = () => site.partnership(cohort, URN);
const home = () => `/cohorts/${cohort.id}/schools/${URN}`;

describe('somebody whom an email was not for', () => {
  it('finds on its page where to say so, and is written to no more', async () => {
    const link = await owed('sign-agreement');
    const stranger = site.visitor();
    expect((await stranger.get(link)).html).toContain(`href="${link}/not-me"`);
    expect((await stranger.fill(`${link}/not-me`, { how: 'not-me' })).status).toBe(422);
    expect(personOf(await school(), 'link')?.gone).toBeUndefined();
    const said = await stranger.fill(`${link}/not-me`, { how: 'not-me', confirm: 'yes' });
    expect(said.text).toContain('You get no more emails from us');
    expect(personOf(await school(), 'link')?.gone).toBe('not-me');
    // what the stranger had opens nothing any more
    expect((await stranger.get(link)).status).toBe(410);
    await site.turn(cohort);
    expect(site.mails.at(-1)).toMatchObject({ kind: 'successor-request' });
  });

  it('cannot name who is meant', async () => {
    const link = await owed('sign-agreement');
    const seen = await site.visitor().fill(`${link}/not-me`, { how: 'not-me', ...jo, confirm: 'yes' });
    expect(seen.status).toBe(422);
    expect(personOf(await school(), 'link')?.version).toBeUndefined();
  });
});

describe('somebody who has left', () => {
  it('can name a successor, who finds everything behind links of their own once that is confirmed', async () => {
    const link = await owed('sign-agreement');
    const before = site.visitor();
    await before.fill(`${link}/agreement/sign`, { fullName: 'Half Written', role: 'Head of', agree: 'yes' });
    expect((await before.get(`${link}/not-me`)).text).toContain('Ingrid Solheim-Pryce must confirm it first');
    await before.post(`${link}/not-me`, { how: 'left', ...jo, confirm: 'yes' });
    expect(personOf(await school(), 'link')?.email).not.toBe(jo.email);
    const lead = await site.lead();
    const confirm = `${home()}/owed/confirm-successor-link/confirm`;
    expect((await lead.get(home())).html).toContain(`href="${confirm}"`);
    await lead.fill(confirm, { answer: 'yes' });
    await lead.post(confirm, { confirm: 'yes' });
    expect(await before.get(link)).toMatchObject({ status: 410 });
    expect((await before.get(link)).text).toContain('This is with somebody else now');
    expect((await before.post(`${link}/agreement/check`, { confirm: 'yes' })).status).toBe(410);
    await site.turn(cohort);
    const mail = site.mails.findLast((m) => m.to === jo.email);
    expect(mail?.kind).toBe('handover');
    const [, theirs = ''] = /(\/owed\/\S+)/.exec(mail?.text ?? '') ?? [];
    expect(theirs).toContain('.link~2.');
    const seen = await site.visitor().get(`${theirs}/agreement/sign`);
    expect(seen.html).toContain('Half Written');
  });

  it('is followed by whom the head names, after a check', async () => {
    const link = await owed('sign-agreement');
    await site.visitor().fill(`${link}/not-me`, { how: 'left', confirm: 'yes' });
    const head = site.visitor();
    const asked = await owed('name-successor-link');
    expect((await head.get(asked)).title).toContain('Name the successor of');
    expect((await head.fill(`${asked}/successor`, { who: 'other' })).status).toBe(422);
    const check = await head.fill(`${asked}/successor`, { who: 'other', ...jo });
    expect(check.status).toBe(200);
    expect(check.text).toContain(`${jo.name} (${jo.email}) becomes the SLT link`);
    expect(personOf(await school(), 'link')?.gone).toBe('left');
    expect((await head.post(`${asked}/successor`, {})).status).toBe(422);
    expect((await head.post(`${asked}/successor`, { confirm: 'yes' })).status).toBe(303);
    expect(personOf(await school(), 'link')).toMatchObject({ ...jo, version: 2 });
    expect((await head.get(asked)).text).toContain('that is noted');
  });
});

describe('the lead', () => {
  it('replaces anybody, now or from a day on, and sees who it was', async () => {
    const lead = await site.lead();
    expect((await lead.get(home())).html).toContain(`${home()}/people/link/replace`);
    const form = `${home()}/people/link/replace`;
    await lead.fill(form, { who: 'other', ...jo });
    expect((await lead.post(form, { confirm: 'yes' })).location).toContain('told=replaced');
    const head = `${home()}/people/head/replace`;
    await lead.fill(head, { who: 'other', ...jo, 'from-day': '1', 'from-month': '10', 'from-year': '2026' });
    await lead.post(head, { confirm: 'yes' });
    const seen = await lead.get(home());
    expect(seen.text).toContain('Jo Successor follows as headteacher from Thursday 1 October 2026');
    expect(seen.text).toContain('Jo Successor is now the SLT link, in the place of');
    expect((await lead.fill(`${home()}/people/nobody/replace`, {})).status).toBe(404);
  });

  it('puts an address right', async () => {
    const lead = await site.lead();
    const form = `${home()}/people/link/replace`;
    await lead.fill(form, { who: 'same', email: 'right@example.org' });
    await lead.post(form, { confirm: 'yes' });
    expect(personOf(await school(), 'link')).toMatchObject({ email: 'right@example.org' });
    expect(personOf(await school(), 'link')?.version).toBeUndefined();
  });

  it('withdraws a school, at once or from a day on', async () => {
    const lead = await site.lead();
    await lead.fill(`${home()}/withdraw`, { 'from-day': '1', 'from-month': '10', 'from-year': '2026', confirm: 'yes' });
    expect((await lead.get(home())).text).toContain('withdraws on Thursday 1 October 2026');
    expect((await lead.fill(`${home()}/withdraw`, {})).status).toBe(422);
    expect((await lead.fill(`${home()}/withdraw`, { confirm: 'yes' })).location).toContain('told=school-withdrawn');
    expect((await school()).stage).toBe('withdrawn');
    const link = await owed('sign-agreement');
    expect((await site.visitor().get(link)).text).toContain('Your school has withdrawn');
    expect((await lead.get(home())).status).toBe(200);
    expect((await lead.get(`${home()}/withdraw`)).status).toBe(404);
  });

  it('cancels what was planned for a day, before it comes', async () => {
    const lead = await site.lead();
    const day = { 'from-day': '1', 'from-month': '10', 'from-year': '2026' };
    await lead.fill(`${home()}/people/head/replace`, { who: 'other', ...jo, ...day });
    await lead.post(`${home()}/people/head/replace`, { confirm: 'yes' });
    expect((await lead.get(home())).html).toContain(`href="${home()}/people/head/replace/cancel"`);
    const cancelled = await lead.fill(`${home()}/people/head/replace/cancel`, { confirm: 'yes' });
    expect((await lead.get(cancelled.location ?? '')).text).toContain('It is cancelled. Whoever is there stays');
    expect((await school()).handovers).toEqual([]);
    expect((await lead.get(`${home()}/people/head/replace/cancel`)).status).toBe(404);
    await lead.fill(`${home()}/withdraw`, { ...day, confirm: 'yes' });
    // what the lead has said is the lead's to take back
    const link = `${await owed('sign-agreement')}/withdraw-school`;
    const by = site.visitor();
    expect((await by.get(link)).html).toContain(`href="${link}/cancel"`);
    expect((await by.fill(`${link}/cancel`, { confirm: 'yes' })).text).toContain('The programme lead said that');
    await lead.fill(`${home()}/withdraw/cancel`, { confirm: 'yes' });
    expect((await school()).leaving).toBeUndefined();
    expect((await lead.get(home())).text).toContain('said that the school stays');
    await by.fill(link, { ...day, confirm: 'yes' });
    expect((await by.fill(`${link}/cancel`, { confirm: 'yes' })).title).toContain('Your school stays');
    expect((await school()).leaving).toBeUndefined();
  });

  it('ends a cohort: each school is told once, and it closes with its summary', async () => {
    const lead = await site.lead();
    const end = `/cohorts/${cohort.id}/end`;
    expect((await lead.fill(end, {})).status).toBe(422);
    expect((await lead.fill(end, { confirm: 'yes' })).location).toContain('told=ending');
    await turnCohort(site.parts, cohort.id);
    await turnCohort(site.parts, cohort.id);
    expect((await readCohortFacts(site.table, cohort.id))?.stage).toBe('closed');
    await site.turn(cohort);
    const told = site.mails.filter((m) => m.kind === 'cohort-ended');
    expect(told).toHaveLength(2 * cohort.schoolCount);
    expect((await lead.get(end)).status).toBe(404);
  });

  it('of a school can be the link who withdraws it, once the head has confirmed it', async () => {
    const link = await owed('sign-agreement');
    const by = site.visitor();
    const asked = await by.fill(`${link}/withdraw-school`, { confirm: 'yes' });
    expect(asked.text).toContain('The withdrawal waits to be confirmed');
    expect((await school()).stage).toBe('invited');
    await site.turn(cohort);
    const request = site.mails.findLast((m) => m.kind === 'confirmation-request' && m.to !== cohort.lead.email);
    const [, heads = ''] = /(\/owed\/\S+)/.exec(request?.text ?? '') ?? [];
    const head = site.visitor();
    expect((await head.fill(`${heads}/confirm`, { answer: 'yes' })).text).toContain('This cannot be undone');
    expect((await head.post(`${heads}/confirm`, { confirm: 'yes' })).status).toBe(303);
    expect((await head.get(heads)).text).toContain('the withdrawal is confirmed');
    expect((await school()).withdrawn?.by).toBe('link');
    expect((await by.get(`${link}/withdraw`)).text).toContain('Your school has withdrawn');
  });
});

describe('a participant', () => {
  it('withdraws by their own link: what they wrote is gone, and the link says how the group goes on', async () => {
    const at = await coverSite(coverSchool().until('2026-10-08T13:00'), '2026-10-08T14:00');
    const record = await at.owed('cycle-1-1-record');
    const teacher = at.site.visitor();
    const { questionnaires } = at.cohort.programme;
    const asked = questionnaires[at.cohort.programme.cycles?.record?.questionnaire ?? '']?.questions ?? [];
    await teacher.fill(
      `${record}/questions/1`,
      Object.fromEntries(asked.flatMap((q) => ('key' in q ? [[`answer-${q.key}`, 'Something']] : []))),
    );
    const theirs = await at.sessions('teacher-1');
    expect((await teacher.get(theirs)).html).toContain(`${theirs}/withdraw"`);
    expect((await teacher.fill(`${theirs}/withdraw`, {})).status).toBe(422);
    expect((await teacher.fill(`${theirs}/withdraw`, { confirm: 'yes' })).title).toContain('You have withdrawn');
    for (const path of [theirs, record]) expect((await teacher.get(path)).status).toBe(410);
    const calendar = await teacher.get(`${theirs}/calendar.ics`);
    expect(calendar.html).toMatch(/^BEGIN:VCALENDAR/);
    expect(calendar.html).not.toContain('VEVENT');
    expect((await teacher.get(theirs)).text).toContain('You no longer take part');
    const link = at.site.visitor();
    const settle = await at.owed('settle-group-teacher-1');
    expect((await link.get(settle)).title).toContain('Settle the future of Triad 1');
    expect((await link.fill(`${settle}/group`, {})).status).toBe(422);
    const check = await link.fill(`${settle}/group`, { choice: 'carry-on' });
    expect(check.text).toContain('planned anew for you to agree');
    expect((await link.post(`${settle}/group`, { confirm: 'yes' })).status).toBe(303);
    expect((await at.partnership()).groups[0]?.members).toEqual(['teacher-2', 'teacher-3']);
    await at.site.stop();
  });

  it('of a coaching package can too; who looks after the school cannot', async () => {
    const coaching = await coachingSite();
    const p = await coaching.site.partnership(coaching.cohort, URN);
    const sessions = `/sessions/${writeSessionsLink(await coaching.site.parts.secret(), p, 'coach-1')}`;
    await coaching.site.visitor().fill(`${sessions}/withdraw`, { what: 'programme', confirm: 'yes' });
    expect(personOf(await coaching.site.partnership(coaching.cohort, URN), 'coach-1')).toBeUndefined();
    expect(await readAnswers(coaching.site.table, p.id)).toEqual([]);
    await coaching.site.stop();
    const link = await owed('sign-agreement');
    expect((await site.visitor().get(`${link}/withdraw`)).status).toBe(404);
  });
});
