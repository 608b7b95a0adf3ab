import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { answer } from '#domain/obligations/acts.ts';
import { readAnswers } from '#records/answers.ts';
import { readHistory } from '#records/history.ts';
import { readEveryPublished, readRegister } from '#records/published.ts';
import { answeringSite, COACHES, grades, WHERE } from '#test/functions/web/answering-site.ts';
import { dump } from '#test/functions/web/crawl.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';

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

/** The cohort's own turn, at nine in the morning of a day. */
const morning = async (day: string) => {
  site.at(`${day}T09:00`);
  await turnCohort(site.parts, cohort.id);
};
const drawn = ({ html }: { readonly html: string }) => html.match(/<svg[\s\S]*?<\/svg>/g);

describe('results', () => {
  it('are not worked out while those who were asked can still answer or correct', async () => {
    await morning('2026-09-08');
    for (let coach = 1; coach <= 9; coach++) await answers('start', coach, (coach % 3) + 2);
    const nine = await lead.get(home);
    expect(nine.text).toContain('9 of 12 answered. No counts yet. They are worked out when everyone who was asked');
    expect(nine.text).toContain('next worked out on Wednesday 9 September 2026 at 9am');
    expect(nine.html).not.toContain('<svg');
    for (const coach of [10, 11]) await answers('start', coach, 5);
    await morning('2026-09-09');
    lead = await site.lead();
    const eleven = await lead.get(home);
    expect(eleven.html).not.toContain('<svg');
    expect(eleven.text).toContain('11 of 12 answered. No counts yet.');
    expect(eleven.text).toContain('when the time to answer “Lead coaches’ questionnaire, end” is over');
    expect(await readEveryPublished(site.table, cohort.id)).toEqual([]);
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
  let own: string;
  beforeAll(async () => {
    visitor = site.visitor();
    link = await site.link(cohort, '900101', OWED);
    const typed = (grade: number) =>
      Object.fromEntries(Object.entries(grades(grade)).map(([key, value]) => [`answer-${key}`, String(value)]));
    await visitor.fill(`${link}/questions/1`, typed(2));
    for (const number of [2, 3]) await visitor.fill(`${link}/questions/${number}`, { 'answer-wentwell': 'It went' });
    await visitor.fill(`${link}/questions/check`, { confirm: 'yes' });
    expect((await visitor.get(link)).html).not.toContain('/questions/check');
    expect((await visitor.get(`${link}/questions/check`)).location).toBe(link);
    own = `/sessions/${writeSessionsLink(await site.parts.secret(), await site.partnership(cohort, '900101'), 'coach-12')}/owed/${OWED}`;
  });

  it('open again on the page that they asked for, are corrected, and are sent anew with a tick', async () => {
    expect((await visitor.get(own)).html).toContain(`href="${own}/questions/check"`);
    const check = await visitor.get(`${own}/questions/check`);
    expect(check.text).toContain('Your answers, which you can still correct');
    expect(check.text).toContain('2, largely');
    expect((await visitor.get(`${own}/questions/1`)).html).toMatch(/name="answer-welcome"[^>]*value="2" checked/);
    const changed = { ...Object.fromEntries(Object.entries(grades(2)).map(([k, v]) => [`answer-${k}`, String(v)])) };
    const sent = await visitor.fill(`${own}/questions/1`, { ...changed, 'answer-welcome': '4' });
    expect(sent.location).toBe(`${own}/questions/check`);
    expect((await visitor.fill(`${own}/questions/check`)).status).toBe(422);
    const kept = () => site.answersOf(WHERE, 'coaches-start', 'coach-12');
    expect((await kept())?.given.welcome).toBe(2);
    expect((await visitor.fill(`${own}/questions/check`, { confirm: 'yes' })).location).toBe(own);
    expect(await kept()).toMatchObject({ given: { welcome: 4, realtime: 2 }, first: { given: { welcome: 2 } } });
    const corrections = async () =>
      (await readHistory(site.table, WHERE)).filter(({ change }) => change.what === 'answers-corrected');
    expect(await corrections()).toMatchObject([{ by: 'coach-12', change: { obligation: OWED } }]);
    // sent again as they are, nothing has been corrected
    await visitor.fill(`${own}/questions/check`, { confirm: 'yes' });
    expect(await corrections()).toHaveLength(1);
  });

  it('stay closed to a link that was replaced, and to everybody once they were due', async () => {
    const old = await site.link(cohort, '900101', OWED, 0);
    for (const path of [old, `${old}/questions/check`]) expect((await visitor.get(path)).status).toBe(410);
    expect((await visitor.post(`${old}/questions/check`, { confirm: 'yes' })).status).toBe(410);
    const { due } = (await site.partnership(cohort, '900101')).obligations.find((o) => o.id === OWED) ?? {};
    site.at(`${due?.at.slice(0, 10)}T17:01`);
    expect((await visitor.get(own)).html).not.toContain('/questions/check');
    expect((await visitor.get(`${own}/questions/check`)).location).toBe(own);
    const { given } = (await site.answersOf(WHERE, 'coaches-start', 'coach-12')) ?? {};
    await visitor.post(`${own}/questions/1`, { 'answer-welcome': '1' });
    await visitor.post(`${own}/questions/check`, { confirm: 'yes' });
    expect((await site.answersOf(WHERE, 'coaches-start', 'coach-12'))?.given).toEqual(given);
  });
});

describe('once the time to answer is over', () => {
  it('counts are worked out the next morning, and say of how many people and when', async () => {
    await morning('2026-09-22');
    lead = await site.lead();
    const { text, html } = await lead.get(home);
    expect(text).toContain('12 of 12 answered. The time to answer is over.');
    expect(text).toContain('Counts of 12 people, worked out on Tuesday 22 September 2026 at 9am.');
    expect(text).toContain('next worked out on Wednesday 23 September 2026 at 9am. In between, they do not change.');
    // as corrected by the twelfth while that was possible
    expect(text).toContain(
      'Teachers welcome me into their lessons: “2, largely” 3, “3, in part” 3, “4, little” 4, “5, not at all” 2.',
    );
    expect(html).toContain('<svg');
  });

  it('neither who withdraws nor who is erased can be told by what changes: nothing does', async () => {
    const before = await lead.get(home);
    expect(await withdraw(site.parts, WHERE, 'coach-3', 'coach-3')).toHaveProperty('done');
    const after = [await lead.get(home)];
    await morning('2026-09-23');
    lead = await site.lead();
    after.push(await lead.get(home));
    const erase = `/cohorts/${cohort.id}/schools/900101/people/coach-4/erase`;
    expect((await lead.fill(erase, { confirm: 'yes' })).status).toBe(303);
    await site.turn(cohort);
    const asked = site.mails.findLast(({ kind }) => kind === 'erasure-request')?.text ?? '';
    const link = /(\/your-data\/\S+)/.exec(asked)?.[1] ?? '';
    expect((await site.visitor().post(`${link}/erase`, { confirm: 'yes' })).status).toBe(303);
    expect((await readAnswers(site.table, WHERE)).map(({ person }) => person)).not.toContain('coach-4');
    await morning('2026-09-24');
    lead = await site.lead();
    after.push(await lead.get(home));
    for (const page of after) {
      expect(drawn(page)).toEqual(drawn(before));
      expect(page.text).toContain('12 of 12 answered.');
      expect(page.text).toContain('Counts of 12 people, worked out on Tuesday 22 September 2026');
    }
    // of those who have gone no reference is kept, only that twelve were counted
    const register = (await readRegister(site.table, cohort.id))?.value;
    expect(register?.groups.flatMap(({ cells }) => cells).map(({ size, members }) => [size, members.length])).toEqual([
      [12, 10],
    ]);
  });

  it('and pages, files and pictures change nothing that is kept', async () => {
    const before = await dump(site.table);
    for (const path of ['results', 'evaluation', 'evaluation.csv', 'evaluation.pdf'])
      expect((await lead.get(`/cohorts/${cohort.id}/${path}`)).status).toBe(200);
    expect(await dump(site.table)).toEqual(before);
  });
});

describe('the comparison', () => {
  it('waits until the last questionnaire is over, and tells of five fewer than were counted, not of two', async () => {
    site.at('2027-06-28T09:00');
    lead = await site.lead();
    await site.turn(cohort);
    for (let coach = 1; coach <= COACHES; coach++) if (coach !== 3) await answers('end', coach, 1);
    expect((await lead.get(home)).text).toContain('when the time to answer “Lead coaches’ questionnaire, end” is over');
    await morning('2027-07-16');
    lead = await site.lead();
    const { text, html } = await lead.get(home);
    expect(text).toContain('Worked out on Friday 16 July 2027 at 9am, of 7 people.');
    expect(text).toContain('10 people answered both times and are compared with themselves');
    expect(text).toContain('3 people who answered both times are left out');
    expect(text).toContain('Of 7 people, 7 moved towards “1, fully”');
    expect(html).toContain('id="comparison-1-0-title"');
    expect(text).toContain('Clopper and Pearson');
    for (const secret of ['Coach', 'coach-', '900101', 'Greenlanes'])
      expect(text.replaceAll('Lead coaches', '')).not.toContain(secret);
    // the counts of each questionnaire are of the same seven, so no two results differ by one or two
    const told = (await readEveryPublished(site.table, cohort.id)).map(({ part, people }) => [part, people]);
    expect(told.filter(([, people]) => people !== 0)).toEqual([
      ['counts.coaches-end', 7],
      ['counts.coaches-start', 12],
      ['counts.coaches-start', 7],
      ['moved.coach.coaches-start.coaches-end', 7],
    ]);
  });
});
