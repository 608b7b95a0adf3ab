import type { Instant, LocalDate } from '#calendar/london.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Cycle, Hire } from './cycle.ts';

/** What the link asks of the next plan, each about one group's cycle. */
export type Wish =
  /** `cycle` is as it was proposed: filled in when the next plan is asked for */
  | { readonly what: 'keep'; readonly group: string; readonly nth: number; readonly cycle?: Cycle | undefined }
  | {
      readonly what: 'avoid' | 'move';
      readonly group: string;
      readonly nth: number;
      readonly date: LocalDate;
      /** by name; undefined: at any time of that day */
      readonly period?: string | undefined;
    }
  | { readonly what: 'allow'; readonly relief: Relief };

/** What could be given so that more can be held. */
export type Relief =
  | {
      readonly kind: 'supply-day';
      readonly date: LocalDate;
      readonly half: Hire['half'];
      /** beyond the budget */
      readonly pounds: number;
    }
  | { readonly kind: 'cover-limit-day'; readonly who: PersonId; readonly by: number }
  | { readonly kind: 'cover-limit-week'; readonly who: PersonId; readonly by: number }
  | { readonly kind: 'budget'; readonly by: number }
  | { readonly kind: 'borrow'; readonly who: PersonId; readonly date: LocalDate; readonly period: string };

/** A way out, priced: what it costs more, and how many cycles more are held. */
export interface WayOut {
  readonly relief: Relief;
  readonly pounds: number;
  readonly holds: number;
}

/** What stands in the way of a lesson at some time; `who` is a person's or cover person's id. */
export interface Obstacle {
  readonly kind:
    | 'cover-used'
    | 'cover-limit-day'
    | 'cover-limit-week'
    | 'no-cover-available'
    | 'member-away'
    | 'needed-elsewhere'
    | 'ppa'
    | 'closure'
    | 'supply-budget'
    | 'supply-not-bookable'
    | 'no-planning-time'
    | 'no-debrief'
    | 'too-close-to-neighbour'
    | 'own-session-then';
  readonly who?: readonly PersonId[] | undefined;
  /** where that is hired cover: its number of the day */
  readonly hired?: number | undefined;
}

/** A cycle for which there is no time: the times that came nearest, and why none of them works. */
export interface NotHeld {
  readonly group: string;
  readonly nth: number;
  readonly nearest: readonly {
    readonly date: LocalDate;
    readonly period: string;
    readonly blocks: readonly Obstacle[];
  }[];
  /** no one's timetable is known: then there is nothing to plan with */
  readonly withoutTimetable?: readonly PersonId[] | undefined;
}

/** A plan as the planner proposes it: nothing in it holds until the link agrees. */
export interface Proposal {
  readonly at: Instant;
  readonly cycles: readonly Cycle[];
  readonly hires: readonly Hire[];
  readonly pounds: number;
  /** periods in which someone takes a class */
  readonly lessonsCovered: number;
  /** no plan is better; else by how much one could be at most, as a share of its cost */
  readonly proven: boolean;
  readonly gap: number;
  /**
   * of a plan around what was agreed, in place of both: is it proven that no plan changes less of it? Undefined of a repair by
   * an earlier release, whose `proven` says so
   */
  readonly leastChanges?: boolean | undefined;
  readonly notHeld: readonly NotHeld[];
  readonly waysOut: readonly WayOut[];
  /** put together by the school itself */
  readonly byHand?: boolean | undefined;
}

/**
 * wanted: the planner is to work, or is working; proposed: the link is to agree; agreed: it holds; by-hand: there is
 * nothing to plan with, or the planner failed, and the link plans it.
 */
export interface CoverPlan {
  readonly state: 'wanted' | 'proposed' | 'agreed' | 'by-hand';
  /** counts what was asked of the planner: an answer to an earlier question is out of date */
  readonly nth: number;
  readonly asked: Instant;
  /** when the plan that holds, or is to hold, was first asked for: the windows of its cycles count from there */
  readonly since: Instant;
  /** a first plan is shown while a better one is looked for */
  readonly proposal?: Proposal | undefined;
  readonly wishes: readonly Wish[];
  /** what made an agreed plan fail; undefined: the first plan, or one that a person asked for */
  readonly disturbance?: string | undefined;
  /** hires of the agreed plan */
  readonly hires: readonly Hire[];
  /** cycles for which the agreed plan has no time */
  readonly notHeld: readonly NotHeld[];
}
