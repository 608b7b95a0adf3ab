import type { Programme, Step } from '#domain/programme/programme.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { agreement, form, listedOn, open, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

/** Once in each half-term. */
const halfTerms = [
  ['first autumn', 1, 50, 38],
  ['second autumn', 1, 25, 8],
  ['first spring', 2, 45, 30],
  ['second spring', 2, 20, 6],
  ['first summer', 3, 58, 40],
  ['second summer', 3, 30, 15],
] as const;

const forum = ([which, term, opens, due]: (typeof halfTerms)[number], i: number): Step =>
  attends(
    `forum-${i + 1}`,
    'head',
    {
      kind: 'meeting',
      title: `the ${which} forum`,
      about:
        'Heads talk about research that the facilitator brings, and about what they see in their schools. It is open: come when you can, and say when you came.',
    },
    { ...between(term, opens, due), policy: 'gentle' },
  );

/** A cycle is three research lessons, each planned for a few children, watched, and talked over with the facilitator. */
const studyCycle = (cycle: 1 | 2, term: number, lessons: readonly (readonly [opens: number, due: number])[]) =>
  lessons.map(([opens, due], i) =>
    holds(
      `study-${cycle}-${i + 1}`,
      'link',
      {
        kind: 'visit',
        title: `research lesson ${i + 1} of ${cycle === 1 ? 'the first' : 'the second'} cycle`,
        about:
          'Plan it together for a few children about whom you wonder, watch them and not the teacher, and talk at once afterwards.',
      },
      { ...between(term, opens, due), policy: 'gentle' },
    ),
  );

/** An open group of heads who read, talk and study lessons. */
export const leadershipForum: Programme = {
  key: 'leadership-forum',
  name: 'Leadership forum',
  about:
    'Heads meet every half-term with a facilitator to talk about research, and their schools study lessons in cycles of three.',
  source: nctl('Wroxham Transformative Learning Alliance'),
  roles: [],
  groups: { word: 'community', size: 0, perSchool: 0 },
  agreement: {
    title: 'An invitation',
    introduction:
      'The forum is open and nobody is measured by it. Sign to become a member; it says what members may expect of each other.',
    schoolCommitments: [
      'Come to the forum when you can, and talk openly.',
      'Trust that everybody can learn: children, teachers and heads.',
      'If you study lessons, give teachers time to plan, watch and talk, three lessons to a cycle.',
      'Let others read what your school found out.',
    ],
    teachingSchoolCommitments: [
      'Pay for the facilitator, and bring research worth reading.',
      'Send an outside facilitator to the schools that study lessons.',
      'Be there for heads who want to talk, between meetings too.',
    ],
    ethics: [
      'What heads tell each other stays in the room.',
      'Children who are observed are never named; anyone may stop at any time.',
    ],
  },
  steps: [
    ...signing('head'),
    ...halfTerms.map(forum),
    ...studyCycle(1, 2, [
      [42, 34],
      [32, 24],
      [22, 12],
    ]),
    ...studyCycle(2, 3, [
      [55, 46],
      [44, 36],
      [34, 26],
    ]),
    asks('summary', 'link', { ...between(3, 28, 14), policy: 'gentle' }),
    holds(
      'interview',
      'lead',
      {
        kind: 'interview',
        title: 'the interview with the head',
        about: 'What the forum, the study of lessons and the support between meetings were worth to this head.',
      },
      between(3, 35, 14),
    ),
    asks('feedback', 'head', { ...between(3, 25, 12), policy: 'gentle' }),
  ],
  questionnaires: readableBy(
    { lead: ['summary', 'feedback'] },
    {
      summary: form('What your school found', 'For the published summary. Name no child.', [
        open('wondered', 'About which children did you wonder, and why?'),
        open('learned', 'What did you see, and what did you change?'),
        open('others', 'What would you tell another school?'),
      ]),
      feedback: form('Feedback', 'A few words on the year. It takes five minutes.', [
        listedOn(agreement, 'How far do you agree?', [
          'The forum develops me as a head',
          'Working with heads of other schools gives me strength',
          'Studying lessons has changed how teachers here talk about children',
          'I can ask the alliance for support when I need it',
        ]),
        open('worth', 'What has been worth most to you and your school?'),
        open('next', 'What should the forum talk about next?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
