import type { Instant } from '#calendar/london.ts';
import { proposalOf, questionOf, quickAnswer } from '#cover/planner.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { proposePlan } from '#domain/cycles/plan-acts.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { toSend } from '#domain/messages/contents.ts';
import { onceFor, readyToSend } from '#domain/messages/timing.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import { apply, type HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { sameAddress } from '#domain/people/person.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';
import { type AnyYear, attempted } from './any-year.ts';

/** An email that went, with the partnership as it was at that moment. */
export interface Gone {
  readonly at: Instant;
  readonly key: string;
  readonly kind: string;
  readonly to: string;
  readonly queued: Instant;
  readonly first: string;
  readonly listed: readonly { readonly partnership: string; readonly obligation: string; readonly open: boolean }[];
  readonly partnership: Partnership;
}

export interface Lived {
  readonly gone: readonly Gone[];
  readonly history: readonly (readonly HistoryEvent[])[];
  readonly partnerships: readonly Partnership[];
  /** every key that was ever queued */
  readonly keys: readonly string[];
  /** what ought not to be, found on the way */
  readonly faults: readonly string[];
}

const FOREVER = '9999';

/** Lives a year from one moment to the next, and looks at every turn whether the clock keeps its promises. */
export function live({ cohort, schools, attempts, down }: AnyYear): Lived {
  const partnerships = schools.map((school) => openPartnership(cohort, school));
  const history = schools.map((): HistoryEvent[] => []);
  const gone: Gone[] = [];
  const keys: string[] = [];
  const faults: string[] = [];
  const claimed = new Set<string>();
  const left = [...attempts];

  const up = (at: Instant) => down.reduce((t, [from, to]) => (from <= t && t < to ? to : t), at);
  const at = (i: number) => partnerships[i] as Partnership;
  const next = (i: number, now: Instant) => {
    const moment = nextMoment(at(i), cohort, now);
    return moment === undefined ? FOREVER : up(up(moment > now ? moment : now));
  };

  let now: Instant = '2026-08-31T00:00:00Z';
  for (let turns = 0; turns < 3000; turns++) {
    const due = partnerships.map((_, i) => next(i, now));
    const first = due.reduce((a, b) => (a < b ? a : b));
    const attempt = left[0];
    if (first === FOREVER && !attempt) return { gone, history, partnerships, keys, faults };
    if (attempt && attempt.at < first) {
      left.shift();
      now = attempt.at > now ? attempt.at : now;
      const p = at(attempt.school);
      quiet(p, 'an act');
      const outcome = attempted(attempt, p, cohort, now)?.(p, cohort, now);
      if (outcome && !('refused' in outcome)) record(attempt.school, outcome.partnership, outcome.changes);
      else if (attempt.does === 'turn') turn(attempt.school);
      continue;
    }
    now = first;
    const i = due.indexOf(first);
    const before = turns;
    turn(i);
    const after = nextMoment(at(i), cohort, now);
    if (after !== undefined && after <= now) {
      faults.push(`${now}: after turn ${before} of ${at(i).urn} the next moment is ${after}`);
      return { gone, history, partnerships, keys, faults };
    }
    quiet(at(i), 'its turn', after);
  }
  faults.push('the year never ends');
  return { gone, history, partnerships, keys, faults };

  /** Until the next moment, deciding changes nothing: now, and a second before it. */
  function quiet(p: Partnership, when: string, until = nextMoment(p, cohort, now)) {
    if (until !== undefined && until <= now) return;
    const eve = until && new Date(Date.parse(until) - 1000).toISOString().replace('.000', '');
    for (const moment of [now, ...(eve && eve > now ? [eve] : [])])
      if (decide(p, cohort, moment).changes.length > 0)
        faults.push(`${moment}: after ${when} of ${p.urn} something was to be decided before ${until}`);
  }

  function plan(i: number) {
    const p = at(i);
    const proposal = proposalOf(p, cohort, now, quickAnswer(questionOf(p, cohort, now), 5, 0), now);
    const outcome = proposePlan(p, cohort, p.plan?.nth ?? 0, proposal, { final: true }, now);
    if (!('refused' in outcome)) record(i, outcome.partnership, outcome.changes);
  }

  function record(i: number, after: Partnership, changes: readonly HistoryEvent['change'][]) {
    const before = new Set(at(i).outbox.map(({ key }) => key));
    keys.push(...after.outbox.flatMap(({ key }) => (before.has(key) ? [] : [key])));
    partnerships[i] = after;
    for (const change of changes) history[i]?.push({ at: now, by: 'drumbeat', change });
  }

  function turn(i: number) {
    const decided = decide(at(i), cohort, now);
    if (decide(decided.partnership, cohort, now).changes.length > 0) faults.push(`${now}: deciding twice is not once`);
    record(i, decided.partnership, decided.changes);
    if (at(i).plan?.state === 'wanted') plan(i);
    for (const key of readyToSend(at(i).outbox, postCalendar(at(i), cohort), now)) {
      const partnership = at(i);
      const message = partnership.outbox.find((m) => m.key === key);
      const to = message && playerOf({ cohort, partnership }, message.to)?.email;
      if (!message || !to) throw new Error(`Nobody to send ${key} to`);
      const everywhere = partnerships.map((p) => ({ cohort, partnership: p }));
      const sending = toSend({ cohort, partnership }, message, everywhere, now);
      const once = onceFor(message, cohort.id, sameAddress(to), now)?.name;
      const drop = 'dropped' in sending || (once !== undefined && claimed.has(once));
      const { kind, queued } = message;
      const change = drop
        ? ({ what: 'message-dropped', key, why: '' } as const)
        : ({ what: 'message-sent', key, kind, to: message.to, about: message.about } as const);
      partnerships[i] = apply(partnership, change, now);
      if ('dropped' in sending || drop) continue;
      if (once) claimed.add(once);
      const listed = sending.about.map((o) => ({
        partnership: o.partnership.id,
        obligation: o.obligation.id,
        open: o.obligation.end === undefined,
      }));
      const sent = { at: now, key, kind, to: sameAddress(to), queued, listed, partnership };
      gone.push({ ...sent, first: message.about[0] ?? '' });
    }
  }
}
