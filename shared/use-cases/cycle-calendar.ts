import type { CalendarSession } from '#calendar/invitation.ts';
import { type Instant, localDate } from '#calendar/london.ts';
import type { Cycle, CyclePart } from '#domain/cycles/cycle.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { cycleInWords, namesInWords, partInWords, periodInWords } from '#email/templates/cycles.ts';
import { capital } from '#wording/wording.ts';
import { nameTold, weekOf } from './cycle-told.ts';

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
  const week = weekOf(place, localDate(start.at));
  const observing = namesInWords(cycle.members.filter((id) => id !== cycle.teaching).map((id) => nameTold(place, id)));
  return {
    uid: `${partnership.id}/${cycle.id}/${part}@drumbeat`,
    sequence: cycle.sequence,
    start,
    end,
    summary: `${capital(partInWords[part])}: ${cycleInWords(cycle)}`,
    place: partnership.school,
    description: [
      capital([period && periodInWords(period), week && `week ${week}`].filter(Boolean).join(', ')),
      `Teaching: ${nameTold(place, cycle.teaching)}`,
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
