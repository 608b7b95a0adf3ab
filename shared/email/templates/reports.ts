import { type Instant, inWords, type LocalDate } from '#calendar/london.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import { momentInWords, paragraphsOf, subjectWith } from '#wording/wording.ts';
import { footer, greeting } from './reader.ts';
import { deadline, readBy, type SessionEnded, type SessionReading, shortDay, whenInWords } from './sessions.ts';

export type ReportNudge = SessionEnded;

export function reportNudge(f: ReportNudge): Letter {
  return {
    subject: subjectWith(f.session.teacher, (name) => `Report still due by ${deadline(f.due)}: session with ${name}`),
    preheader: 'A few lines are enough, and what you have saved is kept.',
    blocks: [
      heading('Your report is still due'),
      greeting(f),
      paragraph(
        `Your report on the ${f.word} with ${f.session.teacher} is not here yet. If the session moved or did not happen, say so on the same page.`,
      ),
      facts(['School', f.school], ['Session', whenInWords(f.session)], ['Report due by', momentInWords(f.due)]),
      link('Write the report', f.link),
      ...readBy(f.readers),
      paragraph('If you need longer, say on that page why and when it will come: the reader is told.'),
    ],
    footer: footer(f, 'link'),
  };
}

export interface ReportEscalation extends SessionReading {
  readonly due: Instant;
  readonly coachEmail: string;
  /** the school's page, for the lead alone */
  readonly link?: string | undefined;
}

export function reportEscalation(f: ReportEscalation): Letter {
  const { coach } = f.session;
  return {
    subject: subjectWith(f.school, (school) => `${school}: report due by ${deadline(f.due)} is not here yet`),
    preheader: `${coach}, session of ${shortDay(f.session)}`,
    blocks: [
      heading('A coach’s report is not here yet'),
      greeting(f),
      paragraph(
        `The report on a ${f.word} at ${f.school} is due soon, and the coach has been nudged. A word with ${coach} may help more than another email.`,
      ),
      facts(
        ['School', f.school],
        ['Session', whenInWords(f.session)],
        ['Coach', `${coach}, ${f.coachEmail}`],
        ['Report due by', momentInWords(f.due)],
      ),
      paragraph('If the report is not here by then, its reader at the school is told that it is late.'),
      ...(f.link ? [link(`See ${f.school}`, f.link)] : []),
    ],
    footer: footer(f, f.link ? 'link' : 'no link'),
  };
}

const inTheHeadsPlace = ({ to }: SessionReading): readonly LetterBlock[] =>
  to.role === 'deputy'
    ? [paragraph('It comes to you as the deputy, because at the moment we cannot send it to the headteacher.')]
    : [];

export interface CoachReport extends SessionReading {
  /** replies reach its coach, by name */
  readonly reply: { readonly name: string | undefined };
  /** these three may have several lines, of any length */
  readonly workedOn: string;
  readonly seen: string;
  readonly agreed: string;
  readonly agreedBy?: LocalDate | undefined;
  /** was there real-time coaching? */
  readonly realTime: boolean;
  /** 1, and one more for each correction */
  readonly version: number;
  /** it comes as a PDF too */
  readonly attached: boolean;
  /** "Ada Example, headteacher" */
  readonly readers: readonly string[];
}

export function coachReport(f: CoachReport): Letter {
  const { session, version } = f;
  const correction = version > 1 ? `Correction: version ${version} replaces version ${version - 1}.` : undefined;
  const part = (title: string, text: string): readonly LetterBlock[] => {
    const paragraphs = paragraphsOf(text);
    return [heading(title), ...(paragraphs.length > 0 ? paragraphs : ['Nothing was entered.']).map(paragraph)];
  };
  return {
    subject: subjectWith(
      `${session.coach} and ${session.teacher}`,
      (pair) => `${correction ? 'Corrected coaching report' : 'Coaching report'}: ${pair}, ${shortDay(session)}`,
    ),
    // a mail client shows this where others may look on: none of the report's words
    preheader: correction ?? 'Confidential: for its readers alone',
    blocks: [
      heading('Coaching report'),
      greeting(f),
      ...(correction ? [paragraph(correction)] : []),
      ...inTheHeadsPlace(f),
      paragraph(
        `${session.coach} reports on a ${f.word}.${f.attached ? ' The same report comes with this email as a PDF.' : ''}`,
      ),
      facts(
        ['School', f.school],
        ['Session', whenInWords(session)],
        ['Coach', session.coach],
        ['Teacher', session.teacher],
        ['Focus', session.focus],
      ),
      ...part('What was worked on', f.workedOn),
      ...part('What was seen', f.seen),
      ...part('What was agreed next', f.agreed),
      ...(f.agreedBy ? [paragraph(`To be done by ${inWords(f.agreedBy)}.`)] : []),
      heading('Real-time coaching'),
      paragraph(`Real-time coaching was ${f.realTime ? '' : 'not '}used in this session.`),
      heading('Who reads this report'),
      paragraph('This report is confidential. Keep it to yourself: it was sent to nobody but'),
      list(f.readers),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface CoachReportLate extends SessionReading {
  /** by when it should have been there */
  readonly due: Instant;
  /** as the coach says */
  readonly delay?: { readonly why: string; readonly expected: LocalDate } | undefined;
  /** the coach has withdrawn: there will be none */
  readonly withdrawn?: boolean | undefined;
}

/** Which report it was, in rows of facts. */
const whichReport = ({ session, due }: CoachReportLate): readonly (readonly [string, string])[] => [
  ['Session', whenInWords(session)],
  ['Coach', session.coach],
  ['Teacher', session.teacher],
  ['Was due by', momentInWords(due)],
];

export function coachReportLate(f: CoachReportLate): Letter {
  if (f.withdrawn) return noCoachReport(f);
  const { session, delay } = f;
  return {
    subject: subjectWith(
      `${session.coach} and ${session.teacher}`,
      (pair) => `Coaching report not here yet: ${pair}, ${shortDay(session)}`,
    ),
    preheader: delay ? `Expect it on ${inWords(delay.expected)}` : 'It comes to you as soon as it is sent.',
    blocks: [
      heading('A coaching report is late'),
      greeting(f),
      paragraph(
        `The report on a ${f.word} at ${f.school} should have reached you by now, and it has not. You were promised word in time, so here it is.`,
      ),
      ...inTheHeadsPlace(f),
      facts(
        ...whichReport(f),
        ['Why it is late', delay ? delay.why : 'Not known yet'],
        ['When to expect it', delay ? inWords(delay.expected) : 'Not known yet'],
      ),
      paragraph(
        `The report comes to you as soon as ${session.coach} sends it. ${f.lead} knows that it is late and looks after it: there is nothing you need to do.`,
      ),
      paragraph('A late report says nothing about how the session went. Thank you for your patience.'),
    ],
    footer: footer(f, 'no link'),
  };
}

function noCoachReport(f: CoachReportLate): Letter {
  const { session } = f;
  return {
    subject: subjectWith(
      `${session.coach} and ${session.teacher}`,
      (pair) => `No coaching report will come: ${pair}, ${shortDay(session)}`,
    ),
    preheader: `${session.coach} has withdrawn from the programme.`,
    blocks: [
      heading('There will be no report on this session'),
      greeting(f),
      paragraph(
        `${session.coach} has withdrawn from the programme, so no report comes on a ${f.word} at ${f.school}. You were promised word in time, so here it is.`,
      ),
      ...inTheHeadsPlace(f),
      facts(...whichReport(f)),
      paragraph(
        `This says nothing about how the session went. ${f.lead} knows of it, and there is nothing you need to do.`,
      ),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface ReportBounced extends SessionReading {
  /** what did not arrive */
  readonly what: 'report' | 'word that it is late';
  /** it has not been sent: nobody reads mail there, and it waits for somebody who does */
  readonly waits?: boolean | undefined;
  /** where it waits: there is no report, only word of that; `ever`: its coach has withdrawn, and none will come */
  readonly none?: 'yet' | 'ever' | undefined;
  /** whose address it is */
  readonly reader: { readonly part: 'head' | 'deputy'; readonly name: string; readonly address: string };
  /** who got it instead */
  readonly deputy?: string | undefined;
  /** the school's page, after signing in */
  readonly link: string;
}

const whereItIs = (f: ReportBounced, what: string): string => {
  if (f.none) {
    const why =
      f.none === 'ever'
        ? `${f.session.coach} has withdrawn from the programme, so no report on this ${f.word} will come.`
        : `No report on this ${f.word} has come, and it is now overdue.`;
    return `${why} We cannot tell the school, because no one at ${f.school} reads email at the ${f.reader.part}’s address. We will tell them as soon as you or the school tell us who reads reports now.`;
  }
  if (f.waits)
    return `${what} is here, and nobody at ${f.school} can read it: nobody reads mail at the ${f.reader.part}’s address. It goes as soon as the school, or you, have said who does it now.`;
  return f.deputy
    ? `${what} came back. It went to the deputy named in the agreement, ${f.deputy}, who gets the next ones too.`
    : `${what} came back, and there is no deputy whom it can reach: nobody at the school has it.`;
};

const subjectOfBounced = (f: ReportBounced, school: string): string => {
  if (f.none) return `No report ${f.none === 'ever' ? 'will come' : 'has come'}, and no one at ${school} reads reports`;
  return f.waits
    ? `A coach’s report waits: nobody at ${school} reads it`
    : `Check an address: the ${f.reader.part}’s at ${school} does not take post`;
};

const headingOfBounced = (f: ReportBounced): string => {
  if (f.none) return subjectOfBounced(f, f.school);
  return f.waits
    ? `A report waits for a reader at ${f.school}`
    : `The ${f.reader.part}’s address at ${f.school} does not take post`;
};

export function reportBounced(f: ReportBounced): Letter {
  const what = f.what === 'report' ? 'A coach’s report' : 'Word that a coach’s report is late';
  return {
    subject: subjectWith(f.school, (school) => subjectOfBounced(f, school)),
    preheader: f.deputy
      ? `It went to the deputy, ${f.deputy}`
      : `No one at the school ${f.none ? 'can be told' : 'has it'}.`,
    blocks: [
      heading(headingOfBounced(f)),
      greeting(f),
      paragraph(whereItIs(f, what)),
      facts(
        ['School', f.school],
        [f.reader.part === 'head' ? 'Head' : 'Deputy', f.reader.name],
        ['Address', f.reader.address],
        ['Session', whenInWords(f.session)],
        ['Coach', f.session.coach],
      ),
      paragraph(
        f.waits ? 'Ring the school and ask who reads the reports now.' : 'Ring the school and check the address.',
      ),
      link(`See ${f.school}`, f.link),
    ],
    footer: footer(f, 'link'),
  };
}
