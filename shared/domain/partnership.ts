import type { Instant, LocalDate, LondonTime } from '../calendar/london.ts';
import { localDate } from '../calendar/london.ts';
import type { CoverPlan, NotHeld, Proposal, Wish } from './cover-plan.ts';
import { beforeChange, type Cycle, type Hire } from './cycle.ts';
import type { Group } from './group.ts';
import { backInOutbox, type Message, type MessageKind, saidWith } from './message.ts';
import { nameless, namelessPerson } from './nameless.ts';
import type { Obligation, ObligationEnd } from './obligation/obligation.ts';
import { applyToPeople, type Former, type Handover, heldFor, type PeopleChange } from './people.ts';
import type { Person, PersonId } from './person.ts';
import type { Absence, Closure, Provision } from './provision.ts';
import type { Erasable } from './retention.ts';
import type { Session } from './session.ts';

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
  /** what has been erased of it, the programme being over */
  readonly gone?: readonly Erasable[] | undefined;
}

export interface Signature {
  readonly party: 'school' | 'teaching school';
  readonly name: string;
  readonly role: string;
  readonly at: Instant;
}

export interface MovedDue {
  readonly obligation: string;
  readonly due: LondonTime;
  /** see Obligation.meant */
  readonly meant?: LondonTime | undefined;
}

/** What can happen to a partnership. The history is the list of these: a lead reads it, and the outbox is explained by it. */
export type Change =
  | { readonly what: 'launched' }
  | { readonly what: 'opened'; readonly obligation: Obligation }
  | { readonly what: 'agreement-signed'; readonly signature: Signature }
  | { readonly what: 'declined'; readonly reason: string }
  | { readonly what: 'teachers-chosen'; readonly people: readonly Person[]; readonly groups: readonly Group[] }
  | { readonly what: 'settled'; readonly obligation: string; readonly end: ObligationEnd }
  | { readonly what: 'extended'; readonly obligation: string; readonly due: LondonTime }
  /** a session's end was not as planned: its report is due at another time, and what was chased stays chased */
  | { readonly what: 'due-corrected'; readonly obligation: string; readonly due: LondonTime }
  /** the lead moved dates of the cohort: its first so many moves; `done` when everybody here has been seen to */
  | {
      readonly what: 'dates-moved';
      readonly moves: number;
      readonly dues: readonly MovedDue[];
      readonly people: readonly PersonId[];
      readonly done: boolean;
      /** when the invitations go now, where that is to come and has moved */
      readonly launch?: Instant | undefined;
    }
  | { readonly what: 'address-bounced'; readonly person: PersonId }
  | { readonly what: 'taken-over'; readonly obligation: string; readonly due: LondonTime; readonly policy: string }
  | { readonly what: 'link-renewed'; readonly obligation: string }
  | { readonly what: 'answers-corrected'; readonly obligation: string }
  | {
      readonly what: 'chased';
      readonly obligation: string;
      readonly days: readonly number[];
      readonly reminded: boolean;
    }
  | { readonly what: 'message-queued'; readonly message: Message }
  | {
      readonly what: 'message-sent';
      readonly key: string;
      readonly kind: MessageKind;
      readonly to: PersonId;
      /** ids of the obligations that it spoke of when it went */
      readonly about: readonly string[];
      readonly session?: Message['session'];
    }
  | { readonly what: 'message-unknown'; readonly key: string }
  /** it was tried for a day, and did not go */
  | { readonly what: 'message-stuck'; readonly key: string; readonly kind: MessageKind; readonly to: PersonId }
  | { readonly what: 'message-dropped'; readonly key: string; readonly why: string }
  | { readonly what: 'stage'; readonly stage: Stage }
  | { readonly what: 'deputy-named'; readonly deputy: Person }
  /** of everybody at the school; or what one person had asked to have erased */
  | { readonly what: 'erased'; readonly data: Erasable }
  | { readonly what: 'person-erased'; readonly person: PersonId; readonly name: 'erased' | 'kept' }
  | { readonly what: 'person-exported'; readonly person: PersonId }
  | SessionChange
  | CycleChange
  | PeopleChange;

/** What can happen to a session. A report's words are in none of these. */
type SessionChange =
  | { readonly what: 'session-planned'; readonly session: Session }
  | { readonly what: 'session-invited'; readonly session: string; readonly sequence: number }
  | {
      readonly what: 'session-moved';
      readonly session: string;
      readonly start: LondonTime;
      readonly end: LondonTime;
      readonly why: string;
    }
  | { readonly what: 'session-held'; readonly session: string; readonly ended: Instant }
  | {
      readonly what: 'session-off';
      readonly session: string;
      readonly how: 'cancelled' | 'missed';
      readonly why: string;
    }
  | { readonly what: 'report-sent'; readonly session: string; readonly version: number }
  /** what its reader was sent about it came back: nobody has heard yet */
  | { readonly what: 'report-returned'; readonly session: string }
  | { readonly what: 'report-delayed'; readonly session: string; readonly why: string; readonly expected: LocalDate };

/** What can happen to the plan of a school's cycles, and to a cycle. */
type CycleChange =
  | {
      readonly what: 'plan-wanted';
      readonly wishes: readonly Wish[];
      readonly disturbance?: string | undefined;
    }
  | { readonly what: 'plan-proposed'; readonly nth: number; readonly proposal: Proposal; readonly final: boolean }
  | { readonly what: 'plan-by-hand'; readonly why: 'no-timetables' | 'planner-failed' | 'chosen' }
  /** these are as agreed now: new, moved, with other cover, or called off */
  | {
      readonly what: 'plan-agreed';
      readonly cycles: readonly Cycle[];
      readonly hires: readonly Hire[];
      readonly notHeld: readonly NotHeld[];
    }
  | { readonly what: 'away'; readonly absence: Absence }
  | { readonly what: 'day-closed'; readonly closure: Closure }
  | { readonly what: 'cycle-held'; readonly cycle: string }
  | {
      readonly what: 'cycle-off';
      readonly cycle: string;
      readonly how: 'cancelled' | 'missed';
      readonly why: string;
    };

/** A change, when it happened and who made it; `drumbeat` is the product itself. */
export interface HistoryEvent {
  readonly at: Instant;
  readonly by: PersonId | 'drumbeat';
  readonly change: Change;
}

const onObligation = (p: Partnership, id: string, change: (o: Obligation) => Obligation): Partnership => ({
  ...p,
  obligations: p.obligations.map((o) => (o.id === id ? change(o) : o)),
});

/** The partnership after a change. Facts only: whether a change may happen is for `decide` and the acts. */
export function apply(p: Partnership, change: Change, at: Instant): Partnership {
  switch (change.what) {
    case 'launched':
      return p;
    case 'declined':
      return { ...p, declined: { reason: change.reason, at }, lastSignOfLife: at };
    case 'opened':
      return { ...p, obligations: [...p.obligations, change.obligation] };
    case 'agreement-signed':
      return { ...p, signatures: [...p.signatures, change.signature] };
    case 'teachers-chosen':
      return {
        ...p,
        people: [...p.people.filter((person) => person.role !== 'teacher'), ...change.people],
        groups: change.groups,
      };
    case 'settled':
      return onObligation(
        change.end.how === 'done' && change.end.by !== 'lead' ? { ...p, lastSignOfLife: at } : p,
        change.obligation,
        (o) => ({
          ...o,
          end: change.end,
          linkVersion: change.end.how === 'released' ? o.linkVersion + 1 : o.linkVersion,
        }),
      );
    case 'extended':
      return onObligation(p, change.obligation, (o) => ({
        ...o,
        due: change.due,
        meant: undefined,
        chased: [],
        moved: [...o.moved, at],
      }));
    case 'dates-moved': {
      const { moves, people, done, launch = p.launch } = change;
      const told = done
        ? { movesTaken: moves, movesTold: undefined }
        : { movesTold: [...(p.movesTold ?? []), ...people] };
      const dues = new Map(change.dues.map((moved) => [moved.obligation, moved]));
      return { ...p, ...told, launch, obligations: p.obligations.map((o) => moveDue(o, dues.get(o.id), at)) };
    }
    case 'due-corrected':
      return onObligation(p, change.obligation, (o) => ({ ...o, due: change.due }));
    case 'address-bounced':
      return { ...p, bounced: [...(p.bounced ?? []), change.person] };
    case 'taken-over':
      return onObligation(p, change.obligation, (o) => ({
        ...o,
        owner: 'lead',
        takenFrom: o.owner,
        due: change.due,
        meant: undefined,
        policy: change.policy,
        chased: [],
        moved: [...o.moved, at],
        linkVersion: o.linkVersion + 1,
      }));
    case 'link-renewed':
      return onObligation(p, change.obligation, (o) => ({ ...o, linkVersion: o.linkVersion + 1 }));
    case 'answers-corrected':
    case 'person-exported':
      return p;
    case 'chased':
      return onObligation(p, change.obligation, (o) => ({
        ...o,
        chased: [...o.chased, ...change.days],
        reminded: change.reminded ? [...o.reminded, at] : o.reminded,
      }));
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
    case 'erased':
      return { ...p, gone: [...new Set([...(p.gone ?? []), change.data])] };
    case 'person-erased':
      return change.name === 'erased' ? withoutName(p, change.person) : p;
    case 'session-planned':
      return { ...p, sessions: [...p.sessions, change.session] };
    case 'session-invited':
      return onSession(p, change.session, (s) => ({ ...s, invited: change.sequence }));
    case 'session-moved': {
      const { start, end, why } = change;
      const moved = { start, end, why, state: 'moved' as const, ended: undefined, delay: undefined };
      return onSession(p, change.session, (s) => ({ ...s, ...moved, sequence: s.sequence + 1 }));
    }
    case 'session-held':
      return onSession(signOfLife(p, at), change.session, (s) => ({ ...s, state: 'held', ended: change.ended }));
    case 'session-off':
      return onSession(p, change.session, (s) => ({
        ...s,
        state: change.how,
        why: change.why,
        sequence: s.sequence + 1,
      }));
    case 'report-sent':
      return onSession(p, change.session, (s) => ({
        ...s,
        report: { version: change.version, at: s.report?.at ?? at },
      }));
    case 'report-returned':
      return onSession(p, change.session, (s) => ({ ...s, headHeard: undefined }));
    case 'report-delayed':
      return onSession(p, change.session, (s) => ({ ...s, delay: { why: change.why, expected: change.expected } }));
    case 'plan-wanted': {
      const { wishes, disturbance } = change;
      const { nth = 0, hires = [], notHeld = [] } = p.plan ?? {};
      const since = p.cycles.length > 0 ? (p.plan?.since ?? at) : at;
      return { ...p, plan: { state: 'wanted', nth: nth + 1, asked: at, since, wishes, disturbance, hires, notHeld } };
    }
    case 'plan-proposed': {
      if (p.plan?.nth !== change.nth) return p;
      const { proposal, final } = change;
      return { ...p, plan: { ...p.plan, state: final ? 'proposed' : p.plan.state, proposal } };
    }
    case 'plan-by-hand':
      return { ...p, plan: { ...(p.plan ?? { ...NO_PLAN, asked: at, since: at }), state: 'by-hand' } };
    case 'plan-agreed': {
      const agreed = new Map(change.cycles.map((c) => [c.id, c]));
      const known = new Set(p.cycles.map((c) => c.id));
      return {
        ...p,
        cycles: [...p.cycles.map((c) => agreed.get(c.id) ?? c), ...change.cycles.filter((c) => !known.has(c.id))],
        plan: {
          ...(p.plan ?? { ...NO_PLAN, asked: at, since: at }),
          state: 'agreed',
          proposal: undefined,
          disturbance: undefined,
          hires: change.hires,
          notHeld: change.notHeld,
        },
      };
    }
    case 'away':
      return onProvision(p, (known) => ({ ...known, absences: [...known.absences, change.absence] }));
    case 'day-closed':
      return onProvision(p, (known) => ({ ...known, closures: [...known.closures, change.closure] }));
    case 'cycle-held':
      return onCycle(signOfLife(p, at), change.cycle, (c) => ({ ...c, state: 'held' }));
    case 'cycle-off':
      return onCycle(p, change.cycle, (c) => ({
        ...c,
        state: change.how,
        why: change.why,
        duties: change.how === 'cancelled' ? [] : c.duties,
        was: beforeChange(c),
        sequence: c.sequence + 1,
      }));
    default:
      return applyToPeople(p, change, at);
  }
}

/** The chase begins anew; that of a report counts hours from its session, and goes on. */
function moveDue(o: Obligation, moved: MovedDue | undefined, at: Instant): Obligation {
  if (!moved) return o;
  const { due, meant } = moved;
  return o.session ? { ...o, due, meant } : { ...o, due, meant, chased: [], moved: [...o.moved, at] };
}

const NO_PLAN = { nth: 0, wishes: [], hires: [], notHeld: [] } as const;

const NOTHING_KNOWN: Provision = { periods: [], weeks: 1, timetables: {}, cover: [], closures: [], absences: [] };

function withoutName(p: Partnership, id: PersonId): Partnership {
  const people = p.people.filter((one) => one.id === id);
  return {
    ...p,
    people: p.people.map((one) => (one.id === id ? namelessPerson(one) : one)),
    provision: p.provision && nameless(p.provision, { people, everybody: false }),
  };
}

const onProvision = (p: Partnership, change: (known: Provision) => Provision): Partnership => ({
  ...p,
  provision: change(p.provision ?? NOTHING_KNOWN),
});

const onCycle = (p: Partnership, id: string, change: (c: Cycle) => Cycle): Partnership => ({
  ...p,
  cycles: p.cycles.map((c) => (c.id === id ? change(c) : c)),
});

const signOfLife = (p: Partnership, at: Instant): Partnership => ({ ...p, lastSignOfLife: at });

const onSession = (p: Partnership, id: string, change: (s: Session) => Session): Partnership => ({
  ...p,
  sessions: p.sessions.map((s) => (s.id === id ? change(s) : s)),
});

/** The first word to the head about a session, of the report or of its lateness, is what the promise is measured by. */
function headHeard(p: Partnership, sent: Extract<Change, { what: 'message-sent' }>, at: Instant): Partnership {
  const how = sent.kind === 'coach-report' ? 'report' : sent.kind === 'coach-report-late' ? 'late' : undefined;
  if (!how || !sent.session || (sent.to !== 'head' && sent.to !== 'deputy')) return p;
  return onSession(p, sent.session.id, (s) => (s.headHeard ? s : { ...s, headHeard: { at, how } }));
}

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
