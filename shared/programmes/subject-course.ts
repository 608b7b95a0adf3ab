import type { Programme, Step } from '#domain/programme/programme.ts';
import type { Questionnaire, Scale } from '#domain/programme/questionnaire.ts';
import { asks, attends, between, chasing, choosing, holds, signing } from './common-steps.ts';
import { form, open, rated, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

const mathematics: Scale = {
  points: ['1, very much', '2, much', '3, fairly', '4, little', '5, not at all'],
  best: 'first',
};

/** Three full days and three half days: what each pair does in classrooms, on each full day for 90 minutes. */
const days = [
  ['Observe', 58, 50],
  ['Observe, and try a task', 52, 44],
  ['Teach together', 46, 38],
  ['Teach together, and talk about it', 38, 30],
  ['Teach the class', 30, 22],
  ['Plan a lesson in 90 minutes, and teach it', 22, 14],
] as const;

const day = ([what, opens, due]: (typeof days)[number], i: number): Step =>
  attends(
    `day-${i + 1}`,
    'group',
    {
      kind: 'training',
      title: `course day ${i + 1}`,
      about: aboutDay(what, i),
    },
    { ...between(1, opens, due), after: ['choose-teachers'], policy: 'gentle' },
  );

const followUp = (n: 1 | 2, term: number, opens: number, due: number): Step =>
  holds(
    `follow-up-${n}`,
    'lead',
    {
      kind: 'visit',
      title: `the ${n === 1 ? 'first' : 'second'} follow-up day`,
      about:
        n === 1
          ? 'Meet the head first. Then what this school needs: training for staff, time with the coordinator, teaching together.'
          : 'Keep to what the course taught. Meet the head before you leave.',
    },
    { ...between(term, opens, due), after: ['choose-teachers'] },
  );

const questions = [
  rated(mathematics, 'enthusiasm', 'I look forward to teaching mathematics'),
  rated(mathematics, 'knowledge', 'I am confident in my knowledge of the subject'),
  rated(mathematics, 'problem-solving', 'I am confident in teaching problem solving'),
  rated(mathematics, 'enjoyment', 'The pupils of my class enjoy mathematics'),
  rated(mathematics, 'aware', 'I know what specialist leaders can do for us'),
  rated(mathematics, 'comfortable', 'I am at ease with a specialist leader working in my classroom'),
];

/** Answered by the whole room, by a link or its code, on the first day and the last; the results are there at once. */
const survey = (when: string, hope: string): Questionnaire => ({
  ...form(`Survey, ${when}`, 'Seven questions, without your name. It takes five minutes.', [
    ...questions,
    open('hope', hope),
  ]),
  anonymous: true,
});

/** What each pair does in classrooms, and when the room is asked. */
const aboutDay = (what: string, i: number) =>
  [
    'On each of the three full days, at least 90 minutes are spent in classrooms.',
    `This time: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`,
    ...(i === 0 ? ['The day begins with the survey: its code is on the wall.'] : []),
    ...(i === days.length - 1 ? ['The day ends with the survey: its code is on the wall.'] : []),
  ].join(' ');

/** A course on one subject that is held in classrooms, and followed up in each school. */
export const subjectCourse: Programme = {
  key: 'subject-course',
  name: 'Subject course',
  about:
    'Two delegates of each school, one of them senior, learn for six days, partly in classrooms; specialist leaders then spend two days in each school.',
  source: nctl('Camden Primary Partnership, a course on mathematics in 2013-14'),
  roles: ['teacher'],
  participant: { one: 'delegate', many: 'delegates' },
  groups: { word: 'pair', size: 2, perSchool: 1 },
  agreement: {
    title: 'What each side promises',
    introduction: 'One page for schools that send two delegates.',
    schoolCommitments: [
      'Send two teachers, one of them with a senior leader’s weight. Name that one first.',
      'Release both for three full days and three half days, and let them do the tasks in between.',
      'Have the head meet the specialist leader at the first visit and at the last.',
    ],
    teachingSchoolCommitments: [
      'Hold the course with a well-known partner, and spend 90 minutes of each full day in classrooms.',
      'Spend two follow-up days in your school, on what the course taught.',
      'Show you the results of the surveys at once.',
    ],
    ethics: [
      'The surveys ask for no name, and are shown only as numbers.',
      'What is seen in a classroom is for learning, and is not reported.',
    ],
  },
  steps: [
    ...signing('link'),
    choosing,
    ...days.map(day),
    followUp(1, 2, 45, 10),
    followUp(2, 3, 55, 25),
    asks('heads-survey', 'head', between(3, 25, 10)),
  ],
  questionnaires: readableBy(
    { lead: ['heads-survey'] },
    {
      before: survey('before the course', 'What do you want from the course?'),
      after: survey('after the course', 'What did you get from the course?'),
      'heads-survey': form('Heads’ survey', 'At the end of the year, in a few words.', [
        open('pupils', 'What has changed in mathematics in your school?', 'Say how you know'),
        open('leaders', 'What difference did the specialist leader’s visits make?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
