import type { Message } from '#domain/messages/message.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Promised } from './promise.ts';
import type { Milliseconds } from './time.ts';
import { idOf, ownerOf } from './truth.ts';

/** A school that has withdrawn, or has not signed in time, hears that it has, and of what was to come; the lead hears what they must. */
const TO_A_SCHOOL_THAT_LEFT =
  /^(school-withdrawn|session-cancellation|sessions-changed|cycles-changed|cover-changed|coach-report.*|withdrawal-confirmed|sessions-passed-on|signing-over|group-over)$/;

export const noneAfterLeaving: Promised = {
  says: 'Who has withdrawn or was replaced hears nothing more but that it is so, and nobody writes where no post is read',
  watch({ truth, poisoned, now }) {
    /** by school and address: since when nobody of that school sits there any more */
    const left = new Map<string, Milliseconds>();
    /** by school and seat: since when mail there is not read */
    const unread = new Map<string, Milliseconds>();
    const withdrawn = new Map<string, Milliseconds>();
    const at = (id: string, whom: string) => `${id} ${whom.toLowerCase()}`;

    /** What is done is known from when it is written: that is a moment after it was done. */
    function follow(id: string, { change }: HistoryEvent) {
      if (change.what === 'person-replaced') {
        if (change.former) left.set(at(id, change.former.email), now());
        left.delete(at(id, change.person.email));
        unread.delete(at(id, change.person.id));
      }
      if (change.what === 'person-withdrawn') left.set(at(id, change.former.email), now());
      if (change.what === 'address-corrected') unread.delete(at(id, change.person));
      if (change.what === 'person-gone' && change.how !== 'left') unread.set(at(id, change.person), now());
      if (change.what === 'school-withdrawn' || change.what === 'signing-over') withdrawn.set(id, now());
      if (change.what === 'invited-again') withdrawn.delete(id);
    }

    return {
      written(written) {
        for (const { pk, sk, before, after } of written)
          if (pk.startsWith('PARTNERSHIP#') && sk.startsWith('past#') && after && !before)
            follow(idOf(pk), after.it as HistoryEvent);
        return undefined;
      },
      mail({ key, kind, to, began }) {
        const id = ownerOf(key);
        const p = poisoned.has(id) ? undefined : truth.partnership(id);
        const message: Message | undefined = truth.message(key);
        if (!p || !message || message.to === 'lead') return undefined;
        const before = (since: Milliseconds | undefined) => since !== undefined && since < began;
        // whom a seat has named in its own place may have been there before
        const named = message.proposed === true;
        const sits = named || p.people.some((one) => one.email.toLowerCase() === to.toLowerCase());
        const saysSo = kind === 'withdrawal-confirmed' || kind === 'sessions-passed-on';
        if (!saysSo && !sits && before(left.get(at(id, to)))) return `${key} goes to ${to}, who has left`;
        // who has left hears so at their own address, whoever sits there now
        const ofFormer = message.former !== undefined;
        if (!named && !ofFormer && before(unread.get(at(id, message.to)))) return `${key} goes where nobody reads it`;
        if (before(withdrawn.get(id)) && !TO_A_SCHOOL_THAT_LEFT.test(kind))
          return `${key} goes to a school that takes no part any more`;
        return undefined;
      },
    };
  },
};
