import type { Instant } from '#calendar/london.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { newMessage } from './outbox.ts';

/** A school is agreed, signed for or released from that: each of its coaches hears what is expected and where to plan. */
export const agreed = (p: Partnership, now: Instant): readonly Change[] => [
  { what: 'stage', stage: 'agreed' },
  ...p.people
    .filter((person) => person.role === 'coach')
    .map(({ id }) => ({
      what: 'message-queued' as const,
      message: newMessage(p, 'coach-welcome', id, [], now, id),
    })),
];
