import { type CycleDifference, changesBetween } from './changes.ts';
import { type Component, componentsOf, together } from './components.ts';
import type { Lesson, Plan, Problem } from './problem.ts';
import { type RoundsACycle, repairComponent } from './repair-component.ts';

export interface Repaired {
  readonly plan: Plan;
  /** one for each cycle of the problem, in order */
  readonly changes: readonly CycleDifference[];
  /** no plan changes less; false when time ran out */
  readonly proven: boolean;
  readonly ms: number;
}

export interface RepairOptions {
  readonly seconds?: number | undefined;
  /** how thoroughly a draft is bettered before the solver starts; if not said, as is good for a plan that people use */
  readonly rounds?: RoundsACycle | undefined;
}

/**
 * Plans again after a disturbance, which the problem already contains (people away, days closed, supply gone): looks for
 * every session that is asked for, also those that were not held before, and changes as few agreed things as possible. Lessons, duties and hires before the day `from` are history and stay; what the problem
 * fixes from then on wins over what was agreed. Throws FixedLessonError where that cannot be held.
 */
export async function repairPlan(
  asked: Problem,
  asAgreed: Plan,
  { from }: { readonly from: number },
  { seconds = 5, rounds }: RepairOptions = {},
): Promise<Repaired> {
  const began = performance.now();
  const problem: Problem = { ...asked, fixed: asked.fixed && inOrder(asked.fixed) };
  const agreed: Plan = { ...asAgreed, lessons: inOrder(asAgreed.lessons) };
  const parts: { component: Component; plan: Plan; proven: boolean }[] = [];
  for (const component of componentsOf(problem)) {
    const left = seconds - (performance.now() - began) / 1000;
    parts.push({
      component,
      ...(await repairComponent(component.problem, within(component, agreed), from, left, rounds)),
    });
  }
  const plan = together(parts);
  const changes = changesBetween(problem, agreed, plan);
  return { plan, changes, proven: parts.every(({ proven }) => proven), ms: performance.now() - began };
}

/** The same lessons, their debriefs and planning meetings written as those of the candidates are. */
const inOrder = (lessons: readonly Lesson[]): readonly Lesson[] =>
  lessons.map(({ debrief, planning, ...lesson }) => ({
    ...lesson,
    debrief: debrief.kind === 'period' ? { kind: debrief.kind, p: debrief.p } : { kind: debrief.kind },
    planning:
      planning.kind === 'after'
        ? { d: planning.d, kind: planning.kind }
        : { d: planning.d, kind: planning.kind, p: planning.p },
  }));

/** The part of a plan that concerns a component, in its places. */
function within({ schools, groups }: Component, plan: Plan): Plan {
  const group = ({ g }: { readonly g: number }) => groups.indexOf(g);
  const school = ({ s }: { readonly s: number }) => schools.indexOf(s);
  return {
    lessons: plan.lessons.flatMap((lesson) => (group(lesson) < 0 ? [] : [{ ...lesson, g: group(lesson) }])),
    duties: plan.duties.flatMap((duty) => (group(duty) < 0 ? [] : [{ ...duty, g: group(duty), s: school(duty) }])),
    supply: plan.supply.flatMap((hire) => (school(hire) < 0 ? [] : [{ ...hire, s: school(hire) }])),
  };
}
