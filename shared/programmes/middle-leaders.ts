import type { Programme } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, attends, between, chasing, choosing, holds, signing } from './common-steps.ts';
import { atPoints, classTotal, form, listedOn, open, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

/** As the alliance asked it: 1 is the most confident. */
const confident: Scale = {
  points: ['1, very confident', '2, confident', '3, in between', '4, not confident', '5, not at all'],
  best: 'first',
};

const statements = [
  'I can tell what makes differentiation in a lesson outstanding',
  'I can tell a lesson whose differentiation is unsatisfactory from one that needs to improve',
  'I can tell a lesson whose differentiation needs to improve from one where it is good',
  'I can tell a lesson whose differentiation is good from one where it is outstanding',
  'I can coach a colleague in my department from weak differentiation to good',
  'I can coach a colleague in my department from good differentiation to outstanding',
];

/** As the class answered it: some lessons, all or none. */
const often: Scale = { points: ['In no lessons', 'In some lessons', 'In all lessons'], best: 'last' };

const perception = [
  'Does the work in these lessons challenge you?',
  'Do you know how to do the tasks that you are set?',
  'Is the work too hard for you?',
  'Is the work too easy for you?',
];

/** Middle leaders of several schools share how they observe and coach, mostly online, in one term. */
export const middleLeaders: Programme = {
  key: 'middle-leaders',
  name: 'Middle leaders share pedagogy',
  about:
    'Two middle leaders of each school share how they observe and coach differentiation: online for five weeks, then for one afternoon with a lesson that they all watch.',
  source: nctl('New River Teaching School Alliance, 2013-14'),
  roles: ['teacher'],
  participant: { one: 'middle leader', many: 'middle leaders' },
  groups: { word: 'pair', size: 2, perSchool: 1 },
  agreement: {
    title: 'What each side promises',
    introduction: 'A short page, so that everybody knows what is asked and by when. All of it fits into one term.',
    schoolCommitments: [
      'Name one senior leader whom your middle leaders ask when something is unclear.',
      'Choose two middle leaders, of one department if you can.',
      'Leave them an hour or so for the work online, and release them for one afternoon.',
    ],
    teachingSchoolCommitments: [
      'Send a dated brief, with time enough for every part.',
      'Keep the place where documents and thoughts are shared.',
      'Turn what was shared into a sheet for observing and a booklet for coaching.',
    ],
    ethics: [
      'Answers are used for training and research in the alliance alone, and without names.',
      'Pupils answer without names; anyone may withdraw at any time.',
    ],
  },
  steps: [
    ...signing('link'),
    choosing,
    holds(
      'brief',
      'link',
      {
        kind: 'meeting',
        title: 'the briefing',
        about: 'Go through the dated brief with your two middle leaders: why, what and by when.',
      },
      { ...between(1, 50, 44), after: ['choose-teachers'] },
    ),
    asks('pre', 'teacher', { ...between(1, 46, 40), after: ['choose-teachers'] }),
    asks('pupils-pre', 'group', { ...between(1, 46, 38), after: ['choose-teachers'] }),
    asks('pro-forma', 'teacher', { ...between(1, 42, 34), after: ['choose-teachers'] }),
    asks('others', 'teacher', { ...between(1, 34, 28), after: ['choose-teachers'] }),
    asks('forum', 'teacher', { ...between(1, 30, 23), after: ['choose-teachers'] }),
    attends(
      'afternoon',
      'link',
      {
        kind: 'meeting',
        title: 'the afternoon together',
        about:
          'All middle leaders meet: they settle the sheet for observing, use it on one lesson that all of them watch, and go through the booklet for coaching.',
      },
      { ...between(1, 26, 20), after: ['choose-teachers'] },
    ),
    asks('post', 'teacher', { ...between(1, 21, 12), after: ['choose-teachers'] }),
    asks('pupils-post', 'group', { ...between(1, 18, 8), after: ['choose-teachers'] }),
  ],
  questionnaires: readableBy(
    { lead: ['pre', 'post', 'others', 'forum'] },
    {
      ...atPoints(
        { pre: 'before', post: 'after' },
        'Questionnaire',
        'How sure you are of your own judgement, about five weeks apart. 1 is very confident.',
        [
          listedOn(confident, 'How confident are you of each?', statements),
          open('techniques', 'Which ways of differentiating do you see most? Up to five'),
          open('ranked', 'Put them in order: which matters most?'),
        ],
      ),
      ...atPoints(
        { 'pupils-pre': 'before', 'pupils-post': 'after' },
        'What pupils say',
        'Ask one class of a colleague in your department whom you will coach. Four questions, answered without names.',
        perception.map((text, i) => classTotal(often, `pupils${i + 1}`, text)),
      ),
      'pro-forma': form('Your own sheet', 'Find what your department uses to observe differentiation, and upload it.', [
        open('where', 'Where have you uploaded it?', 'If you have none, say what your department would want in it'),
      ]),
      others: form('What the others use', 'Read what the other middle leaders have uploaded.', [
        open('noticed', 'What do they look for that you do not?'),
      ]),
      forum: form('The forum', 'Two questions to think about, with what you have read in mind.', [
        open('difference', 'What sets outstanding differentiation apart from good?'),
        open('strategies', 'How would you coach somebody from good to outstanding?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 1, schoolDaysBeforeEnd: 0 },
};
