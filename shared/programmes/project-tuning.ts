import type { Programme, Step } from '#domain/programme/programme.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { asks, attends, between, chasing, holds, signing } from './common-steps.ts';
import { projectTuningGuide as guide } from './guides.ts';
import { atPoints, form, grouped, listedOn, open, readableBy } from './questions.ts';
import { nctl } from './sources.ts';

/** Six points, three on either side: the first three are for, the last three against. */
const trust: Scale = {
  points: ['1, fully true', '2, true', '3, rather true', '4, rather untrue', '5, untrue', '6, not true at all'],
  best: 'first',
};

const share: Scale = { points: ['High', 'Medium', 'Low'], best: 'first' };

const trusting = (whom: string): readonly string[] => [
  `I trust ${whom}`,
  `I can be open with ${whom} about what I am not good at`,
  `I am cared for by ${whom}`,
  `I get help from ${whom} when I need it`,
];

/** Twelve skills: how much each did for what the group set out to do. */
const skills = [
  'Strategy: turning the alliance’s vision into a plan with milestones',
  'Communication: a clear and simple account of what the alliance is for',
  'Entrepreneurial judgement: encouraging what is new, and weighing its risks',
  'Performance: never losing sight of results',
  'Analysis: putting people and money where the need is',
  'Teamwork: believing in staff and working through others',
  'Interpersonal skills: winning people over, and working together oneself',
  'Accountability: leading openly, with governors and leaders at every level',
  'Motivation: getting people to want the same thing, and keeping them at it',
  'Discernment: seeing how schools differ, and what each needs now',
  'Learning: going on learning, and helping staff to',
  'Resilience and tenacity: seeing things through when they get hard',
];

const tuning = (n: 1 | 2, term: number, opens: number, due: number): Step =>
  holds(
    `tuning-${n}`,
    'group',
    {
      kind: 'meeting',
      title: n === 1 ? 'the tuning of the plan' : 'the tuning on the way',
      about: 'One of the team presents the project, and the others tune it, by the clock. Online is fine.',
      guide: 'project-tuning',
    },
    { ...between(term, opens, due), turn: n },
  );

const leaders = (n: number, opens: number, due: number, residential = false): Step =>
  attends(
    `leaders-${n}`,
    'head',
    {
      kind: 'meeting',
      title: residential ? 'the leaders’ residential' : `the leaders’ session ${n}`,
      about:
        'With the outside facilitator: what drives each of you, what the group shares, and what it needs to trust.',
    },
    { ...between(3, opens, due), policy: 'gentle' },
  );

/** Teams plan projects with another school and tune them by a protocol; then leaders learn to trust each other. */
export const projectTuning: Programme = {
  key: 'project-tuning',
  name: 'Project tuning',
  about:
    'Year teams of two schools plan projects together and tune each other’s plans by the clock; in the summer their leaders work on trust with a facilitator.',
  source: nctl('Eos Teaching School Alliance'),
  roles: ['teacher'],
  groups: { word: 'team', size: 0, perSchool: 0, acrossSchools: true },
  guides: [guide],
  agreement: {
    title: 'Design principles',
    introduction: 'What every school of the alliance stands for. Whoever signs does so for the whole school.',
    schoolCommitments: [
      'Pupils work on demanding projects that matter outside school and that they care about.',
      'Learners direct their work together; teachers help it along.',
      'The school is built so that every pupil is known, as a person and as a learner.',
      'Pupils make excellent progress, level with their peers or ahead of them.',
      'Everybody around the school works with it.',
      'Teachers plan and teach in teams for much of their time.',
      'Teaching uses new ways and new tools where old habits hold learning back.',
    ],
    teachingSchoolCommitments: [
      'Train each team in planning projects and in the tuning protocol.',
      'Pair teams whose schools are ready to work together.',
      'Bring an outside facilitator to the leaders, and keep a private place online for them.',
    ],
    ethics: [
      'What leaders and teams say to each other stays with them.',
      'Surveys are reported without names; anyone may withdraw.',
    ],
  },
  steps: [
    ...signing('head'),
    attends(
      'training',
      'link',
      {
        kind: 'training',
        title: 'your team’s training',
        about: 'How projects are planned and tuned. Teams that are new to it try the protocol within the school first.',
      },
      between(1, 55, 40),
    ),
    asks('plan', 'group', between(1, 38, 25)),
    tuning(1, 1, 28, 10),
    tuning(2, 2, 40, 20),
    attends(
      'first-review',
      'link',
      {
        kind: 'meeting',
        title: 'the review of the first cycle',
        about: 'What planning and tuning together changed, and what kept teams of different schools apart.',
      },
      between(2, 18, 5),
    ),
    ...(['head', 'link'] as const).map((owner) => asks(`trust-baseline-${owner}`, owner, between(3, 60, 48))),
    leaders(1, 58, 45),
    leaders(2, 44, 32, true),
    leaders(3, 30, 15),
    ...(['head', 'link'] as const).map((owner) => asks(`learning-log-${owner}`, owner, between(3, 18, 6))),
    ...(['head', 'link'] as const).map((owner) => asks(`trust-repeat-${owner}`, owner, between('last', 50, 30))),
  ],
  questionnaires: readableBy(
    { group: ['plan'] },
    {
      plan: form('The project', 'One of the team writes this for both schools, before it is tuned.', [
        open('question', 'What is the question that the project asks, and what will pupils make?'),
        open('issue', 'What do you want help with?'),
        open('real', 'Whom outside school is it for?'),
      ]),
      ...atPoints(
        {
          'trust-baseline-head': 'baseline',
          'trust-baseline-link': 'baseline',
          'trust-repeat-head': 'repeat',
          'trust-repeat-link': 'repeat',
        },
        'Trust survey',
        'Eight statements, four about your own school and four about the alliance.',
        grouped('part', trust, 'How true is this now?', [
          ['In my school', trusting('my colleagues here')],
          ['In the alliance', trusting('colleagues in the alliance')],
        ]),
      ),
      ...atPoints(
        { 'learning-log-head': 'head', 'learning-log-link': 'senior leader' },
        'Leadership learning log',
        'How much each skill did for what you set out to do this term.',
        [
          listedOn(share, 'How much did it do for what you set out to do?', skills, 'skill'),
          open('example', 'For example?'),
        ],
      ),
    },
  ),
  chasing,
  closes: { term: 'last', schoolDaysBeforeEnd: 0 },
};
