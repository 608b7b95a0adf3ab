import type { Programme, Step } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, between, chasing, holds, signing } from './common-steps.ts';
import { atPoints, form, grouped, listedOn, open, rated, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

const extent: Scale = {
  points: ['1, not at all', '2, a little', '3, fairly', '4, much', '5, very much'],
  best: 'last',
};
const lessonGrade: Scale = {
  points: ['1, outstanding', '2, good', '3, requires improvement', '4, inadequate'],
  best: 'first',
};
const quality: Scale = { points: ['Excellent', 'Good', 'Satisfactory', 'Unsatisfactory'], best: 'first' };

/** 16 items: nine on engagement, three each on questioning and assessment, one on the whole. */
const selfEfficacy = grouped('strand', extent, 'How far is this true of you now?', [
  [
    'Engagement',
    [
      'I can motivate pupils whom the work leaves cold',
      'I can motivate pupils who do not care for a task',
      'I can get pupils to believe that they can do well',
      'Pupils are at ease when they talk with me and with each other in my lessons',
      'I can help pupils to value what they learn',
      'I teach with each pupil’s needs in mind',
      'The subject that I teach excites me',
      'Pupils in my lessons get to discuss and share their work',
      'I can help pupils to take part in their own learning',
    ],
  ],
  [
    'Questioning',
    [
      'I am confident in asking questions that work',
      'My questions help every pupil to reach what the lesson is for',
      'My questions help pupils to explain and to understand their own learning',
    ],
  ],
  [
    'Assessment',
    [
      'I use many different ways of assessing',
      'Assessment is part of my lessons',
      'I am confident in using several ways of assessing in class',
    ],
  ],
  ['All in all', ['I am confident that I can plan an outstanding lesson']],
]);

/** Four afternoons: where the trio meets goes round, with the member whose school it is. */
const afternoons = [
  { topic: 'Questioning', term: 2, from: 40, turn: 1 },
  { topic: 'Engagement', term: 2, from: 18, turn: 2 },
  { topic: 'Assessment', term: 3, from: 55, turn: 3 },
  { topic: 'An outstanding lesson', term: 3, from: 35, turn: 1 },
] as const;

const afternoon = ({ topic, term, from, turn }: (typeof afternoons)[number], i: number): readonly Step[] => [
  holds(
    `afternoon-${i + 1}`,
    'group',
    {
      kind: 'visit',
      title: `afternoon ${i + 1}: ${topic.toLowerCase()}`,
      about:
        i < 3
          ? 'The trio walks through lessons at the school of this afternoon, then reflects on what was seen.'
          : 'The trio watches one outstanding lesson, then each plans what comes next.',
    },
    { ...between(term, from, from - 10), turn },
  ),
  asks(`reflection-${i + 1}`, 'teacher', between(term, from - 8, from - 15)),
];

const reflections = Object.fromEntries(
  afternoons.map(({ topic }, i) => [`reflection-${i + 1}`, `afternoon ${i + 1}, ${topic.toLowerCase()}`]),
);

/** Teachers in their second year learn from other schools’ best lessons, in trios. */
export const nqtPlusOne: Programme = {
  key: 'nqt-plus-one',
  name: 'NQT plus one',
  about:
    'Second-year teachers of three schools walk through lessons in trios on four afternoons, at a different school each time, and reflect on what they saw.',
  source: nctl('Sutton Secondary Teaching School Alliance'),
  roles: ['teacher'],
  participant: { one: 'second-year teacher', many: 'second-year teachers' },
  groups: { word: 'trio', size: 3, perSchool: 0, acrossSchools: true },
  agreement: {
    title: 'What each side promises',
    introduction: 'A short page for the schools that send second-year teachers and host an afternoon.',
    schoolCommitments: [
      'Release your second-year teachers for four afternoons.',
      'Host an afternoon: lessons to walk through, and a room to reflect in.',
      'Observe each of them before and after, and tell them the grade.',
    ],
    teachingSchoolCommitments: [
      'Give the writing and leading of the sessions to one middle leader in each school, with time for it.',
      'Pay for the cover that the sessions and observations take.',
      'Keep the dates away from the crunch points of the school year.',
    ],
    ethics: [
      'Grades and answers are compared from before to after, and never shown with a name.',
      'Anyone may withdraw at any time.',
    ],
  },
  steps: [
    ...signing('link'),
    asks('self-efficacy-pre', 'teacher', between(1, 30, 15)),
    asks('observation-before', 'teacher', between(1, 25, 6)),
    ...afternoons.flatMap(afternoon),
    asks('observation-after', 'teacher', between(3, 28, 12)),
    asks('self-efficacy-post', 'teacher', between(3, 22, 10)),
    asks('feedback', 'teacher', between(3, 22, 8)),
  ],
  questionnaires: readableBy(
    { lead: ['feedback'] },
    {
      ...atPoints(
        { 'self-efficacy-pre': 'before', 'self-efficacy-post': 'after' },
        'What I can do as a teacher',
        'Sixteen statements. Both times they are compared by person, and never shown with a name.',
        selfEfficacy,
      ),
      ...atPoints(
        { 'observation-before': 'before', 'observation-after': 'after' },
        'Observed lesson',
        'The lesson that your assistant head observed.',
        [
          rated(lessonGrade, 'grade', 'The grade that your lesson was given'),
          open('next', 'What were you told to try?'),
        ],
      ),
      ...atPoints(reflections, 'Reflection', 'What you saw and what you will do with it.', [
        open('seen', 'What did you see that worked, and why did it?', 'Name no teacher and no pupil'),
        open('try', 'What will you change in your own lessons?'),
      ]),
      feedback: form('Feedback on the programme', 'Seven aspects and two questions.', [
        listedOn(
          quality,
          'How good was each?',
          [
            'The programme as a whole',
            'The learning walks',
            'What you were given to read',
            'The discussion after each walk',
            'The afternoon on questioning',
            'The afternoon on engagement',
            'The afternoon on assessment',
          ],
          'aspect',
        ),
        open('practice', 'What has changed in your practice?'),
        open('better', 'What would make the programme better?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
