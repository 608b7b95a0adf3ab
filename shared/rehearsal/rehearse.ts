import type { Instant } from '../calendar/london.ts';
import { type Answer, type Question, quickAnswer } from '../cover/planner.ts';
import type { Cohort, School } from '../domain/cohort.ts';
import type { MessageKind } from '../domain/message.ts';
import type { Partnership } from '../domain/partnership.ts';
import type { ObligationKind } from '../domain/programme.ts';
import type { Cast } from './casts.ts';
import { play } from './play.ts';
import type { StoryLine } from './story.ts';

export interface RehearsedMessage {
  readonly at: Instant;
  /** an address */
  readonly to: string;
  readonly kind: MessageKind;
  /** of the school that it is about; null where it is about the whole cohort */
  readonly urn: string | null;
  readonly about: readonly ObligationKind[];
  readonly key: string;
}

export interface Rehearsal {
  readonly messages: readonly RehearsedMessage[];
  readonly obligations: {
    readonly total: number;
    readonly done: number;
    readonly lapsed: number;
    readonly released: number;
  };
  readonly schools: number;
  /** what was done, by the story and by the cast, in order: a story of its own */
  readonly acts: readonly StoryLine[];
  readonly partnerships: readonly Partnership[];
}

export interface Rehearsing {
  readonly cohort: Cohort;
  readonly schools: readonly School[];
  readonly story?: readonly StoryLine[];
  readonly cast: Cast;
  readonly seed?: number;
}

/**
 * Plays a cohort from launch to close on a clock of its own: the product's `decide`, acts and sending rules, and no
 * I/O. Takes a time in proportion to the messages and acts. Schools' plans are quick ones, not the best.
 * @throws {ImpossibleStory} naming the line
 */
export function rehearse(what: Rehearsing): Rehearsal {
  const playing = play(what);
  let next = playing.next();
  while (!next.done) next = playing.next(quickAnswer(next.value));
  return next.value;
}

/** The same, with plans as the product's own planner makes them. */
export async function rehearseWith(
  planner: (question: Question) => Promise<Answer>,
  what: Rehearsing,
): Promise<Rehearsal> {
  const playing = play(what);
  let next = playing.next();
  while (!next.done) next = playing.next(await planner(next.value));
  return next.value;
}
