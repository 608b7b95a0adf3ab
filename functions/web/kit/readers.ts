import type { LocalDate } from '#calendar/london.ts';
import type { Coverer } from '#domain/cycles/cycle.ts';
import type { InCohort, Owed } from '#domain/obligations/owed.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import type { SignedIn } from '#records/signed-in.ts';

/** By which kind of link somebody came to a task: the task's own, or the one to the page of all that is theirs. */
export type Way = 'task' | 'own';

/** Somebody at one thing that they owe: the school's link, who came by a link, or the lead, who took it over. */
export interface AtTask extends Owed {
  /** where its pages are, without a slash at the end */
  readonly base: string;
  readonly person: Person;
  /** the link that they came by; undefined: the lead does it */
  readonly way?: Way;
  /** the page of all that is theirs, where they came from there */
  readonly all?: string;
  /** it is done, and whoever did it may change what was sent */
  readonly corrects?: boolean;
  /** the page that the lead came from */
  readonly home?: string;
}

/** Somebody who sees to the cover of a school's cycles: its cover manager, its link, or the lead. */
export interface Covering extends InCohort {
  readonly by: PersonId;
  /** where these pages are, without a slash at the end */
  readonly base: string;
  /** the page that they are reached from */
  readonly home: string;
  /** of one session alone: the day, and who takes classes then */
  readonly session?: { readonly date: LocalDate; readonly covers: readonly Coverer[] };
}

/** Somebody who came by a link of their own, and what they may say of their part. */
export interface Self extends InCohort {
  readonly person: Person;
  /** where their pages are, without a slash at the end */
  readonly base: string;
  /** where they close a day of their school, if that is theirs to say */
  readonly closes?: string;
  /** where they say with which week, A or B, terms begin */
  readonly weeks?: string;
}

/** Whoever may say of the school what is true of all of it: that it is closed on a day, or withdraws. */
export const speaksForSchool = ({ person }: Pick<Self, 'person'>): boolean =>
  person.role === 'link' || person.role === 'head';

/** Somebody who plans sessions at a school: one of its coaches their own, or the lead everybody’s. */
export interface SessionPlanner extends InCohort {
  readonly by: PersonId;
  /** of a coach: whose sessions alone these are */
  readonly coach?: PersonId | undefined;
  /** where the list is, without a slash at the end */
  readonly base: string;
}

/** A lead who has typed a code, in this browser. */
export interface LeadSession extends SignedIn {
  /** in lower case */
  readonly address: string;
}
