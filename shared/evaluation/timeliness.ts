import type { Instant } from '#calendar/london.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';

/** How what was due by a time was done. `inTime + late + never + waiting` is how often it was asked and not released. */
export interface Timeliness {
  readonly what: 'agreements' | 'reports' | 'cover';
  readonly inTime: number;
  readonly late: number;
  /** lapsed, or past its time and still not done */
  readonly never: number;
  /** there is time yet */
  readonly waiting: number;
}

/** Of the schools' agreements, reports to heads and confirmations of cover; what was never asked is left out. */
export function timelinessOf(
  programme: Pick<Programme, 'steps'>,
  partnerships: readonly Partnership[],
  now: Instant,
): readonly Timeliness[] {
  const owed = (kind: Obligation['kind']) =>
    partnerships
      .flatMap((p) => p.obligations)
      .filter((o) => o.kind === kind && o.end?.how !== 'released')
      .map((o) => timely(o, now));
  const counted = (what: Timeliness['what'], all: readonly (keyof Counts)[]): Timeliness => ({
    what,
    inTime: all.filter((one) => one === 'inTime').length,
    late: all.filter((one) => one === 'late').length,
    never: all.filter((one) => one === 'never').length,
    waiting: all.filter((one) => one === 'waiting').length,
  });
  // a report is in time when its head has heard, not when it was written
  const reports = ledgerOf(programme, partnerships, now).rows.flatMap(({ outcome, session, partnership }) => {
    if (outcome === 'within') return ['inTime' as const];
    if (outcome === 'late') return [session.report && session.headHeard ? ('late' as const) : ('never' as const)];
    if (outcome !== 'waiting') return [];
    return [hasEnded(partnership.stage) ? ('never' as const) : ('waiting' as const)];
  });
  return [
    counted('agreements', owed('sign-agreement')),
    counted('reports', reports),
    counted('cover', owed('confirm-cover')),
  ].filter(({ inTime, late, never, waiting }) => inTime + late + never + waiting > 0);
}

type Counts = Pick<Timeliness, 'inTime' | 'late' | 'never' | 'waiting'>;

const timely = ({ end, due }: Obligation, now: Instant): keyof Counts => {
  if (end?.how === 'done') return end.at <= due.at ? 'inTime' : 'late';
  return end || due.at < now ? 'never' : 'waiting';
};
