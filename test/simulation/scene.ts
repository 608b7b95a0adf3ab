import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { type Act, act } from '#use-cases/act.ts';
import type { Parts } from '#use-cases/parts.ts';
import type { Random } from './random.ts';

/** What somebody sees when they set out to do something. */
export interface Scene {
  readonly partnership: Partnership;
  readonly cohort: Cohort;
  readonly now: Instant;
  readonly random: Random;
  /** what an email has just asked of them, if it is that */
  readonly asked?: string | undefined;
}

/** What somebody does on a page: told in a line of the story. */
export interface PlayedAct {
  readonly line: string;
  readonly perform: (parts: Parts) => Promise<unknown>;
  /** what they do once that is done, so many minutes later */
  readonly later?: { readonly after: number; readonly doing: PlayedAct } | undefined;
}

/** Something that people do, as often as its weight says. New kinds of acts are new entries of `acts` in acts.ts. */
export interface SomeAct {
  readonly name: string;
  readonly weight: number;
  /** undefined: there is nothing to do it to */
  doing(scene: Scene): PlayedAct | undefined;
}

export const by = (
  line: string,
  id: string,
  who: PersonId,
  judge: Act,
  along?: Parameters<typeof act>[4],
): PlayedAct => ({
  line: `${who}: ${line}`,
  perform: (parts) => act(parts, id, who, judge, along),
});

/** An open obligation: the one that was asked for, or any. */
export function matter({ partnership, random, asked }: Scene): Obligation | undefined {
  const open = partnership.obligations.filter(isOpen);
  const meant = open.find((o) => o.id === asked);
  return meant ?? (open.length > 0 ? random.pick(open) : undefined);
}
