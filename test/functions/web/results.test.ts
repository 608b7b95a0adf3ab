import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../../shared/domain/acts.ts';
import type { Cohort } from '../../../shared/domain/cohort.ts';
import { readHistory } from '../../../shared/records/history.ts';
import { act } from '../../../shared/use-cases/act.ts';
import { answeringSite, COACHES, grades, WHERE } from './answering-site.ts';
import type { Visitor } from './visitor.ts';

let site: Awaited<ReturnType<typeof answeringSite>>['site'];
let cohort: Cohort;
let lead: Visitor;
let home: string;

beforeAll(async () => {
  ({ site, cohort } = await answeringSite());
  site.at('2026-09-08T10:00');
  lead = await site.lead();
  home = `/cohorts/${cohort.id}/results`;
});
afterAll(() => site.stop());

const answers = async (point: 'start' | 'end', coach: number, grade: number) => {
  site.at(`${point === 'start' ? '2026-09-08' : '2027-06-28'}T10:${String(coach).padStart(2, '0')}`);
  const questionnaire = `coaches-${point}`;
  const person = `coach-${coach}`;
  await act(site.parts, WHERE, person, (p, _c, now) => answer(p, `${questionnaire}-${person}`, person, now), {
    answers: { questionnaire, person, given: grades(grade), at: site.parts.now() },
  });
};

describe('results', () => {
  it('are counts only when they cannot be told apart: nothing of nine, five of ten', async () => {
    for (let coach = 1; coach <= 9; coach++) await answers('start', coach, (coach % 3) + 2);
    const nine = await lead.get(home);
    expect(nine.text).toContain('9 of 12 answered. Counts appear when 10 people have answered');
    expect(nine.html).not.toContain('<svg');
    await answers('start', 10, 5);
    const ten = await lead.get(home);
    expect(ten.text).toContain('Counts of the first 5 of 10 people.');
    expect(ten.text).toContain(
      'Teachers welcome me into their lessons: “2, largely” 1, “3, in part” 2, “4, little” 2.',
    );
    expect(ten.text).toContain('once nobody can answer or correct “Lead coaches’ questionnaire, end” any more');
    await answers('start', 11, 5);
    // the count of who answered moves on, the counts of answers do not
    const eleven = await lead.get(home);
    const drawn = ({ html }: typeof ten) => html.match(/<svg[\s\S]*?<\/svg>/g);
    expect(drawn(eleven)).toEqual(drawn(ten));
    expect(eleven.text).toContain('Counts of the first 5 of 11 people.');
  });

  it('of one page are open to its lead alone, from the page of the cohort', async () => {
    expect((await lead.get(`/cohorts/${cohort.id}`)).html).toContain(`href="${home}"`);
    const other = await site.lead('m.varga@oakbank.example.org');
    expect((await other.get(home)).status).toBe(404);
    expect((await site.visitor().get(home)).location).toMatch(/^\/sign-in/);
  });
});

describe('answers that were sent', () => {
  const OWED = 'coaches-start-coach-12';
  let visitor: Visitor;
  let link: string;
  beforeAll(async () => {
    visitor = site.visitor();
    link = await site.link(cohort, '900101', OWED);
    const typed = (grade: number) =>
      Object.fromEntries(Object.entries(grades(grade)).map(([key, value]) => [`answer-${key}`, String(value)]));
    await visitor.fill(`${link}/questions/1`, typed(2));
    for (const number of [2, 3]) await visitor.fill(`${link}/questions/${number}`, { 'answer-wentwell': 'It went' });
    await visitor.fill(`${link}/questions/check`, { confirm: 'yes' });
  });

  it('open again by the same link, are corrected, and are sent anew with a tick', async () => {
    expect((await visitor.get(link)).html).toContain(`href="${link}/questions/check"`);
    const check = await visitor.get(`${link}/questions/check`);
    expect(check.text).toContain('Your answers, which you can still correct');
    expect(check.text).toContain('2, largely');
    expect((await visitor.get(`${link}/questions/1`)).html).toMatch(/name="answer-welcome"[^>]*value="2" checked/);
    const changed = { ...Object.fromEntries(Object.entries(grades(2)).map(([k, v]) => [`answer-${k}`, String(v)])) };
    const sent = await visitor.fill(`${link}/questions/1`, { ...changed, 'answer-welcome': '4' });
    expect(sent.location).toBe(`${link}/questions/check`);
    expect((await visitor.fill(`${link}/questions/check`)).status).toBe(422);
    const kept = () => site.answersOf(WHERE, 'coaches-start', 'coach-12');
    expect((await kept())?.given.welcome).toBe(2);
    expect((await visitor.fill(`${link}/questions/check`, { confirm: 'yes' })).location).toBe(link);
    expect(await kept()).toMatchObject({ given: { welcome: 4, realtime: 2 }, first: { given: { welcome: 2 } } });
    const corrections = async () =>
      (await readHistory(site.table, WHERE)).filter(({ change }) => change.what === 'answers-corrected');
    expect(await corrections()).toMatchObject([{ by: 'coach-12', change: { obligation: OWED } }]);
    // sent again as they are, nothing has been corrected
    await visitor.fill(`${link}/questions/check`, { confirm: 'yes' });
    expect(await corrections()).toHaveLength(1);
  });

  it('stay closed to a link that was replaced, and to everybody once they were due', async () => {
    const old = await site.link(cohort, '900101', OWED, 0);
    expect((await visitor.get(old)).html).not.toContain('/questions/check');
    expect((await visitor.get(`${old}/questions/check`)).location).toBe(old);
    expect((await visitor.post(`${old}/questions/check`, { confirm: 'yes' })).location).toBe(old);
    const { due } = (await site.partnership(cohort, '900101')).obligations.find((o) => o.id === OWED) ?? {};
    site.at(`${due?.at.slice(0, 10)}T17:01`);
    expect((await visitor.get(link)).html).not.toContain('/questions/check');
    expect((await visitor.get(`${link}/questions/check`)).location).toBe(link);
    const { given } = (await site.answersOf(WHERE, 'coaches-start', 'coach-12')) ?? {};
    await visitor.post(`${link}/questions/1`, { 'answer-welcome': '1' });
    await visitor.post(`${link}/questions/check`, { confirm: 'yes' });
    expect((await site.answersOf(WHERE, 'coaches-start', 'coach-12'))?.given).toEqual(given);
  });
});

describe('the comparison', () => {
  it('waits until the last questionnaire is over, and then tells how people moved', async () => {
    site.at('2027-06-28T09:00');
    lead = await site.lead();
    await site.turn(cohort);
    for (let coach = 1; coach <= COACHES; coach++) await answers('end', coach, coach <= 9 ? 1 : 5);
    expect((await lead.get(home)).text).toContain('once nobody can answer or correct');
    site.at('2027-07-16T09:00');
    lead = await site.lead();
    const { text, html } = await lead.get(home);
    expect(text).toContain('12 people answered both times and are compared with themselves; 0 answered only the first');
    expect(text).toContain('Of 12 people, 9 moved towards “1, fully”');
    expect(html).toContain('id="comparison-1-0-title"');
    expect(text).toContain('Clopper and Pearson');
    for (const secret of ['Coach', 'coach-', '900101', 'Greenlanes'])
      expect(text.replaceAll('Lead coaches', '')).not.toContain(secret);
  });
});
