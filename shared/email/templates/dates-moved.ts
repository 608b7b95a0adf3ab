import { type Instant, inWords, type LocalDate } from '#calendar/london.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import { capital, countOf, momentInWords, subjectWith } from '#wording/wording.ts';
import { type OwedFacts, toDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { whenInWords } from './sessions.ts';

interface MovedSession {
  readonly teacher: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** What moved dates change for one reader. */
export interface MovedDates {
  /** what is due at another time than the reader last heard, each with its new due time and what it was */
  readonly owed: readonly (OwedFacts & { readonly was: Instant })[];
  /** the reader's own sessions as a coach that are on a day without school now */
  readonly sessions: readonly MovedSession[];
  /** those whose day is a school day after all */
  readonly reopened: readonly MovedSession[];
  /** the programme closes on another day than they last heard */
  readonly closes?: { readonly was: LocalDate; readonly is: LocalDate } | undefined;
  /** their school can sign until another day than they last heard */
  readonly signBy?: { readonly was: LocalDate; readonly is: LocalDate } | undefined;
  /** some of these are in their calendar already, and a file brings what becomes of them */
  readonly file: boolean;
  /** where they move them */
  readonly sessionsPage: string;
}

export type DatesMoved = SchoolReading & MovedDates;

const byDue = ({ owed }: MovedDates) => [...owed].sort((a, b) => (a.due < b.due ? -1 : 1));

/** All that changes, whichever email says it; nothing where nothing does. */
export function movedBlocks(f: MovedDates, role: SchoolReading['to']['role']): readonly LetterBlock[] {
  const sessions = (all: readonly MovedSession[], where: string, then: string): readonly LetterBlock[] =>
    all.length === 0
      ? []
      : [
          heading(`${capital(countOf(all.length, 'session'))} on a day ${where}`),
          list(all.map((s) => `${whenInWords(s)}, with ${s.teacher}`)),
          paragraph(then),
        ];
  return [
    ...byDue(f).flatMap((o) => [
      heading(capital(toDo(o.work, role))),
      facts(['Was due', momentInWords(o.was)], ['Now due', momentInWords(o.due)]),
      link(capital(toDo(o.work, role)), o.link),
    ]),
    ...sessions(f.sessions, 'without school', 'They stand as they are until you move them or call them off.'),
    ...sessions(f.reopened, 'that is a school day after all', 'They take place as planned.'),
    ...(f.file
      ? [
          paragraph(
            'The file with this email says so to your calendar. On a day without school a session is tentative.',
          ),
        ]
      : []),
    ...(f.closes
      ? [
          heading('The programme closes on another day'),
          facts(['Was to close', inWords(f.closes.was)], ['Now closes', inWords(f.closes.is)]),
          paragraph('Anything not done by the morning of that day is closed.'),
        ]
      : []),
    ...(f.signBy
      ? [
          heading('Your school can sign until another day'),
          facts(['Could sign until', inWords(f.signBy.was)], ['Can now sign until', inWords(f.signBy.is)]),
        ]
      : []),
    ...(f.sessions.length + f.reopened.length > 0 ? [link('See your sessions', f.sessionsPage)] : []),
  ];
}

export function datesMoved(f: DatesMoved): Letter {
  const [first] = byDue(f);
  const { role } = f.to;
  return {
    subject: subjectWith(f.cohort, (cohort) => `Dates have moved: ${cohort}`),
    preheader: first
      ? `${capital(toDo(first.work, role))}: now due ${momentInWords(first.due)}`
      : f.closes
        ? `The programme now closes on ${inWords(f.closes.is)}`
        : f.signBy
          ? `Your school can sign until ${inWords(f.signBy.is)}`
          : f.school,
    blocks: [
      heading('Dates have moved'),
      greeting(f),
      paragraph(
        `${f.lead} has moved dates of ${f.cohort}. This is what changes for you at ${f.school}. Earlier dates no longer count, and what you have done stays done.`,
      ),
      ...movedBlocks(f, role),
    ],
    footer: footer(f, 'link'),
  };
}
