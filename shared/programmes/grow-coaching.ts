import type { Programme, Step } from '#domain/programme/programme.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { grow } from './guides.ts';
import { form, open, readableBy } from './questions.ts';

/** Once in each half-term. */
const halfTerms = [
  [1, 48, 36],
  [1, 28, 8],
  [2, 48, 32],
  [2, 22, 5],
  [3, 60, 42],
  [3, 30, 15],
] as const;

const conversation = ([term, opens, due]: (typeof halfTerms)[number], i: number): Step =>
  holds(
    `conversation-${i + 1}`,
    'coach',
    {
      kind: 'meeting',
      title: `GROW conversation ${i + 1}`,
      about: 'With whoever you coach: goal, reality, options, way forward. Nobody else hears what was said.',
      guide: grow.key,
    },
    { ...between(term, opens, due), policy: 'gentle' },
  );

const coachesMeeting = (n: 1 | 2 | 3, opens: number, due: number): Step =>
  holds(
    `coaches-${n}`,
    'link',
    {
      kind: 'meeting',
      title: `meeting ${n} of the coaches`,
      about: 'As senior coach: bring the coaches together, practise, and look at how well the pairs fit.',
    },
    between(n, opens, due),
  );

/** Voluntary coaching by trained colleagues, one to one. */
export const growCoaching: Programme = {
  key: 'grow-coaching',
  name: 'GROW coaching',
  about:
    'Trained colleagues coach whoever wants it, one to one, by goal, reality, options and way forward, with a senior coach behind them.',
  source: 'Hayes Park School’s coaching (a senior coach and 18 trained coaches)',
  roles: ['coach', 'teacher'],
  participant: { one: 'coachee', many: 'coachees' },
  groups: { word: 'pair', size: 2, perSchool: 0 },
  guides: [grow],
  agreement: {
    title: 'What each side promises',
    introduction: 'One page for the school. Its SLT link is the senior coach.',
    schoolCommitments: [
      'Keep coaching voluntary, for coaches and for those they coach.',
      'Ask only that the focus fits the school’s plan; the rest is between the two.',
      'Give both the time to meet.',
    ],
    teachingSchoolCommitments: ['Train the coaches in GROW.', 'Support the senior coach.'],
    ethics: [
      'What is said in coaching is confidential and plays no part in appraisal.',
      'Either may end it at any time, without a reason.',
    ],
  },
  steps: [
    ...signing('link'),
    attends(
      'training',
      'link',
      {
        kind: 'training',
        title: 'the coaches’ training',
        about:
          'GROW, listening, and questions that open. Come with all of your coaches, and say when all of them had been trained.',
      },
      between(1, 58, 48),
    ),
    asks('focus', 'teacher', { ...between(1, 54, 44), policy: 'gentle' }),
    ...halfTerms.map(conversation),
    coachesMeeting(1, 25, 10),
    coachesMeeting(2, 25, 10),
    coachesMeeting(3, 40, 25),
    asks('reflection', 'teacher', { ...between(3, 22, 8), policy: 'gentle' }),
    asks('coach-reflection', 'coach', { ...between(3, 22, 8), policy: 'gentle' }),
  ],
  questionnaires: readableBy(
    { lead: ['reflection', 'coach-reflection'] },
    {
      focus: form('Your focus', 'In general terms: the details are for your coach.', [
        open('focus', 'What do you want coaching for?'),
        open('plan', 'Which part of the school’s plan does it fit?'),
      ]),
      reflection: form('What coaching did', 'Two questions at the end of the year.', [
        open('changed', 'What is different now?'),
        open('again', 'Would you have a coach again, and for what?'),
      ]),
      'coach-reflection': form('Your year as a coach', 'Two questions at the end of the year.', [
        open('learned', 'What have you learned as a coach?'),
        open('need', 'What do you need to coach better?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
