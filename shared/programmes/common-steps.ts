import type { ChasePolicy } from '#domain/programme/policies.ts';
import type { Meeting, Step, TermDate } from '#domain/programme/programme.ts';

/** Chase policies that programmes share, by key. */
export const chasing = {
  /** a school's own duties: the lead hears of them when they stay undone */
  school: { before: [5, 1], after: [1, 4, 7, 10], escalate: 13, decide: 15 },
  /** the lead has nobody to be escalated to */
  lead: { before: [1], after: [1, 4, 7, 10] },
  /** one teacher’s or coach’s part among many: fewer reminders, and the lead hears once */
  participant: { before: [1], after: [1, 4, 7], escalate: 10 },
  /** what comes round again soon, or is nobody’s duty: one reminder, then peace */
  gentle: { before: [], after: [1] },
} as const satisfies Readonly<Record<string, ChasePolicy>>;

type Owner = Step['owner'];

/** When a step is open and how it is chased; what is left out is as `asks` and `holds` say. */
type When = Pick<Step, 'due'> & Partial<Pick<Step, 'notBefore' | 'after' | 'policy' | 'turn'>>;

/** Opens so many school days before a term ends and is due so many before; five school days later at the least. */
export const between = (term: TermDate['term'], opens: number, due: number, atLeast = 5) => ({
  notBefore: { term, schoolDaysBeforeEnd: opens },
  due: { term, schoolDaysBeforeEnd: due, atLeast },
});

/** As soon as the agreement is signed by both, for so many school days. */
export const atOnce = (schoolDays: number) => ({ due: { schoolDays } });

/** The school signs, then the teaching school. */
export const signing = (owner: 'link' | 'head'): readonly Step[] => [
  { key: 'sign-agreement', kind: 'sign-agreement', owner, after: [], due: { schoolDays: 10 }, policy: 'school' },
  {
    key: 'countersign',
    kind: 'countersign',
    owner: 'lead',
    after: ['sign-agreement'],
    pointlessWithout: ['sign-agreement'],
    due: { schoolDays: 5 },
    policy: 'lead',
  },
];

/** The link names who takes part, or confirms those whom the lead’s file names. */
export const choosing: Step = {
  key: 'choose-teachers',
  kind: 'choose-teachers',
  owner: 'link',
  after: ['countersign'],
  due: { schoolDays: 10 },
  policy: 'school',
};

const policyOf = (owner: Owner) =>
  owner === 'lead' ? 'lead' : owner === 'link' || owner === 'head' ? 'school' : 'participant';

/** A questionnaire, once the agreement is signed: of the key of its step. */
export const asks = (key: string, owner: Owner, when: When): Step => ({
  key,
  kind: 'answer-questionnaire',
  owner,
  after: ['countersign'],
  policy: policyOf(owner),
  questionnaire: key,
  ...when,
});

/** A meeting, once the agreement is signed. */
export const holds = (key: string, owner: Owner, meeting: Meeting, when: When): Step => ({
  key,
  kind: 'hold-meeting',
  owner,
  after: ['countersign'],
  policy: policyOf(owner),
  meeting,
  ...when,
});

/** An event that the lead holds and its owner comes to, once the agreement is signed. */
export const attends = (key: string, owner: Exclude<Owner, 'lead'>, meeting: Omit<Meeting, 'by'>, when: When): Step =>
  holds(key, owner, { ...meeting, by: 'lead' }, when);

/** 1 to so many. */
export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
