import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { nextErasure } from '#domain/cohort/retention.ts';
import { nextWorkedOut } from '#questionnaires/moments.ts';
import { type Results, resultsOf } from '#questionnaires/results.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { readPublished, readRegister } from '#records/published.ts';
import type { Parts } from './parts.ts';

/** When results are worked out: the next moment; not before somebody answers; or never again. */
export type Awaited = Instant | 'first-answer' | 'final';

/** What was last published of a cohort's answers, how its questionnaires stand, and when that is next worked out. */
export async function readResults(
  parts: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
): Promise<Results & { readonly next: Awaited }> {
  const { table, now } = parts;
  const [partnerships, published, next] = await Promise.all([
    partnershipsOf(table, cohort.id),
    readPublished(table, cohort.id),
    readAwaited(parts, cohort),
  ]);
  return { ...resultsOf(cohort, partnerships, published, now()), next };
}

export async function readAwaited({ table, now }: Pick<Parts, 'table' | 'now'>, cohort: Cohort): Promise<Awaited> {
  const register = await readRegister(table, cohort.id);
  if (register?.value.closed) return 'final';
  // closed by a release that did not keep results: worked out before the first of it is erased
  if (cohort.stage === 'closed') return nextErasure(cohort) ?? 'final';
  return register ? nextWorkedOut(cohort.calendar, now()) : 'first-answer';
}
