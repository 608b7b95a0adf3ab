import { type Instant, inShort, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { capital, dayInWords, momentInWords, subjectWith } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** What every email about one session knows. */
export interface SessionReading extends SchoolReading {
  /** as the programme calls one: "coaching session" */
  readonly word: string;
  readonly session: {
    readonly start: Instant;
    /** when it really ended, once that is known */
    readonly end: Instant;
    readonly coach: string;
    readonly teacher: string;
    readonly place: string;
    readonly focus: string;
  };
}

type Times = Pick<SessionReading['session'], 'start' | 'end'>;

/** "Mon 5 Oct" */
export const shortDay = ({ start }: Pick<Times, 'start'>): string => inShort(localDate(start)).replace(/ \d{4}$/, '');

/** "1:30pm to 2:30pm" */
export const hours = ({ start, end }: Times): string =>
  `${timeInWords(localTime(start))} to ${timeInWords(localTime(end))}`;

/** "Monday 5 October 2026, 1:30pm to 2:30pm" */
export const whenInWords = (session: Times): string =>
  `${dayInWords(session.start)}, ${hours(session)}${localDate(session.end) > localDate(session.start) ? ' the next day' : ''}`;

const otherOf = ({ to, session }: SessionReading): string => (to.role === 'coach' ? session.teacher : session.coach);

const factsOf = (f: SessionReading, ...more: readonly (readonly [string, string | undefined])[]) =>
  facts(
    ['When', whenInWords(f.session)],
    ['Where', [f.session.place, f.school].filter(Boolean).join(', ')],
    ['Coach', f.session.coach],
    ['Teacher', f.session.teacher],
    ['Focus', f.session.focus],
    ...more,
  );

export interface CoachWelcome extends SchoolReading {
  /** as the programme calls one: "coaching session" */
  readonly word: string;
  /** hours after a session's end by which the head has its report; undefined: by the same time on the next school day */
  readonly hours: number | undefined;
  /** sessions of theirs that ended before the agreement held */
  readonly before: readonly Times[];
  /** sessions of theirs to come on a day without school */
  readonly withoutSchool: readonly Times[];
  /** where they plan, and find their calendar */
  readonly link: string;
}

/** So many are listed in an email; the rest are on the page. */
const LISTED = 10;

const listOf = <S extends Times>(sessions: readonly S[], line: (session: S) => string = whenInWords) =>
  list([
    ...sessions.slice(0, LISTED).map(line),
    ...(sessions.length > LISTED ? [`and ${sessions.length - LISTED} more`] : []),
  ]);

/** A heading, what there is to say, and the sessions of which it is said; nothing where there are none. */
const ofSessions = (title: string, sessions: readonly Times[], said: string) =>
  sessions.length > 0 ? [heading(title), paragraph(said), listOf(sessions)] : [];

export function coachWelcome(f: CoachWelcome): Letter {
  const by =
    f.hours === undefined ? 'by the same time on the next school day' : `within ${f.hours} hours of the session’s end`;
  return {
    subject: subjectWith(f.school, (name) => `You coach at ${name}: plan your sessions`),
    preheader: `${f.lead} leads ${f.cohort}.`,
    blocks: [
      heading('Plan your sessions'),
      greeting(f),
      paragraph(
        `You are a coach at ${f.school} in ${f.cohort}, which ${f.lead} leads. The school’s part has begun, so you can plan your sessions.`,
      ),
      paragraph('What is expected of you:'),
      list([
        `Plan each ${f.word}. You and the teacher get an invitation for your calendars two weeks before it.`,
        `Send the head a report on each ${f.word}, ${by}. When the session ends, an email brings you the link to write it.`,
      ]),
      ...ofSessions(
        'Sessions before the agreement',
        f.before,
        'These sessions ended before the agreement was in place. You do not have to write reports on them. If you want to, you can do it from the page of your sessions.',
      ),
      ...ofSessions(
        'Sessions on a day without school',
        f.withoutSchool,
        'These sessions are on a day without school. If they cannot take place then, move or cancel them.',
      ),
      link('Plan your sessions, and get your private calendar', f.link),
      paragraph('Keep this email: the link works for as long as you coach at the school.'),
    ],
    footer: footer(f, 'link'),
  };
}

export interface SessionsWait extends SchoolReading {
  /** as the programme calls one: "coaching session" */
  readonly word: string;
  /** the school has signed, and the lead is still to countersign */
  readonly signed: boolean;
  /** those to come, the next first: the reader's own, or for the lead the school's */
  readonly sessions: readonly (Times & { readonly coach: string; readonly teacher: string })[];
  /** the page of the reader's sessions; of the school, for the lead */
  readonly link: string;
}

export function sessionsWait(f: SessionsWait): Letter {
  const forLead = f.to.role === 'lead';
  const whose = forLead ? 'Sessions' : 'Your sessions';
  const countersigner = forLead ? 'You have' : `${f.lead}, the programme lead, has`;
  return {
    subject: subjectWith(f.school, (school) => `${whose} at ${school} are waiting for the agreement`),
    preheader: 'No one is invited until the agreement is in place',
    blocks: [
      heading(`${whose} are waiting for the agreement`),
      greeting(f),
      paragraph(
        f.signed
          ? `${f.school} has signed its agreement for ${f.cohort}. ${countersigner} not countersigned it yet.`
          : `${f.school} has not signed its agreement for ${f.cohort} yet.`,
      ),
      paragraph(
        'Until the agreement is in place, we do not invite anyone to a session and we do not ask for reports. These sessions are waiting:',
      ),
      listOf(f.sessions, (s) => `${whenInWords(s)}, ${forLead ? `${s.coach} ` : ''}with ${s.teacher}`),
      paragraph(
        forLead
          ? 'You may want to call the school. As soon as the agreement is in place, we invite the coach and the teacher to each session.'
          : 'As soon as the agreement is in place, we invite you and the teacher. You can move or cancel a session until then.',
      ),
      link(forLead ? 'See the school' : 'See your sessions', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface SessionInvitation extends SessionReading {
  /** it was planned for another time before */
  readonly moved: boolean;
  /** when it was to be before, if that is known */
  readonly was?: Times | undefined;
  /** why it was moved */
  readonly why?: string | undefined;
  /** in whose place the reader meets the other person from now on, where that alone has changed */
  readonly instead?: string | undefined;
  /** where its reader says that they cannot come */
  readonly link: string;
}

export function sessionInvitation(f: SessionInvitation): Letter {
  const { session, moved, word, instead } = f;
  const other = otherOf(f);
  const when = `${shortDay(session)}, ${hours(session)}`;
  return {
    subject: subjectWith(other, (name) =>
      moved
        ? `Moved: ${word} ${when} with ${name}`
        : instead
          ? `${capital(word)} ${when}: now with ${name}`
          : `${capital(word)}: ${when} with ${name}`,
    ),
    preheader: f.school,
    blocks: [
      heading(moved ? `Your ${word} has moved` : instead ? `Your ${word} is now with ${other}` : `Your ${word}`),
      greeting(f),
      paragraph(
        instead
          ? `${other} takes part in your ${word} in place of ${instead}. The time stays the same. The invitation that comes with this email replaces the earlier one in your calendar.`
          : moved
            ? `Your ${word} with ${other} has a new time. The invitation that comes with this email replaces any earlier one in your calendar. You do not need to answer it.`
            : `You and ${other} have a ${word}. The invitation that comes with this email puts it in your calendar. You do not need to answer it.`,
      ),
      factsOf(f, ['It was', f.was && whenInWords(f.was)], ['Why it moved', moved ? f.why : undefined]),
      paragraph('If you cannot come, tell us. That page also leads to all your sessions and your private calendar.'),
      link('I cannot come', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface SessionCancellation extends SessionReading {
  readonly why?: string | undefined;
  /** its calendar has the session */
  readonly invited: boolean;
}

export function sessionCancellation(f: SessionCancellation): Letter {
  const other = otherOf(f);
  return {
    subject: subjectWith(
      other,
      (name) => `Cancelled: ${f.word} ${shortDay(f.session)}, ${hours(f.session)} with ${name}`,
    ),
    preheader: f.why || f.school,
    blocks: [
      heading(`Your ${f.word} is cancelled`),
      greeting(f),
      paragraph(
        `Your ${f.word} with ${other} will not take place.${f.invited ? ' What comes with this email takes it out of your calendar.' : ''}`,
      ),
      factsOf(f, ['Why', f.why]),
    ],
    footer: footer(f, 'no link'),
  };
}

export interface SessionEnded extends SessionReading {
  /** by when the report is to be there */
  readonly due: Instant;
  /** where the coach says what became of the session, and writes the report */
  readonly link: string;
  /** who will read the report: "Ada Example, headteacher" */
  readonly readers: readonly string[];
}

export function sessionEnded(f: SessionEnded): Letter {
  return {
    subject: subjectWith(
      f.session.teacher,
      (name) => `Session with ${name}: what became of it? Report due ${deadline(f.due)}`,
    ),
    preheader: `It took place, it moved, or it did not happen: say so on one page.`,
    blocks: [
      heading('What became of your session?'),
      greeting(f),
      paragraph(
        `By its plan, your ${f.word} with ${f.session.teacher} is over. Say what became of it: it took place, it moved, or it did not happen. If it took place, your report is due.`,
      ),
      facts(['School', f.school], ['Session', whenInWords(f.session)], ['Report due by', momentInWords(f.due)]),
      link('Say what became of it', f.link),
      ...readBy(f.readers),
    ],
    footer: footer(f, 'link'),
  };
}

/** "1:30pm, Tue 6 Oct", for subjects */
export const deadline = (due: Instant): string => `${timeInWords(localTime(due))}, ${shortDay({ start: due })}`;

export const readBy = (readers: readonly string[]) => [
  paragraph('Your report goes to these readers and to nobody else:'),
  list(readers),
];
