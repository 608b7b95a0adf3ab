import type { Instant } from '#calendar/london.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';

/** Released from signing, or countersigned or released from that. */
const isAgreed = ({ obligations }: Partnership): boolean =>
  obligations.some(
    ({ kind, end }) =>
      (kind === 'countersign' && (end?.how === 'done' || end?.how === 'released')) ||
      (kind === 'sign-agreement' && end?.how === 'released'),
  );

/**
 * A school is agreed, signed for or released from that: each of its coaches hears what is expected and where to plan. It
 * comes about once: what is signed or released after that changes nothing.
 */
export const agreed = (p: Partnership, now: Instant): readonly Change[] =>
  isAgreed(p)
    ? []
    : [
        ...(p.stage === 'invited' ? [{ what: 'stage' as const, stage: 'agreed' as const }] : []),
        ...p.people
          .filter((person) => person.role === 'coach')
          .map(({ id }) => ({
            what: 'message-queued' as const,
            message: newMessage('coach-welcome', id, [], now),
          })),
      ];
