import type { Instant } from '../../calendar/london.ts';
import { type Block, facts, heading, type Letter, link, list, paragraph } from '../letter.ts';
import { capital, countOf, momentInWords, subjectWith } from '../wording.ts';
import { type Owed, toDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { whenInWords } from './sessions.ts';

export interface DatesMoved extends SchoolReading {
  /** what is due at another time than the reader last heard, each with its new due time and what it was */
  readonly owed: readonly (Owed & { readonly was: Instant })[];
  /** the reader's own sessions as a coach that are on a day without school now */
  readonly sessions: readonly { readonly teacher: string; readonly start: Instant; readonly end: Instant }[];
  /** where she moves them */
  readonly sessionsPage: string;
}

export function datesMoved(f: DatesMoved): Letter {
  const owed = [...f.owed].sort((a, b) => (a.due < b.due ? -1 : 1));
  const { role } = f.to;
  const due = (o: (typeof owed)[number]): readonly Block[] => [
    heading(capital(toDo(o.work, role))),
    facts(['Was due', momentInWords(o.was)], ['Now due', momentInWords(o.due)]),
    link(capital(toDo(o.work, role)), o.link),
  ];
  const sessions: readonly Block[] =
    f.sessions.length === 0
      ? []
      : [
          heading(`${capital(countOf(f.sessions.length, 'session'))} on a day without school`),
          list(f.sessions.map((s) => `${whenInWords(s)}, with ${s.teacher}`)),
          paragraph('They stand as they are until you move them or call them off.'),
          link('See your sessions', f.sessionsPage),
        ];
  return {
    subject: subjectWith(f.cohort, (cohort) => `Dates have moved: ${cohort}`),
    preheader: owed[0] ? `${capital(toDo(owed[0].work, role))}: now due ${momentInWords(owed[0].due)}` : f.school,
    blocks: [
      heading('Dates have moved'),
      greeting(f),
      paragraph(
        `${f.lead} has moved dates of ${f.cohort}. This is what changes for you at ${f.school}. Earlier dates no longer count, and what you have done stays done.`,
      ),
      ...owed.flatMap(due),
      ...sessions,
    ],
    footer: footer(f, 'link'),
  };
}
