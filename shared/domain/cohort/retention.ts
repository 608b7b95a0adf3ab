import { earliest, type Instant, localDate, london, plusDays, plusMonths } from '#calendar/london.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { Erasable, Programme, Retention } from '#domain/programme/programme.ts';
import type { Cohort } from './cohort.ts';

const USUAL: Retention = { answersMonths: 12, reportsMonths: 6 };

export const retentionOf = ({ retention = USUAL }: Pick<Programme, 'retention'>): Retention => retention;

/** A quiet hour after the schools' own mornings. */
const ERASING_ROUND = '09:00';

/** When each thing of a closed cohort is erased, in order of time; nothing before it has closed. */
export function erasures(cohort: Cohort): readonly { readonly what: Erasable; readonly at: Instant }[] {
  if (cohort.stage !== 'closed') return [];
  const { answersMonths, reportsMonths } = retentionOf(cohort.programme);
  const day = localDate(cohort.closed ?? closing(cohort));
  const after = (months: number) => london(plusMonths(day, months), ERASING_ROUND).at;
  const at: Record<Erasable, Instant> = {
    reports: after(reportsMonths),
    answers: after(answersMonths),
    // the last, since whose answers and reports they are must be known until then
    names: after(Math.max(answersMonths, reportsMonths)),
  };
  return (['reports', 'answers', 'names'] as const)
    .map((what) => ({ what, at: at[what] }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const left = (cohort: Cohort) => erasures(cohort).filter(({ what }) => !cohort.gone?.includes(what));

export const erasuresDue = (cohort: Cohort, now: Instant): readonly Erasable[] =>
  left(cohort)
    .filter(({ at }) => at <= now)
    .map(({ what }) => what);

/** The next moment at which something is to be erased. */
export const nextErasure = (cohort: Cohort): Instant | undefined => earliest(...left(cohort).map(({ at }) => at));

/** The cohort once these are erased everywhere in it. */
export function afterErasing(cohort: Cohort, what: readonly Erasable[], now: Instant): Cohort {
  const gone = [...new Set([...(cohort.gone ?? []), ...what])];
  return { ...cohort, gone, ...(gone.includes('names') && { erased: cohort.erased ?? now }) };
}

/** The next such hour after now. */
export function nextRound(now: Instant): Instant {
  const today = london(localDate(now), ERASING_ROUND).at;
  return today > now ? today : london(plusDays(localDate(now), 1), ERASING_ROUND).at;
}
