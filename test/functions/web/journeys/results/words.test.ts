import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { answer } from '#domain/obligations/acts.ts';
import { takeOver } from '#domain/obligations/lead-acts.ts';
import { everyAnswer } from '#records/answers.ts';
import { answeringSite, COACHES, grades, WHERE } from '#test/functions/web/answering-site.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';

const WELL = 'What has gone well in your coaching, and why?';
const HARD = 'What has been hard, and what would help?';

let site: Awaited<ReturnType<typeof answeringSite>>['site'];
let cohort: Cohort;
let words: string;
beforeEach(async () => {
  ({ site, cohort } = await answeringSite());
  words = `/cohorts/${cohort.id}/results/coaches-start`;
  site.at('2026-09-08T10:00');
});
afterEach(() => site.stop());

const everybody = Array.from({ length: COACHES }, (_, i) => i + 1);
const backwards = (coach: number) => String.fromCharCode('z'.charCodeAt(0) - coach);

/** Some coaches answer by their links: they grade, and write how it went. */
async function write(coaches: readonly number[]): Promise<void> {
  for (const coach of coaches) {
    const link = await site.link(cohort, '900101', `coaches-start-coach-${coach}`);
    const visitor = site.visitor();
    const graded = Object.entries(grades((coach % 4) + 1)).map(([key, value]) => [`answer-${key}`, String(value)]);
    await visitor.fill(`${link}/questions/1`, Object.fromEntries(graded));
    await visitor.fill(`${link}/questions/2`, { 'answer-wentwell': `${backwards(coach)} went well` });
    await visitor.fill(`${link}/questions/3`, {
      'answer-hard': `It was hard for ${coach}, says Coach Number ${coach}`,
    });
    expect((await visitor.fill(`${link}/questions/check`, { confirm: 'yes' })).location).toBe(link);
  }
}

const counted = async () => {
  site.at('2026-09-22T09:00');
  await turnCohort(site.parts, cohort.id);
};

/** What stands under each question on the page of a lead. */
async function seen(): Promise<{ readonly status: number; readonly text: string; readonly under: string[][] }> {
  const { status, html, text } = await (await site.lead()).get(words);
  const under = [WELL, HARD].map((question) => {
    const [, section = ''] = html.split(`${question}</h2>`);
    return [...(section.split('<h2')[0] ?? '').matchAll(/<li class="govuk-inset[^>]*>(.*?)<\/li>/gs)].map(
      ([, li = '']) => li.replace(/<[^>]*>/g, ''),
    );
  });
  return { status, text, under };
}

describe('what people wrote', () => {
  it('is said above its field to be read by the lead without a name, and is', async () => {
    const link = await site.link(cohort, '900101', 'coaches-start-coach-1');
    const form = await site.visitor().get(`${link}/questions/2`);
    const says = `${cohort.lead.name} can read this without your name, once at least five people have written an answer.`;
    expect(form.text).toContain(says);
    expect((await site.visitor().get(link)).text).toContain(
      'can read what you write in your own words without your name, once at least five people',
    );
    await write(everybody);
    expect((await seen()).status).toBe(303);
    await counted();
    const lead = await site.lead();
    expect((await lead.get(`/cohorts/${cohort.id}/results`)).html).toContain(`href="${words}"`);
    const { under, text } = await seen();
    expect(under[0]).toEqual([...everybody].reverse().map((coach) => `${backwards(coach)} went well`));
    expect(under[1]).toHaveLength(COACHES);
    expect(text).toContain('Written by 12 people.');
    // a name in it is marked, and no other word
    const { html } = await lead.get(words);
    expect(html).toContain('says <mark>Coach</mark> <mark>Number</mark> 1');
    expect(html).not.toMatch(/<mark>(?!Coach|Number)/);
  });

  it('is shown of nobody where fewer than five have answered', async () => {
    await write([1, 2, 3, 4]);
    await counted();
    expect((await seen()).status).toBe(303);
    expect((await (await site.lead()).get(`/cohorts/${cohort.id}/results`)).html).not.toContain(words);
  });

  it('goes together with what others wrote when somebody’s is deleted, so that nobody can tell whose went', async () => {
    await write(everybody);
    await counted();
    await withdraw(site.parts, WHERE, 'coach-3', 'coach-3');
    const { under, text } = await seen();
    // twelve were put together as five and seven, of each question by what they had written
    expect(under[0]).toEqual([12, 11, 10, 9, 8].map((coach) => `${backwards(coach)} went well`));
    expect(under[1]?.map((words) => Number(/for (\d+),/.exec(words)?.[1]))).toEqual([1, 10, 11, 12, 2]);
    expect(text).toContain('so that no one can tell whose was deleted');
    // whoever goes of those who are not shown any more changes nothing
    await withdraw(site.parts, WHERE, 'coach-4', 'coach-4');
    expect((await seen()).under).toEqual(under);
    await withdraw(site.parts, WHERE, 'coach-12', 'coach-12');
    expect((await seen()).under).toEqual([[], []]);
    // what is worked out later brings none of it back
    site.at('2026-09-23T09:00');
    await turnCohort(site.parts, cohort.id);
    expect((await seen()).under).toEqual([[], []]);
  });

  /** Some coaches answered by a form of an earlier release, which named no reader. */
  const wroteEarlier = async (coaches: readonly number[]) => {
    for (const coach of coaches) {
      const person = `coach-${coach}`;
      const given = { ...grades((coach % 4) + 1), wentwell: `For nobody, ${coach}` };
      await act(site.parts, WHERE, person, (p, _c, now) => answer(p, `coaches-start-${person}`, person, now), {
        answers: { questionnaire: 'coaches-start', person, given, at: site.parts.now() },
      });
    }
  };

  it('is not read where the form that they answered did not say so', async () => {
    await wroteEarlier(everybody);
    await counted();
    const { under, text } = await seen();
    expect(under).toEqual([[], []]);
    expect(text).not.toContain('For nobody');
    expect(text).toContain('Fewer than five people have written something here that you can read');
  });

  it('is not shown alone where a few forms said so and most did not, or most people wrote nothing', async () => {
    await wroteEarlier(everybody.slice(0, 8));
    await write(everybody.slice(8));
    await counted();
    expect((await seen()).under).toEqual([[], []]);
  });

  it('stays unread where somebody corrects a grade and leaves their words as they were', async () => {
    await wroteEarlier(everybody);
    for (const coach of everybody) {
      const own = `/sessions/${writeSessionsLink(await site.parts.secret(), await site.partnership(cohort, '900101'), `coach-${coach}`)}`;
      const link = `${own}/owed/coaches-start-coach-${coach}`;
      const visitor = site.visitor();
      const regraded = Object.entries({ ...grades((coach % 4) + 1), welcome: 5 });
      await visitor.fill(
        `${link}/questions/1`,
        Object.fromEntries(regraded.map(([key, value]) => [`answer-${key}`, String(value)])),
      );
      const check = await visitor.get(`${link}/questions/check`);
      expect(check.text).toContain('No one is sent what you write here');
      expect(check.text).not.toContain('can read this');
      // the box is to be ticked
      expect((await visitor.post(`${link}/questions/check`)).status).toBe(422);
      await visitor.fill(`${link}/questions/check`, { confirm: 'yes' });
      expect((await site.answersOf(WHERE, 'coaches-start', `coach-${coach}`))?.given.welcome).toBe(5);
    }
    await counted();
    expect((await seen()).under).toEqual([[], []]);
  });

  it('is read by nobody where the lead types it for somebody, and says so', async () => {
    await act(site.parts, WHERE, 'lead', (p, c, now) => takeOver(p, c, 'coaches-start-coach-1', now));
    const lead = await site.lead();
    const task = `/cohorts/${cohort.id}/schools/900101/owed/coaches-start-coach-1`;
    const form = await lead.get(`${task}/questions/2`);
    expect(form.text).toContain('No one is sent what you write here');
    const graded = Object.entries(grades(3)).map(([key, value]) => [`answer-${key}`, String(value)]);
    await lead.fill(`${task}/questions/1`, Object.fromEntries(graded));
    await lead.fill(`${task}/questions/2`, { 'answer-wentwell': 'Told on the phone' });
    await lead.fill(`${task}/questions/check`, { confirm: 'yes' });
    const kept = await site.answersOf(WHERE, 'coaches-start', 'coach-1');
    expect(kept?.given.wentwell).toBe('Told on the phone');
    expect(kept?.said).toEqual({});
  });

  it('keeps with it who was to read it', async () => {
    await write([1]);
    const [{ it } = {}] = await everyAnswer(site.table, WHERE);
    expect(it).toMatchObject({ said: { wentwell: ['lead'], hard: ['lead'] } });
  });

  it('is for the lead of that cohort alone, and of questionnaires that it reads', async () => {
    await write(everybody);
    await counted();
    expect((await site.visitor().get(words)).status).not.toBe(200);
    const lead = await site.lead();
    expect((await lead.get(`/cohorts/${cohort.id}/results/no-such`)).status).toBe(404);
    expect((await lead.get(`/cohorts/${cohort.id}/results/constructor`)).status).toBe(404);
  });
});
