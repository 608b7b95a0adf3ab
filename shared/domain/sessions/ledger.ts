import { hoursBetween, type Instant } from '#calendar/london.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { type Fate, fateOf } from './fate.ts';
import { reportId } from './reports.ts';
import { endOf, type Session } from './session.ts';
import { isBefore } from './waiting.ts';

/** One session against the promise. Never a word of its report. */
interface LedgerRow {
  readonly partnership: Partnership;
  readonly session: Session;
  /** when the clock started */
  readonly end: Instant;
  /** hours from the end until the head first heard: by the report, or that it was late, or that it waits */
  readonly wait?: number | undefined;
  readonly fate: Fate;
  /**
   * `not-asked`: its coach or its school left before the report came, so that none is asked for any more;
   * `before-agreement`: nothing is asked of it, and it is in no share
   */
  readonly outcome: 'within' | 'late' | 'waiting' | 'to-come' | 'not-held' | 'not-asked' | 'before-agreement';
}

export interface Ledger {
  readonly rows: readonly LedgerRow[];
  /** somebody has said so; sums of school summaries and evaluations are the same */
  readonly held: number;
  /** over by their times, and nobody has said what became of them; their heads are told as if they had been held */
  readonly unsaid: number;
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
export function ledgerOf(
  programme: Pick<Programme, 'steps'>,
  partnerships: readonly Partnership[],
  now: Instant,
): Ledger {
  const rows = partnerships
    .flatMap((partnership) => {
      const held = heldSince(partnership, programme);
      return partnership.sessions.map((session) => row(partnership, held, session, now));
    })
    .sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  const count = (outcome: LedgerRow['outcome']) => rows.filter((r) => r.outcome === outcome).length;
  const waits = rows.flatMap((r) => (r.outcome === 'before-agreement' ? [] : (r.wait ?? [])));
  return {
    rows,
    held: rows.filter((r) => r.fate === 'held').length,
    unsaid: rows.filter((r) => r.fate === 'unsaid').length,
    within: count('within'),
    late: count('late'),
    waiting: count('waiting'),
    waits,
    longestHours: waits.length > 0 ? Math.max(...waits) : undefined,
  };
}

function row(partnership: Partnership, since: Instant | undefined, session: Session, now: Instant): LedgerRow {
  const end = endOf(session);
  const heard = session.headHeard;
  const report = obligationOf(partnership, reportId(session));
  const fate = fateOf(session, now);
  const outcome = outcomeOf(since, session, fate, report, now);
  return { partnership, session, end, fate, outcome, wait: heard && hoursBetween(end, heard.at) };
}

function outcomeOf(
  since: Instant | undefined,
  session: Session,
  fate: Fate,
  report: Obligation | undefined,
  now: Instant,
): LedgerRow['outcome'] {
  if (fate === 'cancelled' || fate === 'missed') return 'not-held';
  if (fate === 'to-come') return 'to-come';
  if (isBefore(since, session)) return 'before-agreement';
  if (report?.end?.how === 'released') return 'not-asked';
  const heard = session.headHeard;
  const isInTime = !report || now <= report.due.at;
  if (!heard || (heard.how === 'waits' && report && isInTime)) return isInTime ? 'waiting' : 'late';
  return heard.how === 'report' && (!report || heard.at <= report.due.at) ? 'within' : 'late';
}
