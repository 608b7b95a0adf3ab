import type { ObligationKind, Step } from '#domain/programme/programme.ts';
import type { Obligation } from './obligation.ts';
import type { InCohort } from './owed.ts';

/** What a lead can do about something that a school is to do. */
export type LeadAct = 'chase' | 'extend' | 'release' | 'take-over';

const ALL: readonly LeadAct[] = ['chase', 'extend', 'release', 'take-over'];

/** The one answer to what a lead may do about a task: pages offer it, emails name it, and acts refuse the rest. */
const LEAD_MAY: Readonly<Record<ObligationKind, readonly LeadAct[]>> = {
  // nobody signs for a school
  'sign-agreement': ['chase', 'extend', 'release'],
  countersign: ALL,
  'choose-teachers': ALL,
  'answer-questionnaire': ALL,
  'agree-plan': ALL,
  'hold-meeting': ALL,
  'confirm-cover': ALL,
  'confirm-held': ALL,
  // nobody else was there
  'lesson-record': ['chase', 'extend', 'release'],
  // it is its coach's alone, and its clock runs on; what the lead can do is record what became of the session
  'report-session': [],
  'name-successor': ALL,
  'settle-group': ALL,
  'check-timetable': ALL,
  // the lead can answer it, whoever else is asked
  'confirm-successor': ['chase', 'extend'],
  'confirm-withdrawal': ['chase', 'extend'],
  // it cannot wait longer than the law says, nor be read by the lead
  'check-copy': ['chase'],
};

/** What makes no sense of one's own tasks. */
const ABOUT_OTHERS: readonly LeadAct[] = ['chase', 'take-over'];

/** What a lead may do about it, in the order in which it is offered. */
export const leadMay = ({ kind, owner }: Pick<Obligation, 'kind' | 'owner'>): readonly LeadAct[] =>
  LEAD_MAY[kind].filter((act) => owner !== 'lead' || !ABOUT_OTHERS.includes(act));

/** Whether a lead may ever do that about a task of this kind. */
export const mayEver = ({ kind }: Pick<Obligation, 'kind'>, act: LeadAct): boolean => LEAD_MAY[kind].includes(act);

const isPointless = ({ kind, pointlessWithout = [] }: Step, released: readonly Step[]): boolean =>
  released.some(
    (one) => pointlessWithout.includes(one.key) || (kind === 'countersign' && one.kind === 'sign-agreement'),
  );

/** What releasing a step comes to: steps that go with it, and whether others no longer wait for it. */
export function releaseOf(
  { cohort: { programme }, partnership: p }: InCohort,
  { step: key }: Pick<Obligation, 'step'>,
): { readonly with: readonly Step[]; readonly opens: boolean } {
  const unopened = programme.steps.filter((step) => !p.obligations.some((o) => o.step === step.key));
  let released = programme.steps.filter((step) => step.key === key);
  for (let before = 0; before < released.length; ) {
    before = released.length;
    const more = unopened.filter((step) => !released.includes(step) && isPointless(step, released));
    released = [...released, ...more];
  }
  const after = unopened.filter((step) => !released.includes(step));
  return {
    with: released.filter((step) => step.key !== key),
    opens: after.some((step) => released.some((one) => step.after.includes(one.key))),
  };
}
