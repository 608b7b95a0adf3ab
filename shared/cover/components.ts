import type { ChoiceOptions } from './candidates.ts';
import type { Lesson, Plan, Problem } from './problem.ts';
import { at } from './timetable.ts';

/** Schools that groups join, with those groups: what happens in one component does not touch another. */
export interface Component {
  /** places in the whole problem, by place in this one */
  readonly schools: readonly number[];
  readonly groups: readonly number[];
  readonly problem: Problem;
}

/** The independent parts of a problem that have groups. */
export function componentsOf(problem: Problem): Component[] {
  const joined = problem.schools.map((_, s) => s);
  const root = (s: number): number => (joined[s] === s ? s : root(joined[s] as number));
  for (const { members } of problem.groups) for (const { s } of members) joined[root(s)] = root(at(members, 0).s);
  const parts = Map.groupBy(problem.groups.keys(), (g) => root(at(at(problem.groups, g).members, 0).s));
  return [...parts].map(([first, groups]) => {
    const schools = problem.schools.flatMap((_, s) => (root(s) === first ? [s] : []));
    return { schools, groups, problem: restricted(problem, schools, groups) };
  });
}

function restricted(problem: Problem, schools: readonly number[], groups: readonly number[]): Problem {
  const here = new Map(schools.map((s, place) => [s, place]));
  const inside = <T extends { readonly g: number }>(list: readonly T[] | undefined): T[] =>
    (list ?? []).flatMap((one) => (groups.includes(one.g) ? [{ ...one, g: groups.indexOf(one.g) }] : []));
  return {
    ...problem,
    schools: schools.map((s) => at(problem.schools, s)),
    groups: groups.map((g) => {
      const group = at(problem.groups, g);
      return { ...group, members: group.members.map(({ s, t }) => ({ s: here.get(s) as number, t })) };
    }),
    fixed: inside(problem.fixed),
    forbidden: inside(problem.forbidden),
  };
}

/** The options as a component sees them. */
export function optionsIn({ groups }: Component, { agreed, earliest, surcharge }: ChoiceOptions): ChoiceOptions {
  const lessons = agreed?.lessons.flatMap((lesson): Lesson[] => {
    const g = groups.indexOf(lesson.g);
    return g < 0 ? [] : [{ ...lesson, g }];
  });
  return {
    earliest,
    agreed: lessons && { lessons, duties: [], supply: [] },
    surcharge: surcharge && ((session) => surcharge({ ...session, g: at(groups, session.g) })),
  };
}

/** One plan of the plans of the components. */
export function together(parts: readonly { readonly component: Component; readonly plan: Plan }[]): Plan {
  return {
    lessons: parts.flatMap(({ component, plan }) =>
      plan.lessons.map((lesson) => ({ ...lesson, g: at(component.groups, lesson.g) })),
    ),
    duties: parts.flatMap(({ component, plan }) =>
      plan.duties.map((duty) => ({ ...duty, s: at(component.schools, duty.s), g: at(component.groups, duty.g) })),
    ),
    supply: parts.flatMap(({ component, plan }) =>
      plan.supply.map((hire) => ({ ...hire, s: at(component.schools, hire.s) })),
    ),
  };
}
