import { describe, expect, it } from 'vitest';
import type { Programme, Step } from '#domain/programme/programme.ts';
import { itemsOf, questionsOf } from '#domain/programme/questionnaire.ts';
import { library } from '#programmes/library.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const programme = (key: string): Programme => {
  const found = library[key];
  if (!found) throw new Error(`The library has no ${key}`);
  return found;
};
const asked = (key: string, questionnaire: string) => {
  const found = programme(key).questionnaires[questionnaire];
  if (!found) throw new Error(`${key} asks no ${questionnaire}`);
  return found;
};
const items = (key: string, questionnaire: string) => itemsOf(asked(key, questionnaire));
const steps = (key: string, named: RegExp): readonly Step[] => programme(key).steps.filter((s) => named.test(s.key));
const points = (key: string, questionnaire: string) => [
  ...new Set(items(key, questionnaire).map(({ scale }) => scale.points.length)),
];
const minutes = (key: string) => programme(key).guides?.flatMap((g) => g.steps.map((s) => s.minutes));

/** people of a role in the sample, and schools */
const sample = async (key: string) => {
  const { schools } = await sampleCohort(key);
  const count = (of: 'teachers' | 'coaches' | 'mentors') => schools.reduce((sum, s) => sum + (s[of]?.length ?? 0), 0);
  return { schools: schools.length, teachers: count('teachers'), coaches: count('coaches'), mentors: count('mentors') };
};

/** members of each group, wherever they come from */
const groups = async (key: string) => {
  const { schools } = await sampleCohort(key);
  const members = schools.flatMap(({ urn, teachers, guests = [] }) =>
    [...teachers.filter((t) => t.group), ...guests].map(({ group }) => `${urn} ${group}`),
  );
  return [...Map.groupBy(members, (name) => name).values()].map((all) => all.length);
};
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

describe('each programme is as it was run', () => {
  it('all sixteen', () => {
    expect(Object.keys(library)).toHaveLength(16);
  });

  it('lesson study: six teachers in two triads, four cycles, and what the lead does at mid and end', async () => {
    const { groups: shape, cycles, agreement } = programme('lesson-study');
    expect(shape).toMatchObject({ size: 3, perSchool: 2 });
    expect(cycles?.windows.map(({ from }) => from.term)).toEqual([1, 1, 2, 2]);
    expect(agreement.schoolCommitments).toHaveLength(6);
    expect(
      steps('lesson-study', /./)
        .filter((s) => s.kind === 'hold-meeting')
        .map((s) => `${s.key} ${s.owner}`),
    ).toEqual([
      'training-visit lead',
      'mid-interviews lead',
      'mid-review lead',
      'mid-feedback lead',
      'end-interviews lead',
      'end-review lead',
      'end-feedback lead',
    ]);
    expect(await sample('lesson-study')).toMatchObject({ schools: 3, teachers: 18 });
  });

  it('coaching package: six open questions and five statements from 1 to 5', () => {
    expect(items('coaching-package', 'heads-start')).toHaveLength(5);
    const open = (key: string) =>
      questionsOf(asked('coaching-package', key)).flatMap((q) => (q.form === 'open' ? q.key : []));
    // what has changed is asked once there is something to see, and a head may always add to it
    expect(open('heads-start')).toEqual(['why', 'explained', 'hope', 'pedagogy', 'other']);
    for (const later of ['heads-mid', 'heads-end'])
      expect(open(later)).toEqual(['why', 'explained', 'hope', 'pedagogy', 'impact', 'evidence', 'other']);
    expect(points('coaching-package', 'heads-start')).toEqual([5]);
    expect(programme('coaching-package').sessions?.report.due).toEqual({ hours: 24 });
  });

  it('trainees: 29 statements in eight groups, seven questions, three grades, two reports', async () => {
    const audit = items('itt-mentoring', 'audit-september');
    expect([...Map.groupBy(audit, (one) => one.strand).values()].map((all) => all.length)).toEqual([
      5, 4, 4, 3, 2, 4, 4, 3,
    ]);
    expect(audit).toEqual(items('itt-mentoring', 'audit-july'));
    expect(points('itt-mentoring', 'audit-july')).toEqual([5]);
    expect(questionsOf(asked('itt-mentoring', 'mentor-evidence'))).toHaveLength(7);
    expect(steps('itt-mentoring', /^grades-/)).toHaveLength(3);
    expect(steps('itt-mentoring', /^report-/)).toHaveLength(2);
    expect(new Set(steps('itt-mentoring', /^review-/).map((s) => s.key.slice(0, 8)))).toEqual(
      new Set(['review-1', 'review-2']),
    );
    expect(await sample('itt-mentoring')).toMatchObject({ mentors: 8, teachers: 8 });
  });

  it('peer coaching: five principles, four steps a cycle in turns, two full cycles a year, five strands', async () => {
    expect(programme('peer-coaching').agreement.schoolCommitments).toHaveLength(5);
    for (const cycle of [1, 2, 3, 4])
      expect(steps('peer-coaching', new RegExp(`^cycle-${cycle}-`)).map((s) => `${s.turn} ${s.kind}`)).toEqual(
        [1, 2].flatMap((turn) =>
          ['hold-meeting', 'answer-questionnaire', 'hold-meeting', 'answer-questionnaire'].map(
            (kind) => `${turn} ${kind}`,
          ),
        ),
      );
    const training = steps('peer-coaching', /^coach-training$/)[0];
    expect(training?.notBefore?.term).toBe(2);
    expect(points('peer-coaching', 'self-assessment-end')).toEqual([4]);
    expect(items('peer-coaching', 'impact')).toHaveLength(5);
    expect(await sample('peer-coaching')).toMatchObject({ schools: 5, teachers: 36 });
    expect(await groups('peer-coaching')).toEqual(times(18, 2));
    const { cohort, schools } = await sampleCohort('peer-coaching');
    expect(cohort.calendar.terms).toHaveLength(6);
    expect(schools.flatMap((s) => s.guests ?? [])).toHaveLength(6);
  });

  it('trios: six secondary, two primary, one cultural, each of three people', async () => {
    expect(await groups('cross-school-trios')).toEqual(times(9, 3));
    expect(steps('cross-school-trios', /^visit-/).map((s) => s.turn)).toEqual([1, 2, 3]);
    expect(programme('cross-school-trios').agreement.introduction).toMatch(/1,000 pounds .* 500/);
  });

  it('middle leaders: six items and two open questions, five weeks apart; four of pupils', async () => {
    expect(items('middle-leaders', 'pre')).toHaveLength(6);
    expect(questionsOf(asked('middle-leaders', 'pre')).filter((q) => q.form === 'open')).toHaveLength(2);
    expect(items('middle-leaders', 'pre')[0]?.scale.best).toBe('first');
    expect(questionsOf(asked('middle-leaders', 'pupils-pre')).map((q) => q.form)).toEqual(times(4, 'class-total'));
    const [pre, post] = ['pre', 'post'].map((key) => steps('middle-leaders', new RegExp(`^${key}$`))[0]?.notBefore);
    expect((pre?.schoolDaysBeforeEnd ?? 0) - (post?.schoolDaysBeforeEnd ?? 0)).toBe(25);
    expect(await sample('middle-leaders')).toMatchObject({ schools: 3, teachers: 6 });
  });

  it('NQT plus one: sixteen items, seven aspects in four grades, four afternoons', async () => {
    const all = items('nqt-plus-one', 'self-efficacy-pre');
    expect([...Map.groupBy(all, (one) => one.strand).values()].map((some) => some.length)).toEqual([9, 3, 3, 1]);
    expect(items('nqt-plus-one', 'feedback').map(({ scale }) => scale.points.length)).toEqual(times(7, 4));
    expect(steps('nqt-plus-one', /^afternoon-/).map((s) => s.turn)).toEqual([1, 2, 3, 1]);
    expect(await groups('nqt-plus-one')).toEqual(times(4, 3));
  });

  it('project tuning: 4, 3, 4, 7, 4 and 2 minutes, twelve skills, ten leaders', async () => {
    expect(minutes('project-tuning')).toEqual([4, 3, 4, 7, 4, 2]);
    expect(items('project-tuning', 'learning-log-head').map(({ scale }) => scale.points)).toEqual(
      times(12, ['High', 'Medium', 'Low']),
    );
    expect(points('project-tuning', 'trust-repeat-head')).toEqual([6]);
    const { schools } = await sampleCohort('project-tuning');
    expect(schools.filter((s) => s.phase === 'primary')).toHaveLength(4);
    expect(schools.flatMap((s) => [s.head, s.link])).toHaveLength(10);
    expect(await groups('project-tuning')).toEqual([11, 8]);
  });

  it('practitioner enquiry: 92 staff in 15 communities', async () => {
    expect(await sample('practitioner-enquiry')).toMatchObject({ schools: 1, teachers: 92 });
    expect(await groups('practitioner-enquiry')).toHaveLength(15);
  });

  it('film and literacy: nine academies, up to four delegates, two contacts, two visits, six weeks', async () => {
    const { schools } = await sampleCohort('film-literacy');
    expect(schools).toHaveLength(9);
    for (const { teachers, second } of schools) {
      expect(teachers.length).toBeLessThanOrEqual(4);
      expect(second).toBeDefined();
    }
    expect(steps('film-literacy', /^consultant-visit-/)).toHaveLength(2);
    const [begins, ends] = steps('film-literacy', /^project-/).map((s) => s.notBefore?.schoolDaysBeforeEnd ?? 0);
    expect((begins ?? 0) - (ends ?? 0)).toBe(30);
  });

  it('subject course: two delegates of eight schools, six days, two follow-ups, a survey of the room', async () => {
    expect(await sample('subject-course')).toMatchObject({ schools: 8, teachers: 16 });
    expect(steps('subject-course', /^day-/)).toHaveLength(6);
    expect(steps('subject-course', /^follow-up-/).map((s) => s.owner)).toEqual(['lead', 'lead']);
    expect(asked('subject-course', 'before').anonymous).toBe(true);
  });

  it('leadership forum: every half-term, and lessons studied by threes', async () => {
    expect(steps('leadership-forum', /^forum-/)).toHaveLength(6);
    expect(steps('leadership-forum', /^study-[12]-/)).toHaveLength(6);
    expect(await sample('leadership-forum')).toMatchObject({ schools: 12, teachers: 0 });
  });

  it('NQTs: a mentor’s meeting each term, ten questions on the shadowing day', async () => {
    expect(steps('nqt-coach-and-mentor', /^mentor-/)).toHaveLength(3);
    const day = questionsOf(asked('nqt-coach-and-mentor', 'shadowing-day'));
    expect(day.filter((q) => q.key.startsWith('question'))).toHaveLength(10);
    expect(await sample('nqt-coach-and-mentor')).toMatchObject({ teachers: 14 });
  });

  it('coaching triads: parts rotate, and fourteen observations in a year', async () => {
    expect(steps('coaching-triads', /^round-/).map((s) => s.turn)).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
    expect(steps('coaching-triads', /^observation-/).map((s) => s.owner)).toEqual(times(14, 'teacher'));
    expect(await groups('coaching-triads')).toEqual(times(4, 3));
  });

  it('co-coaching: four cycles in twelve weeks, conversations in four phases', () => {
    expect(steps('co-coaching', /^cycle-.-lesson$/)).toHaveLength(4);
    expect(programme('co-coaching').guides?.[0]?.steps).toHaveLength(4);
  });

  it('GROW coaching: goal, reality, options, way forward; eighteen coaches', async () => {
    expect(programme('grow-coaching').guides?.[0]?.steps.map((s) => s.title)).toEqual([
      'Goal',
      'Reality',
      'Options',
      'Way forward',
    ]);
    expect(await sample('grow-coaching')).toMatchObject({ coaches: 18 });
  });
});
