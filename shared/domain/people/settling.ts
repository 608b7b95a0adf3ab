import { type Instant, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { type Cycle, isAhead, startsOf } from '#domain/cycles/cycle.ts';
import { mendByHand } from '#domain/cycles/plan-acts.ts';
import { agreeing, isPlannable } from '#domain/cycles/planning.ts';
import { coverManagerOf, tellOfCycles } from '#domain/cycles/rules.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { isSoon } from '#domain/dates/soon.ts';
import type { ObligationId } from '#domain/ids.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, owed, refuse, settle } from '#domain/partnership/outcome.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { replacePerson } from './acts.ts';
import { leftGroup } from './departures.ts';
import type { Person, PersonId } from './person.ts';
import { endBy, formerOf, openFor } from './rules.ts';
import type { GroupChoice } from './seat.ts';
import { partEnds } from './withdrawal.ts';

/*
 * How a group goes on that somebody has left: smaller, as part of another, or with somebody in the place.
 */

/** The group of a teacher's that can go on without them, and who stays in it; undefined where fewer than two would. */
export function goesOnWithout(
  p: Partnership,
  seat: PersonId,
): { readonly group: string; readonly stay: readonly Person[] } | undefined {
  const group = p.groups.find((g) => g.members.includes(seat));
  const stay = (group?.members ?? []).flatMap((id) => (id === seat ? [] : (personOf(p, id) ?? [])));
  return group && personOf(p, seat)?.role === 'teacher' && stay.length > 1 ? { group: group.name, stay } : undefined;
}

/**
 * Nobody follows a teacher who has left: their group goes on as it is, and what they were to teach is planned anew. They had
 * told us that they have left, or read nothing at that address: they are not written to.
 */
export function leaveVacant(p: Partnership, cohort: Cohort, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = owed(p, id, 'name-successor');
  if ('refused' in o) return o;
  if (hasEnded(p.stage)) return afterTheEnd;
  const seat = o.seat ?? '';
  const person = personOf(p, seat);
  const without = goesOnWithout(p, seat);
  if (!person || !without)
    return refuse('not-now', 'A group needs two teachers at least. Name the person who takes the place.');
  const { group } = without;
  const left: readonly Change[] = [
    ...openFor(p, seat).map((one): Change => ({ what: 'settled', obligation: one.id, end: endBy(one, by, now) })),
    ...partEnds(p, cohort, person, formerOf(person, now, 'left'), by, now),
  ];
  const before = outcome(p, left, now).partnership;
  const settled: Change = { what: 'group-settled', group, without: seat, how: 'carry-on' };
  const after = outcome(before, [settled], now).partnership;
  const rest = planWithout(before, after, cohort, { group, gone: seat, why: 'a teacher has left' }, now);
  return outcome(p, [...left, ...leftGroup(p, seat, now), settled, ...rest], now);
}

/** How a group goes on that somebody has left: smaller, as part of another, or with a successor. */
export function settleGroup(
  p: Partnership,
  cohort: Cohort,
  id: ObligationId,
  choice: GroupChoice,
  by: PersonId,
  now: Instant,
): Outcome {
  const o = owed(p, id, 'settle-group');
  if ('refused' in o) return o;
  const seat = o.seat ?? '';
  const group = p.groups.find((g) => g.members.includes(seat));
  if (!group) return outcome(p, [settle(o, 'released', by, now)], now);
  if (choice.what === 'merge' && !p.groups.some((g) => g !== group && g.name === choice.into))
    return refuse('not-now', 'Choose one of the school’s other groups.');
  const into = choice.what === 'merge' ? choice.into : undefined;
  const settled: readonly Change[] = [
    settle(o, 'done', by, now),
    { what: 'group-settled', group: group.name, without: seat, how: choice.what, into },
  ];
  const done = outcome(p, settled, now);
  if (choice.what === 'replace') {
    const replaced = replacePerson(done.partnership, cohort, seat, choice.successor, localDate(now), by, now);
    return 'refused' in replaced ? replaced : { ...replaced, changes: [...settled, ...replaced.changes] };
  }
  const why = into === undefined ? 'a teacher has withdrawn' : `${group.name} goes on as part of ${into}`;
  const leaving = { group: group.name, gone: seat, into, why };
  const rest = outcome(done.partnership, planWithout(p, done.partnership, cohort, leaving, now), now);
  return { ...rest, changes: [...settled, ...rest.changes] };
}

/** Who has left which group, and which one its others join. */
interface Leaving {
  readonly group: string;
  readonly gone: PersonId;
  readonly into?: string | undefined;
  /** what those are told whose sessions are called off */
  readonly why: string;
}

/** Cycles that can no longer be held as agreed are called off, and planned anew with whoever is left. */
function planWithout(
  before: Partnership,
  p: Partnership,
  cohort: Cohort,
  { group, gone, into, why }: Leaving,
  now: Instant,
): readonly Change[] {
  const ahead = p.cycles.filter((c) => isAhead(c) && c.group === group && c.lesson.start.at > now);
  const off = ahead.filter((c) => into !== undefined || c.teaching === gone || c.members.length < 2);
  const tell = (kind: 'cycles-changed' | 'cover-changed', to: PersonId, theirs: readonly Cycle[]) =>
    tellOfCycles(
      p,
      cohort,
      kind,
      to,
      theirs.map((c) => ({
        id: c.id,
        before: before.cycles.find(({ id }) => id === c.id),
        ...(passed.includes(c) && { passed: gone }),
      })),
      now,
    );
  const soon = off.filter((c) => c.duties.length > 0 && isSoon(postCalendar(p, cohort), startsOf(c), now));
  // the others go on, one fewer
  const passed = ahead.filter((c) => !off.includes(c));
  const told = [...new Set([...off, ...passed].flatMap((c) => c.members))].filter((id) => personOf(p, id));
  const released = before.obligations.filter((o) => isOpen(o) && off.some((c) => c.id === o.cycle));
  const again = p.plan && (off.length > 0 || into !== undefined || p.plan.state === 'proposed');
  return [
    ...released.map((o) => settle(o, 'released', 'drumbeat', now)),
    ...off.map((c) => ({ what: 'cycle-off' as const, cycle: c.id, how: 'cancelled' as const, why })),
    ...passed.map((c) => ({ what: 'cycle-passed-on' as const, cycle: c.id })),
    ...told.flatMap((to) =>
      tell(
        'cycles-changed',
        to,
        [...off, ...passed].filter((c) => c.members.includes(to)),
      ),
    ),
    // of later cover the new plan tells
    ...tell('cover-changed', coverManagerOf(p), soon),
    ...(again ? planAgainAfter(p, cohort, why, now) : []),
  ];
}

/** Sessions are planned anew, or mended by hand where nothing can be planned with. */
export function planAgainAfter(p: Partnership, cohort: Cohort, disturbance: string, now: Instant): readonly Change[] {
  const agreed = p.cycles.length > 0;
  if (isPlannable(p) && p.plan?.state !== 'by-hand')
    return [{ what: 'plan-wanted', wishes: [], ...(agreed ? { disturbance } : {}) }];
  return agreed && !agreeing(p) ? mendByHand(p, cohort, undefined, now) : [];
}
