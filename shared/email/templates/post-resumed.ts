import type { Instant } from '#calendar/london.ts';
import { facts, heading, type Letter, link, paragraph } from '#email/letter.ts';
import { momentInWords, subjectWith } from '#wording/wording.ts';
import { footer, greeting, type Reading } from './reader.ts';

export interface PostResumed extends Reading {
  /** from when no email went, and since when they go again */
  readonly since: Instant;
  readonly until: Instant;
  /** the cohort's page, after signing in */
  readonly link: string;
}

export function postResumed(f: PostResumed): Letter {
  return {
    subject: subjectWith(f.cohort, (cohort) => `Emails delayed, now being sent: ${cohort}`),
    preheader: `No emails were sent from ${momentInWords(f.since)}`,
    blocks: [
      heading('Emails are being sent again'),
      greeting(f),
      paragraph(
        `Because of a problem with our email service, no emails for ${f.cohort} could be sent for a time. It has been fixed. The emails that waited are being sent now, in order. You do not need to do anything.`,
      ),
      facts(['Stopped', momentInWords(f.since)], ['Sent again from', momentInWords(f.until)]),
      paragraph('A school may have less time than usual for what it was asked. You can give it more.'),
      paragraph('Reports that reached a head after their time count as late.'),
      link('See the cohort', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
