import type { CoverPlan, Proposal } from '#domain/cycles/plan.ts';
import { handPlan } from '#web/journeys/plan-by-hand/form.ts';
import { digestOfDraft, draftOf } from '#web/kit/checking.ts';
import type { Asked } from '#web/kit/web-parts.ts';

/** The plan that can be agreed now, and what stands for it in a form, so that only what was shown is agreed. */
export interface Shown {
  readonly proposal: Proposal;
  readonly shown: string;
}

export const nameOfProposal = (plan: CoverPlan | undefined): string =>
  plan?.state === 'proposed' ? `${plan.nth} ${plan.proposal?.at}` : '';

/** What the planner proposes, or what has been put together by hand so far; undefined while there is nothing to agree. */
export async function shownPlan(c: Asked): Promise<Shown | undefined> {
  const { doing, parts } = c.var;
  const { plan } = doing.partnership;
  if (plan?.state === 'proposed') return plan.proposal && { proposal: plan.proposal, shown: nameOfProposal(plan) };
  if (plan?.state !== 'by-hand') return undefined;
  const draft = await draftOf(c);
  const made = handPlan(doing, draft, parts.now());
  return made.proposal && { proposal: made.proposal, shown: `${plan.nth} ${digestOfDraft(draft)}` };
}
