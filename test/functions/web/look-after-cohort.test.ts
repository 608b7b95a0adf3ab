import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { readAnswers } from '#records/answers.ts';
import { act } from '#use-cases/act.ts';
import { launchedSite, OTHER_LEAD, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

describe('a lead who looks after a cohort', () => {
  let site: Site;
  let cohort: Cohort;
  let lead: Visitor;
  let home: string;
  beforeAll(async () => {
    ({ site, cohort } = await launchedSite());
    lead = await site.lead();
    home = `/cohorts/${cohort.id}`;
  });
  afterAll(() => site.stop());

  const signedIn = async (at: string) => {
    site.at(at);
    lead = await site.lead();
  };

  it('sees who is behind, by how many school days', async () => {
    await signedIn('2026-09-25T12:00');
    await act(site.parts, `${cohort.id}/900101`, 'link', (p, _c, now) =>
      sign(p, 'sign-agreement', 'link', { name: 'Rhodri Pugh', role: 'Deputy' }, now),
    );
    await site.turn(cohort);
    const all = await lead.get(home);
    expect(all.text).toContain('3 schools 2 overdue 1 waiting for you');
    expect(all.text).toContain('overdue by 4 school days');
    const overdue = await lead.get(`${home}?show=overdue`);
    expect(overdue.text).not.toContain('Greenlanes');
    expect((await lead.get(`${home}?show=yours`)).text).not.toContain('Millbrook');
  });

  it('reads the agreement and countersigns it, once', async () => {
    const path = `${home}/schools/900101/countersign`;
    const page = await lead.get(path);
    expect(page.text).toContain('Rhodri Pugh, Deputy');
    expect(page.text).toContain(cohort.programme.agreement.ethics[0]);
    expect((await lead.post(path, { fullName: 'Ingrid Solheim-Pryce' })).status).toBe(422);
    const signature = { fullName: 'Ingrid Solheim-Pryce', role: 'Director', agree: 'yes' };
    await lead.get(path);
    await Promise.all([1, 2].map(() => lead.post(path, signature)));
    const { signatures, stage } = await site.partnership(cohort, '900101');
    expect([signatures.length, stage]).toEqual([2, 'agreed']);
  });

  it('gives more time, only until a school day that is still to come', async () => {
    const path = `${home}/schools/900102/owed/sign-agreement/extend`;
    const to = (day: string, month: string, year: string) =>
      lead.fill(path, { 'to-day': day, 'to-month': month, 'to-year': year });
    expect((await to('3', 'oct', '2026')).text).toContain('That day is a weekend');
    expect((await to('4', '9', '2026')).text).toContain('must be today or later');
    expect((await to('', '9', '2026')).text).toContain('must include a day');
    const follows = await to('9', 'oct', '2026');
    expect(follows.text).toContain('The lesson study agreement: due Mon 21 Sept 2026 Fri 9 Oct 2026');
    expect(follows.text).toContain('Reminder of the lesson study agreement');
    expect(follows.text).toMatch(/Told by email: .* \(SLT link\)/);
    expect((await site.partnership(cohort, '900102')).obligations[0]?.due.local).toBe('2026-09-21T17:00');
    const twice = await Promise.all(
      [1, 2].map(() => lead.post(path, { 'to-day': '9', 'to-month': 'oct', 'to-year': '2026' })),
    );
    expect(twice.map((one) => one.location).sort()).toEqual([
      `${home}/schools/900102?told=already`,
      `${home}/schools/900102?told=extend`,
    ]);
    expect((await to('9', 'oct', '2026')).location).toBe(`${home}/schools/900102?told=already`);
    expect((await site.partnership(cohort, '900102')).obligations[0]?.due.local).toBe('2026-10-09T17:00');
    expect((await lead.get(`${home}/schools/900102?told=extend`)).text).toContain('5pm on Friday 9 October 2026');
  });

  it('chases at once, never twice in a day', async () => {
    await signedIn('2026-09-29T12:00');
    const path = `${home}/schools/900102/owed/sign-agreement/chase`;
    await lead.get(path);
    await Promise.all([1, 2].map(() => lead.post(path)));
    const queued = (await site.partnership(cohort, '900102')).outbox.filter((m) => m.kind === 'reminder');
    expect(queued).toHaveLength(1);
    await site.turn(cohort);
    expect((await lead.fill(path)).location).toMatch(/told=already$/);
  });

  it('releases with a tick, and the link stops working', async () => {
    const link = await site.link(cohort, '900103', 'sign-agreement');
    const path = `${home}/schools/900103/owed/sign-agreement/release`;
    expect((await lead.fill(path)).status).toBe(422);
    expect((await lead.fill(path, { confirm: 'yes' })).location).toMatch(/told=release$/);
    expect((await lead.post(path, { confirm: 'yes' })).location).toMatch(/told=already$/);
    expect((await site.visitor().get(link)).status).toBe(410);
  });

  it('takes over what a school does not do, and does it in its place', async () => {
    await site.turn(cohort);
    const school = `${home}/schools/900101`;
    const link = await site.link(cohort, '900101', 'choose-teachers');
    expect((await lead.get(`${school}/owed/choose-teachers/teachers`)).status).toBe(404);
    await lead.fill(`${school}/owed/choose-teachers/take-over`, { confirm: 'yes' });
    expect((await site.visitor().get(link)).status).toBe(410);
    expect((await lead.get(school)).text).toContain('Do it for the school');
    const form = await lead.get(`${school}/owed/choose-teachers/teachers`);
    const fields = Object.fromEntries(
      [...form.html.matchAll(/name="(group[^"]+)"[^>]*value="([^"]*)"/g)].map(([, n = '', v = '']) => [n, v]),
    );
    expect((await lead.post(`${school}/owed/choose-teachers/teachers`, fields)).location).toMatch(/\/check$/);
    await lead.get(`${school}/owed/choose-teachers/teachers/check`);
    await lead.post(`${school}/owed/choose-teachers/teachers/check`, { confirm: 'yes' });
    const partnership = await site.partnership(cohort, '900101');
    expect(partnership.stage).toBe('active');
    expect((await lead.get(`${school}/owed/choose-teachers`)).location).toBe(school);
    expect(await readAnswers(site.table, partnership.id)).toEqual([]);
  });

  it('answers a questionnaire with what a school told them, which is no sign of life of the school', async () => {
    await site.turn(cohort);
    const before = (await site.partnership(cohort, '900101')).lastSignOfLife;
    const owed = `${home}/schools/900101/owed/start-questionnaire`;
    await lead.fill(`${owed}/take-over`, { confirm: 'yes' });
    const grades = ['role', 'time', 'cover', 'talk', 'change', 'leaders'].map((key) => [`answer-${key}`, '2']);
    expect((await lead.fill(`${owed}/questions/1`, Object.fromEntries(grades))).location).toBe(`${owed}/questions/2`);
    for (const page of [2, 3, 4]) await lead.fill(`${owed}/questions/${page}`, { go: 'on' });
    expect((await lead.fill(`${owed}/questions/check`, { confirm: 'yes' })).location).toBe(owed);
    const answers = await readAnswers(site.table, `${cohort.id}/900101`);
    expect(answers.map(({ person, questionnaire }) => [person, questionnaire])).toEqual([['link', 'start']]);
    expect((await site.partnership(cohort, '900101')).lastSignOfLife).toBe(before);
  });

  it('reads the history in plain sentences, people by their role', async () => {
    const { text } = await lead.get(`${home}/schools/900101?history=oldest`);
    for (const sentence of [
      'The cohort was launched for this school.',
      'The SLT link was asked for the lesson study agreement, due on Mon 21 Sept 2026.',
      'Rhodri Pugh (Deputy) signed the agreement for the school.',
      'Email to the SLT link: request to sign the agreement, sent.',
      'The programme lead took over the names of teachers, now due on',
      'The programme lead named six teachers in two groups.',
      'The school is active in the programme.',
    ])
      expect(text).toContain(sentence);
    expect(text.split('History')[1]).not.toContain('@');
  });

  it('sees nothing of another lead’s cohort, whatever the page', async () => {
    const other = await site.lead(OTHER_LEAD);
    expect((await other.get('/cohorts')).text).toContain('You have no cohort yet');
    const paths = [
      '',
      '/launch',
      '/rehearsal',
      '/summary',
      '/schools/900101',
      '/schools/900101/countersign',
      '/schools/900102/owed/sign-agreement/extend',
    ];
    for (const path of paths) {
      const seen = await other.get(home + path);
      expect([path, seen.status]).toEqual([path, 404]);
      expect(seen.html).toBe((await other.get('/cohorts/nobody-at-all')).html);
    }
    await other.get('/cohorts/import');
    for (const path of ['/launch', '/schools/900102/owed/sign-agreement/release', '/schools/900101/countersign'])
      expect((await other.post(home + path, { confirm: 'yes' })).status).toBe(404);
    expect((await site.partnership(cohort, '900102')).obligations[0]?.end).toBeUndefined();
  });
});
