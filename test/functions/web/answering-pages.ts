import { answer } from '#domain/obligations/acts.ts';
import { readersSaid } from '#domain/programme/questionnaire.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { everyForm } from '#test/support/every-form.ts';
import { act } from '#use-cases/act.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { COACHES, grades, openAnswering, WHERE } from './answering-site.ts';
import type { NamedPage } from './look.ts';
import type { Site } from './site.ts';
import type { Visitor } from './visitor.ts';

/** In words: a line, paragraphs with a name, or nothing. */
const written = (coach: number): Readonly<Record<string, string>> =>
  coach % 3 === 0
    ? {}
    : {
        wentwell: `Listening, the ${coach}th time`,
        ...(coach % 2 && { hard: `Time.\n\n${'Coach Number 3 found it long. '.repeat(12)}` }),
      };

/** Every form of question, answers that may be corrected, and the results in each of their states. */
export async function everyAnsweringPage(site: Site, pages: NamedPage[]): Promise<void> {
  const see = async (visitor: Visitor, path: string, state: string) =>
    pages.push({ name: `${path} ${state}`, ...(await visitor.get(path)) });
  const strands = coachingPackage.questionnaires['coaches-start']?.questions.map((question) =>
    question.form === 'scale' ? { ...question, strand: 'Coaching' } : question,
  );
  const { 'coaches-start': first, ...others } = coachingPackage.questionnaires;
  const cohort = await openAnswering(site, {
    ...coachingPackage,
    questionnaires: {
      ...others,
      'coaches-start': { title: '', introduction: '', ...first, questions: strands ?? [] },
      'heads-start': everyForm,
    },
  });
  const results = `/cohorts/${cohort.id}/results`;
  const evaluation = `/cohorts/${cohort.id}/evaluation`;
  await see(await site.lead(), results, 'with no answers');
  await see(await site.lead(), evaluation, 'with no answers');
  const head = site.visitor();
  const link = await site.link(cohort, '900101', 'heads-start-head');
  for (const number of [1, 2, 3, 4, 5]) {
    const path = `${link}/questions/${number}`;
    await see(head, path, 'as it is first seen');
    pages.push({ name: `${path}, sent with nothing`, ...(await head.post(path)) });
  }
  for (const [number, typed] of [
    { trust: '4', confidential: '5', aim: 'Listen' },
    { gain: '1' },
    { phase: '2', 'techniques.feedback': '2', 'techniques.groups': '3', 'techniques.talk': '1' },
    { 'enjoy.1': '0', 'enjoy.2': '12', 'enjoy.3': '15' },
    { grade: '3' },
  ].entries())
    await head.fill(
      `${link}/questions/${number + 1}`,
      Object.fromEntries(Object.entries(typed).map(([key, value]) => [`answer-${key}`, value])),
    );
  await head.fill(`${link}/questions/check`, { confirm: 'yes' });
  for (const path of [link, `${link}/questions/check`, `${link}/questions/3`]) await see(head, path, 'after sending');

  const said = readersSaid(coachingPackage.questionnaires['coaches-start'] ?? { questions: [] });
  const answers = async (questionnaire: string, day: string) => {
    for (let coach = 1; coach <= COACHES; coach++) {
      site.at(`${day}T10:${String(coach).padStart(2, '0')}`);
      const person = `coach-${coach}`;
      await act(site.parts, WHERE, person, (p, _c, now) => answer(p, `${questionnaire}-${person}`, person, now), {
        answers: {
          questionnaire,
          person,
          given: { ...grades((coach % 4) + 1), ...written(coach) },
          at: site.parts.now(),
          said,
        },
      });
    }
  };
  await answers('coaches-start', '2026-09-08');
  await see(await site.lead(), results, 'while people still have time to answer');
  site.at('2026-09-22T09:00');
  await turnCohort(site.parts, cohort.id);
  await see(await site.lead(), results, 'with counts');
  await see(await site.lead(), `${results}/coaches-start`, 'with what people wrote');
  site.at('2027-06-28T09:00');
  await site.turn(cohort);
  await answers('coaches-end', '2027-06-28');
  site.at('2027-07-16T09:00');
  await turnCohort(site.parts, cohort.id);
  const lead = await site.lead();
  await see(lead, results, 'with comparisons');
  await see(lead, evaluation, 'with comparisons');
  const tooLong = await lead.fill(evaluation, { themes: 'Long '.repeat(1_000) });
  pages.push({ name: `${evaluation} with themes too long`, ...tooLong });
  for (const form of ['copy', 'erase']) {
    const path = `/cohorts/${cohort.id}/schools/900101/people/coach-1/${form}`;
    await see(lead, path, 'as it is first seen');
    pages.push({ name: `${path}, sent with nothing`, ...(await lead.post(path)) });
  }
}
