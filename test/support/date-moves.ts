import { type Instant, london } from '#calendar/london.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import { moveCohort, undoMove } from '#domain/dates/acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';

import { send } from './given.ts';

export interface Place {
  readonly cohort: Cohort;
  readonly partnership: Partnership;
  readonly now: Instant;
}

export const at = (place: Place, local: string): Place => ({
  ...place,
  now: london(local.slice(0, 10), local.slice(11)).at,
});

export const moves = (place: Place, change: Partial<Dates>): Place => {
  const moved = moveCohort(place.cohort, { ...datesOf(place.cohort), ...change }, 'lead', place.now);
  if ('refused' in moved) throw new Error(moved.refused.sentence);
  return { ...place, cohort: moved.cohort };
};

export const undoes = (place: Place): Place => {
  const undone = undoMove(place.cohort, 'lead', place.now);
  if ('refused' in undone) throw new Error(undone.refused.sentence);
  return { ...place, cohort: undone.cohort };
};

export const turns = (place: Place): Place => ({
  ...place,
  partnership: decide(place.partnership, place.cohort, place.now).partnership,
});

/** Lives through every next moment up to a time; what went, and when. */
export function lives(place: Place, local: string): Place & { readonly sent: readonly string[] } {
  const { now: end } = at(place, local);
  const sent: string[] = [];
  let { partnership, now } = place;
  for (let rounds = 0; rounds < 300; rounds++) {
    const gone = send(decide(partnership, place.cohort, now).partnership, place.cohort, now);
    partnership = gone.partnership;
    sent.push(...gone.sent.map((m) => `${now.slice(0, 10)} ${m.kind} to ${m.to}`));
    const next = nextMoment(partnership, place.cohort, now);
    if (!next || next > end) return { ...place, partnership, now: end, sent };
    now = next > now ? next : now;
  }
  throw new Error(`The clock stands still at ${now}`);
}

const owed = (p: Partnership, id: string) => p.obligations.find((o) => o.id === id);

export const due = (p: Partnership, id: string) => owed(p, id)?.due.local;

export const queued = (p: Partnership) => p.outbox.map((m) => `${m.kind} to ${m.to}`);

export const closed = (...days: readonly string[]) => ({ closures: days.map((date) => ({ date, why: 'Snow' })) });
