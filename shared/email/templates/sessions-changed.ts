import { facts, heading, type Letter, type LetterBlock, link, paragraph } from '#email/letter.ts';
import { capital, countOf, subjectWith } from '#wording/wording.ts';
import { footer, greeting } from './reader.ts';
import {
  hours,
  type SessionReading,
  sessionCancellation,
  sessionInvitation,
  shortDay,
  whenInWords,
} from './sessions.ts';

type Times = Pick<SessionReading['session'], 'start' | 'end'>;

interface ChangedSession {
  readonly session: SessionReading['session'];
  readonly off: boolean;
  /** the time that the reader last heard, where it is another; of one that is off, that time */
  readonly was?: Times | undefined;
  /** why it was moved or called off */
  readonly why?: string | undefined;
  /** in whose place the reader meets the other person from now on */
  readonly instead?: string | undefined;
  /** the reader's calendar has it */
  readonly invited: boolean;
}

export interface SessionsChanged extends Omit<SessionReading, 'session'> {
  /** what is otherwise than the reader last heard, the first first; never empty */
  readonly sessions: readonly ChangedSession[];
  /** where its reader finds all their sessions, and their calendar */
  readonly link: string;
}

const toAll = (f: SessionsChanged): LetterBlock => link('All your sessions, and your private calendar', f.link);

/** What one email says of one session, whose calendar part does what it says. */
function ofOne(f: SessionsChanged, { session, off, was, why, instead, invited }: ChangedSession): Letter {
  const { sessions: _, ...reading } = f;
  if (off) {
    const cancelled = sessionCancellation({ ...reading, session: { ...session, ...was }, why, invited });
    return { ...cancelled, blocks: [...cancelled.blocks, toAll(f)], footer: footer(f, 'link') };
  }
  return sessionInvitation({ ...reading, session, moved: !instead || was !== undefined, was, why, instead });
}

function changeBlocks(f: SessionsChanged, { session, off, was, why, instead }: ChangedSession): readonly LetterBlock[] {
  const other = f.to.role === 'coach' ? session.teacher : session.coach;
  const when = `${shortDay(was ?? session)} with ${other}`;
  if (off) return [heading(`${when}: cancelled`), facts(['It was', whenInWords(was ?? session)], ['Why', why])];
  return [
    heading(`${when}: ${was ? 'moved' : 'someone else takes part'}`),
    facts(
      ['When', whenInWords(session)],
      ['It was', was && whenInWords(was)],
      ['In place of', instead],
      ['Where', [session.place, f.school].filter(Boolean).join(', ')],
      ['Why', was ? why : undefined],
    ),
  ];
}

export function sessionsChanged(f: SessionsChanged): Letter {
  const [first, ...more] = f.sessions;
  if (!first) throw new Error('nothing has changed');
  if (more.length === 0) return ofOne(f, first);
  const count = countOf(f.sessions.length, 'session');
  const allOff = f.sessions.every(({ off }) => off);
  return {
    subject: subjectWith(
      f.school,
      (school) =>
        `${allOff ? 'Cancelled' : 'Changed'}: ${count} at ${school}, first ${shortDay(first.was ?? first.session)}`,
    ),
    preheader: `${shortDay(first.session)}, ${hours(first.session)}`,
    blocks: [
      heading(`${capital(count)} ${allOff ? 'are cancelled' : 'have changed'}`),
      greeting(f),
      paragraph(
        `Your other sessions stay as they are. The file sessions.ics with this email brings your calendar up to date: open it.${f.sessions.some(({ off }) => off) ? ' If a cancelled session is still there, delete it.' : ''}`,
      ),
      ...f.sessions.flatMap((one) => changeBlocks(f, one)),
      toAll(f),
    ],
    footer: footer(f, 'link'),
  };
}
