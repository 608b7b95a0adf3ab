import type { Instant } from '#calendar/london.ts';
import { proposalOf, questionOf, type SolverAnswer, type SolverQuestion } from '#cover/planner.ts';
import { planByHand, proposePlan } from '#domain/cycles/plan-acts.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import { neededElsewhere } from '#records/reservations.ts';
import { act } from './act.ts';
import type { Parts } from './parts.ts';

/** A question put to the planner: which one of the partnership's, as of when, and what is asked. No names in it. */
export interface Ask {
  readonly nth: number;
  readonly asOf: Instant;
  readonly question: SolverQuestion;
}

type Asking = Pick<Parts, 'table' | 'now'>;

/** The workflow that planned goes on by itself: there is no turn to set off. */
const start: Parts['start'] = async () => {};

/** What the planner is to answer for a partnership; undefined when no plan is wanted. */
export async function askPlanner({ table, now }: Asking, id: PartnershipId): Promise<Ask | undefined> {
  const kept = await readPartnership(table, id);
  const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
  if (!kept || !cohort) throw new Error(`No partnership ${id}`);
  const { plan } = kept.value;
  if (plan?.state !== 'wanted') return undefined;
  const asOf = now();
  const { people, provision } = kept.value;
  const addresses = [...people.filter(({ role }) => role === 'teacher'), ...(provision?.cover ?? [])];
  const elsewhere = await neededElsewhere(
    table,
    { id, now: asOf },
    addresses.map(({ email }) => email),
  );
  return { nth: plan.nth, asOf, question: questionOf(kept.value, cohort, asOf, elsewhere) };
}

/** Records the planner's answer, unless something else has been asked since. */
export async function recordPlan(
  parts: Asking,
  id: PartnershipId,
  { nth, asOf }: Ask,
  answer: SolverAnswer,
  { final }: { readonly final: boolean },
): Promise<{ readonly recorded: boolean }> {
  const outcome = await act({ ...parts, start }, id, 'drumbeat', (p, cohort, now) =>
    p.plan?.state === 'wanted' && p.plan.nth === nth
      ? proposePlan(p, cohort, nth, proposalOf(p, cohort, asOf, answer, now), { final }, now)
      : { refused: { why: 'already', sentence: 'Something else has been asked since.' } },
  );
  return { recorded: 'done' in outcome };
}

/** The planner failed: the link plans by hand. */
export async function giveUpPlan(
  parts: Asking,
  id: PartnershipId,
  { nth }: Ask,
): Promise<{ readonly recorded: boolean }> {
  const outcome = await act({ ...parts, start }, id, 'drumbeat', (p, _cohort, now) =>
    p.plan?.state === 'wanted' && p.plan.nth === nth
      ? planByHand(p, 'planner-failed', now)
      : { refused: { why: 'already', sentence: 'Something else has been asked since.' } },
  );
  return { recorded: 'done' in outcome };
}
