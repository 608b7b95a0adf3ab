import type { Instant, LocalDate, LondonTime } from '#calendar/london.ts';
import type { MessageKey, SessionId } from '#domain/ids.ts';
import type { MessageChange } from '#domain/messages/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import type { PeopleChange } from '#domain/people/changes.ts';
import type { PersonId } from '#domain/people/person.ts';
import { type Session, speaksOfNow } from './session.ts';

/** What can happen to a session. A report's words are in none of these. */
export type SessionChange =
  /** they are told that sessions wait for the agreement */
  | { readonly what: 'wait-told'; readonly people: readonly PersonId[] }
  | { readonly what: 'session-planned'; readonly session: Session }
  /** `first`: nobody had been invited to it before */
  | {
      readonly what: 'session-invited';
      readonly session: SessionId;
      readonly sequence: number;
      readonly first?: true;
    }
  | {
      readonly what: 'session-moved';
      readonly session: SessionId;
      readonly start: LondonTime;
      readonly end: LondonTime;
      readonly why: string;
    }
  /** somebody else takes part from now on: whoever stays is sent an invitation that names them */
  | { readonly what: 'session-passed-on'; readonly session: SessionId }
  | { readonly what: 'cannot-come'; readonly session: SessionId; readonly person: PersonId }
  | { readonly what: 'session-held'; readonly session: SessionId; readonly ended: Instant }
  | {
      readonly what: 'session-off';
      readonly session: SessionId;
      readonly how: 'cancelled' | 'missed';
      readonly why: string;
    }
  | { readonly what: 'report-sent'; readonly session: SessionId; readonly version: number }
  /** what its reader was sent about it came back: no one has heard yet */
  | { readonly what: 'report-returned'; readonly session: SessionId; readonly message: MessageKey }
  | {
      readonly what: 'report-delayed';
      readonly session: SessionId;
      readonly why: string;
      readonly expected: LocalDate;
    };

const onSession = (p: Held, id: string, change: (s: Session) => Session): Held => ({
  sessions: p.sessions.map((s) => (s.id === id ? change(s) : s)),
});

type Held = Pick<Partnership, 'sessions'>;

/** The sessions after something has happened, and who knows that they wait. */
export const sessionReducers: Reducers<
  SessionChange | Extract<MessageChange, { what: 'message-sent' }> | Extract<PeopleChange, { what: 'person-replaced' }>,
  'sessions' | 'waitTold'
> = {
  'wait-told': (p, { people }) => ({ waitTold: [...(p.waitTold ?? []), ...people] }),
  // whoever comes after them has not been told
  'person-replaced': (p, { person }) => (p.waitTold ? { waitTold: p.waitTold.filter((id) => id !== person.id) } : {}),
  'session-planned': (p, change) => ({ sessions: [...p.sessions, change.session] }),
  'session-invited': (p, change) =>
    onSession(p, change.session, (s) => ({
      ...s,
      invited: change.sequence,
      told: { start: s.start, end: s.end },
    })),
  'session-moved': (p, change) => {
    const { start, end, why } = change;
    // what was said of the time that no longer stands says nothing of this one
    const unsaid = {
      ended: undefined,
      delay: undefined,
      headHeard: undefined,
      returned: undefined,
      cannotCome: undefined,
    };
    const moved = { start, end, why, state: 'moved' as const, ...unsaid };
    return onSession(p, change.session, (s) => ({ ...s, ...moved, sequence: s.sequence + 1 }));
  },
  'session-passed-on': (p, { session }) =>
    onSession(p, session, (s) => ({
      ...s,
      sequence: s.sequence + 1,
      invited: s.sequence + 1,
      passedOn: (s.passedOn ?? 0) + 1,
      cannotCome: undefined,
    })),
  'cannot-come': (p, { session, person }) => onSession(p, session, (s) => ({ ...s, cannotCome: person })),
  // the coach says it, or the lead: neither is of the school
  'session-held': (p, change) => onSession(p, change.session, (s) => ({ ...s, state: 'held', ended: change.ended })),
  'session-off': (p, change) =>
    onSession(p, change.session, (s) => ({
      ...s,
      state: change.how,
      why: change.why,
      sequence: s.sequence + 1,
    })),
  'report-sent': (p, change, at) =>
    onSession(p, change.session, (s) => ({
      ...s,
      report: { version: change.version, at: s.report?.at ?? at },
    })),
  'report-returned': (p, change) =>
    onSession(p, change.session, (s) => ({
      ...s,
      headHeard: undefined,
      returned: [...(s.returned ?? []), change.message],
    })),
  'report-delayed': (p, change) =>
    onSession(p, change.session, (s) => ({ ...s, delay: { why: change.why, expected: change.expected } })),
  'message-sent': headHeard,
};

/** An email that has gone, as far as it tells of a session. */
interface Sent {
  readonly kind: string;
  readonly to: PersonId;
  readonly session?: { readonly id: SessionId; readonly version: number } | undefined;
}

type Heard = NonNullable<Session['headHeard']>['how'];

/** What an email of that kind tells a head of a session; undefined: nothing. */
function toldBy(kind: string, s: Session): Heard | undefined {
  if (kind === 'coach-report') return 'report';
  if (kind === 'coach-report-late') return 'late';
  if (kind === 'report-waits') return s.report ? 'waits' : 'late';
  return undefined;
}

/**
 * The first word to the head about a session, of the report or of its lateness, is what the promise is measured by. Word that
 * a report is here is not the report, which takes its place.
 */
function headHeard(p: Held, sent: Sent, at: Instant): Partial<Held> {
  if (!sent.session || (sent.to !== 'head' && sent.to !== 'deputy')) return {};
  const { id, version } = sent.session;
  return onSession(p, id, (s) => {
    const how = toldBy(sent.kind, s);
    const first = !s.headHeard || (s.headHeard.how === 'waits' && how === 'report');
    return how && first && speaksOfNow(s, sent.kind, version) ? { ...s, headHeard: { at, how } } : s;
  });
}
