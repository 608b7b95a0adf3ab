import { describe, expect, it } from 'vitest';
import type { CyclePolicy, Programme, Step } from '#domain/programme/programme.ts';
import type { Question } from '#domain/programme/questionnaire.ts';
import { faultsOf } from '#programmes/check-programme.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { library } from '#programmes/library.ts';
import { projectTuning } from '#programmes/project-tuning.ts';

const at = (key: string) => lessonStudy.steps.findIndex((step) => step.key === key);
const withStep = (key: string, change: Partial<Step>, programme: Programme = lessonStudy): Programme => ({
  ...programme,
  steps: programme.steps.map((step) => (step.key === key ? ({ ...step, ...change } as Step) : step)),
});
const without = <K extends keyof Step>(key: string, part: K): Programme => ({
  ...lessonStudy,
  steps: lessonStudy.steps.map((step) => {
    const { [part]: _, ...rest } = step;
    return step.key === key ? (rest as Step) : step;
  }),
});
const cycles = lessonStudy.cycles as CyclePolicy;
const start = lessonStudy.questionnaires.start as NonNullable<Programme['questionnaires'][string]>;
const asking = (...questions: readonly unknown[]): Programme => ({
  ...lessonStudy,
  questionnaires: { ...lessonStudy.questionnaires, start: { ...start, questions: questions as Question[] } },
});
const open = { key: 'hope', text: 'What do you hope for?', form: 'open' };
const scale = { points: ['No', 'Yes'], best: 'last' };
const early = { term: 1, schoolDaysBeforeEnd: 30 } as const;
const late = { term: 1, schoolDaysBeforeEnd: 10 } as const;

describe('the library', () => {
  it.each(Object.values(library).map((p) => [p.key, p] as const))('%s has no fault', (_, programme) => {
    expect(faultsOf(programme)).toEqual([]);
  });

  it('goes by keys', () => {
    for (const [key, programme] of Object.entries(library)) expect(programme.key).toBe(key);
  });
});

describe('a programme with a fault', () => {
  const mid = `steps[${at('mid-questionnaire')}]`;
  const visit = `steps[${at('training-visit')}]`;
  const cases: readonly (readonly [string, Programme, string])[] = [
    [
      'waits for a step that is not there',
      withStep('mid-questionnaire', { after: ['mid'] }),
      `${mid}.after names 'mid', and no step has that key`,
    ],
    [
      'is pointless without one that is not there',
      withStep('mid-questionnaire', { pointlessWithout: ['signing'] }),
      `${mid}.pointlessWithout names 'signing', and no step has that key`,
    ],
    [
      'chases by no policy',
      withStep('mid-questionnaire', { policy: 'soft' }),
      `${mid}.policy names 'soft', and chasing has no such policy`,
    ],
    [
      'asks what is not there',
      withStep('mid-questionnaire', { questionnaire: 'middle' }),
      `${mid}.questionnaire names 'middle', and there is no such questionnaire`,
    ],
    ['asks nothing', without('mid-questionnaire', 'questionnaire'), `${mid} asks, and names no questionnaire`],
    [
      'asks where it signs',
      withStep('countersign', { questionnaire: 'mid' }),
      `steps[1] names a questionnaire, and is of the kind 'countersign'`,
    ],
    [
      'holds what it does not say',
      without('training-visit', 'meeting'),
      `${visit} is a meeting, and does not say which`,
    ],
    [
      'describes a meeting where it asks',
      withStep('mid-questionnaire', { meeting: { kind: 'visit', title: 'a', about: 'b' } }),
      `${mid} describes a meeting, and is of the kind 'answer-questionnaire'`,
    ],
    [
      'has the lead come to what the lead holds',
      withStep('training-visit', { meeting: { kind: 'visit', title: 'a', about: 'b', by: 'lead' } }),
      `${visit}.meeting says that the lead holds it, who owns the step: leave by out, or name who comes as its owner`,
    ],
    [
      'holds a meeting without words',
      withStep('training-visit', { meeting: { kind: 'visit', title: ' ', about: 'b' } }),
      `${visit}.meeting has an empty title or text`,
    ],
    [
      'is held by a guide that is not there',
      { ...projectTuning, guides: [] },
      "steps[4].meeting.guide names 'project-tuning', and there is no such guide",
    ],
    [
      'is owed by a role that nobody has',
      withStep('mid-questionnaire', { owner: 'coach' }),
      `${mid}.owner is 'coach', and roles does not name that`,
    ],
    [
      'is owed by groups where there are none',
      {
        ...lessonStudy,
        groups: { word: 'pair', size: 2, perSchool: 0 },
        steps: [{ ...(lessonStudy.steps.at(-1) as Step), after: [], owner: 'group' }],
      },
      'steps[0].owner is a group, and nobody is in groups in this programme',
    ],
    [
      'takes turns where there is one owner',
      withStep('mid-questionnaire', { turn: 2 }),
      `${mid}.turn is of a group, and its owner is 'link'`,
    ],
    [
      'has a turn before the first',
      withStep('mid-questionnaire', { owner: 'group', turn: 0 }),
      `${mid}.turn is 0: the first is 1`,
    ],
    [
      'has a key twice',
      withStep('mid-questionnaire', { key: 'start-questionnaire' }),
      `${mid}.key is 'start-questionnaire', which an earlier step has already`,
    ],
    [
      'has a key that no link could hold',
      withStep('mid-questionnaire', { key: 'Mid.point' }),
      `${mid}.key is 'Mid.point': a key is small letters and digits, with hyphens between`,
    ],
    [
      'is due before it opens',
      withStep('mid-questionnaire', { notBefore: late, due: { ...early, atLeast: 5 } }),
      `${mid} is due 30 school days before the end of term 1, before it opens 10 school days before the end of term 1`,
    ],
    [
      'opens after the close',
      { ...withStep('mid-questionnaire', { notBefore: { ...early, term: 2 }, due: { schoolDays: 5 } }), closes: late },
      `${mid} opens 30 school days before the end of term 2, after the programme closes`,
    ],
    [
      'is due after the close',
      { ...lessonStudy, closes: { term: 'last', schoolDaysBeforeEnd: 21 } },
      `steps[${at('end-questionnaire')}] is due 20 school days before the end of the last term, after the programme closes`,
    ],
    [
      'is due before what it waits for opens',
      withStep('mid-questionnaire', { after: ['end-questionnaire'] }),
      `${mid} is due 5 school days before the end of the first term, before 'end-questionnaire', which it comes after, opens`,
    ],
    ['leaves no day', withStep('mid-questionnaire', { due: { schoolDays: 0 } }), `${mid}.due leaves 0 school days`],
    [
      'waits for itself',
      withStep('mid-questionnaire', { after: ['mid-questionnaire'] }),
      `${mid}.after makes a circle: 'mid-questionnaire' after 'mid-questionnaire'`,
    ],
    [
      'waits in a circle',
      withStep('choose-teachers', { after: ['start-questionnaire'] }),
      "steps[2].after makes a circle: 'choose-teachers' after 'start-questionnaire' after 'choose-teachers'",
    ],
    [
      'chooses teachers into groups of any size',
      { ...lessonStudy, groups: { ...lessonStudy.groups, size: 0 } },
      'steps[2] has the school choose its teachers, and groups does not say how many of how many',
    ],
    [
      'asks a questionnaire of nobody',
      without('mid-questionnaire', 'questionnaire'),
      'questionnaires.mid is asked by no step, and is no lesson record',
    ],
    [
      'asks one person what a room answers',
      { ...lessonStudy, questionnaires: { ...lessonStudy.questionnaires, start: { ...start, anonymous: true } } },
      'questionnaires.start is answered by a whole room without names, and a step asks it of one person',
    ],
    [
      'names a group as readers of somebody who is in none',
      {
        ...lessonStudy,
        questionnaires: { ...lessonStudy.questionnaires, start: { ...start, readers: ['group' as const] } },
      },
      'questionnaires.start is read by the writer’s group, and the people who answer it are in none',
    ],
    [
      'names the lead as reader of records that are never counted',
      {
        ...lessonStudy,
        questionnaires: {
          ...lessonStudy.questionnaires,
          'lesson-record': { ...start, readers: ['lead' as const] },
        },
      },
      'questionnaires.lesson-record is read by the lead, and records of lessons are never counted together',
    ],
    ['has a questionnaire without questions', asking(), 'questionnaires.start has no question'],
    ['has a question twice', asking(open, open), "questionnaires.start.questions names 'hope' twice"],
    ['has an empty question', asking({ ...open, text: '' }), 'questionnaires.start.questions[0].text is empty'],
    [
      'has an empty point on a scale',
      asking({ ...open, form: 'scale', scale: { ...scale, points: ['No', ''] } }),
      'questionnaires.start.questions[0].scale.points[1] is empty',
    ],
    [
      'has a scale of one point',
      asking({ ...open, form: 'scale', scale: { ...scale, points: ['Yes'] } }),
      'questionnaires.start.questions[0].scale.points has 1 of at least 2',
    ],
    [
      'has a grid that grades nothing',
      asking({ ...open, form: 'grid', scale, statements: [] }),
      'questionnaires.start.questions[0].statements has 0 of at least 1',
    ],
    [
      'has a choice of one',
      asking({ ...open, form: 'choice', options: ['Yes'] }),
      'questionnaires.start.questions[0].options has 1 of at least 2',
    ],
    [
      'ranks without names',
      asking({
        ...open,
        form: 'ranking',
        items: [
          { key: 'a.b', text: 'A' },
          { key: 'c', text: 'C' },
        ],
      }),
      "questionnaires.start.questions[0].items[0].key is 'a.b': a key is small letters and digits, with hyphens between",
    ],
    [
      'has a section without a heading',
      asking({ form: 'section', heading: '', questions: [open] }),
      'questionnaires.start.questions[0].heading is empty',
    ],
    [
      'has an empty section',
      asking(open, { form: 'section', heading: 'More', questions: [] }),
      'questionnaires.start.questions[1] has no question',
    ],
    ['has no name', { ...lessonStudy, name: ' ' }, 'name is empty'],
    ['has no key', { ...lessonStudy, key: '' }, "key is '': a key is small letters and digits, with hyphens between"],
    ['has no steps', { ...lessonStudy, steps: [] }, 'steps is empty'],
    ['has no chase policy', { ...lessonStudy, chasing: {} }, 'chasing is empty'],
    ['has a role twice', { ...lessonStudy, roles: ['teacher', 'teacher'] }, "roles names 'teacher' twice"],
    [
      'calls those who take part nothing',
      { ...lessonStudy, participant: { one: '', many: 'NQTs' } },
      'participant.one is empty',
    ],
    [
      'groups teachers where there are none',
      { ...lessonStudy, roles: ['coach'] },
      "groups are made of teachers, and roles does not name 'teacher'",
    ],
    [
      'promises an empty thing',
      { ...lessonStudy, agreement: { ...lessonStudy.agreement, ethics: ['All is confidential.', ''] } },
      'agreement.ethics[1] is empty',
    ],
    [
      'promises nothing',
      { ...lessonStudy, agreement: { ...lessonStudy.agreement, schoolCommitments: [] } },
      'agreement.schoolCommitments is empty',
    ],
    [
      'has a guide of no minutes',
      { ...projectTuning, guides: [{ ...guide(), steps: [{ minutes: 0, title: 'Present', text: 'Tell.' }] }] },
      'guides[0].steps[0].minutes is 0',
    ],
    ['has a guide twice', { ...projectTuning, guides: [guide(), guide()] }, "guides names 'project-tuning' twice"],
    [
      'plans cycles that nobody agrees to',
      { ...lessonStudy, steps: lessonStudy.steps.filter((step) => step.kind !== 'agree-plan') },
      "cycles are planned, and no step is of the kind 'agree-plan'",
    ],
    [
      'agrees a plan of no cycles',
      (({ cycles: _, ...rest }) => rest)(lessonStudy),
      `steps[${at('agree-plan')}] agrees a plan, and the programme has no cycles`,
    ],
    [
      'has windows out of order',
      {
        ...lessonStudy,
        cycles: {
          ...cycles,
          windows: [
            { from: late, until: late },
            { from: early, until: late },
          ],
        },
      },
      'cycles.windows[1] begins before cycles.windows[0] ends',
    ],
    [
      'has a window that ends first',
      { ...lessonStudy, cycles: { ...cycles, windows: [{ from: late, until: early }] } },
      'cycles.windows[0] ends before it begins',
    ],
    [
      'plans too late to plan',
      { ...lessonStudy, cycles: { ...cycles, planning: [7, 2] } },
      'cycles.planning is at least 7 days and at most 2',
    ],
    [
      'keeps a record of no kind',
      { ...lessonStudy, cycles: { ...cycles, record: { questionnaire: 'log', schoolDays: 5, policy: 'soft' } } },
      "cycles.record.questionnaire names 'log', and there is no such questionnaire",
    ],
    [
      'chases cover by no policy',
      { ...lessonStudy, cycles: { ...cycles, coverPolicy: 'soft' } },
      "cycles.coverPolicy names 'soft', and chasing has no such policy",
    ],
  ];

  it.each(cases)('that %s is told where', (_, programme, sentence) => {
    expect(faultsOf(programme)).toContain(sentence);
  });
});

function guide() {
  const [first] = projectTuning.guides ?? [];
  if (!first) throw new Error('Project tuning has a guide');
  return first;
}
