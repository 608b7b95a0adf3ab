import { type Instant, inWords, type LocalDate, localDate } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { CycleId, ObligationId } from '#domain/ids.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, owed, refuse, settle } from '#domain/partnership/outcome.ts';
import { cycleOf, hasEnded, obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { isDuring, isDutyOf } from './absent.ts';
import { type Cycle, isAhead } from './cycle.ts';
import { lostOnTheDay } from './lost-on-the-day.ts';
import { daysAhead, mendByHand, released } from './plan-acts.ts';
import { agreeing, isPlannable } from './planning.ts';
import { type Absence, type Closure, isClosedOn, SUPPLY, type TermBegins, weekLetter } from './provision.ts';
import { coverIds, coverManagerOf, heldIds, tellOfCycles } from './rules.ts';

/** Somebody cannot come, or hired cover falls through: what is agreed is planned anew around it. */
export function dropOut(p: Partnership, cohort: Cohort, absence: Absence, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  const { who, from, until } = absence;
  const cover = p.provision?.cover.find((c) => c.id === who);
  const teacher = personOf(p, who);
  // whoever plans by hand names people whom the school has not told
  const named = p.cycles.some((c) => c.duties.some((d) => d.by === who));
  if (who !== SUPPLY && !cover && !named && teacher?.role !== 'teacher')
    return refuse('not-now', 'Choose one of the school’s teachers, a cover person or supply.');
  if (until !== undefined && until < from) return refuse('not-now', 'The last day must not come before the first.');
  if ((until ?? from) < localDate(now) && until !== undefined) return refuse('not-now', 'Those days are over.');
  const known = p.provision?.absences.some((a) => a.who === who && a.from === from && a.until === until);
  if (known) return refuse('already', 'That is known already.');
  const hit = cyclesMissing(p, absence, now);
  const why = who === SUPPLY ? 'supply fell through' : 'somebody dropped out';
  const away: Change = { what: 'away', absence };
  const lost = lostOnTheDay(apply(p, away, now), cohort, now);
  const after = [away, ...lost].reduce((so, change) => apply(so, change, now), p);
  const left = isMadeByHand(p) ? cyclesMissing(after, absence, now) : hit;
  return outcome(p, [away, ...lost, ...planAround(after, cohort, left, why, now)], now);
}

/** Nobody but its maker gives it others to stand by: they are not asked for that on the day. */
const isMadeByHand = (p: Partnership): boolean => p.plan?.state === 'by-hand' || !isPlannable(p);

/** Agreed cycles that somebody is needed for who cannot come. */
export const cyclesMissing = (p: Partnership, absence: Absence, now: Instant): readonly Cycle[] =>
  p.cycles.filter(
    (c) =>
      isAhead(c) &&
      (c.members.includes(absence.who)
        ? daysAhead(c, now).some((date) => isDuring(absence, date))
        : c.duties.some((d) => isDutyOf(absence.who, d) && isDuring(absence, d.date))),
  );

/** Agreed cycles something of which is to be on a day. */
export const cyclesOn = (p: Partnership, date: LocalDate, now: Instant): readonly Cycle[] =>
  p.cycles.filter((c) => isAhead(c) && daysAhead(c, now).includes(date));

/** No pupils come to school that day after all. */
export function closeDay(p: Partnership, cohort: Cohort, closure: Closure, now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  if (closure.date < localDate(now)) return refuse('not-now', 'That day is over.');
  const already = notASchoolDay(cohort.calendar, closure.date);
  if (already) return refuse('already', `That day is ${already} already.`);
  if (isClosedOn(p.provision, closure.date)) return refuse('already', 'That day is closed already.');
  const hit = cyclesOn(p, closure.date, now);
  const why = `the school is closed on ${inWords(closure.date)}`;
  return outcome(p, [{ what: 'day-closed', closure }, ...planAround(p, cohort, hit, why, now)], now);
}

/** Is a day in the other week there, A instead of B, if its terms begin otherwise? */
export const turnsWeek = (
  p: Partnership,
  { calendar }: Cohort,
  begins: readonly TermBegins[],
  day: LocalDate,
): boolean =>
  p.provision !== undefined &&
  weekLetter(p.provision, calendar, day) !== weekLetter({ ...p.provision, begins }, calendar, day);

/** Agreed cycles something of which is to be on such a day: people teach and cover otherwise then. */
export const cyclesTurned = (
  p: Partnership,
  cohort: Cohort,
  begins: readonly TermBegins[],
  now: Instant,
): readonly Cycle[] =>
  p.cycles.filter((c) => isAhead(c) && daysAhead(c, now).some((day) => turnsWeek(p, cohort, begins, day)));

/** A school says with which week, A or B, its terms begin: letters count on there, or start anew, as they do at the school. */
export function setWeeks(p: Partnership, cohort: Cohort, begins: readonly TermBegins[], now: Instant): Outcome {
  if (hasEnded(p.stage)) return afterTheEnd;
  if (p.provision?.weeks !== 2) return refuse('not-asked', 'Its weeks are alike.');
  const { terms } = cohort.calendar;
  if (begins.length !== terms.length) return refuse('not-now', 'Say it for each term.');
  const before = terms.map((_, i) => p.provision?.begins?.[i] ?? 'as-cohort');
  if (before.join() === begins.join()) return refuse('already', 'Its terms begin so already.');
  const set: Change = { what: 'weeks-set', begins };
  const hit = cyclesTurned(p, cohort, begins, now);
  const after = outcome(p, [set], now).partnership;
  return outcome(p, [set, ...planAround(after, cohort, hit, 'weeks A and B are others', now)], now);
}

/** What is not agreed yet is planned anew; what is agreed only where it is hit. */
export function planAround(
  p: Partnership,
  cohort: Cohort,
  hit: readonly Cycle[],
  disturbance: string,
  now: Instant,
): readonly Change[] {
  if (!p.plan) return [];
  const agreed = p.plan.state === 'agreed' || p.cycles.length > 0;
  if (agreed && hit.length === 0 && p.plan.state === 'agreed') return [];
  // what was given stays given; which session was to be where no longer counts
  const wishes = agreed ? p.plan.wishes.filter(({ what }) => what === 'allow') : p.plan.wishes;
  if (p.plan.state !== 'by-hand' && isPlannable(p))
    return [{ what: 'plan-wanted', wishes, ...(agreed ? { disturbance } : {}) }];
  if (hit.length === 0 || agreeing(p)) return [];
  const first = hit.map((c) => c.lesson.start.at).sort()[0];
  return mendByHand(p, cohort, first, now);
}

/** The cover manager has spoken with everybody who takes a class on one of a cycle's days. */
export function confirmCover(p: Partnership, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = owed(p, id, 'confirm-cover');
  return 'refused' in o ? o : outcome(p, [settle(o, 'done', by, now)], now);
}

/**
 * The lesson was held: the teaching teacher has written it down, or, where no record is kept, says so, or the link does. What is written
 * is kept apart, as answers.
 */
export function sayHeld(p: Partnership, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = owed(p, id, obligationOf(p, id)?.kind === 'confirm-held' ? 'confirm-held' : 'lesson-record');
  if ('refused' in o) return o;
  return outcome(p, [settle(o, 'done', by, now), { what: 'cycle-held', cycle: o.cycle ?? '' }], now);
}

/** A cycle will not be held, or was not: with the reason, and those concerned are told while it is to come. */
export function callOffCycle(
  p: Partnership,
  cohort: Cohort,
  id: CycleId,
  why: string,
  by: PersonId,
  now: Instant,
): Outcome {
  const c = cycleOf(p, id);
  if (!c) return refuse('not-asked', 'There is no such cycle.');
  if (!isAhead(c)) return refuse('already', 'It has been said already what became of it.');
  const how = c.lesson.start.at > now ? ('cancelled' as const) : ('missed' as const);
  const off: Change = { what: 'cycle-off', cycle: id, how, why, by: 'person' };
  const settled = released(p, [...coverIds(c), ...heldIds(c)], now, by);
  if (how === 'missed') return outcome(p, [...settled, off], now);
  const manager = coverManagerOf(p);
  return outcome(
    p,
    [
      ...settled,
      off,
      ...c.members.flatMap((to) => tellOfCycles(p, cohort, 'cycles-changed', to, [{ id, before: c }], now)),
      ...(c.duties.length > 0 ? tellOfCycles(p, cohort, 'cover-changed', manager, [{ id, before: c }], now) : []),
    ],
    now,
  );
}
