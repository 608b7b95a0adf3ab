import type { Instant } from '#calendar/london.ts';
import { facts, heading, type Letter, link, paragraph } from '#email/letter.ts';
import { capital, countOf, dayInWords, subjectWith } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface PostStuck extends SchoolReading {
  /** whom they are for, and since when they wait */
  readonly waiting: readonly { readonly name: string; readonly email: string; readonly since: Instant }[];
  /** the school's page, after signing in */
  readonly link: string;
}

export function postStuck(f: PostStuck): Letter {
  const emails = countOf(f.waiting.length, 'email');
  return {
    subject: subjectWith(f.school, (school) => `Not sent for a day: ${emails} to ${school}`),
    preheader: 'Drumbeat goes on trying. Ring the school if it cannot wait.',
    blocks: [
      heading(`${capital(emails)} to ${f.school} ${f.waiting.length === 1 ? 'has' : 'have'} not gone`),
      greeting(f),
      paragraph(
        'The mail service has not taken what is for these people for a day. Drumbeat goes on trying. If something cannot wait, ring them.',
      ),
      facts(...f.waiting.map((m) => [`Since ${dayInWords(m.since)}`, `${m.name}, ${m.email}`] as const)),
      link(`See ${f.school}`, f.link),
    ],
    footer: footer(f, 'link'),
  };
}
