import type { Instant, LocalDate, LondonTime } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { type ObligationPreview, owedPreview, type Shift } from '#domain/dates/preview.ts';
import type { ObligationId } from '#domain/ids.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Outcome, Refusal } from '#domain/partnership/outcome.ts';
import { actingFor, cycleOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { sessionsOn, toldOfClosedDay } from '#domain/sessions/rules.ts';
import type { Session } from '#domain/sessions/session.ts';
import { isDuring, isDutyOf } from './absent.ts';
import { closeDay, cyclesMissing, cyclesOn, cyclesTurned, dropOut, setWeeks, turnsWeek } from './acts.ts';
import { type Cycle, type CyclePart, cycleParts, type Duty, dateOf, type Hire, isSameDuty } from './cycle.ts';
import { askAgain } from './plan-acts.ts';
import { agreeing } from './planning.ts';
import type { Absence, Closure, TermBegins } from './provision.ts';
import { coverAsks, coverManagerOf, isIdleCover } from './rules.ts';
import { dutyOf } from './stood-in.ts';

/** What breaks a plan at one school. */
export type Disturbance =
  | { readonly what: 'away'; readonly absence: Absence }
  | { readonly what: 'close'; readonly closure: Closure }
  /** with which week, A or B, each term begins there */
  | { readonly what: 'weeks'; readonly begins: readonly TermBegins[] };

/** What someone says, done: the day closed, someone away, or the weeks set. */
export const disturb = (p: Partnership, cohort: Cohort, it: Disturbance, now: Instant): Outcome => {
  if (it.what === 'away') return dropOut(p, cohort, it.absence, now);
  return it.what === 'close' ? closeDay(p, cohort, it.closure, now) : setWeeks(p, cohort, it.begins, now);
};

/** Agreed cycles that it hits. */
function cyclesHitBy(p: Partnership, cohort: Cohort, it: Disturbance, now: Instant): readonly Cycle[] {
  if (it.what === 'away') return cyclesMissing(p, it.absence, now);
  return it.what === 'close' ? cyclesOn(p, it.closure.date, now) : cyclesTurned(p, cohort, it.begins, now);
}

/** Does it make a whole day another? */
const isOtherDay = (p: Partnership, cohort: Cohort, it: Disturbance, date: LocalDate): boolean =>
  (it.what === 'close' && date === it.closure.date) || (it.what === 'weeks' && turnsWeek(p, cohort, it.begins, date));

/** All that would follow. Nothing happens. */
export interface DisturbancePreview {
  /** agreed cycles that are planned again, and which of their sessions cannot be as agreed */
  readonly hit: readonly { readonly cycle: Cycle; readonly parts: readonly CyclePart[] }[];
  /** coaching sessions that are cancelled */
  readonly sessions: readonly Session[];
  /** duties that no one is needed for on a closed day, or that someone else must take */
  readonly duties: readonly { readonly cycle: Cycle; readonly duty: Duty }[];
  /** whoever stands by and takes a class at once, with nobody's agreement, as their duty is to be */
  readonly steppingIn: readonly { readonly cycle: Cycle; readonly duty: Duty }[];
  /** what nobody who stands by can take: whose class it is, those who see to cover, the link and the lead hear of it */
  readonly missing: readonly { readonly cycle: Cycle; readonly duty: Duty }[];
  /** hired cover of a closed day */
  readonly hires: readonly Hire[];
  /** confirmations of cover that are chased no longer */
  readonly owed: readonly ObligationPreview[];
  /** requests to confirm cover that do not go, by the cover's id */
  readonly cover: readonly (Shift & { readonly id: ObligationId })[];
  /** what happens to the plan: nothing; the planner looks for another; the link makes it by hand */
  readonly plan: 'stands' | 'planned-anew' | 'by-hand';
  /** who is asked to agree, and by when; no one where the plan stands */
  readonly asked: readonly PersonId[];
  readonly agreeBy?: LondonTime | undefined;
  /** who hears of it once it is agreed, if their sessions or their cover change */
  readonly told: readonly PersonId[];
  /** who hears at once that a coaching session is cancelled */
  readonly toldOff: readonly PersonId[];
}

export function disturbancePreview(
  p: Partnership,
  cohort: Cohort,
  it: Disturbance,
  now: Instant,
): DisturbancePreview | { readonly refused: Refusal } {
  const judged = disturb(p, cohort, it, now);
  if ('refused' in judged) return judged;
  const { partnership: after, changes } = judged;
  const cycles = cyclesHitBy(p, cohort, it, now);
  const onDay = (date: LocalDate) => isOtherDay(p, cohort, it, date);
  const sessions = it.what === 'close' && cohort.programme.sessions ? sessionsOn(p, it.closure.date, now) : [];
  const duties = cycles.flatMap((cycle) =>
    cycle.duties.filter((duty) => isHit(it, duty, onDay)).map((duty) => ({ cycle, duty })),
  );
  const state = changes.find((c) => c.what === 'plan-wanted' || c.what === 'plan-by-hand')?.what;
  const asks = state !== undefined || (cycles.length > 0 && agreeing(after) !== undefined);
  const due = agreeing(after)?.due ?? askAgain(p, cohort, firstOf(cycles, now), now).due;
  const concerned = [
    ...cycles.flatMap((c) => c.members),
    ...(cycles.some((c) => c.duties.length > 0) ? [coverManagerOf(p)] : []),
  ];
  return {
    hit: cycles.map((cycle) => ({ cycle, parts: cycleParts.filter((part) => isPartHit(it, cycle, part, onDay, now)) })),
    sessions,
    duties,
    steppingIn: changes.flatMap((change) => (change.what === 'stood-in' ? whoSteppedIn(after, change) : [])),
    missing: changes.flatMap((change) => (change.what === 'cover-missing' ? whatIsMissing(after, change) : [])),
    hires: it.what === 'close' ? (p.plan?.hires ?? []).filter(({ date }) => date === it.closure.date) : [],
    owed: p.obligations.filter(isOpen).flatMap((o) => {
      const [paused, then] = [isIdleCover(p, cohort, o), isIdleCover(after, cohort, o)];
      return owedPreview({ cohort, o, paused }, { cohort, o, paused: then }, now);
    }),
    cover: coverAsks(p, cohort).flatMap(({ id, asks }) =>
      coverAsks(after, cohort).some((one) => one.id === id) ? [] : [{ id, old: asks, new: undefined }],
    ),
    plan: state === 'plan-wanted' ? 'planned-anew' : state === 'plan-by-hand' ? 'by-hand' : 'stands',
    asked: asks ? actingFor(p, 'link') : [],
    ...(asks ? { agreeBy: due } : {}),
    told: [...new Set(concerned)].filter((id) => personOf(p, id)),
    toldOff: [...new Set(sessions.flatMap((s) => toldOfClosedDay(heldSince(p, cohort.programme), s)))].filter((id) =>
      personOf(p, id),
    ),
  };
}

function whoSteppedIn(after: Partnership, { cycle: id, steps }: Extract<Change, { what: 'stood-in' }>) {
  const cycle = cycleOf(after, id);
  return steps.flatMap((step) => {
    const duty = cycle?.duties.find(isSameDuty(dutyOf(step)));
    return cycle && duty ? [{ cycle, duty }] : [];
  });
}

function whatIsMissing(after: Partnership, { cycle: id, duties }: Extract<Change, { what: 'cover-missing' }>) {
  const cycle = cycleOf(after, id);
  return cycle ? duties.map((duty) => ({ cycle, duty })) : [];
}

const isHit = (it: Disturbance, duty: Duty, onDay: (date: LocalDate) => boolean): boolean =>
  it.what === 'away' ? isDutyOf(it.absence.who, duty) && isDuring(it.absence, duty.date) : onDay(duty.date);

/** A session cannot be when one of its people is away; someone else may stand in for a person who covers. */
function isPartHit(
  it: Disturbance,
  cycle: Cycle,
  part: CyclePart,
  onDay: (date: LocalDate) => boolean,
  now: Instant,
): boolean {
  const slot = cycle[part];
  if (slot.end.at <= now) return false;
  const date: LocalDate = dateOf(slot);
  if (it.what !== 'away') return onDay(date);
  if (cycle.members.includes(it.absence.who)) return isDuring(it.absence, date);
  return cycle.duties.some((d) => isHit(it, d, onDay) && d.date === date && d.period === slot.period);
}

/** When the first session begins that is planned again. */
const firstOf = (cycles: readonly Cycle[], now: Instant): Instant | undefined =>
  cycles
    .flatMap((c) => cycleParts.map((part) => c[part].start.at))
    .filter((at) => at > now)
    .sort()[0];
