import { earliest, type Instant, type LocalDate, localDate, london, plusDays, weekday } from '#calendar/london.ts';
import { MORNING } from '#calendar/school-calendar.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { isReading, isUnasked } from '#domain/people/rules.ts';

/*
 * A copy of somebody’s data waits for the school to check it. The law gives a month from the day on which it was asked
 * for, and no school calendar changes that: days are days of the year here, and holidays are no excuse.
 */

/** Days from being asked until it is due, which leaves half the month for whoever must then be rung up. */
export const DAYS_TO_CHECK = 14;

/** Days from its due day on which its owner is reminded, and on which the lead is told. */
const REMINDERS: readonly number[] = [-7, -2, 2, 5, 9];
const ESCALATIONS: readonly number[] = [1, 10];

/** The morning of that day, or of the Monday after a weekend. */
function morning(day: LocalDate): Instant {
  const on = weekday(day) > 5 ? plusDays(day, 8 - weekday(day)) : day;
  return london(on, MORNING).at;
}

interface CopyChase {
  readonly act: 'remind' | 'escalate';
  readonly day: number;
  readonly at: Instant;
}

/** While its owner has not been asked, days of reminders pass, and the lead hears nothing of it. */
const chasesOf = (p: Partnership, o: Obligation): readonly CopyChase[] =>
  [
    ...REMINDERS.map((day) => ({ act: 'remind' as const, day })),
    ...ESCALATIONS.map((day) => ({ act: 'escalate' as const, day })),
  ]
    .filter(({ act, day }) => !o.chased.includes(day) && (act === 'remind' || !isUnasked(p, o)))
    .map((one) => ({ ...one, at: morning(plusDays(localDate(o.due.at), one.day)) }));

const waiting = (p: Partnership): readonly Obligation[] =>
  p.obligations.filter((o) => o.kind === 'check-copy' && isOpen(o));

/** What is to be said about copies that wait, at whatever hour: to whoever is to check them, and then to the lead. */
export const copyRules = (p: Partnership, _: unknown, now: Instant): readonly Rule[] =>
  waiting(p).flatMap((o) => {
    const at = earliest(...chasesOf(p, o).map((chase) => chase.at));
    return at ? [{ at, do: (current: Partnership) => chase(current, o, now) }] : [];
  });

function chase(p: Partnership, o: Obligation, now: Instant): readonly Change[] {
  const today = localDate(now);
  const due = chasesOf(p, o).filter(({ at }) => at <= now);
  if (due.length === 0) return [];
  const reads = isReading(p, o.owner) && !proposedAt(p, o.owner) && !isUnasked(p, o);
  const remind = due.some(({ act }) => act === 'remind') && reads && p.remindedOn[o.owner] !== today;
  const queued = (kind: 'reminder' | 'escalation', to: string): Change => ({
    what: 'message-queued',
    message: { ...newMessage(kind, to, [o.id], now), urgent: true },
  });
  return [
    { what: 'chased', obligation: o.id, days: due.map(({ day }) => day), reminded: remind },
    ...(remind ? [queued('reminder', o.owner)] : []),
    ...(due.some(({ act }) => act === 'escalate') ? [queued('escalation', 'lead')] : []),
  ];
}
