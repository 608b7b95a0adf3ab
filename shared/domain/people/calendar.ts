import type { Instant } from '#calendar/london.ts';
import { type Cycle, isAhead, isToCome } from '#domain/cycles/cycle.ts';
import type { Leaves } from '#domain/messages/message.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import type { PersonId } from './person.ts';

/**
 * What is to come in the calendar of somebody who leaves a seat, each with the sequence that takes it out: also what has been
 * called off, if the email that says so has not gone.
 */
export function leavesOf(p: Partnership, seat: PersonId, now: Instant): Leaves | undefined {
  const waiting = p.outbox.filter((m) => m.to === seat && m.former === undefined && m.state === 'to-send');
  const isInCalendar = (s: Session) =>
    isPending(s)
      ? s.start.at > now && s.invited !== undefined
      : s.invited !== undefined && s.state === 'cancelled' && waiting.some((m) => m.heard?.sessions?.[s.id]);
  const hasCycle = (c: Cycle) =>
    isAhead(c)
      ? isToCome(c, now)
      : c.state === 'cancelled' && waiting.some((m) => m.kind === 'cycles-changed' && m.heard?.cycles?.[c.id]);
  const off = p.sessions.filter((s) => (s.coach === seat || s.teacher === seat) && isInCalendar(s));
  const without = p.cycles.filter((c) => c.members.includes(seat) && hasCycle(c));
  if (off.length + without.length === 0) return undefined;
  return {
    sessions: off.map(({ id, sequence }) => ({ id, version: sequence + 1 })),
    cycles: without.map(({ id, sequence }) => ({ id, version: sequence + 1 })),
  };
}
