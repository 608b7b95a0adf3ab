import type { Programme, Step } from '#domain/programme/programme.ts';
import { asks, between, chasing, choosing, holds, signing } from './common-steps.ts';
import { coCoachingGuide as guide } from './guides.ts';
import { form, open, readableBy } from './questions.ts';

const after = ['choose-teachers'];

/** Four cycles, one every three weeks: twelve weeks from the autumn half-term, 35 school days in one term and 25 in the next. */
const starts = [
  [1, 34],
  [1, 19],
  [2, 51],
  [2, 37],
] as const;

/** The steps of one cycle: partners take turns at teaching. */
const cycle = ([term, from]: (typeof starts)[number], i: number): readonly Step[] => [
  holds(
    `cycle-${i + 1}-lesson`,
    'group',
    {
      kind: 'visit',
      title: `the lesson of cycle ${i + 1}`,
      about: 'You teach what both of you planned, and your partner watches for what you asked her to watch.',
    },
    { ...between(term, from, from - 8), turn: i + 1, after },
  ),
  holds(
    `cycle-${i + 1}-conversation`,
    'group',
    {
      kind: 'meeting',
      title: `the conversation of cycle ${i + 1}`,
      about: 'As soon after the lesson as you can, in four phases.',
      guide: guide.key,
    },
    { ...between(term, from - 3, from - 10), turn: i + 1, after },
  ),
];

/** Two teachers learn together for twelve weeks, with a specialist before and after. */
export const coCoaching: Programme = {
  key: 'co-coaching',
  name: 'Co-coaching',
  about:
    'Pairs of teachers learn a new approach from a specialist, then coach each other in it for twelve weeks and at least four cycles.',
  source: 'National Framework for Mentoring and Coaching (CUREE, 2005)',
  roles: ['coach', 'teacher'],
  groups: { word: 'pair', size: 2, perSchool: 3 },
  guides: [guide],
  agreement: {
    title: 'What each side promises',
    introduction:
      'One page for the school. Each pair writes a learning agreement of its own, for twelve weeks and at least four cycles. Coaches in the list are the specialists.',
    schoolCommitments: [
      'Let teachers choose to take part, and whom with.',
      'Give pairs time for at least four cycles in twelve weeks: to plan, to watch each other and to talk.',
      'Release them for 24 hours with the specialist before they begin.',
    ],
    teachingSchoolCommitments: [
      'Send a specialist for 24 hours before, and again afterwards.',
      'Keep coaching apart from appraisal.',
    ],
    ethics: [
      'What partners see and say stays between them, unless both agree to share it.',
      'Either partner may stop at any time.',
    ],
  },
  steps: [
    ...signing('link'),
    choosing,
    holds(
      'specialist',
      'coach',
      {
        kind: 'training',
        title: 'the 24 hours with the pairs',
        about: 'As their specialist: show why the approach works, model it, and let them try it. Give the last day.',
      },
      { ...between(1, 50, 37), after },
    ),
    asks('learning-agreement', 'group', { ...between(1, 42, 34), after }),
    ...starts.flatMap(cycle),
    holds(
      'follow-up',
      'coach',
      {
        kind: 'visit',
        title: 'the follow-up with the pairs',
        about: 'Hear what they tried and what pupils did, and help with what is still hard.',
      },
      { ...between(2, 24, 10), after },
    ),
    asks('review', 'group', { ...between(2, 20, 6), after }),
  ],
  questionnaires: readableBy(
    { group: ['learning-agreement', 'review'], lead: ['review'] },
    {
      'learning-agreement': form(
        'Learning agreement',
        'One of you writes this for both. It is yours: change it when you like.',
        [
          open('goal', 'What does each of you want to learn, and for which pupils?'),
          open('when', 'When do you plan, watch and talk?', 'At least four cycles in twelve weeks'),
          open('watch', 'What is the partner to watch for, and how does she note it?'),
          open('rules', 'What stays between you?'),
        ],
      ),
      review: form('Looking back', 'What the twelve weeks changed.', [
        open('pupils', 'What do pupils do differently?', 'Name no pupil'),
        open('practice', 'What is now part of how you teach?'),
        open('next', 'What will you learn together next?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 2, schoolDaysBeforeEnd: 0 },
};
