import { type Instant, type LocalDate, localDate } from '../calendar/london.ts';
import type { CoverPlan } from './cover-plan.ts';
import type { Cycle } from './cycle.ts';
import { applyToCycles, type CycleChange } from './cycle-changes.ts';
import { applyToData, type DataAsked, type DataChange, withDone } from './data-asked.ts';
import type { Group } from './group.ts';
import { backInOutbox, type Message, type MessageKind, saidWith } from './message.ts';
import { applyToObligations, type ObligationChange } from './obligation/changes.ts';
import type { Obligation } from './obligation/obligation.ts';
import { type AskedWithdrawal, heldFor, type Proposal } from './pending.ts';
import { applyToPeople, type Former, type Handover, type PeopleChange, withoutWords } from './people.ts';
import type { Person, PersonId } from './person.ts';
import type { Provision } from './provision.ts';
import type { Erasable } from './retention.ts';
import type { Session } from './session.ts';
import { applyToSessions, headHeard, type SessionChange } from './session-changes.ts';

/** invited -> agreed (both have signed) -> active (teachers chosen) -> completed; the rest are other endings. */
export type Stage = 'invited' | 'agreed' | 'active' | 'completed' | 'declined' | 'withdrawn' | 'lapsed';

export const hasEnded = (stage: Stage): boolean => ['completed', 'declined', 'withdrawn', 'lapsed'].includes(stage);

/** One school in one cohort: the unit of consistency. */
export interface Partnership {
  /** `COHORT/URN` */
  readonly id: string;
  readonly cohort: string;
  readonly urn: string;
  readonly school: string;
  readonly phase: string;
  readonly stage: Stage;
  readonly launch: Instant;
  /** everyone at the school who plays a part, and nobody else: the lead belongs to the cohort */
  readonly people: readonly Person[];
  /** who played a part before, in the order in which they left */
  readonly former?: readonly Former[] | undefined;
  /** successors named for a later day */
  readonly handovers?: readonly Handover[] | undefined;
  /** what seats have asked about themselves: pending while it is still to be confirmed, see proposedAt */
  readonly proposals?: readonly Proposal[] | undefined;
  /** the school has asked to withdraw: pending while it is still to be confirmed, see askedToLeave */
  readonly leavingAsked?: AskedWithdrawal | undefined;
  /** the school withdraws on that day */
  readonly leaving?: { readonly from: LocalDate; readonly by: PersonId } | undefined;
  readonly withdrawn?: { readonly by: PersonId; readonly at: Instant } | undefined;
  /** the lead ended the cohort before its time */
  readonly cutShort?: boolean | undefined;
  readonly groups: readonly Group[];
  readonly sessions: readonly Session[];
  /** of the agreed plan */
  readonly cycles: readonly Cycle[];
  /** what sessions and cover are planned with; undefined: the school has told nothing, and plans by hand */
  readonly provision?: Provision | undefined;
  readonly plan?: CoverPlan | undefined;
  readonly declined?: { readonly reason: string; readonly at: Instant } | undefined;
  readonly signatures: readonly Signature[];
  readonly obligations: readonly Obligation[];
  /** whose address does not take post */
  readonly bounced?: readonly PersonId[] | undefined;
  /** messages not yet known to have gone */
  readonly outbox: readonly Message[];
  /** the last day on which each person was sent a reminder from here */
  readonly remindedOn: Readonly<Record<PersonId, string>>;
  /** of the cohort's moves of dates, so many have been carried out here; and who of the next has been seen to */
  readonly movesTaken?: number | undefined;
  readonly movesTold?: readonly PersonId[] | undefined;
  /** when anybody at the school last did something here */
  readonly lastSignOfLife?: Instant | undefined;
  /** by questionnaire: how often the link that a room answers by was replaced; left out, never */
  readonly rooms?: Readonly<Record<string, number>> | undefined;
  /** what people have asked of the data about them: copies, erasing */
  readonly asked?: readonly DataAsked[] | undefined;
  /** what has been erased of it, the programme being over */
  readonly gone?: readonly Erasable[] | undefined;
}

export interface Signature {
  readonly party: 'school' | 'teaching school';
  readonly name: string;
  readonly role: string;
  readonly at: Instant;
}

/** What can happen to a partnership. The history is the list of these: a lead reads it, and the outbox is explained by it. */
export type Change =
  | { readonly what: 'launched' }
  | { readonly what: 'agreement-signed'; readonly signature: Signature }
  | { readonly what: 'declined'; readonly reason: string }
  | { readonly what: 'teachers-chosen'; readonly people: readonly Person[]; readonly groups: readonly Group[] }
  | { readonly what: 'address-bounced'; readonly person: PersonId }
  | { readonly what: 'message-queued'; readonly message: Message }
  | {
      readonly what: 'message-sent';
      readonly key: string;
      readonly kind: MessageKind;
      readonly to: PersonId;
      /** ids of the obligations that it spoke of when it went */
      readonly about: readonly string[];
      readonly session?: Message['session'];
      /** to whom a seat had named as its own successor, not to whoever sat there */
      readonly proposed?: true;
      /** of somebody’s own data: which request */
      readonly request?: string | undefined;
    }
  | { readonly what: 'message-unknown'; readonly key: string }
  /** it was tried for a day, and did not go */
  | { readonly what: 'message-stuck'; readonly key: string; readonly kind: MessageKind; readonly to: PersonId }
  | { readonly what: 'message-dropped'; readonly key: string; readonly why: string }
  | { readonly what: 'stage'; readonly stage: Stage }
  | { readonly what: 'deputy-named'; readonly deputy: Person }
  /** the link by which a room answers that questionnaire */
  | { readonly what: 'room-link-replaced'; readonly questionnaire: string }
  /** of everybody at the school; or what one person had asked to have erased */
  | { readonly what: 'erased'; readonly data: Erasable }
  | {
      readonly what: 'person-erased';
      readonly person: PersonId;
      /** of one who has left that seat */
      readonly version?: number;
      readonly name: 'erased' | 'kept';
      /** the request that it answers */
      readonly request?: string | undefined;
      /** without the person’s own word: why, as the lead wrote it */
      readonly why?: string | undefined;
    }
  /** of an earlier release: the lead was given a copy */
  | { readonly what: 'person-exported'; readonly person: PersonId; readonly version?: number }
  | DataChange
  | ObligationChange
  | SessionChange
  | CycleChange
  | PeopleChange;

/** A change, when it happened and who made it; `drumbeat` is the product itself. */
export interface HistoryEvent {
  readonly at: Instant;
  readonly by: PersonId | 'drumbeat';
  readonly change: Change;
}

/** The partnership after a change. Facts only: whether a change may happen is for `decide` and the acts. */
export function apply(p: Partnership, change: Change, at: Instant): Partnership {
  switch (change.what) {
    case 'launched':
      return p;
    case 'declined':
      return { ...p, declined: { reason: change.reason, at }, lastSignOfLife: at };
    case 'agreement-signed':
      return {
        ...p,
        signatures: [...p.signatures, change.signature],
        // whoever countersigns has checked whom the school named as the deputy
        ...(change.signature.party === 'teaching school' && {
          people: p.people.map(({ namedBy, ...one }) =>
            one.role === 'deputy' || !namedBy ? one : { ...one, namedBy },
          ),
        }),
      };
    case 'teachers-chosen':
      return {
        ...p,
        people: [...p.people.filter((person) => person.role !== 'teacher'), ...change.people],
        groups: change.groups,
      };
    case 'address-bounced':
      return { ...p, bounced: [...(p.bounced ?? []), change.person] };
    case 'person-exported':
      return p;
    case 'message-queued': {
      const message = heldFor(p, change.message);
      const remindedOn = message.kind === 'reminder' ? { ...p.remindedOn, [message.to]: localDate(at) } : p.remindedOn;
      return { ...p, outbox: [...p.outbox, message], remindedOn };
    }
    case 'message-unknown':
      return {
        ...p,
        outbox: p.outbox.map((m) => (m.key === change.key ? heldFor(p, backInOutbox(m)) : m)),
      };
    case 'message-stuck':
      return { ...p, outbox: p.outbox.map((m) => (m.key === change.key ? { ...m, stuck: at } : m)) };
    case 'message-sent': {
      const said = saidWith(p, change);
      return headHeard({ ...p, outbox: p.outbox.filter((m) => m.key !== change.key && !said.includes(m)) }, change, at);
    }
    case 'message-dropped':
      return { ...p, outbox: p.outbox.filter((m) => m.key !== change.key) };
    case 'stage':
      return { ...p, stage: change.stage };
    case 'deputy-named':
      return { ...p, people: [...p.people.filter((person) => person.role !== 'deputy'), change.deputy] };
    case 'room-link-replaced':
      return { ...p, rooms: { ...p.rooms, [change.questionnaire]: roomVersion(p, change.questionnaire) } };
    case 'erased':
      return { ...p, gone: [...new Set([...(p.gone ?? []), change.data])] };
    case 'person-erased':
      return withDone(withoutWords(p, change, at), change, at);
    case 'data-asked':
    case 'copy-checked':
    case 'copy-ready':
    case 'data-returned':
    case 'address-on-record':
      return applyToData(p, change, at);
    case 'opened':
    case 'settled':
    case 'extended':
    case 'due-corrected':
    case 'dates-moved':
    case 'taken-over':
    case 'link-renewed':
    case 'chased':
    case 'alarmed':
    case 'answers-corrected':
      return applyToObligations(p, change, at);
    case 'session-planned':
    case 'session-invited':
    case 'session-moved':
    case 'session-held':
    case 'session-off':
    case 'report-sent':
    case 'report-returned':
    case 'report-delayed':
      return applyToSessions(p, change, at);
    case 'plan-wanted':
    case 'plan-proposed':
    case 'plan-by-hand':
    case 'plan-agreed':
    case 'away':
    case 'day-closed':
    case 'cycle-held':
    case 'cycle-off':
      return applyToCycles(p, change, at);
    default:
      return applyToPeople(p, change, at);
  }
}

/** In the link by which a room answers now. */
export const roomVersion = ({ rooms }: Pick<Partnership, 'rooms'>, questionnaire: string): number =>
  (rooms?.[questionnaire] ?? 0) + 1;

export const sessionOf = (p: Partnership, id: string): Session | undefined => p.sessions.find((s) => s.id === id);

export const cycleOf = (p: Partnership, id: string): Cycle | undefined => p.cycles.find((c) => c.id === id);

export const obligationOf = (p: Partnership, id: string): Obligation | undefined =>
  p.obligations.find((o) => o.id === id);

export const personOf = (p: Partnership, id: PersonId): Person | undefined =>
  p.people.find((person) => person.id === id);

/** Does somebody sit there who reads mail, as far as we know? */
export const isThere = (p: Partnership, id: PersonId): boolean => {
  const person = personOf(p, id);
  return person !== undefined && !person.gone && !p.bounced?.includes(id);
};

/** The second contact of a school that named one. */
export const SECOND_LINK: PersonId = 'link-2';

/** Who is asked for what somebody owes, and may do it: of the SLT link's things, the school's second contact too. */
export const actingFor = (p: Partnership, owner: PersonId): readonly PersonId[] =>
  owner === 'link' && personOf(p, SECOND_LINK) ? [owner, SECOND_LINK] : [owner];
