import type { CycleId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import { beforeChange, type Cycle, type Hire } from './cycle.ts';
import type { NotHeld, Proposal, Wish } from './plan.ts';
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
  /** these are as agreed now: new, moved, with other cover, or cancelled */
  | {
      readonly what: 'plan-agreed';
      readonly cycles: readonly Cycle[];
      readonly hires: readonly Hire[];
      readonly notHeld: readonly NotHeld[];
    }
  | { readonly what: 'away'; readonly absence: Absence }
  | { readonly what: 'day-closed'; readonly closure: Closure }
  | { readonly what: 'cycle-held'; readonly cycle: CycleId }
  | {
      readonly what: 'cycle-off';
      readonly cycle: CycleId;
      readonly how: 'cancelled' | 'missed';
      readonly why: string;
      /** somebody said so of this cycle; undefined: it follows from a plan, or from who has left */
      readonly by?: 'person' | undefined;
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

/** The partnership after something has happened to its plan or a cycle. */
export const cycleReducers: Reducers<CycleChange> = {
  'plan-wanted': (p, change, at) => {
    const { wishes, disturbance } = change;
    const { nth = 0, hires = [], notHeld = [] } = p.plan ?? {};
    const since = p.cycles.length > 0 ? (p.plan?.since ?? at) : at;
    return { ...p, plan: { state: 'wanted', nth: nth + 1, asked: at, since, wishes, disturbance, hires, notHeld } };
  },
  'plan-proposed': (p, change) => {
    if (p.plan?.nth !== change.nth) return p;
    const { proposal, final } = change;
    return { ...p, plan: { ...p.plan, state: final ? 'proposed' : p.plan.state, proposal } };
  },
  'plan-by-hand': (p, _change, at) => ({
    ...p,
    plan: { ...(p.plan ?? { ...NO_PLAN, asked: at, since: at }), state: 'by-hand' },
  }),
  'plan-agreed': (p, change, at) => {
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
  },
  away: (p, change) => onProvision(p, (known) => ({ ...known, absences: [...known.absences, change.absence] })),
  'day-closed': (p, change) => onProvision(p, (known) => ({ ...known, closures: [...known.closures, change.closure] })),
  // whoever kept its record has done that; where none is asked for, the clock says it
  'cycle-held': (p, change) => onCycle(p, change.cycle, (c) => ({ ...c, state: 'held' })),
  'cycle-off': (p, change) =>
    onCycle(p, change.cycle, (c) => ({
      ...c,
      state: change.how,
      why: change.why,
      ...(change.by && { by: change.by }),
      duties: change.how === 'cancelled' ? [] : c.duties,
      was: beforeChange(c),
      sequence: c.sequence + 1,
    })),
};
