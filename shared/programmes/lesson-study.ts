import type { Programme } from '../domain/programme.ts';
import type { Question, Scale } from '../domain/questionnaire.ts';

const agreement: Scale = {
  points: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'],
  best: 'last',
};

const statement = (key: string, text: string): Question => ({ key, text, form: 'scale', scale: agreement });
const open = (key: string, text: string, hint?: string): Question => ({
  key,
  text,
  form: 'open',
  ...(hint ? { hint } : {}),
});

/** Asked at every point, so that start and end can be compared. */
const statements: readonly Question[] = [
  statement('role', 'I know what is asked of me as SLT link, and by when'),
  statement('time', 'Our triads have the time they need to plan, teach, observe and debrief'),
  statement('cover', 'Cover for released teachers can be relied on in our school'),
  statement('talk', 'Teachers here talk with each other about how pupils learn'),
  statement('change', 'Teachers here change their lessons after watching a colleague teach'),
  statement('leaders', 'Senior leaders here show that they value teachers studying lessons together'),
];

/** Lesson study in triads, as run across a lower, a middle and an upper school. */
export const lessonStudy: Programme = {
  key: 'lesson-study',
  name: 'Lesson study',
  about: 'Two triads of teachers in each school plan, teach, observe and review research lessons together over a year.',
  source:
    'Central Bedfordshire Teaching School Partnership, 2013-14, in Leadership of great pedagogy in teaching school alliances: research case studies (NCTL, 2015), Open Government Licence v3.0',
  roles: ['teacher'],
  groups: { word: 'triad', size: 3, perSchool: 2 },
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
    {
      key: 'sign-agreement',
      kind: 'sign-agreement',
      owner: 'link',
      after: [],
      due: { schoolDays: 10 },
      policy: 'school',
    },
    {
      key: 'countersign',
      kind: 'countersign',
      owner: 'lead',
      after: ['sign-agreement'],
      pointlessWithout: ['sign-agreement'],
      due: { schoolDays: 5 },
      policy: 'lead',
    },
    {
      key: 'choose-teachers',
      kind: 'choose-teachers',
      owner: 'link',
      after: ['countersign'],
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
  ],
  questionnaires: {
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
  chasing: {
    school: { before: [5, 1], after: [1, 4, 7, 10], escalate: 13, decide: 15 },
    /** the lead has nobody to be escalated to */
    lead: { before: [1], after: [1, 4, 7, 10] },
  },
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
