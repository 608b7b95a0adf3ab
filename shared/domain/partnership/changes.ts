import type { Instant } from '#calendar/london.ts';
import { type CycleChange, cycleReducers } from '#domain/cycles/changes.ts';
import { type MessageChange, messageReducers } from '#domain/messages/changes.ts';
import { type ObligationChange, obligationReducers } from '#domain/obligations/changes.ts';
import { type PeopleChange, peopleReducers } from '#domain/people/changes.ts';
import type { PersonId } from '#domain/people/person.ts';
import { type DataChange, dataReducers } from '#domain/personal-data/changes.ts';
import { type SessionChange, sessionReducers } from '#domain/sessions/changes.ts';
import type { OwnChange } from './own-change.ts';
import { type Partnership, roomVersion } from './partnership.ts';
import type { Reducers } from './reducers.ts';
import { signOfLife } from './sign-of-life.ts';

/**
 * What can happen to a partnership. The history is the list of these: a lead reads it, and the outbox is explained by it.
 */
export type Change =
  | OwnChange
  | MessageChange
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

/** A school's own part: how far it has come, what it has signed, and whether it stays. */
const ownReducers: Reducers<
  | Exclude<OwnChange, { what: 'launched' | 'teachers-chosen' | 'address-bounced' | 'deputy-named' }>
  | Extract<PeopleChange, { what: `withdrawal-${string}` | 'school-withdrawn' | 'cut-short' }>
  | Extract<Change, { what: 'settled' }>,
  | 'stage'
  | 'signatures'
  | 'declined'
  | 'unsigned'
  | 'invitedAgain'
  | 'leaving'
  | 'leavingAsked'
  | 'withdrawn'
  | 'cutShort'
  | 'rooms'
  | 'lastSignOfLife',
  'people'
> = {
  declined: (_p, { reason }, at) => ({ declined: { reason, at }, lastSignOfLife: at }),
  'signing-over': (_p, { until }) => ({ stage: 'lapsed', unsigned: until }),
  'invited-again': (_p, _change, at) => ({
    stage: 'invited',
    declined: undefined,
    unsigned: undefined,
    invitedAgain: at,
  }),
  'agreement-signed': (p, { signature }) => ({ signatures: [...p.signatures, signature] }),
  stage: (_p, { stage }) => ({ stage }),
  'room-link-replaced': (p, { questionnaire }) => ({
    rooms: { ...p.rooms, [questionnaire]: roomVersion(p, questionnaire) },
  }),
  'withdrawal-planned': (_p, { from, by }) => ({ leaving: { from, by }, leavingAsked: undefined }),
  'withdrawal-asked': (_p, { asked }) => ({ leavingAsked: asked }),
  'withdrawal-refused': () => ({ leavingAsked: undefined }),
  'withdrawal-cancelled': () => ({ leaving: undefined }),
  'school-withdrawn': (_p, { by }, at) => ({ leavingAsked: undefined, stage: 'withdrawn', withdrawn: { by, at } }),
  'cut-short': () => ({ cutShort: true }),
  settled: (p, { end }, at) => (end.how === 'done' ? signOfLife(p, end.by, at) : {}),
};

/**
 * A change is applied to each slice by the room that owns it. Those come first that look at the people as they were before it;
 * whether emails wait is for last, when it is known who sits where.
 */
const rooms = [
  cycleReducers,
  obligationReducers,
  sessionReducers,
  dataReducers,
  peopleReducers,
  ownReducers,
  messageReducers,
] as const;

/** What changes no slice by itself: the history says it. */
const facts: Readonly<Record<Exclude<Change['what'], KeysOf<(typeof rooms)[number]>>, true>> = {
  launched: true,
  'person-exported': true,
};

type KeysOf<R> = R extends unknown ? keyof R : never;

type Reduce = (p: Partnership, change: Change, at: Instant) => Partial<Partnership>;

/** The partnership after a change. */
export function apply(p: Partnership, change: Change, at: Instant): Partnership {
  if (change.what in facts) return p;
  let after = p;
  for (const room of rooms) {
    const reduce = (room as Partial<Record<Change['what'], Reduce>>)[change.what];
    if (reduce) after = { ...after, ...reduce(after, change, at) };
  }
  return after;
}
