import { type Instant, localDate, localTime, plusDays, weekday } from '#calendar/london.ts';
import type { SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Message } from '#domain/messages/message.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Promised } from './promise.ts';
import { instantOf, MINUTE, type Milliseconds, msOf } from './time.ts';
import { idOf, ownerOf } from './truth.ts';

/** These tell somebody that something has changed. */
const CHANGES = /^(sessions-changed|cycles-changed|cover-changed|deadline-extended|event-changed)$/;

/** These tell them how it stands. */
const TELLS = /^(session-invitation|plan-invitation|cover-pack|handover)$/;

const isSchoolDay = (calendar: SchoolCalendar, day: string): boolean =>
  weekday(day) <= 5 &&
  calendar.terms.some(
    ({ start, end, halfTerm: [from, to] = ['9', '9'] }) => start <= day && day <= end && !(from <= day && day <= to),
  ) &&
  !calendar.inset.includes(day) &&
  !calendar.closures?.some(({ date }) => date === day) &&
  !calendar.bankHolidays.some(({ date }) => date === day);

/** The last day that is soon, seen from a moment, and the next on which there is school. */
function horizon(calendar: SchoolCalendar, from: Instant): { readonly soon: string; readonly next: string } {
  const today = localDate(from);
  let next = plusDays(today, 1);
  for (let days = 0; days < 80 && !isSchoolDay(calendar, next); days++) next = plusDays(next, 1);
  const two = plusDays(today, 2);
  return { soon: two > next ? two : next, next };
}

/** How something stands, in a line. */
function standing(p: Partnership, { events = {} }: Pick<Cohort, 'events'>, id: string, kind: string): string {
  if (kind === 'event-changed')
    return JSON.stringify(
      Object.entries(events[id] ?? {})
        .filter(([, known]) => known)
        .sort(),
    );
  const s = p.sessions.find((one) => one.id === id);
  if (s) return `${s.start.at} ${s.end.at} ${s.state === 'cancelled' ? 'off' : 'on'}`;
  const c = p.cycles.find((one) => one.id === id);
  if (c && kind.startsWith('cover')) return `${c.state} ${JSON.stringify(c.duties)} ${c.lesson.start.at}`;
  if (c) return `${c.planning.start.at} ${c.lesson.start.at} ${c.debrief.end.at} ${c.teaching} ${c.state}`;
  return p.obligations.find((o) => o.id === id)?.due.at ?? '';
}

/** Ids of what an email speaks of. */
const subjects = ({ kind, heard, session, cycles, about }: Message): readonly string[] =>
  CHANGES.test(kind)
    ? [heard?.sessions, heard?.cycles, heard?.events].flatMap((things) => Object.keys(things ?? {})).concat(about)
    : [...(session ? [session.id] : []), ...(cycles ?? []), ...about];

/** When the sessions that it tells of were to begin, and are. */
function startsOf(p: Partnership, { heard }: Message): readonly Instant[] {
  const at = (one: { readonly start?: { readonly at: Instant } | undefined } | undefined) =>
    one?.start ? [one.start.at] : [];
  const sessions = Object.entries(heard?.sessions ?? {}).flatMap(([id, was]) => [
    ...at(was),
    ...at(p.sessions.find((s) => s.id === id)),
  ]);
  const cycles = Object.entries(heard?.cycles ?? {}).flatMap(([id, was]) =>
    [was, p.cycles.find((c) => c.id === id)].flatMap((c) =>
      c ? [...at(c.planning), ...at(c.lesson), ...at(c.debrief)] : [],
    ),
  );
  return [...sessions, ...cycles];
}

/** Days on which what changes was, or is. */
function daysOf(
  p: Partnership,
  cohort: Cohort,
  { heard, about }: Message,
): { readonly held: string[]; readonly due: string[] } {
  const day = (at: { readonly at: Instant } | undefined) => (at ? [localDate(at.at)] : []);
  const sessions = Object.entries(heard?.sessions ?? {}).flatMap(([id, was]) => [
    ...day(was.start),
    ...day(p.sessions.find((s) => s.id === id)?.start),
  ]);
  const cycles = Object.entries(heard?.cycles ?? {}).flatMap(([id, was]) =>
    [was, p.cycles.find((c) => c.id === id)].flatMap((c) =>
      c ? [...day(c.planning.start), ...day(c.lesson.start), ...day(c.debrief.start)] : [],
    ),
  );
  const dues = [
    ...(heard?.dues ?? []).flatMap(({ was }) => day(was)),
    ...p.obligations.filter((o) => about.includes(o.id)).flatMap((o) => day(o.due)),
  ];
  const events = Object.entries(heard?.events ?? {}).flatMap(([step, was]) =>
    [was, cohort.events?.[step]].flatMap((event) => event?.date ?? []),
  );
  return { held: [...sessions, ...cycles, ...events], due: dues };
}

/** A day on which the school itself is closed is no school day for it either. */
const ownCalendar = ({ provision }: Partnership, { calendar }: Cohort): SchoolCalendar => ({
  ...calendar,
  closures: [...(calendar.closures ?? []), ...(provision?.closures ?? [])],
});

export const oneChangeOneEmail: Promised = {
  says: 'Changes of one kind for one person are told together: after ten minutes or when school is over, never as last heard; and nobody is asked and reminded at once',
  watch({ truth, poisoned, now, gone }) {
    /** by key: since when its first change waits to be told */
    const since = new Map<string, Milliseconds>();
    /** by school, address and thing: how it stood when they last heard of it */
    const heard = new Map<string, string>();
    /** by the same: by which email */
    const by = new Map<string, string>();
    const hazy = new Set<string>();
    /** by key, as it was put into the outbox */
    const asked = new Map<string, Message>();
    /** by key: which decision it comes of, as the version of the school that holds it. Whoever comes by finishes what was left half saved */
    const decided = new Map<string, string>();
    /** by school and thing: when it was last saved. What changes while an email goes may be in it or not */
    const changed = new Map<string, Milliseconds>();
    const line = (id: string, to: string, thing: string, kind: string) =>
      `${id} ${to.toLowerCase()} ${kind.startsWith('cover') ? 'cover of ' : ''}${thing}`;

    /** Told too soon, for what it tells. */
    function hasty(p: Partnership, cohort: Cohort, message: Message, began: Milliseconds): boolean {
      const from = since.get(message.key) ?? began;
      const at = instantOf(from);
      const { soon, next } = horizon(ownCalendar(p, cohort), at);
      const { held, due } = daysOf(p, cohort, message);
      const today = localDate(at);
      const isBy = (days: readonly string[], last: string) => days.some((day) => day >= today && day <= last);
      if (isBy(held, next)) return false;
      if (began < from + 10 * MINUTE - 1000) return true;
      if (isBy(held, soon) || isBy(due, soon)) return false;
      return localDate(instantOf(began)) === today && localTime(instantOf(began)) < '16:30';
    }

    /** It waits, and something that it tells of is to begin within a school day. */
    function idle(message: Message, from: Milliseconds): boolean {
      const [p, calendar] = [truth.whole(ownerOf(message.key)), truth.cohort()?.calendar];
      if (!p || !calendar || msOf(message.queued) <= now() + MINUTE) return false;
      const at = instantOf(from);
      const { next } = horizon(calendar, at);
      return startsOf(p, message).some((start) => start > at && localDate(start) <= next);
    }

    return {
      written(written, author) {
        for (const { pk, sk, before, after } of written) {
          if (sk.startsWith('live#') && after) changed.set(`${idOf(pk)} ${sk.split('#')[2]}`, now());
          if (!sk.startsWith('live#message#') || before || !after) continue;
          const message = after.it as Message;
          asked.set(message.key, message);
          decided.set(message.key, `${idOf(pk)} ${truth.head(idOf(pk))?.version}`);
          if (!CHANGES.test(message.kind)) continue;
          if (idle(message, author?.began ?? now()))
            return `${message.key} waits until ${message.queued} with what changes within a school day`;
          // one that was just being tried, and says it too when it goes after all, nobody could count on
          const { outbox = [] } = truth.partnership(ownerOf(message.key)) ?? {};
          if (outbox.some((m) => m.to === message.to && m.state === 'claimed')) hazy.add(message.key);
          // another change takes the place of one that waits, at once or in a later part of one save
          const gone = written.flatMap((one) => (one.after ? [] : [one.before?.it as Message | undefined]));
          const instead = [...gone, ...outbox].flatMap((m) =>
            m?.kind === message.kind && m.to === message.to ? (since.get(m.key) ?? []) : [],
          );
          since.set(message.key, Math.min(now(), ...instead));
        }
        return undefined;
      },
      mail({ at, key, kind, to, began }) {
        const id = ownerOf(key);
        const p = poisoned.has(id) ? undefined : truth.partnership(id);
        const cohort = truth.cohort();
        const message = truth.message(key);
        if (!p || !message || !cohort) return undefined;
        const ofOthers = gone.filter(
          (mail) => mail.to === to && ownerOf(mail.key) === id && mail.at > began - 30 * MINUTE,
        );
        const asks = (one: string) => one.endsWith('-request') && one !== 'decision-request';
        const together = ofOthers.find(
          (mail) =>
            ((asks(kind) && mail.kind === 'reminder') || (kind === 'reminder' && asks(mail.kind))) &&
            decided.get(mail.key) === decided.get(key),
        );
        const elsewhere = gone.find(
          (mail) =>
            mail.to.toLowerCase() === to.toLowerCase() &&
            ownerOf(mail.key) !== id &&
            Math.floor(mail.at / MINUTE) === Math.floor(at / MINUTE) &&
            ((asks(kind) && mail.kind === 'reminder') || (kind === 'reminder' && asks(mail.kind))),
        );
        if (elsewhere) return `${key} and ${elsewhere.key} ask and remind ${to} in one minute`;
        if (together) return `${key} and ${together.key} ask and remind ${to} at once`;
        const told = subjects(message).map(
          (thing) => [line(id, to, thing, kind), standing(p, cohort, thing, kind)] as const,
        );
        if (CHANGES.test(kind) && message.attempts <= 1) {
          const twice = ofOthers.find((mail) => mail.kind === kind && mail.key !== key && mail.at > began - 9 * MINUTE);
          const { next } = horizon(ownCalendar(p, cohort), instantOf(began));
          const near = daysOf(p, cohort, message).held.some((day) => day <= next);
          // the word that a school's part is over waits for nothing
          if (twice && !near && !hasEnded(p.stage) && asked.get(twice.key)?.to === message.to)
            return `${key} tells of changes so soon after ${twice.key}`;
          if (message.heard && hasty(p, cohort, message, began)) return `${key} tells of a change at once`;
          const passed = [message.heard?.sessions, message.heard?.cycles].some((all) =>
            Object.values(all ?? {}).some((one) => one?.passed || (one && 'joined' in one && one.joined)),
          );
          if (
            !passed &&
            !hazy.has(key) &&
            told.length > 0 &&
            told.every(([thing, stands]) => heard.get(thing) === stands)
          )
            return `${key} (${kind} to ${message.to}) tells ${to} what ${by.get(told[0]?.[0] ?? '')} has told them: ${told[0]?.[1]}`;
        }
        // a request to confirm cover says what it is, and not what it was before
        if (CHANGES.test(kind) || TELLS.test(kind) || (asks(kind) && kind !== 'cover-request') || kind === 'reminder')
          for (const [i, [thing, stands]] of told.entries()) {
            const saved = changed.get(`${id} ${subjects(message)[i]}`) ?? 0;
            if (saved > began - MINUTE) heard.delete(thing);
            else heard.set(thing, stands);
            by.set(thing, `${key} (${kind} to ${message.to})`);
          }
        if (kind === 'meeting-request')
          for (const { step = '' } of p.obligations.filter((o) => message.about.includes(o.id)))
            heard.set(line(id, to, step, kind), standing(p, cohort, step, 'event-changed'));
        return undefined;
      },
    };
  },
};
