import { type Instant, inShort, type LocalDate, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { momentInWords, oneLine } from '#wording/wording.ts';
import type { Fonts } from './fonts.ts';
import type { Column } from './pdf-table.ts';
import { taggedPdf } from './tagged-pdf.ts';

/** One session, and what became of its report. Never a word of the report. */
export interface LedgerRow {
  readonly urn: string;
  readonly school: string;
  readonly date: LocalDate;
  /** when the session ended: the clock's start */
  readonly end: Instant;
  readonly coach: string;
  readonly teacher: string;
  readonly sent?: Instant | undefined;
  readonly delivered?: Instant | undefined;
  /** from the end to the head's inbox */
  readonly hours?: number | undefined;
  readonly outcome: 'within' | 'late' | 'waiting' | 'not-held' | 'not-asked' | 'before-agreement';
  /** why it was late, or was not held */
  readonly reason?: string | undefined;
}

export interface LedgerDocument {
  readonly cohort: string;
  /** where the ledger is one school's */
  readonly school?: string | undefined;
  readonly asOf: Instant;
  /** sessions that somebody has said were held, */
  readonly held: number;
  /** and those that are over, of which nobody has said anything yet; of both ... */
  readonly unsaid: number;
  /** ... the report reached the head within 24 hours, */
  readonly within: number;
  /** ... did not, */
  readonly late: number;
  /** ... or still may */
  readonly waiting: number;
  readonly medianHours?: number | undefined;
  readonly rows: readonly LedgerRow[];
}

const columns: readonly Column[] = [
  { title: 'Session’s end', width: 100 },
  { title: 'School', width: 152 },
  { title: 'Coach', width: 95 },
  { title: 'Teacher', width: 95 },
  { title: 'Report sent', width: 100 },
  { title: 'Delivered', width: 100 },
  { title: 'Time taken', width: 45 },
  { title: 'Outcome', width: 55 },
];

/** What a reader is told of each outcome. */
export const outcomeInWords: Readonly<Record<LedgerRow['outcome'], string>> = {
  within: 'Within 24 hours',
  late: 'Late',
  waiting: 'Waiting',
  'not-held': 'Not held',
  'not-asked': 'No report needed',
  'before-agreement': 'Before the agreement',
};

/** "Mon 7 Sep 2026, 4:30pm" */
type Moment = (at: Instant) => string;

/** Each day is put into words once: a year's ledger names a few hundred days thousands of times. */
function moments(): Moment {
  const days = new Map<LocalDate, string>();
  return (at) => {
    const date = localDate(at);
    const day = days.get(date) ?? inShort(date);
    days.set(date, day);
    return `${day}, ${timeInWords(localTime(at))}`;
  };
}

/** "05:10" of 5.15 hours: hours and minutes, each minute that began counted, so that what shows as 24:00 is in time. */
export function hoursAndMinutes(hours: number): string {
  // minutes that are whole but for what floating point leaves behind are whole
  const minutes = Math.max(0, Math.ceil(hours * 60 - 1e-6));
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Whole per cent of the reports whose 24 hours are decided, rounded down: 100 means all. Undefined before the first. */
export const shareWithin = ({ within, late }: Pick<LedgerDocument, 'within' | 'late'>): number | undefined =>
  within + late === 0 ? undefined : Math.floor((within * 100) / (within + late));

function cellsOf(row: LedgerRow, moment: Moment): string[] {
  return [
    row.outcome === 'not-held' ? inShort(row.date) : moment(row.end),
    `${oneLine(row.school)} (${row.urn})`,
    oneLine(row.coach),
    oneLine(row.teacher),
    row.sent ? moment(row.sent) : '–',
    row.delivered ? moment(row.delivered) : '–',
    row.hours === undefined ? '–' : hoursAndMinutes(row.hours),
    outcomeInWords[row.outcome],
  ];
}

function lateInWords(row: LedgerRow, moment: Moment): string {
  const taken = row.hours === undefined ? 'not delivered yet' : `${hoursAndMinutes(row.hours)} after the session`;
  return `${oneLine(row.school)}, ${moment(row.end)}, ${oneLine(row.coach)}: ${taken}. ${oneLine(row.reason ?? '') || 'No reason was given.'}`;
}

/** The ledger of a cohort, or of one school in it, as an accessible PDF. */
export async function ledgerPdf(ledger: LedgerDocument, fonts: Fonts): Promise<Uint8Array> {
  const asOf = momentInWords(ledger.asOf);
  const pdf = taggedPdf({
    title: `Ledger of coaching reports as of ${asOf}`,
    at: ledger.asOf,
    layout: 'landscape',
    footer: `Ledger of coaching reports, as of ${asOf}`,
    fonts,
  });
  const share = shareWithin(ledger);
  const moment = moments();
  pdf.heading(1, 'Ledger of coaching reports');
  pdf.facts([
    ['Programme', oneLine(ledger.cohort)],
    ...(ledger.school ? [['School', oneLine(ledger.school)] as const] : []),
    ['As of', asOf],
  ]);
  pdf.heading(2, 'How fast heads heard');
  pdf.facts([
    ['Within 24 hours', share === undefined ? 'no report was due yet' : `${share}% of the reports that were due`],
    [
      'Median',
      ledger.medianHours === undefined ? 'none yet' : `${hoursAndMinutes(ledger.medianHours)} hours and minutes`,
    ],
    ['Sessions held', String(ledger.held)],
    ['Sessions not recorded yet', String(ledger.unsaid)],
    ['In time', String(ledger.within)],
    ['Late', String(ledger.late)],
    ['Still in their time', String(ledger.waiting)],
  ]);
  const late = ledger.rows.filter((row) => row.outcome === 'late');
  if (late.length > 0) {
    pdf.heading(2, 'Late reports, and why');
    pdf.list(late.map((row) => lateInWords(row, moment)));
  }
  pdf.heading(2, 'Sessions');
  if (ledger.rows.length === 0) pdf.paragraph('There are no sessions yet.');
  else {
    pdf.paragraph('Time taken is from the session’s end to the head’s inbox, in hours and minutes.');
    pdf.table(
      columns,
      ledger.rows.map((row) => cellsOf(row, moment)),
    );
  }
  return pdf.finish();
}
