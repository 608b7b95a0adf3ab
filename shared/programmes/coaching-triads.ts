import type { Programme, Step } from '#domain/programme/programme.ts';
import { asks, attends, between, chasing, choosing, holds, signing, upTo } from './common-steps.ts';
import { triadCoaching } from './guides.ts';
import { agreement, atPoints, form, listedOn, open, readableBy } from './questions.ts';

const after = ['choose-teachers'];

/** Three conversations a term: in each round everybody is coachee, coach and observer once. */
const round = (term: 1 | 2 | 3, from: number, apart: number): readonly Step[] =>
  upTo(3).map((turn) =>
    holds(
      `round-${term}-${turn}`,
      'group',
      {
        kind: 'meeting',
        title: `round ${term}, conversation ${turn}`,
        about:
          'You are the coachee this time. Another of the triad coaches, and the third observes: the observer is the learner.',
        guide: 'triad-coaching',
      },
      { ...between(term, from - apart * (turn - 1), from - apart * turn), turn, after },
    ),
  );

/** 14 in a year, for each teacher: inside the department, outside it, and by choice. */
const observations = [
  { where: 'in your department', from: [1, 40] },
  { where: 'in your department', from: [1, 32] },
  { where: 'outside your department', from: [1, 24] },
  { where: 'outside your department', from: [1, 16] },
  { where: 'of your choice', from: [1, 9] },
  { where: 'in your department', from: [2, 44] },
  { where: 'in your department', from: [2, 35] },
  { where: 'outside your department', from: [2, 26] },
  { where: 'of your choice', from: [2, 17] },
  { where: 'in your department', from: [3, 60] },
  { where: 'outside your department', from: [3, 51] },
  { where: 'outside your department', from: [3, 42] },
  { where: 'of your choice', from: [3, 33] },
  { where: 'of your choice', from: [3, 24] },
] as const;

const observation = ({ where, from: [term, from] }: (typeof observations)[number], i: number): Step =>
  holds(
    `observation-${i + 1}`,
    'teacher',
    {
      kind: 'visit',
      title: `peer observation ${i + 1} of 14`,
      about: `Watch a lesson ${where}. You are there to learn; nothing is graded.`,
    },
    { ...between(term, from, from - 8), after, policy: 'gentle' },
  );

/** Triads coach in turns, in a free period that the timetable gives them. */
export const coachingTriads: Programme = {
  key: 'coaching-triads',
  name: 'Coaching triads',
  about:
    'Three teachers take turns as coach, coachee and observer in a free period each week, and each watches 14 lessons of colleagues in a year.',
  source: 'Dene Magna School’s coaching in triads',
  roles: ['teacher'],
  groups: { word: 'triad', size: 3, perSchool: 4 },
  guides: [triadCoaching],
  agreement: {
    title: 'What each side promises',
    introduction: 'One page. The ground rules themselves are made by the staff, and come first in the year.',
    schoolCommitments: [
      'Give every teacher in a triad one more free period a week.',
      'Let the staff make the ground rules, and keep to them.',
      'Make room for 14 peer observations a year for each teacher.',
    ],
    teachingSchoolCommitments: ['Train the triads in coaching.', 'Look at the year together with the school.'],
    ethics: [
      'The observer is the learner: nobody is judged, and nothing is graded.',
      'What is said in a triad stays there.',
    ],
  },
  steps: [
    ...signing('link'),
    choosing,
    attends(
      'training',
      'link',
      { kind: 'training', title: 'the training in coaching', about: 'All triads together, before the first round.' },
      { ...between(1, 55, 45), after },
    ),
    asks('ground-rules', 'group', { ...between(1, 52, 42), after }),
    ...round(1, 40, 12),
    ...round(2, 42, 12),
    ...round(3, 60, 14),
    ...observations.map(observation),
    asks('reflection-mid', 'teacher', { ...between(2, 12, 2), after }),
    asks('reflection-end', 'teacher', { ...between(3, 20, 8), after }),
  ],
  questionnaires: readableBy(
    { group: ['ground-rules'], lead: ['reflection-mid', 'reflection-end'] },
    {
      'ground-rules': form('Your ground rules', 'The staff has talked about them; your triad writes down its own.', [
        open('rules', 'What do you expect of each other?', 'The first one is given: the observer is the learner'),
        open('period', 'Which period of the week do you meet in?'),
      ]),
      ...atPoints(
        { 'reflection-mid': 'mid-year', 'reflection-end': 'end of the year' },
        'Reflection',
        'What the triad and the observations are to you. It takes five minutes.',
        [
          listedOn(agreement, 'How far do you agree?', [
            'I learn from watching colleagues teach',
            'I am at ease when colleagues watch me',
            'Being coached makes me think',
            'I am getting better at coaching',
            'The weekly period is there when we need it',
          ]),
          open('department', 'What have you brought home from lessons outside your department?'),
          open('change', 'What do you do differently?'),
        ],
      ),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
