import { earliest, type Instant, plus } from '#calendar/london.ts';
import type { CycleId } from '#domain/ids.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { type Cycle, cycleId, cycleParts, isAhead } from './cycle.ts';
import type { Proposal } from './plan.ts';
import { timetableOf } from './provision.ts';

/** Those of a group whose timetables the school has not told: nothing can be planned for them. */
export const withoutTimetable = (p: Partnership, members: readonly PersonId[]): readonly PersonId[] =>
  members.filter((id) => {
    const email = p.people.find((person) => person.id === id)?.email ?? '';
    return !p.provision || !timetableOf(p.provision, sameAddress(email));
  });

/** Has the school told what it takes to plan for at least one of its groups? */
export const isPlannable = (p: Partnership): boolean =>
  (p.provision?.periods.length ?? 0) > 0 && p.groups.some((g) => withoutTimetable(p, g.members).length === 0);

/**
 * The id of a group's cycle. It keeps the one it has; a group's place among the others is no name for it, as groups join
 * others, and what was theirs stays theirs.
 */
export function idOfCycle(p: Partnership, group: string, nth: number): CycleId {
  const taken = new Set(p.cycles.filter((c) => c.nth === nth).map((c) => c.id));
  const known = (name: string) => p.cycles.find((c) => c.group === name && c.nth === nth)?.id;
  const firstFree = (): CycleId => {
    let place = 0;
    while (taken.has(cycleId(place, nth))) place++;
    return cycleId(place, nth);
  };
  for (const { name } of p.groups) {
    const id = known(name) ?? firstFree();
    if (name === group) return id;
    taken.add(id);
  }
  return known(group) ?? firstFree();
}

/** How the agreed cycles would change: what `agreePlan` does, shown beforehand. */
export interface PlanChange {
  readonly before?: Cycle | undefined;
  /** undefined: it is cancelled */
  readonly after?: Cycle | undefined;
  readonly times: boolean;
  readonly cover: boolean;
  /** who is to take part that does not today: their group has become part of this one */
  readonly joined: readonly PersonId[];
}

const joinedIn = (before: Cycle, { members }: Cycle): readonly PersonId[] =>
  members.filter((id) => !before.members.includes(id));

const sameTimes = (a: Cycle, b: Cycle): boolean =>
  a.teaching === b.teaching &&
  cycleParts.every((part) => a[part].start.at === b[part].start.at && a[part].end.at === b[part].end.at);

/** Whatever order a record gives them back in, and their fields. */
const sameCover = (a: Cycle, b: Cycle): boolean => {
  const inWords = ({ duties }: Cycle) =>
    duties.map(({ kind, date, period, whom = '', by }) => JSON.stringify([kind, date, period, whom, by])).sort();
  return inWords(a).join() === inWords(b).join();
};

/** What agreeing to a proposal would change of what is agreed already; cycles that began are history. */
export function planChanges(p: Partnership, { cycles }: Pick<Proposal, 'cycles'>): readonly PlanChange[] {
  const changes: PlanChange[] = [];
  for (const before of p.cycles.filter(isAhead)) {
    const after = cycles.find((c) => c.id === before.id);
    if (!after) changes.push({ before, times: true, cover: true, joined: [] });
    else {
      const change = {
        times: !sameTimes(before, after),
        cover: !sameCover(before, after),
        joined: joinedIn(before, after),
      };
      if (change.times || change.cover || change.joined.length > 0) changes.push({ before, after, ...change });
    }
  }
  for (const after of cycles)
    if (!p.cycles.some((c) => c.id === after.id && c.state !== 'cancelled'))
      changes.push({ after, times: true, cover: after.duties.length > 0, joined: [] });
  return changes;
}

/** The obligation to agree a plan that is open now: the programme's step, or one that a disturbance opened. */
export const agreeing = (p: Partnership): Obligation | undefined =>
  p.obligations.find((o) => o.kind === 'agree-plan' && isOpen(o));

/** When what no one has agreed to becomes impossible: the first session that it would make, move or cover begins. */
export function outOfDateAt(p: Partnership): Instant | undefined {
  const proposal = p.plan?.state === 'wanted' ? undefined : p.plan?.proposal;
  if (!proposal || !agreeing(p)) return undefined;
  return earliest(
    ...planChanges(p, proposal).flatMap(({ before, after }) =>
      [before, after]
        .flatMap((c) => (c ? [c.planning.start.at, c.lesson.start.at] : []))
        .filter((at) => at > proposal.at),
    ),
  );
}

/** A planner that has shown a first plan and then been silent for so long has died. */
const SILENT_AFTER = 'PT15M';

/** When the planner is to begin, or to begin again. */
export function planningFrom({ plan }: Partnership): Instant | undefined {
  if (plan?.state !== 'wanted') return undefined;
  return plan.proposal ? plus(plan.proposal.at, SILENT_AFTER) : plan.asked;
}
