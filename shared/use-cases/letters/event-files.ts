import type { CalendarSession } from '#calendar/invitation.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { eventOf, eventTimes } from '#domain/dates/lead-events.ts';
import { eventNews } from '#domain/messages/news.ts';
import type { Owed } from '#domain/obligations/owed.ts';
import { meetingOfStep } from '#email/work-of.ts';
import { capital } from '#wording/wording.ts';
import { calendarFile } from './calendar-file.ts';
import type { Files } from './letter.ts';
import type { Outgoing } from './sending.ts';

interface Entry {
  readonly of: CalendarSession;
  readonly off: boolean;
}

/** What an email does to the calendar of whoever comes to something that the lead holds. */
export function eventEntries(sending: Outgoing): readonly Entry[] {
  const { place, message, about } = sending;
  if (message.kind === 'event-changed')
    return eventNews(place, message).flatMap(({ obligation, was, is }) =>
      entry(sending, { ...place, obligation }, is, was),
    );
  return about.slice(0, 1).flatMap((one) => entry(sending, one, eventOf(one.cohort, one.obligation.step ?? ''), {}));
}

/** @param was what stands in the reader's calendar, if anything does */
function entry({ sender, now }: Outgoing, it: Owed, is: LeadEvent, was: LeadEvent): readonly Entry[] {
  const { cohort, obligation } = it;
  const [times, before] = [eventTimes(is), eventTimes(was)];
  const shown = times ?? before;
  if (!shown) return [];
  const title = meetingOfStep(it)?.title ?? 'the meeting';
  const of: CalendarSession = {
    // of the cohort: whoever comes for two schools has it once
    uid: `${cohort.id}/event-${obligation.step ?? ''}@drumbeat`,
    sequence: cohort.moves?.length ?? 0,
    ...shown,
    summary: capital(title.replace(/^the /, '')),
    place: (times ? is : was).place ?? '',
    description: [(times ? is : was).end ? '' : 'When it ends is not known yet', cohort.name]
      .filter(Boolean)
      .join('\n'),
    organizer: { name: 'Drumbeat', email: sender },
    attendees: [],
    stamp: now,
  };
  return [{ of, off: times === undefined }];
}

/** One file for their calendar; none before a date and a start are known. */
export async function eventFiles(sending: Outgoing): Promise<Files> {
  const entries = eventEntries(sending);
  if (entries.length === 0) return {};
  const of = (off: boolean) => entries.filter((one) => one.off === off).map((one) => one.of);
  return { attachments: [await calendarFile(of(false), of(true))] };
}
