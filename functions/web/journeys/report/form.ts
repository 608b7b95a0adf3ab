import * as z from 'zod';
import type { LocalDate } from '#calendar/london.ts';
import type { ReportWords } from '#records/reports.ts';
import { dateFields, dateLine, readDate } from '#web/kit/fields/date.ts';
import { text } from '#web/kit/fields/entries.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { choiceLine, fieldsOf, type Line } from '#web/kit/opened.ts';

const WORDS_LONGEST = 4_000;

export const reportLines: readonly Line[] = [
  { label: 'What was worked on', fields: ['workedOn'], long: true },
  { label: 'What was seen', fields: ['seen'], long: true },
  { label: 'What was agreed next', fields: ['agreed'], long: true },
  dateLine('By when', 'by'),
  choiceLine('Was real-time coaching used?', 'realTime', { yes: 'Yes', no: 'No' }),
];

export const reportFields: readonly string[] = fieldsOf(reportLines);

/** What a coach has written, without what the product adds. */
export type ReportText = Pick<ReportWords, 'workedOn' | 'seen' | 'agreed' | 'agreedBy' | 'realTime'>;

const words = (missing: string) => text(WORDS_LONGEST).pipe(z.string().min(1, missing));

const report = z.object({
  workedOn: words('Enter what was worked on'),
  seen: words('Enter what was seen'),
  agreed: words('Enter what was agreed next'),
  realTime: z.enum(['yes', 'no'], { error: 'Choose whether real-time coaching was used' }),
});

/** A coach's report on a session; the date by which something was agreed may be left out. */
export function readReportForm(posted: Posted): Read<ReportText> {
  const told = read(report, posted);
  const by: Read<LocalDate | undefined> = dateFields('by').some((field) => (posted[field] ?? '').trim())
    ? readDate(posted, 'by', 'The date')
    : { values: undefined };
  if ('faults' in told || 'faults' in by) {
    const faults = [...('faults' in told ? told.faults : []), ...('faults' in by ? by.faults : [])];
    return { faults: reportFields.flatMap((field) => faults.find((fault) => fault.field === field) ?? []) };
  }
  const { realTime, ...rest } = told.values;
  return { values: { ...rest, agreedBy: by.values, realTime: realTime === 'yes' } };
}

/** A report that went, as the form shows it to be corrected. */
export function asWritten({ workedOn, seen, agreed, agreedBy, realTime }: ReportText): Posted {
  const [year = '', month = '', day = ''] = agreedBy?.split('-') ?? [];
  const number = (part: string) => (part ? String(Number(part)) : '');
  return {
    workedOn,
    seen,
    agreed,
    'by-day': number(day),
    'by-month': number(month),
    'by-year': year,
    realTime: realTime ? 'yes' : 'no',
  };
}

/** Whether two reports say the same. */
export const sameWords = (a: ReportText, b: ReportText): boolean =>
  JSON.stringify(asWritten(a)) === JSON.stringify(asWritten(b));
