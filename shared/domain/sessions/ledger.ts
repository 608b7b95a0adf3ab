import { hoursBetween, type Instant } from '#calendar/london.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { reportId } from './reports.ts';
import { endOf, isPending, type Session } from './session.ts';

/** One session against the promise. Never a word of its report. */
interface LedgerRow {
  readonly partnership: Partnership;
  readonly session: Session;
  /** when the clock started */
  readonly end: Instant;
  /** hours from the end until the head first heard: by the report, or that it was late, or that it waits */
  readonly wait?: number | undefined;
  readonly outcome: 'within' | 'late' | 'waiting' | 'to-come' | 'not-held';
}

export interface Ledger {
  readonly rows: readonly LedgerRow[];
  readonly held: number;
  /** the head had the report when the report was due, or before */
  readonly within: number;
  /**
   * by then the head was told that it was late, or that it waits for a confirmed head, or nothing: that it was written
   * counts for nothing until it reached them
   */
  readonly late: number;
  /** there is time yet */
  readonly waiting: number;
  /** hours until each head heard, where they have */
  readonly waits: readonly number[];
  readonly longestHours?: number | undefined;
}

/** The sessions of some schools, how soon each head heard, and the sums of it; by the end of the session. */
export function ledgerOf(partnerships: readonly Partnership[], now: Instant): Ledger {
  const rows = partnerships
    .flatMap((partnership) => partnership.sessions.map((session) => row(partnership, session, now)))
    .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  const count = (outcome: LedgerRow['outcome']) => rows.filter((r) => r.outcome === outcome).length;
  const waits = rows.flatMap((r) => r.wait ?? []);
  return {
    rows,
    held: rows.filter((r) => r.outcome !== 'not-held' && r.outcome !== 'to-come').length,
    within: count('within'),
    late: count('late'),
    waiting: count('waiting'),
    waits,
    longestHours: waits.length > 0 ? Math.max(...waits) : undefined,
  };
}

function row(partnership: Partnership, session: Session, now: Instant): LedgerRow {
  const end = endOf(session);
  const heard = session.headHeard;
  const report = obligationOf(partnership, reportId(session));
  const outcome = outcomeOf(session, report, now);
  return { partnership, session, end, outcome, wait: heard && hoursBetween(end, heard.at) };
}

function outcomeOf(session: Session, report: Obligation | undefined, now: Instant): LedgerRow['outcome'] {
  if (session.state === 'cancelled' || session.state === 'missed' || report?.end?.how === 'released') return 'not-held';
  if (isPending(session) && session.end.at > now) return 'to-come';
  const heard = session.headHeard;
  const isInTime = !report || now <= report.due.at;
  if (!heard || (heard.how === 'waits' && report && isInTime)) return isInTime ? 'waiting' : 'late';
  return heard.how === 'report' && (!report || heard.at <= report.due.at) ? 'within' : 'late';
}
