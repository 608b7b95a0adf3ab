import { earliest, type Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import type { Decision } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { agenda, errands } from './agenda.ts';
import { MOST_WRITES, writesOf } from './budget.ts';

/**
 * Does to a partnership what is due of its agenda, until nothing is due any more or the transaction is full; then the
 * rest is due still, and follows at once in the next turn. Deciding twice is deciding once.
 */
export function decide(before: Partnership, cohort: Cohort, now: Instant): Decision {
  for (let decided: Decision = { partnership: before, changes: [] }; ; ) {
    const { next, full } = roundOf(before, decided, cohort, now);
    if (full || next === decided) return next;
    decided = next;
  }
}

/** Once through the agenda. `full`: more does not fit the transaction. */
function roundOf(before: Partnership, decided: Decision, cohort: Cohort, now: Instant) {
  let next = decided;
  for (const rules of agenda)
    for (const rule of rules(next.partnership, cohort, now)) {
      const more = rule.at > now ? [] : rule.do(next.partnership);
      if (more.length === 0) continue;
      const longer = withChanges(next, more, now);
      // one rule that is more than a transaction by itself is done alone, and saved in parts
      if (next.changes.length > 0 && writesOf(before, longer.partnership, longer.changes) > MOST_WRITES)
        return { next, full: true };
      next = longer;
    }
  return { next, full: false };
}

const withChanges = ({ partnership, changes }: Decision, more: readonly Change[], now: Instant): Decision => ({
  partnership: more.reduce((state, change) => apply(state, change, now), partnership),
  changes: [...changes, ...more],
});

/**
 * The earliest moment at which something of the agenda is due, or a message waits to go: in the past if that is overdue
 * and could be done now. Undefined: never again.
 * @param stopped until when nothing is tried out of its outbox, where the post is stopped
 */
export const nextMoment = (p: Partnership, cohort: Cohort, now: Instant, stopped?: Instant): Instant | undefined =>
  earliest(
    ...agenda.flatMap((rules) => rules(p, cohort, now).map(({ at }) => at)),
    ...errands(p, cohort, now, stopped),
  );
