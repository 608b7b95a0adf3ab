import { localDate } from '#calendar/london.ts';
import type { CycleChange } from '#domain/cycles/changes.ts';
import type { MessageKey, ObligationId, RequestId } from '#domain/ids.ts';
import type { ObligationChange } from '#domain/obligations/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import type { PeopleChange } from '#domain/people/changes.ts';
import { heldAnew, heldFor } from '#domain/people/pending.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { MessageKind } from './catalogue.ts';
import { backInOutbox, type Message, type Queued } from './message.ts';
import { intoOutbox, saidWith } from './outbox.ts';

/** What can happen to an email of a school's outbox. */
export type MessageChange =
  | { readonly what: 'message-queued'; readonly message: Queued }
  | {
      readonly what: 'message-sent';
      readonly key: MessageKey;
      readonly kind: MessageKind;
      readonly to: PersonId;
      /** ids of the obligations that it spoke of when it went */
      readonly about: readonly ObligationId[];
      readonly session?: Message['session'];
      /** to whom a seat had named as its own successor, not to whoever sat there */
      readonly proposed?: true;
      /** of somebody’s own data: which request */
      readonly request?: RequestId | undefined;
    }
  | { readonly what: 'message-unknown'; readonly key: MessageKey }
  /** it was tried for a day, and did not go */
  | { readonly what: 'message-stuck'; readonly key: MessageKey; readonly kind: MessageKind; readonly to: PersonId }
  /** `into`: another email says what it was to say */
  | {
      readonly what: 'message-dropped';
      readonly key: MessageKey;
      readonly why: string;
      readonly into?: MessageKey | undefined;
    };

/** What is said of somebody, or of who sits at a seat, by which emails to them wait or go on. */
type Sitting = Extract<
  PeopleChange,
  { what: 'person-gone' | 'person-replaced' | 'address-corrected' | 'successor-proposed' | 'successor-refused' }
>;

/** What an email that waits says when it goes, so that no other need tell it. */
type SaidByThen =
  | Extract<ObligationChange, { what: 'extended' }>
  | Extract<CycleChange, { what: 'plan-agreed' | 'cycle-off' | 'cycle-passed-on' }>;

/** The outbox after something has happened. Whether an email waits depends on who sits where. */
export const messageReducers: Reducers<
  MessageChange | Sitting | SaidByThen,
  'outbox' | 'messages' | 'remindedOn',
  'id' | 'people' | 'proposals' | 'obligations'
> = {
  'message-queued': (p, change, at) => {
    const message = heldFor(p, change.message);
    const { outbox, messages } = intoOutbox(p, message);
    return {
      outbox,
      messages,
      ...(message.kind === 'reminder' && { remindedOn: { ...p.remindedOn, [message.to]: localDate(at) } }),
    };
  },
  'message-unknown': (p, change) => ({
    outbox: p.outbox.map((m) => (m.key === change.key ? heldFor(p, backInOutbox(m)) : m)),
  }),
  'message-stuck': (p, change, at) => ({
    outbox: p.outbox.map((m) => (m.key === change.key ? { ...m, stuck: at } : m)),
  }),
  'message-sent': (p, change) => {
    const said = saidWith(p, change);
    return { outbox: p.outbox.filter((m) => m.key !== change.key && !said.includes(m)) };
  },
  'message-dropped': (p, { key, into }) => ({
    outbox: p.outbox
      .filter((m) => m.key !== key)
      .map((m) => (into !== undefined && m.key === into ? { ...m, reminds: true as const } : m)),
  }),
  extended: (p, { obligation }) => stillWaiting(p, ({ about }) => about.includes(obligation)),
  'plan-agreed': (p) => stillWaiting(p, ({ cycles }) => cycles !== undefined),
  'cycle-off': (p, { cycle }) => stillWaiting(p, ({ cycles }) => cycles?.includes(cycle) === true),
  'cycle-passed-on': (p, { cycle }) => stillWaiting(p, ({ cycles }) => cycles?.includes(cycle) === true),
  'person-gone': (p) => ({ outbox: heldAnew(p) }),
  'successor-proposed': (p) => ({ outbox: heldAnew(p) }),
  'successor-refused': (p, { seat }) => ({ outbox: heldAnew({ ...p, outbox: goesOn(p.outbox, seat) }) }),
  'person-replaced': (p, { person }) => {
    const { [person.id]: _, ...remindedOn } = p.remindedOn;
    return { outbox: goesOn(p.outbox, person.id), remindedOn };
  },
  'address-corrected': (p, { person }) =>
    p.people.some(({ id }) => id === person) ? { outbox: goesOn(p.outbox, person) } : {},
};

/** Emails that are to say what has changed are saved with it, so that none is on its way and says what was. */
const stillWaiting = ({ outbox }: Pick<Partnership, 'outbox'>, says: (m: Message) => boolean) => ({
  outbox: outbox.map((m) => (m.state === 'to-send' && says(m) ? { ...m } : m)),
});

/** What waited for a seat goes to whoever sits there now. */
const goesOn = (outbox: readonly Message[], seat: PersonId): readonly Message[] =>
  outbox.map((m) => (m.held && m.to === seat ? { ...m, held: undefined } : m));
