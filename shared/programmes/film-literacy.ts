import type { Programme } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { atPoints, classTotal, form, open, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

const liking: Scale = { points: ['Not at all', 'A little', 'Quite a lot', 'Very much'], best: 'last' };
const able: Scale = { points: ['Not very good', 'Could be better', 'Good', 'Very good'], best: 'last' };

const week = (n: number) =>
  holds(
    n === 1 ? 'project-begins' : 'project-ends',
    'link',
    {
      kind: 'meeting',
      title: n === 1 ? 'the first lesson of the project' : 'the last lesson of the project',
      about:
        n === 1
          ? 'Six weeks of film and writing begin with a class. Take the baseline before.'
          : 'Six weeks later: collect examples of writing, and assess it again.',
    },
    n === 1 ? between(1, 58, 45) : between(1, 28, 15),
  );

const visit = (n: 1 | 2, opens: number, due: number) =>
  holds(
    `consultant-visit-${n}`,
    'lead',
    {
      kind: 'visit',
      title: `the consultant’s ${n === 1 ? 'first' : 'second'} visit`,
      about: 'A specialist in film works with the academy’s delegates while the project runs.',
    },
    between(1, opens, due),
  );

/** A classroom project on film and writing, led by a champion in each academy. */
export const filmLiteracy: Programme = {
  key: 'film-literacy',
  name: 'Film and literacy',
  about:
    'A project leader and up to four delegates of each academy train for three days, then teach writing through film for six weeks, with a consultant’s visits.',
  source: nctl('Academies Enterprise Trust National Teaching School Alliance'),
  roles: ['teacher'],
  participant: { one: 'delegate', many: 'delegates' },
  contacts: 2,
  groups: { word: 'team', size: 0, perSchool: 0 },
  agreement: {
    title: 'What each side promises',
    introduction:
      'One page for academies that take part. Name two people who can act for the project: a project that hangs on one champion ends when the champion leaves.',
    schoolCommitments: [
      'Name a project leader and a second person, and send up to four delegates.',
      'Release the delegates for the three days of the residential.',
      'Teach the project for six weeks in the first half of the autumn, with a class that you choose.',
      'Ask pupils and assess their writing before and after.',
    ],
    teachingSchoolCommitments: [
      'Hold the residential, with specialists in film and in opera and theatre.',
      'Send a consultant at least twice while the project runs.',
      'Share plans, films and results with all academies.',
    ],
    ethics: [
      'Pupils answer as a class, in totals, and are never named.',
      'Parents know of the project, and agree before any film of pupils is shown.',
    ],
  },
  steps: [
    ...signing('link'),
    attends(
      'residential',
      'link',
      {
        kind: 'training',
        title: 'the three-day residential',
        about:
          'Delegates learn how film teaches writing, and plan the six weeks together. Give the last of its three days.',
      },
      between(1, 68, 55),
    ),
    asks('pupils-before', 'link', between(1, 62, 48)),
    asks('writing-before', 'teacher', between(1, 62, 48)),
    week(1),
    visit(1, 50, 38),
    visit(2, 40, 25),
    week(6),
    asks('writing-after', 'teacher', between(1, 26, 12)),
    asks('pupils-after', 'link', between(1, 26, 12)),
    asks('leader-evaluation', 'link', between(1, 20, 5)),
  ],
  questionnaires: readableBy(
    { lead: ['pupils-before', 'pupils-after', 'writing-before', 'writing-after', 'leader-evaluation'] },
    {
      ...atPoints(
        { 'pupils-before': 'before', 'pupils-after': 'after' },
        'What pupils think of writing',
        'Ask the whole class, on paper and without names, and write down how many gave each answer.',
        [
          classTotal(liking, 'pupils1', 'Do you like writing?'),
          classTotal(able, 'pupils2', 'How good at writing do you think you are?'),
          open('asked', 'How many pupils were asked, and in which year group?'),
        ],
      ),
      ...atPoints(
        { 'writing-before': 'before', 'writing-after': 'after' },
        'Writing assessment',
        'Where the pupils of your class stand in writing, in totals.',
        [
          open('levels', 'How many pupils are at each level?', 'No names'),
          open(
            'groups',
            'How many of them get the pupil premium, learn English as another language, or have special needs?',
          ),
          open('features', 'Which features of writing are strong, and which are weak?'),
        ],
      ),
      'leader-evaluation': form('The leader’s evaluation', 'What the project did in your academy.', [
        open('pedagogy', 'What changed in how you and the delegates teach?'),
        open('literacy', 'What changed in pupils’ writing?'),
        open('hard', 'What was hard, and what would you tell the next academy?'),
        open('spread', 'Where will it go from here?', 'Other classes, other subjects, feeder schools'),
      ]),
    },
  ),
  chasing,
  closes: { term: 1, schoolDaysBeforeEnd: 0 },
};
