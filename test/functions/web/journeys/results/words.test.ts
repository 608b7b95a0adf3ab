import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { answer } from '#domain/obligations/acts.ts';
import { everyAnswer } from '#records/answers.ts';
import { answeringSite, COACHES, grades, WHERE } from '#test/functions/web/answering-site.ts';
import { act } from '#use-cases/act.ts';
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
    const says = `${cohort.lead.name} reads this without your name, once at least five people have answered.`;
    expect(form.text).toContain(says);
    expect((await site.visitor().get(link)).text).toContain('without your name, once at least five people');
    await write(everybody);
    expect((await seen()).status).toBe(303);
    await counted();
    const lead = await site.lead();
    expect((await lead.get(`/cohorts/${cohort.id}/results`)).html).toContain(`href="${words}"`);
    const { under, text } = await seen();
    expect(under[0]).toEqual([...everybody].reverse().map((coach) => `${backwards(coach)} went well`));
    expect(under[1]).toHaveLength(COACHES);
    expect(text).toContain('Written by 12 people whose answers were counted by');
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
    // twelve were put together as five and seven
    expect([5, 7]).toContain(under[0]?.length);
    expect(under[1]).toHaveLength(under[0]?.length ?? 0);
    expect(under.flat().join()).not.toContain('for 3,');
    expect(text).toContain('so that no one can tell whose was deleted');
    // whoever goes of those who are not shown any more changes nothing, and the others go together too
    const shown = (under[1] ?? []).map((words) => Number(/for (\d+),/.exec(words)?.[1]));
    const hidden = everybody.filter((coach) => coach !== 3 && !shown.includes(coach));
    await withdraw(site.parts, WHERE, `coach-${hidden[0]}`, `coach-${hidden[0]}`);
    expect((await seen()).under).toEqual(under);
    await withdraw(site.parts, WHERE, `coach-${shown[0]}`, `coach-${shown[0]}`);
    expect((await seen()).under).toEqual([[], []]);
    // what is worked out later brings none of it back
    site.at('2026-09-23T09:00');
    await turnCohort(site.parts, cohort.id);
    expect((await seen()).under).toEqual([[], []]);
  });

  it('is not read where the form that they answered did not say so', async () => {
    for (const coach of everybody) {
      const person = `coach-${coach}`;
      const given = { ...grades((coach % 4) + 1), wentwell: 'For nobody' };
      await act(site.parts, WHERE, person, (p, _c, now) => answer(p, `coaches-start-${person}`, person, now), {
        answers: { questionnaire: 'coaches-start', person, given, at: site.parts.now() },
      });
    }
    await counted();
    const { under, text } = await seen();
    expect(under).toEqual([[], []]);
    expect(text).not.toContain('For nobody');
    expect(text).toContain('No one has written anything here that you can read');
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
