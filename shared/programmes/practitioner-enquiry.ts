import type { Programme, Step } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { agreement, form, listedOn, open, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

const amount: Scale = { points: ['Not at all', 'A little', 'Some', 'A lot', 'Very significantly'], best: 'last' };

/** Once each half-term, in the time that the timetable keeps for professional development. */
const meetings = [
  [1, 45, 35],
  [1, 20, 8],
  [2, 40, 30],
  [2, 15, 5],
  [3, 55, 45],
] as const;

const community = ([term, opens, due]: (typeof meetings)[number], i: number): Step =>
  holds(
    `community-${i + 1}`,
    'group',
    {
      kind: 'meeting',
      title: `meeting ${i + 1} of your learning community`,
      about: 'As enquiry leader: hear how each enquiry is going, support, and challenge.',
    },
    { ...between(term, opens, due), policy: 'gentle' },
  );

/** A whole staff enquires, each teacher into a question of their own, in learning communities. */
export const practitionerEnquiry: Programme = {
  key: 'practitioner-enquiry',
  name: 'Practitioner enquiry',
  about:
    'Every teacher of the school pursues a question of her own through the year, in a learning community with an enquiry leader, as part of appraisal.',
  source: nctl('George Spencer Teaching School Alliance, 2013-14'),
  roles: ['teacher'],
  participant: { one: 'enquirer', many: 'enquirers' },
  groups: { word: 'community', size: 0, perSchool: 0 },
  agreement: {
    title: 'What each side promises',
    introduction:
      'The whole staff takes part, so the head signs. The first of each community in the list is its enquiry leader.',
    schoolCommitments: [
      'Give at least half of the timetabled time for professional development to the learning communities.',
      'Keep one INSET day for visits to the best practice in school and outside.',
      'Make the enquiry plan a part of appraisal, and no extra to it.',
      'Have senior leaders among the enquiry leaders.',
    ],
    teachingSchoolCommitments: [
      'Train the enquiry leaders to design, support and challenge enquiries.',
      'Keep research and templates where everybody can use them.',
      'Ask the whole staff at the end of the year, and act on what they say.',
    ],
    ethics: [
      'The survey is reported without names.',
      'What is said in a community stays there; pupils are never named in an enquiry.',
    ],
  },
  steps: [
    ...signing('head'),
    attends(
      'leader-training',
      'link',
      {
        kind: 'training',
        title: 'the enquiry leaders’ workshop',
        about: 'How to design and review an enquiry plan, and how to support and challenge a community.',
      },
      between(1, 60, 50),
    ),
    asks('enquiry-plan', 'teacher', between(1, 45, 25)),
    ...meetings.map(community),
    holds(
      'best-practice-day',
      'link',
      {
        kind: 'visit',
        title: 'the best-practice day',
        about: 'An INSET day on which everybody visits what works elsewhere, in school or outside.',
      },
      between(2, 45, 20),
    ),
    asks('enquiry-output', 'teacher', between(3, 45, 25)),
    holds(
      'final-reviews',
      'link',
      {
        kind: 'meeting',
        title: 'the final appraisal reviews',
        about: 'Each enquiry’s output is part of its teacher’s review. Say when the last review was held.',
      },
      between(3, 30, 10),
    ),
    asks('annual-survey', 'teacher', { ...between(3, 25, 10), policy: 'gentle' }),
  ],
  questionnaires: readableBy(
    { lead: ['annual-survey'] },
    {
      'enquiry-plan': form('Enquiry plan', 'It is part of your appraisal: there is no second form.', [
        open('question', 'What is your question, and which priority of the school does it serve?'),
        open('research', 'What does research say about it?'),
        open('method', 'What will you do, with which class, and what will you compare?'),
      ]),
      'enquiry-output': form('What the enquiry found', 'For your final review. Name no pupil.', [
        open('found', 'What did you find?'),
        open('evidence', 'What is it based on?'),
        open('next', 'What will you keep, and what will you ask next?'),
      ]),
      'annual-survey': form('Annual survey', 'The whole staff is asked, and nobody is named. It takes ten minutes.', [
        listedOn(
          amount,
          'How much did this happen?',
          [
            'My enquiry made me a better teacher or leader',
            'Enquiries brought us to share high standards of teaching and learning',
            'Enquiries improved how our school goes about learning',
            'Enquiries made us work together more to improve',
            'My community helped my enquiry',
          ],
          'impact',
        ),
        listedOn(
          agreement,
          'How far do you agree?',
          [
            'I can get professional development here that is of use to me',
            'I can get help to make my enquiry better',
            'I use research in my teaching',
            'Research led me to the focus of my enquiry',
            'In my community I can say what I honestly think',
            'In my community we help each other',
            'In my community we agree on what a good enquiry is',
          ],
          'system',
        ),
        open('learned', 'What did your enquiry teach you about how pupils learn?'),
        open('better', 'What should we change next year?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
