import type { Meeting, Programme, Step } from '#domain/programme/programme.ts';
import type { Question } from '#domain/programme/questionnaire.ts';
import { between, chasing, choosing, holds, signing } from './common-steps.ts';
import { pupilTalk } from './guides.ts';
import { agreement, open, rated, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

const statement = (key: string, text: string): Question => rated(agreement, key, text);

/** Asked at every point, so that start and end can be compared. */
const statements: readonly Question[] = [
  statement('role', 'I know what is asked of me as SLT link, and by when'),
  statement('time', 'Our triads have the time they need to plan, teach, observe and debrief'),
  statement('cover', 'Cover for released teachers can be relied on in our school'),
  statement('talk', 'Teachers here talk with each other about how pupils learn'),
  statement('change', 'Teachers here change their lessons after watching a colleague teach'),
  statement('leaders', 'Senior leaders here show that they value teachers studying lessons together'),
];

/** What the programme lead does at a school, once its teachers are chosen. */
const visit = (key: string, kind: Meeting['kind'], title: string, about: string, when: Pick<Step, 'due'>): Step =>
  holds(key, 'lead', { kind, title, about }, { ...when, after: ['choose-teachers'] });

const talks = (
  when: string,
  which: string,
  interviews: Between,
  review: Between,
  feedback: Between,
): readonly Step[] => [
  visit(
    `${when}-interviews`,
    'interview',
    `the interviews at the ${which}`,
    'Talk with each of the six teachers, at lunchtime, after school or in a free period. One who cannot come may write.',
    interviews,
  ),
  visit(
    `${when}-review`,
    'meeting',
    `the review meeting at the ${which}`,
    'The school releases the six teachers. Look together at what the cycles have shown and what comes next.',
    review,
  ),
  visit(
    `${when}-feedback`,
    'meeting',
    `the feedback to the school at the ${which}`,
    'Tell the SLT link and the head what was found. Nobody, adult or pupil, can be recognised in it.',
    feedback,
  ),
];

type Between = ReturnType<typeof between>;

const mid = talks('mid', 'mid-point', between('first', 15, 6), between('first', 12, 3), between(2, 50, 40));
const end = talks('end', 'end', between('last', 40, 28), between('last', 35, 22), between('last', 20, 8));

/** Lesson study in triads, as run across a lower, a middle and an upper school. */
export const lessonStudy: Programme = {
  key: 'lesson-study',
  name: 'Lesson study',
  about: 'Two triads of teachers in each school plan, teach, observe and review research lessons together over a year.',
  source: nctl('Central Bedfordshire Teaching School Partnership, 2013-14'),
  roles: ['teacher'],
  groups: { word: 'triad', size: 3, perSchool: 2 },
  guides: [pupilTalk],
  cycles: {
    windows: [
      { from: { term: 1, schoolDaysBeforeEnd: 50 }, until: { term: 1, schoolDaysBeforeEnd: 28 } },
      { from: { term: 1, schoolDaysBeforeEnd: 27 }, until: { term: 1, schoolDaysBeforeEnd: 3 } },
      { from: { term: 2, schoolDaysBeforeEnd: 50 }, until: { term: 2, schoolDaysBeforeEnd: 26 } },
      { from: { term: 2, schoolDaysBeforeEnd: 25 }, until: { term: 2, schoolDaysBeforeEnd: 3 } },
    ],
    apart: 10,
    planning: [2, 7],
    record: { questionnaire: 'lesson-record', schoolDays: 5, policy: 'school' },
    coverPolicy: 'cover',
  },
  agreement: {
    title: 'Lesson study partnership agreement',
    introduction:
      'This agreement says what your school and the teaching school each promise for the year. Read it through, with your headteacher if you like, and sign at the end.',
    schoolCommitments: [
      'Name one senior leader as the SLT link, the single contact for the programme.',
      'Choose six teachers and place them in two triads.',
      'Give the six teachers time for four cycles of planning, teaching, observing and debriefing: two in the autumn term and two in the spring term.',
      'Release the six teachers for two review meetings with the programme lead, one at the end of the autumn term and one at the end of the programme.',
      'Tell parents and pupils what the research is and why, and get parents’ permission before it begins.',
      'Answer three short questionnaires: at the start, at the mid-point and at the end.',
    ],
    teachingSchoolCommitments: [
      'Train the chosen teachers in lesson study.',
      'Support the triads and the SLT link throughout the year.',
      'Contribute to the cost of cover.',
      'Give the school feedback at the mid-point and at the end.',
    ],
    ethics: [
      'Everything said and seen in the programme is confidential. Nobody, adult or pupil, can be recognised in any summary of it.',
      'Anyone taking part, teacher or pupil, may withdraw at any time without giving a reason.',
    ],
  },
  steps: [
    ...signing('link'),
    choosing,
    visit(
      'training-visit',
      'training',
      'the training visit',
      'Train the six teachers in lesson study, at their school.',
      {
        due: { schoolDays: 15 },
      },
    ),
    {
      key: 'agree-plan',
      kind: 'agree-plan',
      owner: 'link',
      after: ['choose-teachers'],
      due: { schoolDays: 10 },
      policy: 'school',
    },
    {
      key: 'start-questionnaire',
      kind: 'answer-questionnaire',
      questionnaire: 'start',
      owner: 'link',
      after: ['choose-teachers'],
      due: { schoolDays: 10 },
      policy: 'school',
    },
    {
      key: 'mid-questionnaire',
      kind: 'answer-questionnaire',
      questionnaire: 'mid',
      owner: 'link',
      after: ['choose-teachers'],
      notBefore: { term: 'first', schoolDaysBeforeEnd: 15 },
      due: { term: 'first', schoolDaysBeforeEnd: 5, atLeast: 10 },
      policy: 'school',
    },
    {
      key: 'end-questionnaire',
      kind: 'answer-questionnaire',
      questionnaire: 'end',
      owner: 'link',
      after: ['choose-teachers'],
      notBefore: { term: 'last', schoolDaysBeforeEnd: 30 },
      due: { term: 'last', schoolDaysBeforeEnd: 20, atLeast: 10 },
      policy: 'school',
    },
    ...mid,
    ...end,
  ],
  questionnaires: readableBy(
    { group: ['lesson-record'], lead: ['start', 'mid', 'end'] },
    {
      start: {
        title: 'Start questionnaire',
        introduction: 'Where your school stands before the first cycle. It takes about ten minutes.',
        questions: [
          ...statements,
          open('hope', 'What do you hope that lesson study will change in your school?'),
          open(
            'focus',
            'What will each triad work on, and why?',
            'For example, what your data or your pupils’ work tell you',
          ),
          open('obstacles', 'What could get in the way, and what would help?'),
        ],
      },
      mid: {
        title: 'Mid-point questionnaire',
        introduction: 'How the first two cycles went, so that the next two go better. It takes about ten minutes.',
        questions: [
          ...statements,
          open('cycles', 'How far has each triad come in its cycles?'),
          open('pupils', 'What have the triads noticed about pupils’ learning so far?'),
          open('support', 'What do you or the triads need from the programme lead now?'),
        ],
      },
      'lesson-record': {
        title: 'Lesson record',
        introduction:
          'What you and your observers saw in the research lesson. Call the two case pupils A and B: nobody may be recognised, so write no pupil’s name.',
        questions: [
          open('aim', 'What was the lesson to change for pupils?'),
          open('pupil-a', 'Case pupil A: what did you expect, and what did you see?', 'By letter only, no name'),
          open('pupil-b', 'Case pupil B: what did you expect, and what did you see?', 'By letter only, no name'),
          open('learned', 'What did you learn in the debrief, and what will you try next?'),
        ],
      },
      end: {
        title: 'End questionnaire',
        introduction: 'What the year changed and what will last. It takes about ten minutes.',
        questions: [
          ...statements,
          open('pupils', 'What difference did it make to pupils?', 'Say what you saw; name no pupil'),
          open('teachers', 'What difference did it make to teachers?'),
          open('lasting', 'What will your school carry on with, and what would you do differently?'),
        ],
      },
    },
  ),
  chasing: {
    ...chasing,
    /** counted from three school days before a session: the day before that, and each day until it */
    cover: { before: [1], after: [1, 2] },
  },
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
