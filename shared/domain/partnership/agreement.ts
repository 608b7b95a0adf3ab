import { earliest, type Instant } from '#calendar/london.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import type { Obligation, ObligationEnd } from '#domain/obligations/obligation.ts';
import type { ObligationKind, Programme } from '#domain/programme/programme.ts';
import type { Change } from './changes.ts';
import type { Partnership } from './partnership.ts';

type How = ObligationEnd['how'];

/** What was last asked of that kind: a school that is invited again signs anew. */
export const newestOf = ({ obligations }: Partnership, kind: ObligationKind): Obligation | undefined =>
  obligations
    .filter((o) => o.kind === kind)
    .reduce<Obligation | undefined>((last, o) => (last && last.opened > o.opened ? last : o), undefined);

/** When that ended in one of these ways. */
function endedAt(p: Partnership, kind: ObligationKind, ...hows: readonly How[]): Instant | undefined {
  const end = newestOf(p, kind)?.end;
  return end && hows.includes(end.how) ? end.at : undefined;
}

/**
 * Since when the agreement of a school holds: both have signed, or the lead has released it from that; the school alone
 * where its programme has nobody countersign; from the launch on where nobody signs at all. Undefined: it does not hold yet.
 */
export function heldSince(p: Partnership, { steps }: Pick<Programme, 'steps'>): Instant | undefined {
  const asks = (kind: ObligationKind) => steps.some((step) => step.kind === kind);
  if (asks('countersign'))
    return earliest(endedAt(p, 'sign-agreement', 'released'), endedAt(p, 'countersign', 'done', 'released'));
  return asks('sign-agreement') ? endedAt(p, 'sign-agreement', 'done', 'released') : p.launch;
}

/** Does it hold by what both have signed, or by a release? */
const holds = (p: Partnership): boolean =>
  (endedAt(p, 'countersign', 'done', 'released') ?? endedAt(p, 'sign-agreement', 'released')) !== undefined;

/** What follows as soon as an agreement holds: each coach hears what is expected and where to plan. */
export const onceItHolds = (p: Partnership, now: Instant): readonly Change[] => [
  ...(p.stage === 'invited' ? [{ what: 'stage' as const, stage: 'agreed' as const }] : []),
  ...p.people
    .filter((person) => person.role === 'coach')
    .map(({ id }) => ({
      what: 'message-queued' as const,
      message: newMessage('coach-welcome', id, [], now),
    })),
];

/**
 * A school is agreed, signed for or released from that. It comes about once: what is signed or released after that changes
 * nothing.
 */
export const agreed = (p: Partnership, now: Instant): readonly Change[] => (holds(p) ? [] : onceItHolds(p, now));
