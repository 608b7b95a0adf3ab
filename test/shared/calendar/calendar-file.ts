import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import type { CalendarSession } from '#calendar/invitation.ts';
import { london, toInstant } from '#calendar/london.ts';

export const sample: CalendarSession = {
  uid: 'coaching-2026/100001/session-12@drumbeat',
  sequence: 3,
  start: london('2026-11-02', '09:15'),
  end: london('2026-11-02', '10:00'),
  summary: 'Coaching: Cal Example and Tess Example',
  place: 'Year 4 classroom',
  description: 'Questions, pace.\n\nMore: Amina Example, amina@example.org',
  organizer: { name: 'Drumbeat', email: 'drumbeat@example.org' },
  attendees: [
    { name: 'Cal Example', email: 'cal@example.org', role: 'coach' },
    { name: 'Tess Example', email: 'tess@example.org', role: 'teacher' },
  ],
  stamp: '2026-09-07T07:00:00Z',
};

export const parsed = (text: string) => new ICAL.Component(ICAL.parse(text));

export function only(text: string) {
  const calendar = parsed(text);
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  if (!event || more.length > 0) throw new Error('not one event');
  return { calendar, event };
}

const zones = new Map<string, ICAL.Timezone>();

/** The rules that came with a file, and no others; kept, since it is their use that takes time. */
function zoneIn(calendar: ICAL.Component): ICAL.Timezone {
  const rules = calendar.getFirstSubcomponent('vtimezone');
  if (!rules) throw new Error('no rules');
  const zone = zones.get(rules.toString()) ?? new ICAL.Timezone(rules);
  zones.set(rules.toString(), zone);
  return zone;
}

/** The moments of a file's events, as a calendar program finds them. */
export function momentsIn(text: string, name: 'dtstart' | 'dtend'): readonly string[] {
  const calendar = parsed(text);
  const zone = zoneIn(calendar);
  return calendar.getAllSubcomponents('vevent').map((event) => {
    expect(event.getFirstProperty(name)?.getFirstParameter('tzid')).toBe(zone.tzid);
    const time = (event.getFirstPropertyValue(name) as ICAL.Time).clone();
    time.zone = zone;
    return toInstant(Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000));
  });
}

/** The same of a file's only event. */
export function momentOf(text: string, name: 'dtstart' | 'dtend'): string {
  only(text);
  return momentsIn(text, name)[0] ?? '';
}

const octets = (line: string) => new TextEncoder().encode(line).length;

const line = String.raw`(?!BEGIN:|END:)[A-Z-]+(?:;[A-Z-]+=(?:"[^"\r\n]*"|[^";:,\r\n]*))*:[^\r\n]*\r\n`;
const part = (name: string, within = '') => `BEGIN:${name}\\r\\n(?:${line})+${within}END:${name}\\r\\n`;
const rules = part('VTIMEZONE', part('DAYLIGHT') + part('STANDARD'));
const file = new RegExp(`^${part('VCALENDAR', `${rules}(?:${part('VEVENT')})*`)}$`);

/** What every calendar file owes: lines of 75 octets, its own line ends, each part's properties before the parts within. */
export function expectWellFormed(text: string) {
  const lines = text.split('\r\n');
  expect(lines.filter((one) => octets(one) > 75 || /\p{Cc}/u.test(one) || !one.isWellFormed())).toEqual([]);
  expect(text.replaceAll('\r\n ', '')).toMatch(file);
}
