import { type Instant, plus } from '../calendar/london.ts';
import type { Partnership } from './partnership.ts';
import { type PersonId, sameAddress } from './person.ts';
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

/** A planner that has shown a first plan and then been silent for so long has died. */
const SILENT_AFTER = 'PT15M';

/** When the planner is to begin, or to begin again. */
export function planningFrom({ plan }: Partnership): Instant | undefined {
  if (plan?.state !== 'wanted') return undefined;
  return plan.proposal ? plus(plan.proposal.at, SILENT_AFTER) : plan.asked;
}
