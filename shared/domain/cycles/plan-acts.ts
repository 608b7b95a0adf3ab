import { type Instant, inWords, localDate, localTime, london, londonTimeOf, timeInWords } from '#calendar/london.ts';
import { addSchoolDays, END_OF_DAY } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { isSoon } from '#domain/dates/soon.ts';
import type { ObligationId } from '#domain/ids.ts';
import { isOpen, type Obligation, openObligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { type Outcome, outcome, owed, refuse, settle } from '#domain/partnership/outcome.ts';
import { actingFor, obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { type BusyTime, nameAt } from '#domain/people/busy.ts';
import type { PersonId } from '#domain/people/person.ts';
import { beforeChange, type Cycle, cycleParts, dateOf, isAhead } from './cycle.ts';
import type { NotHeld, Proposal, Wish } from './plan.ts';
import { agreeing, isPlannable, outOfDateAt, type PlanChange, planChanges } from './planning.ts';
import { coverIds, coverManagerOf, cycleMessage, recordId, tellOfCycles } from './rules.ts';

const noPlan = refuse('not-asked', 'There is no plan to speak of yet.');

/** The planner answers. A first answer that it goes on improving is shown; an answer to an earlier question is none. */
export function proposePlan(
  p: Partnership,
  cohort: Cohort,
  nth: number,
  proposal: Proposal,
  { final }: { readonly final: boolean },
  now: Instant,
): Outcome {
  if (p.plan?.state !== 'wanted' || p.plan.nth !== nth) return refuse('already', 'That has been answered already.');
  const proposed: Change = { what: 'plan-proposed', nth, proposal, final };
  if (!final) return outcome(p, [proposed], now);
  const open = agreeing(p);
  const changes = planChanges(p, proposal);
  const nothing = p.cycles.length > 0 && changes.length === 0;
  if (nothing)
    return outcome(
      p,
      [
        proposed,
        { what: 'plan-agreed', cycles: [], hires: proposal.hires, notHeld: proposal.notHeld },
        ...(open ? [settle(open, 'released', 'drumbeat', now)] : []),
        ...tellOfFewer(p, proposal, now),
      ],
      now,
    );
  // whoever asked on a page sees the answer there
  if (open) return outcome(p, [proposed, ...(p.plan.wishes.length === 0 ? requests(p, open, now) : [])], now);
  const first = changes
    .flatMap((c) =>
      [c.before, c.after].flatMap((cycle) => (cycle ? [cycle.planning.start.at, cycle.lesson.start.at] : [])),
    )
    .filter((at) => at > now)
    .sort()[0];
  const obligation = askAgain(p, cohort, first, now);
  return outcome(
    p,
    [proposed, { what: 'opened', obligation }, ...requests(p, obligation, now, isFirstSoon(p, cohort, first, now))],
    now,
  );
}

/** The planner failed, or is not asked: the link puts the plan together. */
export function planByHand(p: Partnership, why: 'planner-failed' | 'chosen', now: Instant): Outcome {
  if (!p.plan || p.plan.state === 'by-hand') return refuse('already', 'You plan this by hand already.');
  const open = agreeing(p);
  return outcome(
    p,
    [{ what: 'plan-by-hand', why }, ...(open && why === 'planner-failed' ? requests(p, open, now) : [])],
    now,
  );
}

/** What the link put together by hand so far. */
export function proposeByHand(p: Partnership, proposal: Proposal, now: Instant): Outcome {
  if (p.plan?.state !== 'by-hand') return refuse('not-now', 'This plan is not made by hand.');
  return outcome(p, [{ what: 'plan-proposed', nth: p.plan.nth, proposal, final: false }], now);
}

/** @param urgent it changes what is soon */
const requests = (p: Partnership, o: Obligation, now: Instant, urgent = false): readonly Change[] =>
  actingFor(p, o.owner).map((to) => cycleMessage('plan-request', to, [], now, { about: [o.id], urgent }));

const isFirstSoon = (p: Partnership, cohort: Cohort, first: Instant | undefined, now: Instant): boolean =>
  first !== undefined && isSoon(postCalendar(p, cohort), [first], now);

/** The link is to agree to what a disturbance changes: by the end of the next school day, or before it takes effect. */
export function askAgain(p: Partnership, cohort: Cohort, first: Instant | undefined, now: Instant): Obligation {
  const nth = p.obligations.filter((o) => o.kind === 'agree-plan').length + 1;
  const next = london(addSchoolDays(cohort.calendar, localDate(now), 1) ?? localDate(now), END_OF_DAY);
  return openObligation({
    id: `agree-plan-${nth}`,
    kind: 'agree-plan',
    owner: 'link',
    opened: now,
    due: first && first < next.at ? londonTimeOf(first) : next,
    policy: cohort.programme.cycles?.coverPolicy ?? '',
  });
}

/** There are no timetables to plan anew with: the link mends by hand what was agreed. `first`: see `askAgain` */
export function mendByHand(
  p: Partnership,
  cohort: Cohort,
  first: Instant | undefined,
  now: Instant,
): readonly Change[] {
  const obligation = askAgain(p, cohort, first, now);
  return [
    { what: 'plan-by-hand', why: 'no-timetables' },
    { what: 'opened', obligation },
    ...requests(p, obligation, now, isFirstSoon(p, cohort, first, now)),
  ];
}

/** The link asks for another plan: with cycles kept, moved or elsewhere, or with something given. */
export function planAgain(p: Partnership, wishes: readonly Wish[], now: Instant): Outcome {
  if (!p.plan) return noPlan;
  if (!isPlannable(p)) return refuse('not-now', 'There are no timetables to plan with, so this plan is made by hand.');
  if (p.plan.state === 'wanted') return refuse('already', 'The planner is at work already.');
  const proposed = p.plan.proposal?.cycles ?? p.cycles;
  const kept = wishes.map((wish) =>
    wish.what === 'keep' && !wish.cycle
      ? { ...wish, cycle: proposed.find((c) => c.group === wish.group && c.nth === wish.nth) }
      : wish,
  );
  return outcome(p, [{ what: 'plan-wanted', wishes: kept, disturbance: p.plan.disturbance }], now);
}

/** The link agrees: what is new or moved is told to its people, what needs cover to the cover manager, and to nobody else. */
export function agreePlan(p: Partnership, cohort: Cohort, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = owed(p, id, 'agree-plan');
  if ('refused' in o) return o;
  const proposal = p.plan?.proposal;
  if (!proposal || p.plan?.state === 'wanted') return refuse('not-now', 'The plan is not ready yet.');
  const stale = outOfDateAt(p);
  if (stale && stale <= now)
    return refuse('not-now', 'The first session of this plan has begun already. Plan again, then agree.');
  const changes = planChanges(p, proposal);
  const first = p.cycles.length === 0;
  const agreed = changes.flatMap((change) => agreedCycle(p, change) ?? []);
  const off = changes.flatMap(({ before, after }) => (before && !after ? [before] : []));
  const why = whyOff(p);
  return outcome(
    p,
    [
      { what: 'plan-agreed', cycles: agreed, hires: proposal.hires, notHeld: proposal.notHeld },
      ...off.map((c) => ({ what: 'cycle-off' as const, cycle: c.id, how: 'cancelled' as const, why })),
      settle(o, 'done', by, now),
      ...outOfDate(p, changes, now),
      ...(first ? invitations(p, agreed, now) : tellChanges(p, cohort, changes, now)),
      ...tellOfFewer(p, proposal, now),
    ],
    now,
  );
}

/**
 * Somebody in the plan is needed elsewhere by now: it is made anew around that. What the link wished to keep as it was, and
 * cannot be, is not kept. A plan by hand is its maker’s to mend, who hears of whom and when.
 */
export function planAroundOthers(p: Partnership, lost: readonly BusyTime[], now: Instant): Outcome {
  const { plan } = p;
  if (plan?.state !== 'proposed') return refuse('not-now', `${lostInWords(p, lost)}. Change the plan.`);
  const hit = plan.proposal?.cycles.filter(({ id }) => lost.some(({ what }) => what === id)) ?? [];
  const wishes = plan.wishes.filter(
    (wish) => wish.what !== 'keep' || !hit.some(({ group, nth }) => group === wish.group && nth === wish.nth),
  );
  return outcome(p, [{ what: 'plan-wanted', wishes, disturbance: plan.disturbance }], now);
}

const lostInWords = (p: Partnership, lost: readonly BusyTime[]): string =>
  [
    ...new Set(
      lost.map(
        (one) =>
          `${nameAt(p, one.who)} is not free on ${inWords(localDate(one.from))} at ${timeInWords(localTime(one.from))}`,
      ),
    ),
  ].join('. ');

/** The lead hears of cycles that the plan before held, or was not yet to hold, and this one does not. */
function tellOfFewer({ plan }: Partnership, { notHeld }: Proposal, now: Instant): readonly Change[] {
  const known = ({ group, nth }: NotHeld) => plan?.notHeld.some((it) => it.group === group && it.nth === nth);
  return notHeld.every(known) ? [] : [cycleMessage('plan-holds-fewer', 'lead', [], now)];
}

/** The cycle as it is to be, with what its people have to be told of; undefined where it is called off. */
function agreedCycle(p: Partnership, { before, after, times, cover, joined }: PlanChange): Cycle | undefined {
  if (!after) return undefined;
  const past = before ?? p.cycles.find((c) => c.id === after.id);
  if (!past) return { ...after, state: 'planned', sequence: 0, coverVersion: 0, why: undefined, was: undefined };
  return {
    ...after,
    state: 'planned',
    sequence: past.sequence + (times || joined.length > 0 ? 1 : 0),
    passedOn: !times && joined.length > 0 ? (past.passedOn ?? 0) + 1 : past.passedOn,
    coverVersion: past.coverVersion + (cover ? 1 : 0),
    why: times ? p.plan?.disturbance : undefined,
    was: isAhead(past) ? beforeChange(past) : undefined,
  };
}

const whyOff = ({ plan }: Partnership): string => plan?.disturbance ?? 'no time could be found for it';

/** Cover that is no longer as it was asked for need not be confirmed, nor a record kept of a lesson that is to come again. */
const outOfDate = (p: Partnership, changes: readonly PlanChange[], at: Instant): readonly Change[] =>
  changes.flatMap(({ before, cover, times }) =>
    before ? released(p, [...(cover ? coverIds(before) : []), ...(times ? [recordId(before)] : [])], at) : [],
  );

/** What was asked about a cycle is no longer needed; `by` undefined: nobody said so, it follows from a plan. */
export const released = (p: Partnership, ids: readonly ObligationId[], at: Instant, by?: PersonId): readonly Change[] =>
  ids
    .flatMap((id) => obligationOf(p, id) ?? [])
    .filter(isOpen)
    .map((o) => ({ what: 'settled', obligation: o.id, end: { how: 'released', ...(by && { by }), at } }));

/** Everybody who takes part gets all their sessions, the cover manager one pack. */
function invitations(p: Partnership, cycles: readonly Cycle[], now: Instant): readonly Change[] {
  const members = [...new Set(cycles.flatMap((c) => c.members))];
  const own = (id: PersonId) => cycles.filter((c) => c.members.includes(id)).map((c) => c.id);
  const covered = cycles.filter((c) => c.duties.length > 0).map((c) => c.id);
  return [
    ...members.map((to) => cycleMessage('plan-invitation', to, own(to), now)),
    ...(covered.length > 0 ? [cycleMessage('cover-pack', coverManagerOf(p), covered, now)] : []),
  ];
}

/** Those in a cycle whose times change, or that others join, hear of it; the cover manager of every change in cover. */
function tellChanges(p: Partnership, cohort: Cohort, changes: readonly PlanChange[], now: Instant): readonly Change[] {
  const told = changes.map((change) => ({ ...change, id: (change.after ?? change.before)?.id ?? '' }));
  const moved = told.filter((c) => c.times || c.joined.length > 0);
  const covered = told.filter((c) => c.cover);
  const concerned = [...new Set(moved.flatMap((c) => [...(c.before?.members ?? []), ...(c.after?.members ?? [])]))];
  return [
    ...concerned
      .filter((id) => personOf(p, id))
      .flatMap((to) => {
        const own = moved.filter((c) => (c.after ?? c.before)?.members.includes(to));
        return tellOfCycles(p, cohort, 'cycles-changed', to, own, now);
      }),
    ...tellOfCycles(p, cohort, 'cover-changed', coverManagerOf(p), covered, now),
  ];
}

/** The days on which something of a cycle is still to come. */
export const daysAhead = (cycle: Cycle, now: Instant): readonly string[] =>
  cycleParts.filter((part) => cycle[part].end.at > now).map((part) => dateOf(cycle[part]));
