import { localDate, localTime, weekday } from '#calendar/london.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { besideHead } from '#records/keys.ts';
import type { Promised } from './promise.ts';
import { instantOf, MINUTE, type Milliseconds } from './time.ts';
import { idOf, ownerOf } from './truth.ts';

/*
 * What is promised of each email. Nothing here asks the product's own rules: a rule that is wrong would agree with itself.
 */

/** These ask for something or speak of something that is still to be done. */
const ABOUT_WHAT_IS_OPEN: readonly string[] = [
  'agreement-request',
  'countersign-request',
  'teachers-request',
  'questionnaire-request',
  'reminder',
  'escalation',
  'decision-request',
  'deadline-extended',
  'fresh-link',
  'session-ended',
  'report-nudge',
  'report-escalation',
];

/** These go at any hour. */
const AT_ANY_HOUR: readonly string[] = [
  'fresh-link',
  'session-cancellation',
  'session-ended',
  'report-nudge',
  'report-escalation',
  'coach-report',
  'coach-report-late',
  'report-bounced',
  'withdrawal-confirmed',
  'sessions-passed-on',
  'school-withdrawn',
  'confirmation-request',
  'change-announced',
  'change-refused',
  'report-waits',
  // of a class that is to begin within a school day: who hears at night is another promise
  'cover-stepped-in',
  'cover-missing',
  'cover-yours',
  'cover-untold',
];

export const sentOnce: Promised = {
  says: 'No message goes twice, unless nobody could know for an hour whether it had gone, and that is counted',
  watch({ gone }) {
    const released = new Map<string, number>();
    const told = new Set<string>();
    return {
      told: (key) => void told.add(key),
      written(written, by) {
        for (const { before, after } of written) {
          const [was, is] = [before?.it as Message | undefined, after?.it as Message | undefined];
          if (was?.state !== 'claimed' || is?.state !== 'to-send' || by?.what === 'send-message') continue;
          if (told.has(is.key)) return `${is.key} is to go again though the feed has told that it went`;
          if (was.claimed && Date.parse(was.claimed) + 60 * MINUTE > Date.parse(instantOf(by?.began ?? 0)) + MINUTE)
            return `${is.key} is to go again within the hour`;
          released.set(is.key, (released.get(is.key) ?? 0) + 1);
        }
        return undefined;
      },
      mail({ key }) {
        const times = gone.filter((mail) => mail.key === key).length;
        return times > (released.get(key) ?? 0) ? `${key} goes for the ${times + 1}. time` : undefined;
      },
    };
  },
};

export const askedOnlyWhatIsOwed: Promised = {
  says: 'Nobody is asked for what is done, released or lapsed, nor invited to a session that has changed',
  watch({ truth, poisoned, now }) {
    // What is done is known from when it is written: that is a moment after it was done.
    const settled = new Map<string, Milliseconds>();
    const moved = new Map<string, Milliseconds>();
    const declined = new Map<string, Milliseconds>();
    return {
      written(written) {
        for (const { pk, sk, before, after } of written) {
          const [was, is] = [before?.it as Partial<Kept> | undefined, after?.it as Partial<Kept> | undefined];
          const known = `${idOf(pk)} ${is?.id}`;
          if (sk === 'live#head' && is?.declined && !was?.declined) declined.set(idOf(pk), now());
          if (!sk.startsWith('live#obligation#')) continue;
          if (is?.end && !was?.end) settled.set(known, now());
          if ((is?.moved?.length ?? 0) > (was?.moved?.length ?? 0)) moved.set(known, now());
        }
        return undefined;
      },
      mail({ key, kind, began }) {
        const id = ownerOf(key);
        const p = poisoned.has(id) ? undefined : truth.partnership(id);
        const message = truth.message(key);
        if (!p || !message) return undefined;
        const before = (since: Milliseconds | undefined) => since !== undefined && since < began;
        // a new link to the page of all that is the reader's asks for nothing
        const toTheirPage = kind === 'fresh-link' && message.about.length === 0;
        if (ABOUT_WHAT_IS_OPEN.includes(kind) && !toTheirPage) {
          const about = p.obligations.filter((o) => message.about.includes(o.id));
          const open = about.filter((o) => !(o.end && before(settled.get(`${id} ${o.id}`))));
          if (open.length === 0) return `${key} speaks of what is settled`;
          // several may confirm what a seat has asked, and each of them is asked; never the seat itself
          const confirms = ({ kind, seat }: Obligation) =>
            /^confirm-(successor|withdrawal)$/.test(kind) && seat !== message.to;
          const theirs = (o: Obligation) =>
            o.owner === message.to || confirms(o) || !before(moved.get(`${id} ${o.id}`));
          if (!/escalation|decision/.test(kind) && !open.some(theirs))
            return `${key} asks for what is with somebody else`;
        }
        // what was held before is reported still
        const stillGoes =
          message.to === 'lead' || /^session(-cancellation|s-changed)$/.test(kind) || kind.startsWith('coach-report');
        if (p.stage === 'declined' && !stillGoes && before(declined.get(id)))
          return `${key} goes to a school that has declined`;
        return undefined;
      },
    };
  },
};

/** What is looked at of a partnership and of an obligation. */
type Kept = Pick<Partnership, 'declined'> & Obligation;

export const oneReminderADay: Promised = {
  says: 'A person gets at most one reminder a day, whatever they owe in whatever schools',
  watch() {
    const reminded = new Map<string, string>();
    return {
      mail({ key, kind, to, began }) {
        if (kind !== 'reminder') return undefined;
        const day = `${to.toLowerCase()} ${localDate(instantOf(began))}`;
        const first = reminded.get(day) ?? key;
        reminded.set(day, first);
        return first === key ? undefined : `${key} goes on the day of ${first}`;
      },
    };
  },
};

export const oneWordOfTheEnd: Promised = {
  says: 'A person hears once that a cohort has ended early, whatever they did in whatever schools',
  watch() {
    const heard = new Map<string, string>();
    return {
      mail({ key, kind, to }) {
        if (kind !== 'cohort-ended') return undefined;
        const first = heard.get(to.toLowerCase()) ?? key;
        heard.set(to.toLowerCase(), first);
        return first === key ? undefined : `${key} says again what ${first} has said`;
      },
    };
  },
};

export const quietHours: Promised = {
  says: 'What can wait goes on days on which its school is open, from 07:30 to 17:30; nobody is nudged from 20:00 to 07:00',
  watch({ truth, faults, now }) {
    // a day on which a school closes of itself is known from when that is written
    const closing = new Map<string, Milliseconds>();
    const ownDay = (id: string, at: Milliseconds) => {
      const date = localDate(instantOf(at));
      const closed = truth.partnership(id)?.provision?.closures.some((one) => one.date === date);
      return closed === true && (closing.get(`${id} ${date}`) ?? 0) < at;
    };
    const isOpen = (at: Milliseconds) => {
      const now = instantOf(at);
      const [date, time] = [localDate(now), localTime(now)];
      const calendar = truth.cohort()?.calendar;
      if (!calendar || time < '07:30' || time >= '17:30' || weekday(date) > 5) return false;
      if (date > (calendar.terms.at(-1)?.end ?? '')) return true;
      const term = calendar.terms.find(({ start, end }) => start <= date && date <= end);
      const [from, to] = term?.halfTerm ?? ['9', '9'];
      return (
        term !== undefined &&
        !(from <= date && date <= to) &&
        !calendar.inset.includes(date) &&
        !calendar.closures?.some((closed) => closed.date === date) &&
        !calendar.bankHolidays.some((holiday) => holiday.date === date)
      );
    };
    return {
      mail({ key, kind, began }) {
        const message = truth.message(key);
        const canWait = !AT_ANY_HOUR.includes(kind) && !message?.urgent;
        // a nudge of the evening may be held up for a little
        const time = localTime(instantOf(began));
        if (kind === 'report-nudge' && (time < '07:00' || time > '20:30'))
          return `${key} nudges at ${instantOf(began)}`;
        if (canWait && ownDay(ownerOf(key), began)) return `${key} goes on a day on which its school is closed`;
        return canWait && !isOpen(began) ? `${key} goes at ${instantOf(began)}` : undefined;
      },
      written(written) {
        for (const { pk, sk, before, after } of written) {
          if (sk === besideHead.provision && before)
            for (const { date } of (after?.it as Partnership['provision'])?.closures ?? [])
              if (!closing.has(`${idOf(pk)} ${date}`)) closing.set(`${idOf(pk)} ${date}`, now());
          if (before || !after || !sk.startsWith('live#message#')) continue;
          const { key, kind, queued } = after.it as Message;
          if (kind !== 'report-nudge') continue;
          const time = localTime(queued);
          // a turn begins within two ticks
          const late = faults.excusedUntil(ownerOf(key)) > Date.parse(queued);
          if ((time < '07:00' || time > '20:03') && !late) return `${key} is to nudge at ${queued}`;
        }
        return undefined;
      },
    };
  },
};
