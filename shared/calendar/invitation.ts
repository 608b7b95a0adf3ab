import ical, {
  escape as escapeText,
  ICalAttendeeRole,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { type Instant, LONDON, type LondonTime } from './london.ts';

export interface Invited {
  readonly name: string;
  readonly email: string;
  /** shown after the name */
  readonly role?: 'coach' | 'teacher' | undefined;
}

/** A session as people's calendars know it. */
export interface CalendarSession {
  /** the same for as long as the session is: `lesson-study-2026/100001/session-12@drumbeat` */
  readonly uid: string;
  /** rises with every change, a cancellation among them, or calendars ignore what they are sent */
  readonly sequence: number;
  readonly start: LondonTime;
  readonly end: LondonTime;
  readonly summary: string;
  readonly place: string;
  /** may have several lines */
  readonly description: string;
  /** the product itself: no answers are asked for, and only it may move or cancel */
  readonly organizer: { readonly name: string; readonly email: string };
  readonly attendees: readonly Invited[];
  /** when this version was made */
  readonly stamp: Instant;
}

/**
 * RFC 5546 REQUEST, for a new session and for every change to it: the `text/calendar` text of an email to everybody
 * invited, of whom no answer is asked. Throws where the session cannot be written as one that calendars accept.
 */
export const invitation = (session: CalendarSession): string =>
  write(calendar(ICalCalendarMethod.REQUEST), [
    {
      ...eventOf(session),
      status: ICalEventStatus.CONFIRMED,
      attendees: session.attendees.map((one) => ({
        ...attendeeOf(one),
        // answers would reach nobody: whoever cannot come says so by the link of the email
        rsvp: false,
      })),
    },
  ]);

/** RFC 5546 CANCEL: takes the session out of the calendars. The sequence is above that of the last invitation. */
export const cancellation = (session: CalendarSession): string =>
  write(calendar(ICalCalendarMethod.CANCEL), [
    { ...eventOf(session), status: ICalEventStatus.CANCELLED, attendees: session.attendees.map(attendeeOf) },
  ]);

const HOUR = 3600;

/**
 * RFC 5546 PUBLISH: a whole calendar to be fetched again every hour. Cancelled sessions are the caller's to leave out:
 * what is not there, the subscribers' calendars drop. It names no attendees, as the RFC rules: nobody is asked anything.
 */
export const feed = (name: string, sessions: readonly CalendarSession[]): string =>
  write(
    // the library writes the name as it comes
    calendar(ICalCalendarMethod.PUBLISH)
      .name(escapeText(oneLine(name), false))
      .ttl(HOUR),
    sessions.map((session) => ({ ...eventOf(session), status: ICalEventStatus.CONFIRMED })),
  );

/**
 * RFC 5546 PUBLISH: sessions to put into a calendar once, from a file, however many there are; those that are called
 * off, whose sequence is above that of the file that brought them; and those that are in doubt. It names no attendees:
 * nobody is asked anything.
 */
export const publication = (
  agreed: readonly CalendarSession[],
  cancelled: readonly CalendarSession[],
  inDoubt: readonly CalendarSession[] = [],
): string =>
  write(calendar(ICalCalendarMethod.PUBLISH), [
    ...agreed.map((session) => ({ ...eventOf(session), status: ICalEventStatus.CONFIRMED })),
    ...cancelled.map((session) => ({ ...eventOf(session), status: ICalEventStatus.CANCELLED })),
    ...inDoubt.map((session) => ({ ...eventOf(session), status: ICalEventStatus.TENTATIVE })),
  ]);

const calendar = (method: ICalCalendarMethod): ICalCalendar =>
  ical({ prodId: '//Drumbeat//Sessions//EN', method, scale: 'GREGORIAN' });

function write(into: ICalCalendar, events: ICalEventData[]): string {
  const text = `${into.events(events).toString()}\r\n`;
  // Left to itself the library writes the rules before the last of the calendar's properties, which RFC 5545 wants first,
  // and DTSTAMP in a calendar's own zone instead of UTC. No line of what people typed can begin like this.
  return text.replace(/^(?=BEGIN:VEVENT|END:VCALENDAR)/m, () => `${ZONE_RULES}\r\n`);
}

/** VTIMEZONE: British summer time from the last Sunday of March to the last of October, from and to 1am UTC. */
const ZONE_RULES = String(tzlib_get_ical_block(LONDON)[0]).trim().replace(/\r?\n/g, '\r\n');

function eventOf({ uid, sequence, start, end, summary, place, description, organizer, stamp }: CalendarSession) {
  if (!/^[\w.@/-]{1,255}$/.test(uid)) throw new Error('A session is known to calendars by a plain short name.');
  if (!Number.isInteger(sequence) || sequence < 0) throw new Error('The versions of a session count up from 0.');
  if (end.at <= start.at) throw new Error('A session ends after it starts.');
  return {
    id: uid,
    sequence,
    stamp: Temporal.Instant.from(stamp),
    start: Temporal.Instant.from(start.at),
    end: Temporal.Instant.from(end.at),
    timezone: LONDON,
    summary: oneLine(summary),
    location: oneLine(place) || null,
    description:
      description
        .split(/\r\n|[\r\n]/)
        .map(oneLine)
        .join('\n')
        .trim() || null,
    organizer: personOf(organizer),
  } satisfies ICalEventData;
}

/** Everybody takes part alike: calendars take an attendee in the chair for the organizer. */
function attendeeOf({ role, ...person }: Invited) {
  const { name, email } = personOf(person);
  return { name: role ? `${name} (${role})` : name, email, role: ICalAttendeeRole.REQ };
}

function personOf({ name, email }: { readonly name: string; readonly email: string }) {
  const address = email.trim();
  if (!/^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u.test(address))
    throw new Error('The address of somebody invited is not one email address.');
  return {
    // programs differ in how they read these three where a name stands
    name: oneLine(name.replaceAll('"', "'").replace(/[\\^]/g, ' ')) || address,
    // as it stands in a URI
    email: address.replace(/[%?#]/g, encodeURIComponent),
  };
}

/** Control characters are not allowed; line ends, and marks that turn the reading direction, mislead. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
