import type { Instant } from '../calendar/london.ts';
import { newMessage } from './message.ts';
import type { Change, Partnership } from './partnership.ts';

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
