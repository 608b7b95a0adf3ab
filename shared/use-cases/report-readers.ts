import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { roleInWords } from '#domain/people/person.ts';
import { reportReaderOf } from '#domain/sessions/reports.ts';
import type { Session } from '#domain/sessions/session.ts';

/** "Ada Example, headteacher": everybody to whom a session's report goes. */
export function readersOf(place: InCohort, session: Session): readonly string[] {
  const { cohort, partnership } = place;
  const ids = [reportReaderOf(partnership), ...(cohort.programme.sessions?.report.toTeacher ? [session.teacher] : [])];
  return ids.flatMap((id) => {
    const reader = playerOf(place, id);
    return reader ? [`${reader.name}, ${roleInWords[reader.role]}`] : [];
  });
}
