import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { answer } from '#domain/obligations/acts.ts';
import { readAnswers } from '#records/answers.ts';
import { answeringSite, COACHES, grades, WHERE } from '#test/functions/web/answering-site.ts';
import { launchedSite } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { act } from '#use-cases/act.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

let site: Awaited<ReturnType<typeof answeringSite>>['site'];
let cohort: Cohort;
let lead: Visitor;
let home: string;
let page: string;

beforeAll(async () => {
  ({ site, cohort } = await answeringSite());
  site.at('2026-09-08T10:00');
  lead = await site.lead();
  home = `/cohorts/${cohort.id}`;
  page = `${home}/evaluation`;
});
afterAll(() => site.stop());

const answers = async (point: 'start' | 'end', coach: number, grade: number) => {
  const questionnaire = `coaches-${point}`;
  const person = `coach-${coach}`;
  await act(site.parts, WHERE, person, (p, _c, now) => answer(p, `${questionnaire}-${person}`, person, now), {
    answers: { questionnaire, person, given: grades(grade), at: site.parts.now() },
  });
};

const cohortTurn = async () => {
  const { messages } = await turnCohort(site.parts, cohort.id);
  for (const key of messages) await sendMessage(site.parts, outboxOf(cohort.id), key);
};

describe('the evaluation of a cohort that runs', () => {
  it('says how it stands so far, and is open to its lead alone', async () => {
    for (let coach = 1; coach <= COACHES; coach++) await answers('start', coach, 4);
    const { text, status, title } = await lead.get(page);
    expect(status).toBe(200);
    expect(title).toContain('Evaluation of Answers 2026 so far');
    expect(text).toMatch(/Lead coaches’ questionnaire, start\s*coaches\s*12\s*12\s*100%/);
    expect(text).toContain('Agreements signed by the school');
    expect(text).toContain('1 of 1 in time (100%)');
    expect(text).toContain('Answers to questionnaires are erased 12 months after');
    expect((await lead.get(home)).html).toContain(`href="${page}"`);
    const other = await site.lead('m.varga@oakbank.example.org');
    for (const ending of ['', '.csv', '.pdf']) expect((await other.get(page + ending)).status).toBe(404);
    expect((await site.visitor().get(page)).location).toMatch(/^\/sign-in/);
  });

  it('keeps the themes that the lead writes, shows them in the page and both files, and refuses none of them', async () => {
    const saved = await lead.fill(page, { themes: '=Time to talk <b>\nCover that holds' });
    expect(saved.location).toBe(`${page}?told=themes`);
    expect((await lead.get(page)).html).toContain('=Time to talk &lt;b&gt;\nCover that holds');
    const csv = await lead.get(`${page}.csv`);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="evaluation-answers-2026.csv"');
    expect(csv.html).toContain('themes,,,,"\'=Time to talk <b>\nCover that holds"\r\n');
    expect(csv.html).toContain('responses,"Lead coaches’ questionnaire, start",coaches,answered,12\r\n');
    const pdf = await lead.get(`${page}.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.html).toMatch(/^%PDF-1\.7/);
    const tooLong = await lead.fill(page, { themes: 'x'.repeat(4_001) });
    expect(tooLong.status).toBe(422);
    expect(tooLong.text).toContain('Shorten it to 4,000 or fewer');
    expect((await lead.post(page, { themes: 'x', csrf: 'of another' })).status).toBe(403);
  });
});

describe('what is kept, and how long', () => {
  it('is said before a school signs, and to anybody who asks', async () => {
    const invited = await launchedSite();
    const link = await invited.site.link(invited.cohort, '900101', 'sign-agreement');
    const agreement = await invited.site.visitor().get(`${link}/agreement`);
    expect(agreement.text).toContain('Answers to questionnaires are erased 12 months after');
    expect(agreement.text).not.toContain('Reports on sessions');
    await invited.site.stop();
    const { text } = await site.visitor().get('/privacy');
    expect(text).toContain('Reports on sessions are erased 6 months after');
    expect(text).toContain('Names and addresses are erased 12 months after');
  });

  it('is erased of somebody who asks and confirms it', async () => {
    const path = `${home}/schools/900101/people/coach-2/erase`;
    expect((await lead.get(path)).text).toContain('Nothing is erased until they do');
    expect((await lead.fill(path)).status).toBe(422);
    await lead.fill(path, { confirm: 'yes' });
    expect((await readAnswers(site.table, WHERE)).some(({ person }) => person === 'coach-2')).toBe(true);
    await site.turn(cohort);
    const mail = site.mails.findLast(({ kind }) => kind === 'erasure-request');
    const link = /(\/your-data\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    await site.visitor().post(`${link}/erase`, { confirm: 'yes' });
    expect((await readAnswers(site.table, WHERE)).map(({ person }) => person)).not.toContain('coach-2');
    for (const wrong of ['coach-99/copy', 'coach-2/else'])
      expect((await lead.get(`${home}/schools/900101/people/${wrong}`)).status).toBe(404);
  });
});

describe('the evaluation of a cohort that has closed', () => {
  it('is final, goes to the lead by its link, and to the school about itself alone', async () => {
    site.at('2027-06-28T09:00');
    await site.turn(cohort);
    for (let coach = 1; coach <= COACHES; coach++) await answers('end', coach, coach <= 9 ? 1 : 5);
    for (const day of ['2027-07-14', '2027-07-15', '2027-07-16', '2027-07-19', '2027-07-20', '2027-07-21']) {
      site.at(`${day}T09:30`);
      await site.turn(cohort);
      await cohortTurn();
    }
    lead = await site.lead();
    const { text, title } = await lead.get(page);
    expect(title).toContain('Evaluation of Answers 2026');
    expect(title).not.toContain('so far');
    // of one of the twelve the first answers are gone
    expect(text).toContain('Of 11 people, 8 moved towards “1, fully”');
    expect(text).toMatch(/Answers and drafts are erased on \w+ \d+ July 2028/);
    const told = site.mails.find(({ kind }) => kind === 'cohort-summary');
    expect(told?.text).toContain(page);
    const own = site.mails.filter(({ kind }) => kind === 'school-summary');
    expect(own.length).toBeGreaterThan(0);
    for (const { text: words } of own) {
      expect(words).not.toContain('/evaluation');
      expect(words).not.toContain('fully');
    }
  });

  it('stays after what it was made of has gone, while pages of answers lead to it', async () => {
    site.at('2028-08-01T09:30');
    await cohortTurn();
    expect(await readAnswers(site.table, WHERE)).toEqual([]);
    lead = await site.lead();
    const { text } = await lead.get(page);
    expect(text).toContain('Of 11 people, 8 moved towards “1, fully”');
    expect(text).toContain('Answers and drafts have been erased.');
    for (const other of ['results', 'summary']) expect((await lead.get(`${home}/${other}`)).location).toBe(page);
    const school = await lead.get(`${home}/schools/900101`);
    expect(school.status).toBe(200);
    expect(school.text).not.toContain('Coach Number');
    expect(school.text).not.toContain('Adaeze Okafor');
    expect(school.text).toContain('Coach 2');
  });
});
