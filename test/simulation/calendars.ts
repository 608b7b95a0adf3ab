import ICAL from 'ical.js';
import { instantOf } from './time.ts';

/** What a calendar program keeps of an event that it was sent. */
export interface Entry {
  /** its name, unique in all calendars: which school, and which session, or which cycle and part of it */
  readonly uid: string;
  readonly sequence: number;
  /** when that version was written */
  readonly stamp: string;
  /** false: it was taken out */
  readonly on: boolean;
  readonly start: string;
  readonly end: string;
  /** all its words, who is invited among them */
  readonly text: string;
}

/** The calendar files of an email as it goes over the wire, or without its MIME: see no-mime.ts. */
export async function calendarsIn(raw: Uint8Array): Promise<readonly string[]> {
  const text = new TextDecoder().decode(raw);
  if (text === '' || text.startsWith('BEGIN:VCALENDAR')) return text.split(/(?<=END:VCALENDAR\r\n)/).filter(Boolean);
  const { simpleParser } = await import('mailparser');
  const { attachments } = await simpleParser(Buffer.from(raw));
  return attachments.flatMap(({ contentType, content }) =>
    /^(text\/calendar|application\/ics)$/.test(contentType) ? [content.toString()] : [],
  );
}

/** What a calendar program reads in a file. */
export function entriesIn(file: string): readonly Entry[] {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const takesOut = calendar.getFirstPropertyValue('method') === 'CANCEL';
  return calendar.getAllSubcomponents('vevent').map((event): Entry => {
    const word = (name: string) => String(event.getFirstPropertyValue(name) ?? '');
    const invited = event.getAllProperties('attendee').map((one) => String(one.getFirstParameter('cn') ?? ''));
    return {
      uid: word('uid'),
      sequence: Number(event.getFirstPropertyValue('sequence') ?? 0),
      stamp: word('dtstamp'),
      on: !takesOut && word('status') !== 'CANCELLED',
      start: momentOf(event, 'dtstart', calendar),
      end: momentOf(event, 'dtend', calendar),
      text: [word('summary'), word('description'), ...invited].join('\n'),
    };
  });
}

let zone: ICAL.Timezone | undefined;

/** By the rules that come with the file: they are the same in all of ours, and it is their use that takes time. */
function momentOf(event: ICAL.Component, name: string, calendar: ICAL.Component): string {
  const rules = calendar.getFirstSubcomponent('vtimezone');
  if (rules) zone ??= new ICAL.Timezone(rules);
  const time = (event.getFirstPropertyValue(name) as ICAL.Time).clone();
  if (zone) time.zone = zone;
  return instantOf(time.toUnixTime() * 1000);
}

/**
 * RFC 5546, 2.1.5: of two versions the higher sequence counts, of two with one sequence the later. Where an entry is there
 * already, many programs look at the sequence alone before they move it or take it out.
 */
export function isNewer(one: Entry, than: Entry | undefined): boolean {
  if (!than || one.sequence > than.sequence) return true;
  if (one.sequence < than.sequence || one.stamp < than.stamp) return false;
  return !than.on || (one.on && one.start === than.start && one.end === than.end);
}
