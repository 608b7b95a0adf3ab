import type { Cohort } from '#domain/cohort/cohort.ts';
import { countersign, sign } from '#domain/obligations/acts.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { library } from '#programmes/library.ts';
import { type Answers, readAnswersOf } from '#records/answers.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { DEPUTY, openSite, type Site } from './site.ts';

export const COACHES = 12;
const ID = 'answers-2026';

export const WHERE = `${ID}/900101`;

/** The same grade for each of the coaches’ statements. */
export const grades = (grade: number): Readonly<Record<string, number>> =>
  Object.fromEntries(['welcome', 'realtime', 'questions', 'time', 'network'].map((key) => [key, grade]));

/** One school whose twelve coaches have been asked the questionnaire of the start. */
export async function answeringSite(): Promise<{
  readonly site: Site & {
    answersOf(where: string, questionnaire: string, person: string): Promise<Answers | undefined>;
  };
  readonly cohort: Cohort;
}> {
  const site = await openSite();
  return {
    site: {
      ...site,
      answersOf: (where, questionnaire, person) => readAnswersOf(site.table, where, questionnaire, person),
    },
    cohort: await openAnswering(site),
  };
}

/** With a programme of the test's own, which the library then holds under a key of its own. */
export async function openAnswering(site: Site, own: Programme = coachingPackage): Promise<Cohort> {
  const programme = own === coachingPackage ? own : { ...own, key: 'of-a-test' };
  if (own !== coachingPackage) {
    const { stop } = site;
    Object.assign(library, { [programme.key]: programme });
    const leave = () => Reflect.deleteProperty(library, programme.key);
    Object.assign(site, { stop: () => stop().finally(leave) });
  }
  const { cohort: sample, schools } = await sampleCohort();
  const cohort = await site.keep({
    cohort: { ...sample, id: ID, name: 'Answers 2026', programme, schoolCount: 1 },
    schools: schools.slice(0, 1).map((school) => ({
      ...school,
      coaches: Array.from({ length: COACHES }, (_, i) => ({
        name: `Coach Number ${i + 1}`,
        email: `coach-${i + 1}@example.org`,
      })),
    })),
  });
  site.at('2026-09-04T09:00');
  await site.launch(cohort);
  site.at('2026-09-07T08:00');
  await site.turn(cohort);
  await act(site.parts, WHERE, 'head', (p, _c, now) =>
    sign(p, 'sign-agreement', 'head', { name: 'Adaeze Okafor', role: 'Headteacher', deputy: DEPUTY }, now),
  );
  await site.turn(cohort);
  await act(site.parts, WHERE, 'lead', (p, _c, now) => countersign(p, 'countersign', { name: 'I', role: 'L' }, now));
  await site.turn(cohort);
  return cohort;
}
