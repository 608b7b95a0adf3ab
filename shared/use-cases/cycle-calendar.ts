import type { CalendarSession } from '#calendar/invitation.ts';
import type { Instant } from '#calendar/london.ts';
import { type Cycle, type CyclePart, cycleParts } from '#domain/cycles/cycle.ts';
import type { Message } from '#domain/messages/message.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { cycleOf } from '#domain/partnership/partnership.ts';
import type { Attachment } from '#email/compose.ts';
import { cycleInWords, namesInWords, partInWords, periodInWords } from '#email/templates/cycles.ts';
import { capital } from '#email/wording.ts';
import { nameOf } from './cycle-told.ts';

/** One of a cycle's three sessions as its people's calendars know it, whichever email or feed it is for. */
export function calendarCycle(
  place: InCohort,
  cycle: Cycle,
  part: CyclePart,
  sender: string,
  now: Instant,
): CalendarSession {
  const { cohort, partnership } = place;
  const { start, end, period } = cycle[part];
  const observing = namesInWords(cycle.members.filter((id) => id !== cycle.teaching).map((id) => nameOf(place, id)));
  return {
    uid: `${partnership.id}/${cycle.id}/${part}@drumbeat`,
    sequence: cycle.sequence,
    start,
    end,
    summary: `${capital(partInWords[part])}: ${cycleInWords(cycle)}`,
    place: partnership.school,
    description: [
      period && capital(periodInWords(period)),
      `Teaching: ${nameOf(place, cycle.teaching)}`,
      observing && `Observing: ${observing}`,
      cohort.name,
    ]
      .filter(Boolean)
      .join('\n'),
    organizer: { name: 'Drumbeat', email: sender },
    attendees: [],
    stamp: now,
  };
}

/** What an email about cycles does to a teacher's calendar: all their sessions, or those that changed, in one file. */
export async function calendarFile(
  place: InCohort,
  message: Message,
  sender: string,
  now: Instant,
): Promise<readonly Attachment[]> {
  if (message.kind !== 'plan-invitation' && message.kind !== 'cycles-changed') return [];
  const cycles = (message.cycles ?? []).flatMap((id) => cycleOf(place.partnership, id) ?? []);
  const sessionsOf = (state: Cycle['state']) =>
    cycles
      .filter((c) => c.state === state)
      .flatMap((c) => cycleParts.map((part) => calendarCycle(place, c, part, sender, now)));
  const off = message.kind === 'cycles-changed' ? sessionsOf('cancelled') : [];
  // the calendar library and its zones are for whoever sends one
  const { publication } = await import('#calendar/invitation.ts');
  const text = publication(sessionsOf('planned'), off);
  const contentType = 'text/calendar; charset=utf-8; method=PUBLISH';
  return [{ filename: 'sessions.ics', contentType, content: new TextEncoder().encode(text) }];
}
