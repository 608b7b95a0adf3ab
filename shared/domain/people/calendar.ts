import type { Instant } from '#calendar/london.ts';
import { cycleParts, isAhead } from '#domain/cycles/cycle.ts';
import type { Leaves } from '#domain/messages/message.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { isPending } from '#domain/sessions/session.ts';
import type { PersonId } from './person.ts';

/** What is to come in the calendar of somebody who leaves a seat, each with the sequence that takes it out. */
export function leavesOf({ sessions, cycles }: Partnership, seat: PersonId, now: Instant): Leaves | undefined {
  const [off, without] = [
    sessions.filter(
      (s) => isPending(s) && s.start.at > now && s.invited !== undefined && (s.coach === seat || s.teacher === seat),
    ),
    cycles.filter((c) => isAhead(c) && c.members.includes(seat) && cycleParts.some((part) => c[part].start.at > now)),
  ];
  if (off.length + without.length === 0) return undefined;
  return {
    sessions: off.map(({ id, sequence }) => ({ id, version: sequence + 1 })),
    cycles: without.map(({ id, sequence }) => ({ id, version: sequence + 1 })),
  };
}
