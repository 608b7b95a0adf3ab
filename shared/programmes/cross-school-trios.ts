import type { Programme, Step } from '#domain/programme/programme.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { agreement, form, listedOn, open, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

/** Each member of a trio is visited by the other two, in turn. */
const visit = (turn: 1 | 2 | 3, term: number, from: number): Step =>
  holds(
    `visit-${turn}`,
    'group',
    {
      kind: 'visit',
      title: `the ${['first', 'second', 'third'][turn - 1]} visit`,
      about:
        'The other two come to your classroom, watch for what the trio set out to find, and talk about it with you.',
    },
    { ...between(term, from, from - 20), turn },
  );

const findings = [
  'I am more confident in my teaching than before the trio',
  'Working in the trio gave me energy',
  'A trio is a good way to work with colleagues of other schools',
  'I feel at home when I visit another school’s classroom',
  'I read and think more about teaching and research than before',
  'My pupils gain from what the trio did',
  'My school works differently because of the trios',
];

/** Three teachers of three schools study one question together, led by a specialist leader. */
export const crossSchoolTrios: Programme = {
  key: 'cross-school-trios',
  name: 'Cross-school trios',
  about:
    'Three teachers of different schools visit each other’s classes to answer a question of their own, led by a specialist leader, and present what they found.',
  source: nctl('Jurassic Coast Teaching School Alliance'),
  roles: ['coach', 'teacher'],
  groups: { word: 'trio', size: 3, perSchool: 0, acrossSchools: true },
  agreement: {
    title: 'Trio agreement',
    introduction:
      'What schools with a teacher in a trio promise, and what the teaching school gives. There is a grant for each trio: 1,000 pounds for a first trio, 500 for those that follow.',
    schoolCommitments: [
      'Release the teacher for the training, for two visits to other schools and for one visit here.',
      'Leave the choice of the question to the trio; it may well serve your development plan.',
      'Come to the presentation evening, or send a senior colleague.',
    ],
    teachingSchoolCommitments: [
      'Train the trios, and give each a specialist leader.',
      'Pay the trio’s grant for cover and travel.',
      'Hold a presentation evening and publish what the trios found.',
    ],
    ethics: [
      'What is seen in another school’s classroom is used for the trio’s question alone.',
      'Nobody, adult or pupil, can be recognised in what is presented or published.',
      'Anyone may withdraw at any time.',
    ],
  },
  steps: [
    ...signing('link'),
    holds(
      'training',
      'coach',
      {
        kind: 'training',
        title: 'your trio’s training',
        about:
          'You lead a trio: bring its members together, go through how trios work, and help them to find a question.',
      },
      between(1, 50, 35),
    ),
    asks('question', 'group', between(1, 35, 22)),
    visit(1, 1, 25),
    visit(2, 2, 45),
    visit(3, 2, 22),
    holds(
      'check-in',
      'coach',
      {
        kind: 'meeting',
        title: 'your mid-year meeting with the trio',
        about: 'Ask how far it has come, what is left of the grant, and what it needs from you.',
      },
      between(2, 20, 8),
    ),
    asks('summary', 'group', between('last', 35, 18)),
    attends(
      'presentation',
      'group',
      {
        kind: 'presentation',
        title: 'the presentation evening',
        about: 'Each trio presents its question and its answer. Heads of the schools are invited.',
      },
      between('last', 16, 6),
    ),
    asks('evaluation', 'teacher', between('last', 15, 4)),
    asks('school-evaluation', 'link', { ...between('last', 15, 4), policy: 'school' }),
  ],
  questionnaires: readableBy(
    { group: ['question', 'summary'], lead: ['summary', 'evaluation', 'school-evaluation'] },
    {
      question: form('The trio’s question', 'One of you writes this for all three.', [
        open('question', 'What do you want to find out?'),
        open('guess', 'What do you expect to find, and why?'),
        open('how', 'Whom will you visit when, and what will you look out for?'),
        open('grant', 'What will you use the grant for?', 'Cover and travel'),
      ]),
      summary: form('What the trio found', 'For the website of the alliance: name no pupil and no class.', [
        open('answer', 'What did you find? Was your first guess right?'),
        open('evidence', 'How do you know?'),
        open('others', 'What can other teachers use?'),
      ]),
      evaluation: form('Evaluation', 'How working in a trio was for you. It takes about ten minutes.', [
        listedOn(agreement, 'How far do you agree?', findings),
        open('changed', 'What do you do differently in your own lessons?'),
        open('lead', 'Would you lead a trio yourself? What would help you to?'),
      ]),
      'school-evaluation': form('Evaluation for schools', 'What the trios were worth to your school.', [
        open('worth', 'What did your school gain?'),
        open('cost', 'What did it take in time and money beyond the grant?', 'A rough figure is enough'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
