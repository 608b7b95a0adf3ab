import jStat from 'jstat';
import { hoursBetween, type Instant, localDate } from '#calendar/london.ts';
import type { LedgerDocument, LedgerRow } from '#documents/ledger-pdf.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId, Urn } from '#domain/ids.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { type Ledger, ledgerOf } from '#domain/sessions/ledger.ts';
import { readSent, type SentEvent } from '#records/outbox.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import type { Parts } from './parts.ts';

/** One session that is over, as every form of the ledger shows it. */
export interface ShownRow extends LedgerRow {
  /** as planned */
  readonly start: Instant;
}

export interface ShownLedger extends LedgerDocument {
  readonly rows: readonly ShownRow[];
  /** of the reports that went: hours from the session's end to the head's inbox */
  readonly hours: readonly number[];
  readonly toCome: number;
}

/** The ledger of a cohort, or of one school in it; undefined for a school that is not there. Never a word of a report. */
export async function readLedger(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
  urn?: Urn,
): Promise<ShownLedger | undefined> {
  const all = await partnershipsOf(table, cohort.id);
  const shown = urn ? all.filter((p) => p.urn === urn) : all;
  const [only] = shown;
  if (urn && !only) return undefined;
  const gone = new Map((await Promise.all(shown.map(({ id }) => goneOf(table, id)))).flatMap((of) => [...of]));
  const at = now();
  const ledger = ledgerOf(cohort.programme, shown, at);
  const rows = ledger.rows.flatMap((row) => shownRow(row, gone));
  return {
    cohort: cohort.name,
    school: urn ? only?.school : undefined,
    asOf: at,
    held: ledger.held,
    unsaid: ledger.unsaid,
    within: ledger.within,
    late: ledger.late,
    waiting: ledger.waiting,
    medianHours: ledger.waits.length > 0 ? jStat.median(ledger.waits) : undefined,
    rows,
    hours: rows.flatMap((row) => (row.sent && row.hours !== undefined ? [row.hours] : [])),
    toCome: ledger.rows.length - rows.length,
  };
}

/** Of a report to the head or the deputy: when it was handed to the mail service, and when it was delivered. */
interface Gone {
  readonly at: Instant;
  readonly delivered?: Instant | undefined;
}

/** The first report on each session that went and did not come back, by the id of the school's part and the session. */
async function goneOf(table: Parts['table'], id: PartnershipId): Promise<ReadonlyMap<string, Gone>> {
  const sent = await readSent(table, { kind: 'partnership', id });
  const gone = new Map<string, Gone>();
  for (const one of sent) {
    const session = reportedIn(one);
    if (!session) continue;
    const name = `${id} ${session}`;
    const { at: first = one.at, delivered: before } = gone.get(name) ?? {};
    const delivered = one.fate === 'delivered' ? one.fateAt : undefined;
    gone.set(name, {
      at: one.at < first ? one.at : first,
      delivered: before && (!delivered || before < delivered) ? before : delivered,
    });
  }
  return gone;
}

/** The session on which a report went to the school's head or deputy and did not come back, if that is what was sent. */
function reportedIn({ change, fate }: SentEvent): string | undefined {
  if (change.what !== 'message-sent' || change.kind !== 'coach-report') return undefined;
  if (change.to !== 'head' && change.to !== 'deputy') return undefined;
  return fate === 'bounced' || fate === 'rejected' ? undefined : change.session?.id;
}

const UNREAD = 'The report is written, but its email has not reached the school.';

/** What is still to come is not in the ledger. */
function shownRow(row: Ledger['rows'][number], gone: ReadonlyMap<string, Gone>): readonly ShownRow[] {
  const { partnership: p, session: s, end, wait, outcome } = row;
  if (outcome === 'to-come') return [];
  const { at: sent, delivered } = gone.get(`${p.id} ${s.id}`) ?? {};
  const nameOf = (id: PersonId) => personOf(p, id)?.name ?? 'Somebody who has left';
  return [
    {
      urn: p.urn,
      school: p.school,
      start: s.start.at,
      date: localDate(s.start.at),
      end,
      coach: nameOf(s.coach),
      teacher: nameOf(s.teacher),
      sent,
      delivered,
      // of one that came late: until the report itself went, not until the head heard that it was late
      hours: outcome !== 'late' ? wait : sent ? hoursBetween(end, sent) : undefined,
      outcome,
      reason:
        outcome === 'late'
          ? (s.delay?.why ?? (s.report && !sent ? UNREAD : undefined))
          : outcome === 'not-held'
            ? s.why
            : undefined,
    },
  ];
}
