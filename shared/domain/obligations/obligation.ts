import type { Instant, LocalDate, LondonTime } from '#calendar/london.ts';
import type { CycleId, ObligationId, RequestId, SessionId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';

/** Someone owes something by a time. */
export interface Obligation {
  /** within its partnership: the key of its step, with the owner's id where several people owe it; or of its session */
  readonly id: ObligationId;
  /** of a report: the id of the session */
  readonly session?: SessionId | undefined;
  /** of a cycle's cover or its lesson record: the id of the cycle */
  readonly cycle?: CycleId | undefined;
  /** of a cycle's cover: which of its days it is for */
  readonly part?: 'planning' | 'lesson' | undefined;
  /** of naming a successor, or of a group that someone has left: whose seat it is */
  readonly seat?: PersonId | undefined;
  /** of checking the copy of someone’s data: which request for one */
  readonly request?: RequestId | undefined;
  /** the key of its step; undefined for a report, cover, a lesson record, and what follows from someone's leaving */
  readonly step?: string | undefined;
  readonly kind: ObligationKind;
  readonly owner: PersonId;
  /** whose it was before the lead took it over: what is answered stays with that person's other answers */
  readonly takenFrom?: PersonId | undefined;
  readonly questionnaire?: string | undefined;
  readonly opened: Instant;
  readonly due: LondonTime;
  /** what it would be due by, were that not past or a day without school: from there it is moved again */
  readonly meant?: LondonTime | undefined;
  /** key of the programme's chase policy */
  readonly policy: string;
  /** the days (see Chase.day) of the present due time that have been dealt with */
  readonly chased: readonly number[];
  /** when its owner was reminded of it: for the lead's facts */
  readonly reminded: readonly Instant[];
  /** of cover: when link and lead were told that no one had confirmed it */
  readonly alarmed?: Instant | undefined;
  /** when its deadline was moved (more time, or taken over): chases count from the last of these, else from opening */
  readonly moved: readonly Instant[];
  /** how often its answers have been corrected since they were sent */
  readonly corrected?: number | undefined;
  /** in its links; raising it makes earlier links stop working */
  readonly linkVersion: number;
  /** when someone last asked for a new link to it */
  readonly renewed?: Instant | undefined;
  readonly end?: ObligationEnd | undefined;
}

/** As it is opened: no one has been chased for it, its deadline has not been moved, and it has not ended. */
export const openObligation = (
  asked: Omit<Obligation, 'chased' | 'reminded' | 'moved' | 'linkVersion' | 'renewed' | 'alarmed' | 'end'>,
): Obligation => ({ ...asked, chased: [], reminded: [], moved: [], linkVersion: 1 });

/** What its answers are kept under: two lessons of one teacher have a record each. */
export const answersName = ({ questionnaire = '', cycle }: Obligation): string =>
  cycle ? `${questionnaire}.${cycle}` : questionnaire;

export interface ObligationEnd {
  readonly how: 'done' | 'lapsed' | 'released';
  readonly at: Instant;
  readonly by?: PersonId | undefined;
  /** of a meeting: the day it was held */
  readonly on?: LocalDate | undefined;
}

export const isOpen = (obligation: Obligation): boolean => obligation.end === undefined;

/** What someone’s right to a copy asks for is asked for whatever becomes of the programme. */
export const outlivesTheEnd = ({ kind }: Obligation): boolean => kind === 'check-copy';

export const isOverdue = (obligation: Obligation, now: Instant): boolean =>
  isOpen(obligation) && obligation.due.at < now;
