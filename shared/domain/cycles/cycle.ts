import type { Instant, LocalDate, LondonTime } from '#calendar/london.ts';
import type { CycleId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';
import { SUPPLY } from './provision.ts';

/** What a cycle is made of: each is a session of its own in people's calendars. */
export type CyclePart = 'planning' | 'lesson' | 'debrief';

export const cycleParts: readonly CyclePart[] = ['planning', 'lesson', 'debrief'];

export interface CycleSlot {
  readonly start: LondonTime;
  readonly end: LondonTime;
  /** the periods of the school's day that it takes, by name: `3`, `Lunch` */
  readonly period: string;
}

/** A person who covers a class, or is on standby for the one who does. */
export interface Duty {
  readonly kind: 'cover' | 'stand-by';
  readonly date: LocalDate;
  /** by name */
  readonly period: string;
  /** whose class; none of a stand-by */
  readonly whom?: PersonId | undefined;
  /** a cover person's id, or what stands for hired cover; or, planned by hand, a name */
  readonly by: string;
  /** of hired cover: its number of the day */
  readonly hired?: number | undefined;
}

/** Are they one duty of one person? */
export const isSameDuty =
  (a: Duty) =>
  (b: Duty): boolean =>
    a.kind === b.kind && a.date === b.date && a.period === b.period && a.whom === b.whom && a.by === b.by;

/** A class that nobody takes, as whoever was to take it cannot come. */
export interface MissingCover extends Duty {
  /** when that was first told */
  readonly since: Instant;
  /** when it was told again, before it was to begin */
  readonly again?: Instant | undefined;
}

/** Whoever has a duty: somebody of the school's, hired cover, or a name. */
export type Coverer = Pick<Duty, 'by' | 'hired'>;

/** @param nth its number of the day, from 1 */
export const hiredCover = (nth: number) => ({ by: `${SUPPLY}-${nth}`, hired: nth }) as const satisfies Coverer;

/** Hired cover teachers, by unit of the day. */
export interface Hire {
  readonly date: LocalDate;
  /** as duties are `by` it */
  readonly unit: string;
  /** its number of the day, from 1 */
  readonly nth: number;
  readonly half: 'morning' | 'afternoon' | 'day';
}

type CycleState = 'planned' | 'held' | 'cancelled' | 'missed';

/** A group's one go: a planning meeting, the research lesson that one teaches and the others observe, and the debrief. */
export interface Cycle {
  /** within its partnership: `cycle-1-2` is the first group's second */
  readonly id: CycleId;
  /** by name */
  readonly group: string;
  readonly nth: number;
  /** everyone who takes part, the teaching teacher among them */
  readonly members: readonly PersonId[];
  readonly teaching: PersonId;
  readonly planning: CycleSlot;
  readonly lesson: CycleSlot;
  readonly debrief: CycleSlot;
  readonly duties: readonly Duty[];
  readonly state: CycleState;
  /** why it was moved, cancelled or missed */
  readonly why?: string | undefined;
  /** somebody called it off: no plan looks for another time unless they ask for one */
  readonly by?: 'person' | undefined;
  /** of its calendar entries: rises with every change of its times, or of who takes part */
  readonly sequence: number;
  /** how often the sequence rose because somebody else takes part, and its times stayed; left out, never */
  readonly passedOn?: number | undefined;
  /** rises with every change of its cover: what was confirmed before no longer counts */
  readonly coverVersion: number;
  /** before its last change, or before it was cancelled: those who are told of the change are told from what */
  readonly was?: CycleBefore | undefined;
  /** classes that were taken within a school day by whoever stood by: so still, if it is among the duties */
  readonly steppedIn?: readonly Duty[] | undefined;
  /** what it has been told of that nobody takes: so still, if it is among the duties */
  readonly missing?: readonly MissingCover[] | undefined;
}

export type CycleBefore = Pick<Cycle, 'teaching' | CyclePart | 'duties'>;

/** What the next version of a cycle keeps of this one. */
export const beforeChange = ({ teaching, planning, lesson, debrief, duties }: Cycle): CycleBefore => ({
  teaching,
  planning,
  lesson,
  debrief,
  duties,
});

/** When its sessions begin. */
export const startsOf = (cycle: Readonly<Record<CyclePart, CycleSlot>>): readonly Instant[] =>
  cycleParts.map((part) => cycle[part].start.at);

/** Still to come, or not yet said what happened to it. */
export const isAhead = ({ state }: Cycle): boolean => state === 'planned';

/** How often its times have changed, or it was called off. */
export const timesMoved = ({ sequence, passedOn = 0 }: Cycle): number => sequence - passedOn;

/** Is one of its sessions still to begin? */
export const isToCome = (cycle: Cycle, now: Instant): boolean =>
  isAhead(cycle) && startsOf(cycle).some((start) => start > now);

/** The duties of one of a cycle's two days. */
export const dutiesOf = (cycle: Cycle, part: 'planning' | 'lesson'): readonly Duty[] => {
  const day = dateOf(cycle[part]);
  return cycle.duties.filter((duty) => duty.date === day && (part === 'lesson') === !isPlanningDuty(cycle, duty));
};

const isPlanningDuty = (cycle: Cycle, duty: Duty): boolean =>
  duty.date === dateOf(cycle.planning) && duty.period === cycle.planning.period;

export const dateOf = ({ start }: CycleSlot): LocalDate => start.local.slice(0, 10);

/** From its first meeting to the end of its debrief. */
export const endsAt = ({ debrief, lesson }: Cycle): Instant =>
  debrief.end.at > lesson.end.at ? debrief.end.at : lesson.end.at;

export const cycleId = (group: number, nth: number): CycleId => `cycle-${group + 1}-${nth}`;
