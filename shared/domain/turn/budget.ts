import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';

/**
 * So many writes DynamoDB takes in one transaction. A turn stops before it has more to save; what a single act or rule has
 * more is saved in parts (records/rest.ts).
 */
export const MOST_WRITES = 100;

/** What stands in records of its own beside a partnership's head. */
const apart = ['cycles', 'provision', 'plan'] as const;

/** How many writes it takes to save what happened to a partnership, as `savePartnership` makes them. */
export function writesOf(before: Partnership, after: Partnership, changes: readonly Change[]): number {
  const fresh = <T>(was: readonly T[], is: readonly T[]) => {
    if (was === is) return 0;
    const known = new Set(was);
    return is.filter((one) => !known.has(one)).length;
  };
  const kept = new Set(after.outbox.map(({ key }) => key));
  const gone = before.outbox === after.outbox ? 0 : before.outbox.filter(({ key }) => !kept.has(key)).length;
  return (
    1 +
    fresh(before.obligations, after.obligations) +
    fresh(before.sessions, after.sessions) +
    apart.filter((part) => before[part] !== after[part]).length +
    fresh(before.outbox, after.outbox) +
    gone +
    changes.filter(({ what }) => what !== 'message-queued').length
  );
}
