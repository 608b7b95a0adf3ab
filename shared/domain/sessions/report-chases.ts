import { type Instant, plus } from '#calendar/london.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';
import { beforeQuiet } from './session.ts';

export interface ReportChase {
  readonly act: 'nudge' | 'escalate' | 'tell-head';
  /** names it within its obligation, for one due time: hours from the session's end, or (negative) to the deadline */
  readonly hours: number;
  readonly at: Instant;
}

/**
 * Every chase of a report, in order of time. A nudge that would fall in quiet hours moves to the evening before, and is
 * left out if the session had not ended by then. The escalation and the word to the head go at any hour.
 */
export function reportChases(policy: ReportPolicy, ended: Instant, due: Instant): readonly ReportChase[] {
  const nudges = [
    ...policy.nudges.after.map((hours) => ({ hours, meant: plus(ended, `PT${hours}H`) })),
    ...policy.nudges.before.map((hours) => ({ hours: -hours, meant: plus(due, `-PT${hours}H`) })),
  ].map(({ hours, meant }) => ({ act: 'nudge' as const, hours, at: beforeQuiet(meant) }));
  const moments = new Set<Instant>();
  return [
    ...nudges.filter(({ at }) => at > ended && at < due && !moments.has(at) && moments.add(at)),
    { act: 'escalate' as const, hours: -policy.escalateBefore, at: plus(due, `-PT${policy.escalateBefore}H`) },
    { act: 'tell-head' as const, hours: 0, at: due },
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
