import type { Instant } from '../calendar/london.ts';
import type { NotHeld, Proposal, Wish } from './cover-plan.ts';
import { beforeChange, type Cycle, type Hire } from './cycle.ts';
import type { Partnership } from './partnership.ts';
import type { Absence, Closure, Provision } from './provision.ts';

/** What can happen to the plan of a school's cycles, and to a cycle. */
export type CycleChange =
  | {
      readonly what: 'plan-wanted';
      readonly wishes: readonly Wish[];
      readonly disturbance?: string | undefined;
    }
  | { readonly what: 'plan-proposed'; readonly nth: number; readonly proposal: Proposal; readonly final: boolean }
  | { readonly what: 'plan-by-hand'; readonly why: 'no-timetables' | 'planner-failed' | 'chosen' }
  /** these are as agreed now: new, moved, with other cover, or called off */
  | {
      readonly what: 'plan-agreed';
      readonly cycles: readonly Cycle[];
      readonly hires: readonly Hire[];
      readonly notHeld: readonly NotHeld[];
    }
  | { readonly what: 'away'; readonly absence: Absence }
  | { readonly what: 'day-closed'; readonly closure: Closure }
  | { readonly what: 'cycle-held'; readonly cycle: string }
  | {
      readonly what: 'cycle-off';
      readonly cycle: string;
      readonly how: 'cancelled' | 'missed';
      readonly why: string;
    };

const NO_PLAN = { nth: 0, wishes: [], hires: [], notHeld: [] } as const;

const NOTHING_KNOWN: Provision = { periods: [], weeks: 1, timetables: {}, cover: [], closures: [], absences: [] };

const onProvision = (p: Partnership, change: (known: Provision) => Provision): Partnership => ({
  ...p,
  provision: change(p.provision ?? NOTHING_KNOWN),
});

const onCycle = (p: Partnership, id: string, change: (c: Cycle) => Cycle): Partnership => ({
  ...p,
  cycles: p.cycles.map((c) => (c.id === id ? change(c) : c)),
});

export function applyToCycles(p: Partnership, change: CycleChange, at: Instant): Partnership {
  switch (change.what) {
    case 'plan-wanted': {
      const { wishes, disturbance } = change;
      const { nth = 0, hires = [], notHeld = [] } = p.plan ?? {};
      const since = p.cycles.length > 0 ? (p.plan?.since ?? at) : at;
      return { ...p, plan: { state: 'wanted', nth: nth + 1, asked: at, since, wishes, disturbance, hires, notHeld } };
    }
    case 'plan-proposed': {
      if (p.plan?.nth !== change.nth) return p;
      const { proposal, final } = change;
      return { ...p, plan: { ...p.plan, state: final ? 'proposed' : p.plan.state, proposal } };
    }
    case 'plan-by-hand':
      return { ...p, plan: { ...(p.plan ?? { ...NO_PLAN, asked: at, since: at }), state: 'by-hand' } };
    case 'plan-agreed': {
      const agreed = new Map(change.cycles.map((c) => [c.id, c]));
      const known = new Set(p.cycles.map((c) => c.id));
      return {
        ...p,
        cycles: [...p.cycles.map((c) => agreed.get(c.id) ?? c), ...change.cycles.filter((c) => !known.has(c.id))],
        plan: {
          ...(p.plan ?? { ...NO_PLAN, asked: at, since: at }),
          state: 'agreed',
          proposal: undefined,
          disturbance: undefined,
          hires: change.hires,
          notHeld: change.notHeld,
        },
      };
    }
    case 'away':
      return onProvision(p, (known) => ({ ...known, absences: [...known.absences, change.absence] }));
    case 'day-closed':
      return onProvision(p, (known) => ({ ...known, closures: [...known.closures, change.closure] }));
    case 'cycle-held':
      return onCycle({ ...p, lastSignOfLife: at }, change.cycle, (c) => ({ ...c, state: 'held' }));
    case 'cycle-off':
      return onCycle(p, change.cycle, (c) => ({
        ...c,
        state: change.how,
        why: change.why,
        duties: change.how === 'cancelled' ? [] : c.duties,
        was: beforeChange(c),
        sequence: c.sequence + 1,
      }));
  }
}
