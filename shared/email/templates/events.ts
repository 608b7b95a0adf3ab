import { inShort, inWords, timeInWords } from '#calendar/london.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { facts, heading, type Letter, type LetterBlock, link, paragraph } from '#email/letter.ts';
import { capital, countOf, subjectWith } from '#wording/wording.ts';
import { meetingToDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** When and where the lead holds something, each as a line of a list: what is not known yet says so. */
export function eventInWords(event: LeadEvent): readonly (readonly [what: string, said: string])[] {
  const { date, start, place } = event;
  if (!date && !place) return [['When and where', 'Date and place will follow']];
  const when = date
    ? `${inWords(date)}${start ? `, ${hoursOf(event)}` : '. The time will follow'}`
    : 'The date will follow';
  return [
    ['When', when],
    ['Where', place ?? 'The place will follow'],
  ];
}

const hoursOf = ({ start = '', end }: LeadEvent): string =>
  end ? `${timeInWords(start)} to ${timeInWords(end)}` : timeInWords(start);

interface ChangedEvent {
  /** "the training day" */
  readonly title: string;
  readonly was: LeadEvent;
  readonly is: LeadEvent;
  readonly link: string;
}

export interface EventChanged extends SchoolReading {
  /** what the reader comes to, where something else is known than they last heard; never empty */
  readonly events: readonly ChangedEvent[];
  /** a file brings their calendar up to date */
  readonly file: boolean;
}

function eventBlocks({ title, was, is, link: to }: ChangedEvent): readonly LetterBlock[] {
  const before = was.date || was.place ? eventInWords(was) : [];
  return [
    heading(capital(meetingToDo({ title, by: 'lead' }))),
    facts(...eventInWords(is), ...before.map(([what, said]) => [`${what} before`, said] as const)),
    link(`Open the page of ${title}`, to),
  ];
}

/** Whoever comes to what the lead holds hears when and where, and each time that this changes. */
export function eventChanged(f: EventChanged): Letter {
  const [first, ...more] = f.events;
  if (!first) throw new Error('nothing has changed');
  const { is } = first;
  const what = more.length > 0 ? countOf(f.events.length, 'event') : first.title;
  const on = more.length === 0 && is.date ? `, ${inShort(is.date)}${is.start ? `, ${timeInWords(is.start)}` : ''}` : '';
  return {
    subject: subjectWith(what, (title) => `${capital(title)}: when and where${on}`),
    preheader: f.cohort,
    blocks: [
      heading('When and where'),
      greeting(f),
      paragraph(
        `${f.lead} has given these details for ${f.cohort}.${f.events.some(({ was }) => was.date || was.place) ? ' They replace what we told you before.' : ''}`,
      ),
      ...f.events.flatMap(eventBlocks),
      ...(f.file ? [paragraph('The file sessions.ics with this email brings your calendar up to date: open it.')] : []),
    ],
    footer: footer(f, 'link'),
  };
}
