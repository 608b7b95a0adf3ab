import type { Programme, Step } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, atOnce, attends, between, chasing, holds, signing } from './common-steps.ts';
import { atPoints, form, listedOn, open, rated, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

/** As the inspectorate graded lessons then: 1 is the best. */
const fourPoints: Scale = { points: ['1, outstanding', '2, good', '3, needs to improve', '4, weak'], best: 'first' };

const impact: Scale = { points: ['1, hardly any', '2, a little', '3, some', '4, much', '5, very much'], best: 'last' };

/** Half a cycle: one partner teaches, and the other coaches; then they swap. */
interface HalfCycle {
  readonly key: string;
  readonly inWords: string;
  readonly turn: 1 | 2;
  /** opens so many school days before the end of that term */
  readonly term: number;
  readonly from: number;
}

const half = (cycle: number, turn: 1 | 2, term: number, from: number): HalfCycle => ({
  key: `cycle-${cycle}-${turn}`,
  inWords: `cycle ${cycle}, ${turn === 1 ? 'first' : 'second'} partner`,
  turn,
  term,
  from,
});

/** Two full cycles a year, of two halves each. */
const halves: readonly HalfCycle[] = [
  half(1, 1, 1, 50),
  half(1, 2, 1, 30),
  half(2, 1, 2, 40),
  half(2, 2, 3, 55),
  half(3, 1, 4, 50),
  half(3, 2, 4, 30),
  half(4, 1, 5, 40),
  half(4, 2, 6, 55),
];

/** The four steps of half a cycle, as obligations of the partner who teaches. */
const stepsOf = ({ key, inWords, turn, term, from }: HalfCycle): readonly Step[] => [
  holds(
    `${key}-meet`,
    'group',
    {
      kind: 'meeting',
      title: `the first meeting of ${inWords}`,
      about: 'Talk through what the self-assessment of the one who will teach says, and choose what to work on.',
    },
    { ...between(term, from, from - 5), turn },
  ),
  asks(`${key}-plan`, 'group', { ...between(term, from - 4, from - 9), turn }),
  holds(
    `${key}-observe`,
    'group',
    {
      kind: 'visit',
      title: `the observed lesson of ${inWords}`,
      about: 'The partner watches the three focus pupils, grades nothing, and asks them about the lesson afterwards.',
    },
    { ...between(term, from - 8, from - 14), turn },
  ),
  asks(`${key}-feedback`, 'group', { ...between(term, from - 12, from - 18), turn }),
];

const named = (part: string) => Object.fromEntries(halves.map(({ key, inWords }) => [`${key}-${part}`, inWords]));

const assessed = [
  'My pupils make good progress in my lessons',
  'I know where each pupil stands and teach accordingly',
  'My questions make every pupil think',
  'Pupils in my lessons behave and work well',
];

/** Teachers coach each other in pairs of their own choice, for two years. */
export const peerCoaching: Programme = {
  key: 'peer-coaching',
  name: 'Peer coaching',
  about:
    'Teachers who already teach well choose a partner, in their own school or across phases, and coach each other through four full cycles in two years.',
  source: nctl('George Abbot Teaching School Alliance, over two years'),
  roles: ['teacher'],
  groups: { word: 'pair', size: 2, perSchool: 0, acrossSchools: true },
  agreement: {
    title: 'The five principles',
    introduction:
      'The school leads agreed on five principles. Whoever signs keeps to them, and sees to it that the pairs have time and cover.',
    schoolCommitments: [
      'Coaching is for teachers who are good already: they are too often left out.',
      'Teachers talk as equals about teaching and learning, to develop and not to be judged.',
      'The teachers choose the focus and the agenda; the school does not set them.',
      'Inspection stays in the background.',
      'Paperwork is kept to the least that does the job.',
    ],
    teachingSchoolCommitments: [
      'Lead the project independently of any one school.',
      'Train everybody who takes part in coaching, after the first cycle.',
      'Pay for cover, and bring the pairs together at the start and end of each year.',
    ],
    ethics: [
      'What partners see and say stays between them.',
      'Nobody, adult or pupil, can be recognised in any summary, and anyone may withdraw at any time.',
    ],
  },
  steps: [
    ...signing('link'),
    asks('self-assessment-start', 'teacher', atOnce(10)),
    attends(
      'launch',
      'link',
      {
        kind: 'meeting',
        title: 'the launch with all pairs',
        about: 'Everybody meets, and partners choose each other.',
      },
      between(1, 62, 50),
    ),
    ...halves.flatMap(stepsOf),
    attends(
      'coach-training',
      'link',
      {
        kind: 'training',
        title: 'the coach training',
        about: 'It comes after the first cycle on purpose: partners know each other by now. See that all of yours go.',
      },
      between(2, 50, 42),
    ),
    asks('year-1-feedback', 'teacher', between(3, 30, 15)),
    asks('self-assessment-year-1', 'teacher', between(3, 28, 12)),
    attends(
      'year-1-review',
      'link',
      {
        kind: 'meeting',
        title: 'the review of the first year',
        about: 'What the pairs learned, who goes on, and which pairs will work across phases.',
      },
      between(3, 15, 5),
    ),
    asks('self-assessment-end', 'teacher', between('last', 30, 18)),
    asks('impact', 'teacher', between('last', 25, 12)),
    attends(
      'end-review',
      'link',
      { kind: 'meeting', title: 'the closing review', about: 'What the two years changed, and what will last.' },
      between('last', 15, 5),
    ),
  ],
  questionnaires: readableBy(
    { group: [...Object.keys(named('plan')), ...Object.keys(named('feedback'))], lead: ['year-1-feedback', 'impact'] },
    {
      ...atPoints(
        { 'self-assessment-start': 'start', 'self-assessment-year-1': 'end of year 1', 'self-assessment-end': 'end' },
        'Self-assessment',
        'How you see your own teaching. It helps you to choose a focus; nobody at your school sees it.',
        [
          rated(fourPoints, 'overall', 'My teaching, all in all'),
          listedOn(fourPoints, 'How would you grade each?', assessed),
          open('focus', 'What do you want to work on?'),
        ],
      ),
      ...atPoints(named('plan'), 'Joint plan', 'What you planned together. Name no pupil.', [
        open('focus', 'Which part of the self-assessment does the lesson work on, and what will be tried?'),
        open('pupil-a', 'Focus pupil A: why this one, and what do you expect?', 'By letter only, no name'),
        open('pupil-b', 'Focus pupil B: why this one, and what do you expect?', 'By letter only, no name'),
        open('pupil-c', 'Focus pupil C: why this one, and what do you expect?', 'By letter only, no name'),
      ]),
      ...atPoints(named('feedback'), 'Feedback', 'What came of the lesson. It is a discussion, not a judgement.', [
        open('pupils', 'What did the focus pupils do and say?', 'By letter only, no name'),
        open('change', 'What will you do differently now?'),
      ]),
      'year-1-feedback': form('Your coach and your teaching', 'Two questions at the end of the first year.', [
        open('coach', 'What difference does your partner’s coaching make to your work?'),
        open('teaching', 'What has changed in your teaching?'),
      ]),
      impact: form('What made a difference', 'How much each strand of the programme changed for you.', [
        rated(impact, 'strand1', 'Coaching'),
        rated(impact, 'strand2', 'Planning with a peer'),
        rated(impact, 'strand3', 'Observing a peer and being observed'),
        rated(impact, 'strand4', 'Your teaching and your wider professional work'),
        rated(impact, 'strand5', 'Working across phases', 'If your pair was of one phase, choose the first'),
        open('why', 'What makes you say so?'),
      ]),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
