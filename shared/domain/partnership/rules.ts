import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isMoving } from '#domain/dates/dates.ts';
import { whileOpen } from '#domain/dates/while-open.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen, outlivesTheEnd } from '#domain/obligations/obligation.ts';
import { whenEnds } from '#domain/obligations/steps.ts';
import type { Change } from './changes.ts';
import { callOffCycles, leavesAt, remains, spokesmen, unconfirmed, wasCutShort, withdrawal } from './end-of-part.ts';
import { hasEnded, type Partnership } from './partnership.ts';
import type { Rule } from './rule.ts';

/** A school whose day of leaving has come withdraws, by the dates that hold. */
export function leavingRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const at = leavesAt(p);
  if (!at || hasEnded(p.stage) || isMoving(p, cohort)) return [];
  return [{ at, do: (current) => withdrawal(current, cohort, current.leaving?.by ?? 'lead', now) }];
}

/** What the end has left to do: sessions to come are called off, and of a part that was cut short nothing is owed or said any more. */
export function endedRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  if (!hasEnded(p.stage)) return [];
  const left = wasCutShort(p) ? remains(p, p.cutShort || p.unsigned ? 'lapsed' : 'released', 'drumbeat', now) : [];
  return [
    ...(callOffCycles(p, cohort, now).length > 0
      ? [{ at: now, do: (current: Partnership) => callOffCycles(current, cohort, now) }]
      : []),
    ...left.map((change) => ({ at: now, do: () => [change] })),
  ];
}

/** The school's part closes: nobody has confirmed what waited, what is open lapses, and then those who speak for the school hear how it was. */
export function closingRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const at = whenEnds(p, cohort);
  const left: readonly Change[] = [
    ...unconfirmed(p),
    ...p.obligations
      .filter((o) => isOpen(o) && !outlivesTheEnd(o))
      .map(({ id }) => ({ what: 'settled' as const, obligation: id, end: { how: 'lapsed' as const, at: now } })),
  ];
  return whileOpen(
    p,
    cohort,
    now,
    left.length > 0
      ? left.map((change) => ({ at, do: () => [change] }))
      : [{ at, do: (current) => closes(current, now) }],
  );
}

function closes(p: Partnership, now: Instant): readonly Change[] {
  const agreed = p.signatures.length > 0 || p.stage !== 'invited';
  return [
    { what: 'stage', stage: agreed ? 'completed' : 'lapsed' },
    ...(agreed ? spokesmen(p) : []).map((to) => ({
      what: 'message-queued' as const,
      message: newMessage('school-summary', to, [], now),
    })),
  ];
}
