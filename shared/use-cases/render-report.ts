import { localDate, localTime } from '#calendar/london.ts';
import type { Fonts } from '#documents/fonts.ts';
import { type ReportDocument, reportPdf } from '#documents/report-pdf.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId, SessionId } from '#domain/ids.ts';
import { type Partnership, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { type PersonId, roleInWords } from '#domain/people/person.ts';
import { reportReaderOf } from '#domain/sessions/reports.ts';
import { endOf, type Session } from '#domain/sessions/session.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import { type ReportWords, readReport, saveDocument } from '#records/reports.ts';
import type { Parts } from './parts.ts';

/**
 * Makes the PDF of a report and keeps it beside its words, where sending finds it. Making it again replaces it: a
 * report that goes to the deputy too says so. No error repeats what a report says.
 */
export async function renderReport(
  { table }: Pick<Parts, 'table'>,
  fonts: Fonts,
  id: PartnershipId,
  session: SessionId,
  version: number,
): Promise<void> {
  const [kept, words, earlier] = await Promise.all([
    readPartnership(table, id),
    readReport(table, id, session, version),
    version > 1 ? readReport(table, id, session, version - 1) : undefined,
  ]);
  const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
  const s = kept && sessionOf(kept.value, session);
  if (!kept || !cohort || !s || !words) throw new Error(`No report ${version} on ${session} of ${id}`);
  const pdf = await reportPdf(documentOf(kept.value, cohort, s, words, earlier), fonts).catch((error: Error) => {
    throw Object.assign(new Error(`Report ${version} on ${session} of ${id} could not be rendered`), {
      name: error.name,
    });
  });
  await saveDocument(table, id, session, version, pdf);
}

/** A report as its readers get it, with the names of today. */
function documentOf(
  p: Partnership,
  cohort: Cohort,
  s: Session,
  words: ReportWords,
  earlier?: ReportWords,
): ReportDocument {
  const name = (id: PersonId) => personOf(p, id)?.name ?? '';
  const readers = [reportReaderOf(p), ...(cohort.programme.sessions?.report.toTeacher ? [s.teacher] : [])];
  return {
    school: p.school,
    cohort: cohort.name,
    date: localDate(s.start.at),
    start: localTime(s.start.at),
    end: localTime(endOf(s)),
    coach: name(s.coach),
    teacher: name(s.teacher),
    focus: s.focus,
    workedOn: words.workedOn,
    seen: words.seen,
    agreed: words.agreed,
    agreedBy: words.agreedBy,
    realTime: words.realTime,
    version: words.version,
    sentAt: words.at,
    replaces: earlier?.at,
    readers: readers.flatMap((reader) => {
      const person = personOf(p, reader);
      return person ? [`${person.name}, ${roleInWords[person.role]}`] : [];
    }),
  };
}
