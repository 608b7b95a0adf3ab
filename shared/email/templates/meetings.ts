import type { Instant } from '#calendar/london.ts';
import { facts, heading, type Letter, link, paragraph } from '#email/letter.ts';
import { dayInSubject, momentInWords, subjectWith, withinSentence } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface MeetingRequest extends SchoolReading {
  /** "the training day" */
  readonly title: string;
  readonly about: string;
  readonly due: Instant;
  readonly link: string;
}

/** Somebody is to hold something, and to say afterwards when it was. */
export function meetingRequest(f: MeetingRequest): Letter {
  const title = withinSentence(f.title);
  return {
    subject: subjectWith(title, (what) => `Hold ${what} by ${dayInSubject(f.due)}`),
    preheader: `${f.school}, ${f.cohort}`,
    blocks: [
      heading(`Hold ${title}`),
      greeting(f),
      paragraph(f.about),
      paragraph('Afterwards, say on the page when it was. That is all there is to do.'),
      facts(['School', f.school], ['Held by', momentInWords(f.due)]),
      link('Say when it was', f.link),
    ],
    footer: footer(f, f.to.role === 'lead' ? 'no link' : 'link'),
  };
}
