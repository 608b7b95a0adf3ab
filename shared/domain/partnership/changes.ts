import type { Instant } from '#calendar/london.ts';
import { type CycleChange, cycleReducers } from '#domain/cycles/changes.ts';
import { type MessageChange, messageReducers } from '#domain/messages/changes.ts';
import { type ObligationChange, obligationReducers } from '#domain/obligations/changes.ts';
import { type PeopleChange, peopleReducers } from '#domain/people/changes.ts';
import type { Group } from '#domain/people/group.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import { type DataChange, dataReducers } from '#domain/personal-data/changes.ts';
import { type SessionChange, sessionReducers } from '#domain/sessions/changes.ts';
import { type Partnership, roomVersion, type Signature, type Stage } from './partnership.ts';
import type { Reducers } from './reducers.ts';

/** What can happen to a school's own part. */
export type OwnChange =
  | { readonly what: 'launched' }
  | { readonly what: 'agreement-signed'; readonly signature: Signature }
  | { readonly what: 'declined'; readonly reason: string }
  | { readonly what: 'teachers-chosen'; readonly people: readonly Person[]; readonly groups: readonly Group[] }
  | { readonly what: 'address-bounced'; readonly person: PersonId }
  | { readonly what: 'stage'; readonly stage: Stage }
  | { readonly what: 'deputy-named'; readonly deputy: Person }
  /** the link by which a room answers that questionnaire */
  | { readonly what: 'room-link-replaced'; readonly questionnaire: string };

const ownReducers: Reducers<OwnChange> = {
  launched: (p) => p,
  declined: (p, { reason }, at) => ({ ...p, declined: { reason, at }, lastSignOfLife: at }),
  'agreement-signed': (p, { signature }) => ({
    ...p,
    signatures: [...p.signatures, signature],
    // the person who countersigns has checked the deputy whom the school named
    ...(signature.party === 'teaching school' && {
      people: p.people.map(({ namedBy, ...one }) => (one.role === 'deputy' || !namedBy ? one : { ...one, namedBy })),
    }),
  }),
  'teachers-chosen': (p, { people, groups }) => ({
    ...p,
    people: [...p.people.filter((person) => person.role !== 'teacher'), ...people],
    groups,
  }),
  'address-bounced': (p, { person }) => ({ ...p, bounced: [...(p.bounced ?? []), person] }),
  stage: (p, { stage }) => ({ ...p, stage }),
  'deputy-named': (p, { deputy }) => ({
    ...p,
    people: [...p.people.filter((person) => person.role !== 'deputy'), deputy],
  }),
  'room-link-replaced': (p, { questionnaire }) => ({
    ...p,
    rooms: { ...p.rooms, [questionnaire]: roomVersion(p, questionnaire) },
  }),
};

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

const reducers: Reducers<Change> = {
  ...ownReducers,
  ...messageReducers,
  ...dataReducers,
  ...obligationReducers,
  ...sessionReducers,
  ...cycleReducers,
  ...peopleReducers,
};

/** The partnership after a change. */
export function apply(p: Partnership, change: Change, at: Instant): Partnership {
  const reduce = reducers[change.what] as (p: Partnership, change: Change, at: Instant) => Partnership;
  return reduce(p, change, at);
}
