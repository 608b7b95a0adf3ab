import { type Instant, localDate, london, plus, plusDays } from '#calendar/london.ts';
import { MORNING, postDayFrom, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { isSoon, isWithinASchoolDay } from '#domain/dates/soon.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { MessageKind } from './catalogue.ts';
import { firstHeard, type Heard } from './heard.ts';
import type { Message } from './message.ts';
import { newMessage } from './outbox.ts';

/*
 * One change, one email: what changes for somebody is told in a while, with all else that changes for them until then, as it is
 * by then and beside what they last heard.
 */

/** So long at least: whoever has mistyped a time puts it right in it. */
const SETTLES = 'PT10M';

/** When school is over: what has changed that day and can wait is told then. */
const TOLD = '16:30';

/**
 * When a change is told, and whether that is at whatever hour. What is to be held within a school day is told at once; what
 * somebody owes is never told at night.
 */
export function whenTold(
  calendar: SchoolCalendar,
  { starts = [], dues = [] }: Touches,
  now: Instant,
): Pick<Message, 'queued' | 'urgent'> {
  if (isWithinASchoolDay(calendar, starts, now)) return { queued: now, urgent: true };
  const settled = plus(now, SETTLES);
  if (isSoon(calendar, starts, now)) return { queued: settled, urgent: true };
  if (isSoon(calendar, dues, now)) return { queued: settled };
  const day = postDayFrom(calendar, localDate(now));
  const told = london(day, TOLD).at;
  if (day === localDate(now) && now <= told) return { queued: told > settled ? told : settled };
  const next = day === localDate(now) ? postDayFrom(calendar, plusDays(day, 1)) : day;
  return { queued: london(next, MORNING).at };
}

/** The moments that a change touches: as they were, and as they are to be. */
interface Touches {
  /** when something was to begin, or is to begin now */
  readonly starts?: readonly Instant[];
  /** when something was due, or is due now */
  readonly dues?: readonly Instant[];
}

/** Something that changes for one person. */
export interface Changed {
  readonly kind: Extract<
    MessageKind,
    'sessions-changed' | 'cycles-changed' | 'cover-changed' | 'deadline-extended' | 'event-changed'
  >;
  readonly to: PersonId;
  /** what they last heard of it, unless an earlier change waits to be told to them */
  readonly heard: Heard;
  readonly touches: Touches;
}

/** Tells somebody of a change: with those that wait to be told to them, in the place of that email. */
export function tellOfChange(
  p: Partnership,
  cohort: Pick<Cohort, 'calendar'>,
  { kind, to, heard, touches }: Changed,
  now: Instant,
): readonly Change[] {
  const unsent = p.outbox.filter((m) => m.to === to && m.state === 'to-send' && m.former === undefined && !m.proposed);
  // whoever is new reads of it in the one email that says where things stand
  if (unsent.some((m) => m.kind === 'handover')) return [];
  const earlier = unsent.find((m) => m.kind === kind && m.heard !== undefined);
  const all = firstHeard(earlier?.heard, heard);
  const told = whenTold(postCalendar(p, cohort), touches, now);
  const about = (all.dues ?? []).map(({ obligation }) => obligation);
  const message = {
    ...newMessage(kind, to, about, earlier && earlier.queued < told.queued ? earlier.queued : told.queued),
    heard: all,
    ...(all.cycles && { cycles: Object.keys(all.cycles) }),
    ...((told.urgent || earlier?.urgent) && { urgent: true }),
  };
  return [
    ...(earlier ? [{ what: 'message-dropped' as const, key: earlier.key, why: 'more has changed since' }] : []),
    { what: 'message-queued', message },
  ];
}
