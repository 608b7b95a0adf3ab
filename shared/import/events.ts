import * as z from 'zod';
import { readTimeOfDay } from '#calendar/time-of-day.ts';
import type { LeadEvent, LeadEvents } from '#domain/cohort/lead-event.ts';
import { leadHeld } from '#domain/dates/lead-events.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { type Check, day, remarkCell, tidy } from './entry.ts';
import { faultsListed, quoted, type Trouble } from './fault.ts';
import { valueAt } from './json-path.ts';
import type { Placed } from './terms.ts';

const time: Check = (value) => {
  const read = typeof value === 'string' ? readTimeOfDay(value) : undefined;
  if (read && 'time' in read) return undefined;
  const remedy = 'Write a time, for example "9:30" or "2:15pm".';
  return read
    ? { problem: `${quoted(value)} may be am or pm.`, remedy }
    : { problem: `${quoted(value)} is not a time.`, remedy };
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? tidy(value) : undefined);

const timeOf = (value: unknown): string | undefined => {
  const read = typeof value === 'string' ? readTimeOfDay(value) : undefined;
  return read && 'time' in read ? read.time : undefined;
};

/** What `cohort.json` says of the lead's own events, and what is wrong between its parts. */
export function readEvents(
  data: unknown,
  programme: Programme | undefined,
): { readonly events: LeadEvents; readonly troubles: readonly Placed[] } {
  const list: readonly unknown[] = Array.isArray(data) ? data : [];
  const read = list.map((one) => ({
    step: text(valueAt(one, 'step')) ?? '',
    event: {
      date: text(valueAt(one, 'date')),
      start: timeOf(valueAt(one, 'start')),
      end: timeOf(valueAt(one, 'end')),
      place: text(valueAt(one, 'place')),
    },
  }));
  const known = programme && leadHeld(programme).map(({ key }) => key);
  const troubles = read.flatMap(({ step, event }, i): readonly Placed[] => {
    const isTwice = read.slice(0, i).some((one) => one.step === step);
    const where = (part: string) => `event ${i + 1}, ${part}`;
    return [
      ...(known && !known.includes(step) ? [{ column: where('step'), ...unknownStep(step, known) }] : []),
      ...(isTwice
        ? [{ column: where('step'), problem: `${quoted(step)} is here twice.`, remedy: 'Write it once.' }]
        : []),
      ...timeTroubles(event).map(({ part, ...trouble }) => ({ column: where(part), ...trouble })),
    ];
  });
  return { events: Object.fromEntries(read.map(({ step, event }) => [step, event])), troubles };
}

const unknownStep = (step: string, known: readonly string[]): Trouble => ({
  problem: `${quoted(step)} is no event that the lead holds in this programme.`,
  remedy: known.length > 0 ? `Write one of ${faultsListed(known, 'or')}.` : 'Leave the events out.',
});

function timeTroubles({ date, start, end }: LeadEvent): readonly (Trouble & { readonly part: 'start' | 'end' })[] {
  if (start && !date)
    return [{ part: 'start', problem: 'There is a time without a date.', remedy: 'Write the date too.' }];
  if (end && !start)
    return [{ part: 'end', problem: 'There is an end without a start.', remedy: 'Write the start too.' }];
  const isOver = start && end && end <= start;
  const problem = `It ends at ${end ?? ''} and starts at ${start ?? ''}.`;
  return isOver ? [{ part: 'end', problem, remedy: 'Write an end that comes after the start.' }] : [];
}

const eventWanted = '{"step": "training", "date": "2026-09-24", "start": "9:30", "place": "…"}';

/** @param entry how one thing written in the file is checked */
export const eventShape = (entry: (check: Check) => z.ZodType<string>) =>
  z
    .array(
      z.object(
        {
          step: entry(remarkCell('the key of the step')),
          date: entry(day).optional(),
          start: entry(time).optional(),
          end: entry(time).optional(),
          place: entry(remarkCell('where it is')).optional(),
        },
        { error: eventWanted },
      ),
      { error: `your events between [ and ]: [${eventWanted}]` },
    )
    .max(50, 'at most 50 events');
