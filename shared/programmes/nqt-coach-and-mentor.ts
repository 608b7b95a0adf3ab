import type { Programme, Step } from '#domain/programme/programme.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { atPoints, form, open, readableBy } from './questions.ts';

const terms = [
  [1, 'autumn', 30, 12],
  [2, 'spring', 30, 12],
  [3, 'summer', 45, 25],
] as const;

const termly = ([term, season, opens, due]: (typeof terms)[number]): readonly Step[] => [
  holds(
    `mentor-${term}`,
    'mentor',
    {
      kind: 'meeting',
      title: `the ${season} meetings with your NQTs`,
      about: 'You meet each of your NQTs once a term, as a senior colleague who does not teach their subject.',
    },
    between(term, opens, due),
  ),
  asks(`coach-${term}`, 'coach', { ...between(term, opens - 5, due - 5), policy: 'gentle' }),
];

/** Ten questions to take along on the shadowing day. */
const shadowing = [
  'Whom do you shadow, and what do you hope to see?',
  'How do lessons begin?',
  'How do pupils know what is expected of them?',
  'What do pupils do when they are stuck?',
  'How does the teacher find out who has understood?',
  'Who speaks, how much, and to whom?',
  'What happens when somebody does not behave?',
  'How are different pupils helped and stretched?',
  'What does the teacher do between lessons?',
  'What was different from lesson to lesson, with the same pupils?',
];

/** Each NQT has a subject coach and a senior mentor. */
export const nqtCoachAndMentor: Programme = {
  key: 'nqt-coach-and-mentor',
  name: 'A coach and a mentor for each NQT',
  about:
    'Each new teacher has a coach of her subject for whenever she needs one, a senior mentor once a term, a filmed lesson of her own and a day of shadowing.',
  source: 'Sweyne Park School’s programme for its newly qualified teachers (14 in the year described)',
  roles: ['coach', 'mentor', 'teacher'],
  participant: { one: 'NQT', many: 'NQTs' },
  groups: { word: 'trio', size: 3, perSchool: 0 },
  agreement: {
    title: 'What each side promises',
    introduction:
      'One page, for the school that has new teachers. The induction that the law requires goes on beside it.',
    schoolCommitments: [
      'Give each NQT a coach of the same subject and a senior mentor of another.',
      'Keep coaching apart from assessing: neither coach nor mentor reports on the NQT.',
      'Release each NQT for a day of shadowing.',
    ],
    teachingSchoolCommitments: ['Train coaches and mentors.', 'Lend what it takes to film a lesson.'],
    ethics: [
      'The film of a lesson belongs to the NQT, who decides who sees it and when it is deleted.',
      'What is said to coach or mentor stays with them.',
    ],
  },
  steps: [
    ...signing('link'),
    attends(
      'training',
      'link',
      {
        kind: 'training',
        title: 'the training of coaches and mentors',
        about: 'What a coach does, what a mentor does, and what neither of them does.',
      },
      between(1, 58, 45),
    ),
    ...terms.flatMap(termly),
    asks('filmed-lesson', 'teacher', between(2, 45, 20)),
    asks('shadowing-day', 'teacher', between(2, 25, 5)),
    asks('reflection', 'teacher', between(3, 30, 12)),
  ],
  questionnaires: readableBy(
    { lead: ['coach-1', 'coach-2', 'coach-3', 'reflection'] },
    {
      ...atPoints(
        { 'coach-1': 'autumn', 'coach-2': 'spring', 'coach-3': 'summer' },
        'Coaching this term',
        'Coaching is by need: a few words are enough, and nothing of what was said.',
        [
          open('often', 'How often did you and your NQT meet?'),
          open('focus', 'What was it mostly about?', 'In general terms'),
          open('need', 'What do you need to coach well?'),
        ],
      ),
      'filmed-lesson': form(
        'Your filmed lesson',
        'The film is yours. Watch it alone first, then with your coach if you like.',
        [
          open('seen', 'What did you see that you had not noticed while teaching?'),
          open('keep', 'What will you keep, and what will you change?'),
        ],
      ),
      'shadowing-day': form('Shadowing day', 'Ten questions to take along, your notes, and what you make of them.', [
        ...shadowing.map((text, i) => open(`question${i + 1}`, text)),
        open('notes', 'Your notes', 'Name no teacher and no pupil'),
        open('reflection', 'What will you do differently after this day?'),
      ]),
      reflection: form('The year', 'What a coach and a mentor were worth to you.', [
        open('coach', 'What did your coach help you with?'),
        open('mentor', 'What did your mentor help you with?'),
        open('next', 'What do you want to work on in your second year?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
