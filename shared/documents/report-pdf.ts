import { type Instant, inWords, type LocalDate, type LocalTime, timeInWords } from '#calendar/london.ts';
import { momentInWords, oneLine, paragraphsOf } from '#wording/wording.ts';
import type { Fonts } from './fonts.ts';
import { taggedPdf } from './tagged-pdf.ts';

/** A coach's report on one session, as its readers get it. */
export interface ReportDocument {
  readonly school: string;
  readonly cohort: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly coach: string;
  readonly teacher: string;
  readonly focus: string;
  /** these three may have several lines, of any length */
  readonly workedOn: string;
  readonly seen: string;
  readonly agreed: string;
  readonly agreedBy?: LocalDate | undefined;
  /** was there real-time coaching? */
  readonly realTime: boolean;
  /** 1, and one more for each correction */
  readonly version: number;
  readonly sentAt: Instant;
  /** when the version that this one replaces was sent */
  readonly replaces?: Instant | undefined;
  /** as they are shown: "Ada Example, headteacher" */
  readonly readers: readonly string[];
}

const nextDay = (start: LocalTime, end: LocalTime) => (end < start ? ' the next day' : '');

/** "Version 2, sent at 5pm on Tuesday 8 September 2026. This replaces the version of ..." */
function versionInWords({ version, sentAt, replaces }: ReportDocument): string {
  const sent = `Version ${version}, sent at ${momentInWords(sentAt)}.`;
  if (version === 1) return sent;
  return `${sent} It is a correction. This replaces ${replaces ? `the version of ${momentInWords(replaces)}` : 'the version before'}.`;
}

/** The report as an accessible PDF. The file's title and metadata name no school and no person. */
export async function reportPdf(report: ReportDocument, fonts: Fonts): Promise<Uint8Array> {
  const { date, start, end } = report;
  const pdf = taggedPdf({
    title: `Coaching report, ${inWords(date)}`,
    at: report.sentAt,
    layout: 'portrait',
    footer: 'Confidential',
    fonts,
  });
  const section = (heading: string, text: string) => {
    pdf.heading(2, heading);
    const paragraphs = paragraphsOf(text);
    for (const paragraph of paragraphs.length > 0 ? paragraphs : ['Nothing was entered.']) pdf.paragraph(paragraph);
  };

  pdf.heading(1, 'Coaching report');
  if (report.version > 1) pdf.paragraph(versionInWords(report));
  pdf.facts([
    ['School', oneLine(report.school)],
    ['Programme', oneLine(report.cohort)],
    ['Session', `${inWords(date)}, ${timeInWords(start)} to ${timeInWords(end)}${nextDay(start, end)}`],
    ['Coach', oneLine(report.coach)],
    ['Teacher', oneLine(report.teacher)],
    ['Focus', oneLine(report.focus)],
  ]);
  section('What was worked on', report.workedOn);
  section('What was seen', report.seen);
  section('What was agreed next', report.agreed);
  if (report.agreedBy) pdf.paragraph(`To be done by ${inWords(report.agreedBy)}.`);
  pdf.heading(2, 'Real-time coaching');
  pdf.paragraph(`Real-time coaching was ${report.realTime ? '' : 'not '}used in this session.`);
  pdf.heading(2, 'Who reads this report');
  pdf.paragraph('This report is confidential. It was sent to nobody but:');
  pdf.list(report.readers.map(oneLine));
  if (report.version === 1) pdf.paragraph(versionInWords(report));
  return pdf.finish();
}
