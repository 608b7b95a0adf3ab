import type { Instant, LocalDate } from '#calendar/london.ts';
import type { CycleId, MessageKey, ObligationId, RequestId, SessionId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';
import { kindOf, type MessageKind } from './catalogue.ts';
import type { DueHeard, Heard } from './heard.ts';

export interface MovedFor {
  readonly dues: readonly DueHeard[];
  readonly sessions: readonly SessionId[];
  /** of those they were told of before, what is on a school day again */
  readonly reopened?: readonly SessionId[] | undefined;
  /** the programme closes on another day: the one that they last heard */
  readonly closes?: { readonly was: LocalDate } | undefined;
  /** their school can sign until another day: the one that they last heard */
  readonly signBy?: { readonly was: LocalDate } | undefined;
}

/** What somebody who no longer takes part has in their calendar, each with the sequence that takes it out. */
export interface Leaves {
  readonly sessions: readonly { readonly id: SessionId; readonly version: number }[];
  readonly cycles: readonly { readonly id: CycleId; readonly version: number }[];
}

/** What a reader of reports was sent and did not get. */
export interface CameBack {
  readonly kind: 'coach-report' | 'coach-report-late';
  readonly from: 'head' | 'deputy';
}

/** An email in the outbox. It holds no words: they are written from the facts at the moment of sending. */
export interface Message {
  /** given when it is queued: the id of its outbox, and a number; no two messages have one key, and it is sent once */
  readonly key: MessageKey;
  readonly kind: MessageKind;
  readonly to: PersonId;
  /** ids of the obligations that it speaks of when queued; a reminder lists all that is owed when it goes */
  readonly about: readonly ObligationId[];
  /** of a message about a session: which, and which version of its report or sequence of its invitation */
  readonly session?: { readonly id: SessionId; readonly version: number } | undefined;
  /** of an invitation: its reader has had none to that session, whatever became of its time meanwhile */
  readonly first?: true | undefined;
  /** of an invitation: at this seat sits somebody else, and nothing but that has changed */
  readonly passed?: PersonId | undefined;
  /** of a message about cycles: which */
  readonly cycles?: readonly CycleId[] | undefined;
  /** of a message about what becomes of a group: its name at the school that the message comes from */
  readonly group?: string | undefined;
  /**
   * of a message about moved dates: what its reader last heard of each, which of their sessions are on a day without school
   * now, and when the programme was to close
   */
  readonly moved?: MovedFor | undefined;
  /** of a message about changes: what its reader last heard of each; left out, it is from before that was kept */
  readonly heard?: Heard | undefined;
  /** of a message about what somebody asked of their own data: which request */
  readonly request?: RequestId | undefined;
  /** of what asks for something: it is the day's reminder too, and lists what else its reader owes */
  readonly reminds?: true | undefined;
  /** of a new link: it brings those to all that the reader owes, or to the page of all that is theirs alone */
  readonly brings?: 'all' | 'own' | undefined;
  /** of the word that something about a session came back: what, and from whom; left out where it waits instead */
  readonly cameBack?: CameBack | undefined;
  /** of the word that nobody at the school reads reports: none has come, so it is word of its lateness that waits */
  readonly noReport?: true | undefined;
  /** of the word that a draft is to be deleted: on which day */
  readonly day?: LocalDate | undefined;
  /** it can wait by its kind, but not this time */
  readonly urgent?: boolean | undefined;
  /** of the word to somebody that they no longer take part: what it takes out of their calendar */
  readonly leaves?: Leaves | undefined;
  /** of the word to somebody that they have withdrawn: from that part alone */
  readonly part?: true | undefined;
  /** for somebody who has left that seat: which of those who sat there */
  readonly former?: number | undefined;
  /** for whom that seat has named as its own successor, which nobody has confirmed yet */
  readonly proposed?: true | undefined;
  /** nobody reads mail at that seat: it waits for a successor */
  readonly held?: boolean | undefined;
  /** since when it may go */
  readonly queued: Instant;
  readonly state: 'to-send' | 'claimed';
  /** when somebody set out to send it; with no word of its fate an hour later it is sent again */
  readonly claimed?: Instant | undefined;
  /** how often somebody set out to send it */
  readonly attempts: number;
  /** when the lead was to be told that it has not gone for a day */
  readonly stuck?: Instant | undefined;
}

/** An email that is to be queued: nobody chooses its key. */
export type Queued = Omit<Message, 'key'>;

/** As it is when nobody is sending it: another may try. */
export const backInOutbox = (message: Message): Message => ({ ...message, state: 'to-send', claimed: undefined });

/** It goes at any hour, by its kind or this time. */
export const goesAtOnce = ({ kind, urgent = false }: Pick<Message, 'kind' | 'urgent'>): boolean =>
  urgent || kindOf({ kind }).hour !== 'school-hours';
