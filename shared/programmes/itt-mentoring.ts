import type { Programme, Step } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, atOnce, attends, between, chasing, holds, signing, upTo } from './common-steps.ts';
import { grow } from './guides.ts';
import { mentorAudit, mentorEvaluation, mentorEvidence } from './itt-mentoring-forms.ts';
import { atPoints, form, open, rated, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

const grades: Scale = { points: ['Outstanding', 'Good', 'Requires improvement', 'Inadequate'], best: 'first' };

/** Which weeks have a review: the school days before the end of their term on which each is asked for. */
const placements = [
  { name: 'first placement', weeks: weekly(1, 50, 10) },
  { name: 'second placement', weeks: [...weekly(2, 40, 8), ...weekly(3, 55, 10)] },
] as const;

function weekly(term: number, from: number, count: number) {
  return upTo(count).map((n) => ({ term, before: from - 5 * (n - 1) }));
}

const reviewKey = (placement: number, week: number) => `review-${placement}-${week}`;

const reviews: readonly Step[] = placements.flatMap(({ weeks }, p) =>
  weeks.map(({ term, before }, w) =>
    asks(reviewKey(p + 1, w + 1), 'mentor', {
      notBefore: { term, schoolDaysBeforeEnd: before },
      ...atOnce(4),
      policy: 'gentle',
    }),
  ),
);

const reviewPoints = Object.fromEntries(
  placements.flatMap(({ name, weeks }, p) => weeks.map((_, w) => [reviewKey(p + 1, w + 1), `${name}, week ${w + 1}`])),
);

const mentorMeeting = (which: string) =>
  ({
    kind: 'meeting',
    title: `the ${which} mentors’ meeting`,
    about:
      'Mentors of the first and the second placement meet, at the teaching school or the university, to compare notes.',
  }) as const;

/** A mentor for each trainee, chosen in four stages, through two placements. */
export const ittMentoring: Programme = {
  key: 'itt-mentoring',
  name: 'Mentoring of trainees',
  about:
    'Mentors chosen in four stages guide trainees through two placements in a year, with a review each week and a report on each placement.',
  source: nctl('Fairfields Teaching School Alliance, School Direct 2013-14'),
  roles: ['mentor', 'teacher'],
  participant: { one: 'trainee', many: 'trainees' },
  groups: { word: 'pair', size: 2, perSchool: 0 },
  guides: [grow],
  agreement: {
    title: 'Mentoring agreement',
    introduction:
      'What your school and the teaching school each promise to the trainees of this year and to those who mentor them.',
    schoolCommitments: [
      'Take trainees for a first placement in the autumn and a second in the spring and summer.',
      'Choose mentors by the four stages: evidence of the teaching standards, the evidence form, the role given by senior leaders, and development after the audit.',
      'Choose mentors with three years of teaching behind them, one of them in your school.',
      'Give each mentor time for a review every week and for the mentors’ meetings.',
    ],
    teachingSchoolCommitments: [
      'Train mentors in what their audits show that they need.',
      'Hold mentors’ meetings through the year.',
      'Send the professional tutor at the start, and again whenever a trainee or mentor needs it.',
      'Follow every trainee’s progress and share it with the school and the university.',
    ],
    ethics: [
      'What mentors say of their own skills is for their development and for nothing else.',
      'Nobody can be recognised in any summary of the programme.',
    ],
  },
  steps: [
    ...signing('link'),
    asks('standards-evidence', 'mentor', atOnce(10)),
    asks('mentor-evidence', 'mentor', atOnce(10)),
    asks('mentor-role', 'link', { ...atOnce(5), after: ['standards-evidence', 'mentor-evidence'] }),
    asks('audit-september', 'mentor', atOnce(10)),
    holds(
      'tutor-visit',
      'lead',
      {
        kind: 'visit',
        title: 'the professional tutor’s first visit',
        about: 'The professional tutor meets each trainee and mentor at the start. Later visits are by need.',
      },
      between(1, 55, 40),
    ),
    attends(
      'mentor-training',
      'mentor',
      {
        kind: 'training',
        title: 'the mentors’ training day',
        about: 'Language for mentoring, questions, motivation and coaching with GROW, as the audits called for.',
        guide: 'grow',
      },
      between(1, 50, 35),
    ),
    attends('mentor-meeting-1', 'mentor', mentorMeeting('autumn'), between(1, 30, 15)),
    attends('mentor-meeting-2', 'mentor', mentorMeeting('spring'), between(2, 30, 15)),
    attends('mentor-meeting-3', 'mentor', mentorMeeting('summer'), between(3, 45, 30)),
    ...reviews,
    asks('grades-1', 'mentor', between(1, 20, 8)),
    asks('grades-2', 'mentor', between(2, 20, 8)),
    asks('grades-3', 'mentor', between(3, 25, 12)),
    asks('report-1', 'mentor', between(1, 12, 3)),
    asks('report-2', 'mentor', between(3, 18, 8)),
    asks('audit-july', 'mentor', between(3, 18, 8)),
    asks('mentor-evaluation', 'mentor', between(3, 15, 6)),
  ],
  questionnaires: readableBy(
    { lead: ['mentor-evaluation'] },
    {
      'standards-evidence': form(
        'Stage 1: the teaching standards',
        'What your school’s reviews say of your teaching.',
        [
          open('years', 'How many years have you taught, and how many of them here?', 'Three years, one of them here'),
          open('standards', 'What does your last performance review show of each teaching standard?'),
        ],
      ),
      'mentor-evidence': mentorEvidence,
      'mentor-role': form(
        'Stage 3: the role',
        'Once your mentors have sent their evidence, senior leaders decide who mentors whom.',
        [
          open('given', 'To whom do you give the role of mentor, and with which trainee?'),
          open('time', 'When in the week has each mentor time for the review?'),
        ],
      ),
      ...atPoints(
        { 'audit-september': 'September', 'audit-july': 'July' },
        'Mentor skills audit',
        'How often each of these is true of you. The September audit decides what you are trained in.',
        mentorAudit,
      ),
      ...atPoints(reviewPoints, 'Weekly review', 'What you and your trainee agreed this week. It takes five minutes.', [
        open('progress', 'Which of the teaching standards moved on this week, and how do you know?'),
        open('targets', 'Which targets did your trainee set for next week?'),
      ]),
      ...atPoints(
        { 'grades-1': 'first point', 'grades-2': 'second point', 'grades-3': 'third point' },
        'Grades',
        'Your trainee’s grade at this point of the year, by the university’s form.',
        [rated(grades, 'grade', 'Your trainee’s grade overall'), open('next', 'What would bring the next grade?')],
      ),
      ...atPoints(
        { 'report-1': 'first placement', 'report-2': 'second placement' },
        'Final report',
        'Your report on the placement that has ended.',
        [
          open('strengths', 'What does your trainee do well?'),
          open('standards', 'Where does your trainee stand on each teaching standard?'),
          open('development', 'What should come next?'),
        ],
      ),
      'mentor-evaluation': mentorEvaluation,
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
