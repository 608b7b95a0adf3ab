import type { CalendarSession } from '#calendar/invitation.ts';
import type { Attachment } from '#email/compose.ts';

/** Sessions as one file for a calendar: those that are on, that are off, and that are tentative. */
export async function calendarFile(
  on: readonly CalendarSession[],
  off: readonly CalendarSession[],
  tentative: readonly CalendarSession[] = [],
): Promise<Attachment> {
  // the calendar library and its zones are for whoever sends one
  const { publication } = await import('#calendar/invitation.ts');
  const content = new TextEncoder().encode(publication(on, off, tentative));
  return { filename: 'sessions.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH', content };
}
