import { localDate } from '#calendar/london.ts';
import type { MessageKey, ObligationId, RequestId } from '#domain/ids.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import { heldFor } from '#domain/people/pending.ts';
import type { PersonId } from '#domain/people/person.ts';
import { headHeard } from '#domain/sessions/changes.ts';
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
  | { readonly what: 'message-dropped'; readonly key: MessageKey; readonly why: string };

/** The partnership after something has happened to an email of its outbox. */
export const messageReducers: Reducers<MessageChange> = {
  'message-queued': (p, change, at) => {
    const message = heldFor(p, change.message);
    const remindedOn = message.kind === 'reminder' ? { ...p.remindedOn, [message.to]: localDate(at) } : p.remindedOn;
    return intoOutbox({ ...p, remindedOn }, message);
  },
  'message-unknown': (p, change) => ({
    ...p,
    outbox: p.outbox.map((m) => (m.key === change.key ? heldFor(p, backInOutbox(m)) : m)),
  }),
  'message-stuck': (p, change, at) => ({
    ...p,
    outbox: p.outbox.map((m) => (m.key === change.key ? { ...m, stuck: at } : m)),
  }),
  'message-sent': (p, change, at) => {
    const said = saidWith(p, change);
    return headHeard({ ...p, outbox: p.outbox.filter((m) => m.key !== change.key && !said.includes(m)) }, change, at);
  },
  'message-dropped': (p, change) => ({ ...p, outbox: p.outbox.filter((m) => m.key !== change.key) }),
};
