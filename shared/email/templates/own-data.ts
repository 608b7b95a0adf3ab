import type { Instant, LocalDate } from '#calendar/london.ts';
import { inWords } from '#calendar/london.ts';
import { code, facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { dayInSubject, dayInWords, momentInWords, subjectWith } from '#wording/wording.ts';
import { footer, greeting, type Reading, type SchoolReading } from './reader.ts';

export interface CopyCheckRequest extends SchoolReading {
  /** whose copy it is */
  readonly name: string;
  /** when it was asked for: the law counts a month from there */
  readonly asked: Instant;
  readonly due: Instant;
  readonly link: string;
}

export function copyCheckRequest(f: CopyCheckRequest): Letter {
  return {
    subject: subjectWith(f.school, (school) => `${school}: check a copy of personal data by ${dayInSubject(f.due)}`),
    preheader: `${f.name} has asked for a copy of the data about them`,
    blocks: [
      heading('Check a copy before it is sent'),
      greeting(f),
      paragraph(
        `${f.name} has asked for a copy of what is kept about them in ${f.cohort}. It includes words that someone else wrote, or that are about someone else.`,
      ),
      paragraph(
        'Read these words and leave out what should stay confidential to another person. The rest is sent as it is. The originals do not change.',
      ),
      facts(['School', f.school], ['Asked for on', dayInWords(f.asked)], ['Check by', momentInWords(f.due)]),
      paragraph('By law they must have their copy within one month of asking.'),
      link('Check the copy', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

/** Somebody who reads an email about their own data: they may have left, or only cover. */
export interface AboutThem extends SchoolReading {
  readonly until: Instant;
  readonly link: string;
}

const whyThem = (f: SchoolReading): readonly string[] => [
  `You are receiving this because ${f.school} is in ${f.cohort} and we hold data about you.`,
  `${f.lead} leads the programme. A reply to this email reaches them.`,
  'The link is for you alone. Do not forward this email.',
];

export function copyReady(f: AboutThem): Letter {
  return {
    subject: subjectWith(f.cohort, (cohort) => `Your copy of your data in ${cohort}`),
    preheader: `Open it by ${dayInSubject(f.until)}`,
    blocks: [
      heading('Your copy is ready'),
      greeting(f),
      paragraph(
        `You asked for a copy of what is kept about you at ${f.school} in ${f.cohort}. It is for you alone: ${f.lead} can see that it was sent, but cannot read it.`,
      ),
      paragraph(
        'When you open the link, we send a code to this address. Enter it to read your copy or save it as a file.',
      ),
      facts(['Open it by', momentInWords(f.until)]),
      link('Open your copy', f.link),
      paragraph('If you did not ask for this, you do not have to do anything.'),
    ],
    footer: whyThem(f),
  };
}

export interface CopyCode {
  readonly name: string;
  /** six digits */
  readonly code: string;
}

export function copyCode(f: CopyCode): Letter {
  return {
    subject: 'Your code to open your copy',
    preheader: `${f.code} is your code. It lasts ten minutes.`,
    blocks: [
      heading('Your code'),
      paragraph(`Dear ${f.name},`),
      code(f.code),
      paragraph(
        'Enter it on the page where you asked for it. It lasts ten minutes, and works once and in that browser only.',
      ),
      paragraph(
        'If you did not ask for this code, ignore this email. Do not share the code. We will never ask you for it.',
      ),
    ],
    footer: ['You are receiving this because the link to your copy was opened.'],
  };
}

export function erasureRequest(f: AboutThem): Letter {
  return {
    subject: subjectWith(f.cohort, (cohort) => `Confirm: erase your data in ${cohort}`),
    preheader: `Nothing is erased until you confirm it, by ${dayInSubject(f.until)}`,
    blocks: [
      heading('Confirm that you want your data erased'),
      greeting(f),
      paragraph(
        `We have been told that you want the data about you at ${f.school} in ${f.cohort} erased. Only you can confirm this. Nothing is erased until you do.`,
      ),
      facts(['Confirm by', momentInWords(f.until)]),
      link('See what will be erased, and confirm', f.link),
      paragraph('If you do not want this, you do not have to do anything.'),
    ],
    footer: whyThem(f),
  };
}

export interface DraftEnding extends Reading {
  /** the day on which it is deleted */
  readonly on: LocalDate;
  /** of files that are no cohort yet: for which they were uploaded, or `unnamed`; false: of a draft */
  readonly files: 'named' | 'unnamed' | false;
  readonly link: string;
}

export function draftEnding(f: DraftEnding): Letter {
  const what =
    f.files === 'named'
      ? `The files that you uploaded for ${f.cohort}`
      : f.files
        ? 'The files that you uploaded'
        : `Your draft ${f.cohort}`;
  return {
    subject: f.files
      ? `Uploaded files will be deleted on ${inWords(f.on)}`
      : subjectWith(f.cohort, (cohort) => `${cohort}: draft will be deleted on ${inWords(f.on)}`),
    preheader: 'Nothing else happens: no school has been emailed',
    blocks: [
      heading(f.files ? 'Uploaded files will be deleted' : 'A draft will be deleted'),
      greeting(f),
      paragraph(
        f.files
          ? `${what} have not become a cohort. They hold names and addresses, so we do not keep them for ever.`
          : `${what} has not been launched. It holds names and addresses, so we do not keep it for ever.`,
      ),
      list(
        f.files
          ? [
              'To keep them, import them, or correct them and upload them again.',
              'If you no longer need them, you do not have to do anything.',
            ]
          : [
              'To keep it, launch it or upload its files again.',
              'If you no longer need it, you do not have to do anything.',
            ],
      ),
      facts(['Deleted on', inWords(f.on)]),
      link(f.files ? 'See your files' : 'See your draft', f.link),
    ],
    footer: [
      'You are receiving this because you uploaded these files to Drumbeat.',
      'The link asks you to sign in. A reply to this email comes back to you.',
    ],
  };
}
