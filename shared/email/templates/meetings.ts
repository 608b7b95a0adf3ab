import type { Instant } from '#calendar/london.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { facts, heading, type Letter, link, paragraph } from '#email/letter.ts';
import { capital, dayInSubject, momentInWords, subjectWith } from '#wording/wording.ts';
import { eventInWords } from './events.ts';
import { meetingToDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface MeetingRequest extends SchoolReading {
  /** "the training day" */
  readonly title: string;
  readonly about: string;
  /** the lead holds it, and the reader comes */
  readonly attended: boolean;
  /** when and where, of what the lead holds */
  readonly event: LeadEvent;
  /** a file brings it into the reader's calendar */
  readonly file: boolean;
  readonly due: Instant;
  readonly link: string;
}

/** Somebody is to hold something or to come to it, and to say afterwards when it was. */
export function meetingRequest(f: MeetingRequest): Letter {
  // a lead who does it in a school's place holds it
  const attended = f.attended && f.to.role !== 'lead';
  const toDo = capital(meetingToDo({ title: f.title, ...(attended && { by: 'lead' }) }));
  return {
    subject: subjectWith(toDo, (what) => `${what} by ${dayInSubject(f.due)}`),
    preheader: `${f.school}, ${f.cohort}`,
    blocks: [
      heading(toDo),
      greeting(f),
      paragraph(f.about),
      ...(attended
        ? [paragraph(`${f.lead} holds it, and you come. You hear by email when the date or place changes.`)]
        : []),
      paragraph('Afterwards, say on the page when it was. That is all there is to do.'),
      facts(['School', f.school], ...(attended ? eventInWords(f.event) : []), [
        attended ? 'To say by' : 'Held by',
        momentInWords(f.due),
      ]),
      ...(attended && f.file
        ? [paragraph('The file sessions.ics with this email is for your calendar: open it.')]
        : []),
      link('Say when it was', f.link),
    ],
    footer: footer(f, f.to.role === 'lead' ? 'no link' : 'link'),
  };
}
