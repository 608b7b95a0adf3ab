import type { Programme } from '#domain/programme/programme.ts';
import type { Question, Scale } from '#domain/programme/questionnaire.ts';
import { readableBy } from './questions.ts';

/** As the alliance graded it: 1 is the best. */
const grade: Scale = {
  points: ['1, fully', '2, largely', '3, in part', '4, little', '5, not at all'],
  best: 'first',
};

const graded = (key: string, text: string): Question => ({ key, text, form: 'scale', scale: grade });
const open = (key: string, text: string): Question => ({ key, text, form: 'open' });

const headsStatements: readonly Question[] = [
  graded('culture', 'Our school has a coaching culture'),
  graded('reflect', 'Teachers here think about their teaching and look for ways to improve it'),
  graded('comfortable', 'Teachers here are at ease with being coached in class'),
  graded('monitoring', 'We can tell whether the coaching works'),
  graded('skills', 'Our lead coach is a skilled coach'),
];

const coachesStatements: readonly Question[] = [
  graded('welcome', 'Teachers welcome me into their lessons'),
  graded('realtime', 'I am confident in coaching in real time, while the lesson goes on'),
  graded('questions', 'I fit my questions and advice to the teacher’s experience'),
  graded('time', 'I have the time that good coaching takes'),
  graded('network', 'The coaches’ network helps me to coach better'),
];

const heads = (point: string, first: readonly Question[]) => ({
  title: `Heads’ questionnaire, ${point}`,
  introduction: 'A few questions and five statements about coaching in your school. It takes about ten minutes.',
  questions: [...headsStatements, ...first],
});

const coaches = (point: string, first: readonly Question[]) => ({
  title: `Lead coaches’ questionnaire, ${point}`,
  introduction: 'How coaching goes for you as a coach. It takes about ten minutes.',
  questions: [...coachesStatements, ...first],
});

const headsQuestions: readonly Question[] = [
  open('why', 'Why did you appoint somebody to coach?'),
  open('explained', 'How was coaching explained to the staff?'),
  open('hope', 'What do you want coaching to achieve?'),
  open('pedagogy', 'Which parts of teaching should it improve?'),
];

/** Asked once coaching has begun. */
const headsImpact: readonly Question[] = [
  open('impact', 'What difference have you seen so far?'),
  open('evidence', 'How do you know?'),
];

const headsOther = open('other', 'Is there anything else you would like to say?');

const coachesQuestions: readonly Question[] = [
  open('wentwell', 'What has gone well in your coaching, and why?'),
  open('hard', 'What has been hard, and what would help?'),
];

/** One-to-one coaching in class, with a report on each session to the head within 24 hours. */
export const coachingPackage: Programme = {
  key: 'coaching-package',
  name: 'Coaching package',
  about:
    'Coaches work with teachers one to one, in their lessons, and report on each session to the head within 24 hours.',
  source:
    'Portswood Teaching School Alliance (14 primary schools and one secondary), in Leadership of great pedagogy in teaching school alliances: research case studies (NCTL, 2015), Open Government Licence v3.0',
  roles: ['coach', 'teacher'],
  groups: { word: 'pair', size: 2, perSchool: 0 },
  sessions: {
    word: 'coaching session',
    report: {
      due: { hours: 24 },
      nudges: { after: [4], before: [3] },
      escalateBefore: 2,
      toTeacher: false,
    },
  },
  agreement: {
    title: 'Coaching package agreement',
    introduction:
      'This agreement says what your school and the teaching school each promise. It names a deputy too, who reads the coaches’ reports when you cannot be reached.',
    namesDeputy: true,
    schoolCommitments: [
      'Explain to all staff what coaching is for, and that it is support and never a judgement.',
      'Choose the teachers who will be coached, and give each the time for it.',
      'Read the report on each session, keep it confidential, and never use it for appraisal.',
      'Name a deputy who reads the reports when the head cannot be reached.',
      'Answer a short questionnaire at the start, the mid-point and the end.',
    ],
    teachingSchoolCommitments: [
      'Train the school’s staff for the launch of coaching.',
      'Provide trained coaches, and a network in which they meet.',
      'Put a report on each session into the head’s hands within 24 hours of its end.',
      'Agree with the school how the difference that coaching makes will be seen.',
    ],
    ethics: [
      'What is said and seen in a session is confidential between the teacher, the coach and the reader of the report.',
      'Any teacher may withdraw at any time without giving a reason.',
      'Nobody can be recognised in any summary of the programme.',
    ],
  },
  steps: [
    {
      key: 'sign-agreement',
      kind: 'sign-agreement',
      owner: 'head',
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
    ...(['head', 'coach'] as const).flatMap((owner) => {
      const whose = owner === 'head' ? 'heads' : 'coaches';
      const common = { kind: 'answer-questionnaire', owner, after: ['countersign'], policy: 'school' } as const;
      return [
        { ...common, key: `${whose}-start`, questionnaire: `${whose}-start`, due: { schoolDays: 10 } },
        {
          ...common,
          key: `${whose}-mid`,
          questionnaire: `${whose}-mid`,
          notBefore: { term: 'first', schoolDaysBeforeEnd: 15 },
          due: { term: 'first', schoolDaysBeforeEnd: 5, atLeast: 10 },
        },
        {
          ...common,
          key: `${whose}-end`,
          questionnaire: `${whose}-end`,
          notBefore: { term: 'last', schoolDaysBeforeEnd: 30 },
          due: { term: 'last', schoolDaysBeforeEnd: 20, atLeast: 10 },
        },
      ] as const;
    }),
  ],
  questionnaires: readableBy(
    { lead: ['heads-start', 'heads-mid', 'heads-end', 'coaches-start', 'coaches-mid', 'coaches-end'] },
    {
      'heads-start': heads('start', [...headsQuestions, headsOther]),
      'heads-mid': heads('mid-point', [...headsQuestions, ...headsImpact, headsOther]),
      'heads-end': heads('end', [...headsQuestions, ...headsImpact, headsOther]),
      'coaches-start': coaches('start', coachesQuestions),
      'coaches-mid': coaches('mid-point', coachesQuestions),
      'coaches-end': coaches('end', coachesQuestions),
    },
  ),
  chasing: {
    school: { before: [5, 1], after: [1, 4, 7, 10], escalate: 13, decide: 15 },
    lead: { before: [1], after: [1, 4, 7, 10] },
  },
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
