import type { CycleId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import type { PeopleChange } from '#domain/people/changes.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { placeholderName } from '#domain/personal-data/anonymous.ts';
import type { DataChange } from '#domain/personal-data/changes.ts';
import { beforeChange, type Cycle, type Duty, type Hire, isSameDuty } from './cycle.ts';
import type { NotHeld, Proposal, Wish } from './plan.ts';
import {
  type Absence,
  type Closure,
  type CoverPerson,
  NOTHING_KNOWN,
  type Provision,
  type TermBegins,
} from './provision.ts';
import { dutyOf, type SteppedIn, withSteppedIn } from './stood-in.ts';

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
  /** cover was lost within a school day: whoever stood by takes the class, and nobody is asked to agree to it */
  | { readonly what: 'stood-in'; readonly cycle: CycleId; readonly steps: readonly SteppedIn[] }
  /** and nobody who stands by can take it. `again`: it was said before, and it begins soon */
  | { readonly what: 'cover-missing'; readonly cycle: CycleId; readonly duties: readonly Duty[]; readonly again?: true }
  /** an email to somebody who only covers came back */
  | { readonly what: 'coverer-unreached'; readonly who: PersonId }
  /** with which week, A or B, each term begins there */
  | { readonly what: 'weeks-set'; readonly begins: readonly TermBegins[] }
  /** whoever sits there has these lessons, and not those of the one before */
  | { readonly what: 'week-given'; readonly seat: PersonId; readonly week: readonly string[] }
  | { readonly what: 'cycle-held'; readonly cycle: CycleId }
  /** somebody else takes part from now on, or one fewer: whoever stays is told who does */
  | { readonly what: 'cycle-passed-on'; readonly cycle: CycleId }
  | {
      readonly what: 'cycle-off';
      readonly cycle: CycleId;
      readonly how: 'cancelled' | 'missed';
      readonly why: string;
      /** somebody said so of this cycle; undefined: it follows from a plan, or from who has left */
      readonly by?: 'person' | undefined;
    };

const NO_PLAN = { nth: 0, wishes: [], hires: [], notHeld: [] } as const;

const onProvision = (p: Planned, change: (known: Provision) => Provision): Pick<Planned, 'provision'> => ({
  provision: change(p.provision ?? NOTHING_KNOWN),
});

const onCycle = (p: Planned, id: string, change: (c: Cycle) => Cycle): Pick<Planned, 'cycles'> => ({
  cycles: p.cycles.map((c) => (c.id === id ? change(c) : c)),
});

/** What is proposed and not agreed yet, without a cycle that somebody has called off since. */
function withoutProposed({ plan }: Planned, id: CycleId): Partial<Pick<Planned, 'plan'>> {
  if (!plan?.proposal) return {};
  const cycles = plan.proposal.cycles.filter((c) => c.id !== id);
  return { plan: { ...plan, proposal: { ...plan.proposal, cycles } } };
}

/** What is proposed and not agreed yet, with a cycle as it is by now. */
function onProposed({ plan }: Planned, id: CycleId, change: (c: Cycle) => Cycle): Partial<Pick<Planned, 'plan'>> {
  if (!plan?.proposal) return {};
  const cycles = plan.proposal.cycles.map((c) => (c.id === id ? change(c) : c));
  return { plan: { ...plan, proposal: { ...plan.proposal, cycles } } };
}

type Planned = Pick<Partnership, 'cycles' | 'provision' | 'plan'>;

type OfPeople = Extract<PeopleChange, { what: 'person-replaced' | 'address-corrected' | 'group-settled' }>;

type OfData = Extract<DataChange, { what: 'address-on-record' | 'person-erased' }>;

/** The plan, the cycles and what they are planned with, after something has happened. */
export const cycleReducers: Reducers<CycleChange | OfPeople | OfData, keyof Planned, 'people' | 'former'> = {
  'plan-wanted': (p, change, at) => {
    const { wishes, disturbance } = change;
    const { nth = 0, hires = [], notHeld = [] } = p.plan ?? {};
    const since = p.cycles.length > 0 ? (p.plan?.since ?? at) : at;
    return { plan: { state: 'wanted', nth: nth + 1, asked: at, since, wishes, disturbance, hires, notHeld } };
  },
  'plan-proposed': (p, change) => {
    if (p.plan?.nth !== change.nth) return {};
    const { proposal, final } = change;
    return { plan: { ...p.plan, state: final ? 'proposed' : p.plan.state, proposal } };
  },
  'plan-by-hand': (p, _change, at) => ({
    plan: { ...(p.plan ?? { ...NO_PLAN, asked: at, since: at }), state: 'by-hand' },
  }),
  'plan-agreed': (p, change, at) => {
    const agreed = new Map(change.cycles.map((c) => [c.id, c]));
    const known = new Set(p.cycles.map((c) => c.id));
    return {
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
  // what a plan by hand proposes is not made anew: it is of whoever takes the class now
  'stood-in': (p, { cycle, steps }) => ({
    ...onCycle(p, cycle, (c) => ({
      ...c,
      duties: withSteppedIn(c.duties, steps),
      steppedIn: [...(c.steppedIn ?? []), ...steps.map(dutyOf)],
      coverVersion: c.coverVersion + 1,
      was: beforeChange(c),
    })),
    ...onProposed(p, cycle, (c) => ({ ...c, duties: withSteppedIn(c.duties, steps) })),
  }),
  'cover-missing': (p, { cycle, duties, again }, at) =>
    onCycle(p, cycle, (c) => ({
      ...c,
      missing: again
        ? c.missing?.map((one) => (duties.some(isSameDuty(one)) ? { ...one, again: at } : one))
        : [...(c.missing ?? []), ...duties.map((duty) => ({ ...duty, since: at }))],
    })),
  'coverer-unreached': (p, { who }, at) => onCoverer(p, who, (one) => ({ ...one, returned: at })),
  'weeks-set': (p, { begins }) => onProvision(p, (known) => ({ ...known, begins })),
  'week-given': (p, { seat, week }) => {
    const address = sameAddress(p.people.find(({ id }) => id === seat)?.email ?? '');
    return address
      ? onProvision(p, (known) => ({ ...known, timetables: { ...known.timetables, [address]: week } }))
      : {};
  },
  'cycle-passed-on': (p, { cycle }) =>
    onCycle(p, cycle, (c) => ({ ...c, sequence: c.sequence + 1, passedOn: (c.passedOn ?? 0) + 1 })),
  // somebody has kept its record, or has said so
  'cycle-held': (p, change) => onCycle(p, change.cycle, (c) => ({ ...c, state: 'held' })),
  'cycle-off': (p, change) => ({
    ...onCycle(p, change.cycle, (c) => ({
      ...c,
      state: change.how,
      why: change.why,
      ...(change.by && { by: change.by }),
      duties: change.how === 'cancelled' ? [] : c.duties,
      was: beforeChange(c),
      sequence: c.sequence + 1,
    })),
    ...(change.by && withoutProposed(p, change.cycle)),
  }),
  'person-replaced': (p, { person }) => {
    const before = p.people.find((one) => one.id === person.id) ?? p.former?.findLast((one) => one.id === person.id);
    return ownWeek(p, before?.email, person.email);
  },
  'address-corrected': (p, { person, email }) => {
    const before = p.people.find((one) => one.id === person);
    return before ? ownWeek(p, before.email, email) : {};
  },
  'group-settled': (p, { how, without }) =>
    how === 'replace'
      ? {}
      : {
          cycles: p.cycles.map((c) => (c.state === 'planned' && c.members.includes(without) ? leftBy(c, without) : c)),
        },
  'address-on-record': (p, { person, email }) => onCoverer(p, person, (one) => ({ ...one, email })),
  'person-erased': (p, { person, name }, erased) =>
    onCoverer(p, person, (one) => ({ ...(name === 'erased' ? forgotten(one) : one), erased })),
};

/** Timetables are known by address: a successor takes over the week with the classes. */
function ownWeek({ provision }: Planned, before: string | undefined, after: string): Partial<Planned> {
  const [from, to] = [sameAddress(before ?? ''), sameAddress(after)];
  const week = provision?.timetables[from];
  if (!provision || !week || provision.timetables[to]) return {};
  return { provision: { ...provision, timetables: { ...provision.timetables, [to]: week } } };
}

const leftBy = (c: Cycle, gone: PersonId): Cycle => ({
  ...c,
  members: c.members.filter((id) => id !== gone),
  duties: c.duties.filter((duty) => duty.whom !== gone),
});

/** One of those who only cover, if there is such a person. */
const onCoverer = ({ provision }: Planned, id: string, change: (one: CoverPerson) => CoverPerson): Partial<Planned> =>
  provision?.cover.some((one) => one.id === id)
    ? { provision: { ...provision, cover: provision.cover.map((one) => (one.id === id ? change(one) : one)) } }
    : {};

/** A person who only covers, and is to be forgotten, is taken out of the cover list. */
const forgotten = (one: CoverPerson): CoverPerson => ({
  ...one,
  name: placeholderName({ role: 'cover', nth: one.nth }),
  email: '',
  available: one.available.map((day) => day.replaceAll('1', '0')),
});
