import { inWords, type LocalDate } from '#calendar/london.ts';
import type { Hire } from '#domain/cycles/cycle.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import { capital, countOf, numberInWords, subject, subjectWith } from '#wording/wording.ts';
import { byDay, type DutyTold, dayInShort, dutyOnDay, dutyTold, namesInWords } from './cycles.ts';
import { inPounds } from './plan-request.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** Hired cover of one day. */
export interface Booking {
  readonly date: LocalDate;
  /** "supply teacher 1" */
  readonly who: string;
  readonly half: Hire['half'];
}

const halves: Readonly<Record<Hire['half'], string>> = {
  morning: 'for the morning',
  afternoon: 'for the afternoon',
  day: 'for the whole day',
};

const bookingInWords = ({ date, who, half }: Booking): string => `${inWords(date)}: ${who}, ${halves[half]}`;

export interface CoverPack extends SchoolReading {
  readonly duties: readonly DutyTold[];
  readonly bookings: readonly Booking[];
  /** of all hired cover; undefined where the school has told no prices */
  readonly pounds?: number | undefined;
  /** the pack as it stands at any time */
  readonly link: string;
}

const supplyBlocks = (title: string, bookings: readonly Booking[]): readonly LetterBlock[] =>
  bookings.length > 0 ? [heading(title), list(bookings.map(bookingInWords))] : [];

export function coverPack(f: CoverPack): Letter {
  const days = byDay(f.duties);
  const lessons = f.duties.filter((duty) => duty.kind === 'cover').length;
  const first = days[0]?.[0];
  return {
    subject: subjectWith(
      f.programme,
      (name) => `Cover for ${name}: ${countOf(days.length, 'day')}${first ? `, from ${dayInShort(first)}` : ''}`,
    ),
    preheader: `${f.school}: who takes which class, day by day, and the supply to book.`,
    blocks: [
      heading(`Cover for ${f.programme}, day by day`),
      greeting(f),
      paragraph(
        `The plan of the sessions at ${f.school} is agreed. This is all the cover that it needs. Five school days before each session an email asks you to confirm its cover.`,
      ),
      facts(
        ['Classes to be taken', String(lessons)],
        ['Days', String(days.length)],
        ['Supply to book', f.bookings.length > 0 ? capital(numberInWords(f.bookings.length)) : 'None'],
        ['Supply in all', f.bookings.length > 0 && f.pounds !== undefined ? inPounds(f.pounds) : undefined],
      ),
      ...supplyBlocks('Supply to book now', f.bookings),
      ...days.flatMap(([day, duties]) => [heading(inWords(day)), list(duties.map(dutyTold))]),
      link('The list as it stands today, to print', f.link),
      paragraph(
        'If somebody cannot come, say so on that page: cover is looked for again. Keep this email for its link.',
      ),
    ],
    footer: footer(f, 'link'),
  };
}

export interface CoverChanged extends SchoolReading {
  /** was agreed, and is not needed any more */
  readonly gone: readonly DutyTold[];
  /** of the sessions that changed, as it is now; `fresh` is what was not agreed before */
  readonly now: readonly (DutyTold & { readonly fresh: boolean })[];
  /** names of those who step in: Drumbeat writes to these */
  readonly told: readonly string[];
  /** and cannot write to these */
  readonly untold: readonly string[];
  readonly bookingsGone: readonly Pick<Booking, 'date' | 'who'>[];
  /** on the days of `now` */
  readonly bookings: readonly Booking[];
  readonly link: string;
}

export function coverChanged(f: CoverChanged): Letter {
  const days = [...new Set([...f.gone, ...f.now].map((duty) => duty.date))].sort();
  const [first, ...more] = days;
  const when = first
    ? `${dayInShort(first)}${more.length > 0 ? ` and ${countOf(more.length, 'more day')}` : ''}`
    : f.school;
  const nothingNow = f.now.length === 0;
  return {
    subject: subject(`${nothingNow ? 'Cover no longer needed' : 'Cover has changed'}: ${when}`),
    preheader: `${f.school}: what is no longer needed, and what is.`,
    blocks: [
      heading(nothingNow ? 'Cover that is no longer needed' : 'Cover has changed'),
      greeting(f),
      paragraph(
        `This is what has changed at ${f.school} in ${f.cohort}. All other cover stays as it was.${nothingNow ? '' : ' What was confirmed before for these sessions no longer counts: you are asked again.'}`,
      ),
      ...(f.gone.length + f.bookingsGone.length > 0
        ? [
            heading('No longer needed'),
            list([
              ...f.gone.toSorted(byDate).map((duty) => `Not needed: ${dutyOnDay(duty)}`),
              ...f.bookingsGone.map(({ date, who }) => `Not needed: ${who} on ${inWords(date)}. Cancel the booking.`),
            ]),
          ]
        : []),
      ...byDay(f.now).flatMap(([day, duties]) => [
        heading(inWords(day)),
        list(duties.map((duty) => `${duty.fresh ? 'New: ' : 'As before: '}${dutyTold(duty)}`)),
      ]),
      ...whoIsTold(f),
      ...supplyBlocks('Supply to have booked on these days', f.bookings),
      link('The list of all cover as it stands today', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

/** Of those who step in, and had only stood by. */
const whoIsTold = ({ told, untold }: Pick<CoverChanged, 'told' | 'untold'>): readonly LetterBlock[] => [
  ...(told.length > 0
    ? [paragraph(`We are emailing ${namesInWords(told)}, who ${told.length === 1 ? 'steps' : 'step'} in.`)]
    : []),
  ...(untold.length > 0
    ? [
        paragraph(
          `Tell ${namesInWords(untold)}, who ${untold.length === 1 ? 'steps' : 'step'} in: we have no email address that reaches them.`,
        ),
      ]
    : []),
];

const byDate = (a: DutyTold, b: DutyTold): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
