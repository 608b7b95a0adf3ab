import type { Instant } from '#calendar/london.ts';
import { endsAt, isAhead } from '#domain/cycles/cycle.ts';
import { coverAsks, coverManagerOf } from '#domain/cycles/rules.ts';
import { closing, opening } from '#domain/dates/timeline.ts';
import { spokesmen } from '#domain/partnership/end-of-part.ts';
import { actingFor, obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { opensSessions } from '#domain/people/links.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import type { Step } from '#domain/programme/programme.ts';
import { isPending } from '#domain/sessions/session.ts';
import { asksOf } from './one-after-another.ts';
import type { InCohort } from './owed.ts';
import { obligationId, ownersOf, settledAt } from './steps.ts';

/** What somebody will be asked for; what follows from sessions and lessons, once they are over. */
type Thing =
  | { readonly step: Step }
  | { readonly following: 'confirm-cover' | 'lesson-record' | 'confirm-held' | 'report-session' };

/** What somebody will be asked for next, as far as that is certain. */
export type NextAsked =
  /** all that is asked at that time; in the past where it is asked at once */
  | { readonly when: 'known'; readonly things: readonly Thing[]; readonly at: Instant }
  /** that waits for somebody else: for these steps, so nobody knows the day */
  | { readonly when: 'after'; readonly step: Step; readonly waitsFor: readonly Step[] }
  /** nothing that is known; `more`: sessions or cover may be planned for them yet */
  | { readonly when: 'never'; readonly more: boolean };

/** The seats for which somebody at this one is asked: a second contact for the link's things. */
const seatsOf = (p: Partnership, id: PersonId): readonly PersonId[] =>
  actingFor(p, 'link').includes(id) ? [...new Set(['link', id])] : [id];

const isReleased = (p: Partnership, key: string): boolean => {
  const asked = p.obligations.filter((o) => o.step === key);
  return asked.length > 0 && asked.every(({ end }) => end?.how === 'released');
};

/** It will be released as soon as it opens: see stepRules. */
const isPointless = (p: Partnership, { kind, after, pointlessWithout = [] }: Step): boolean =>
  pointlessWithout.some((key) => isReleased(p, key)) ||
  (kind === 'countersign' && after.some((key) => isReleased(p, key)) && p.signatures.length === 0);

/** Steps that somebody at these seats will be asked for, when that is certain, in the order of time. */
function readyFor({ cohort, partnership: p }: InCohort, seats: readonly PersonId[]) {
  return asksOf(p, cohort).flatMap(({ owner, turn: { step, at, overtaken } }) =>
    seats.includes(owner) && !overtaken && !isPointless(p, step) ? [{ thing: { step }, at }] : [],
  );
}

/** What follows from sessions and cycles as they are planned now. */
function followingFor({ cohort, partnership: p }: InCohort, seats: readonly PersonId[], now: Instant) {
  const covers = seats.includes(coverManagerOf(p)) && cohort.programme.cycles;
  const { cycles } = cohort.programme;
  const following = cycles?.record ? ('lesson-record' as const) : ('confirm-held' as const);
  return [
    ...(covers
      ? coverAsks(p, cohort).map(({ asks: at }) => ({ thing: { following: 'confirm-cover' as const }, at }))
      : []),
    ...(cycles
      ? p.cycles
          .filter((c) => isAhead(c) && seats.includes(c.teaching) && endsAt(c) > now)
          .map((c) => ({ thing: { following }, at: endsAt(c) }))
      : []),
    ...(cohort.programme.sessions
      ? p.sessions
          .filter((s) => isPending(s) && seats.includes(s.coach) && s.end.at > now)
          .map((s) => ({ thing: { following: 'report-session' as const }, at: s.end.at }))
      : []),
  ];
}

/** Steps of theirs that wait for somebody, each with the soonest that it could open, were all done at once. */
function waitingFor({ cohort, partnership: p }: InCohort, seats: readonly PersonId[], now: Instant) {
  const { steps } = cohort.programme;
  const soonest = new Map<string, Instant>();
  const opens = (step: Step): Instant => {
    const found = soonest.get(step.key);
    if (found !== undefined) return found;
    const before = steps.filter(({ key }) => step.after.includes(key));
    const ready = before
      .map((one) => settledAt(p, cohort, one.key) ?? opens(one))
      .reduce((a, b) => (a > b ? a : b), now);
    const at = opening(cohort, step, ready);
    soonest.set(step.key, at);
    return at;
  };
  return steps
    .filter((step) => ownersOf(p, step).some((id) => seats.includes(id) && !obligationOf(p, obligationId(step, id))))
    .filter((step) => step.after.some((key) => settledAt(p, cohort, key) === undefined) && !isPointless(p, step))
    .map((step) => ({
      step,
      at: opens(step),
      waitsFor: steps.filter(({ key }) => step.after.includes(key) && settledAt(p, cohort, key) === undefined),
    }));
}

const first = <T extends { readonly at: Instant }>(all: readonly T[]): T | undefined =>
  all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).at(0);

/** What somebody at a school will be asked for next, by what stands now: the one answer for pages and emails. */
export function nextAsked(place: InCohort, { id, role }: Pick<Person, 'id' | 'role'>, now: Instant): NextAsked {
  const { cohort, partnership: p } = place;
  const seats = seatsOf(p, id);
  const isBeforeTheEnd = ({ at }: { readonly at: Instant }) => at < closing(cohort);
  const known = [...readyFor(place, seats), ...followingFor(place, seats, now)].filter(isBeforeTheEnd);
  const soon = first(known);
  const waits = first(waitingFor(place, seats, now).filter(isBeforeTheEnd));
  if (waits && !(soon && soon.at <= waits.at)) return { when: 'after', step: waits.step, waitsFor: waits.waitsFor };
  if (soon)
    return { when: 'known', at: soon.at, things: known.filter(({ at }) => at === soon.at).map(({ thing }) => thing) };
  return { when: 'never', more: opensSessions(cohort.programme, role) };
}

/** Does somebody at that seat get the closing letter to their school? */
export const getsSummary = (p: Partnership, id: PersonId): boolean => spokesmen(p).includes(id);
