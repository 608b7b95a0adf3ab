import type { Instant } from '#calendar/london.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { SessionPreview } from '#domain/sessions/preview.ts';
import { namesListed } from '#web/kit/words/cycle.ts';
import { whoInWords } from '#web/kit/words/obligation.ts';
import { shortTime } from '#web/kit/words/session.ts';
import { momentInWords } from '#wording/wording.ts';

const acts: Record<SessionPreview['chases'][number]['act'], string> = {
  nudge: 'Reminder to the coach',
  escalate: 'Note to the lead that it may be late',
  'tell-head': 'Note to its reader that it is late',
};

const at = (instant: Instant | undefined): string => (instant ? shortTime(instant) : 'None');

/** What follows when a session moves, as a page shows it beforehand. */
export function sessionPreviewInWords(place: InCohort, { told, asked, due, chases }: SessionPreview, now: Instant) {
  const people = namesListed(told.people.map((id) => whoInWords(place, id)));
  if (!told.at) return { rows: [], told: 'Sessions wait for the agreement. No one is told until it is in place.' };
  const when = told.at <= now ? 'at once' : `at ${momentInWords(told.at)}`;
  return {
    rows: [
      { what: 'The report is asked for', old: at(asked.old), new: at(asked.new) },
      { what: 'The report is due', old: at(due.old), new: at(due.new) },
      ...chases.map((c) => ({ what: acts[c.act], old: at(c.old), new: at(c.new) })),
    ].filter((row) => row.old !== row.new),
    told: `${people} are told by email ${when}, with what changes their calendars. Nobody else is told.`,
  };
}
