import type { Change, HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Person } from '#domain/people/person.ts';
import { type Entry, entriesIn, isNewer } from './calendars.ts';
import type { Promised } from './promise.ts';
import { HOUR, instantOf, type Milliseconds } from './time.ts';
import { idOf } from './truth.ts';

/** Something that somebody takes part in. */
interface Meeting {
  /** the end of its name in calendars */
  readonly uid: string;
  readonly seats: readonly string[];
  readonly start: string;
  readonly end: string;
  /** nobody need have heard of it yet */
  readonly unheard: boolean;
}

const PARTS = ['planning', 'lesson', 'debrief'] as const;

/** What is to come, as a school has it. */
function meetingsOf(p: Partnership, now: string): readonly Meeting[] {
  const sessions = p.sessions
    .filter(({ state }) => state === 'planned' || state === 'moved')
    .map((s) => ({
      uid: `${p.id}/${s.id}@drumbeat`,
      seats: [s.coach, s.teacher],
      start: s.start.at,
      end: s.end.at,
      unheard: s.invited === undefined,
    }));
  const cycles = p.cycles
    .filter(({ state }) => state === 'planned')
    .flatMap((c) =>
      PARTS.map((part) => ({
        uid: `${p.id}/${c.id}/${part}@drumbeat`,
        seats: c.members,
        start: c[part].start.at,
        end: c[part].end.at,
        // whoever comes once the lesson has begun
        unheard: c.lesson.start.at <= now,
      })),
    );
  return [...sessions, ...cycles].filter(({ start }) => start > now);
}

const addressOf = ({ email }: Pick<Person, 'email'>): string => email.trim().toLowerCase();

export const calendarsAgree: Promised = {
  says: 'What the calendar files of somebody’s emails come to is what they take part in, at its times and with whom it is',
  watch({ truth, poisoned, faults, now, partnerships }) {
    /** by address, and by the name of an event */
    const calendars = new Map<string, Map<string, Entry>>();
    /** by school: since when nothing has changed that has not been looked at */
    const changed = new Map<string, Milliseconds>();
    /** by school and address: mail there is, or was, read by nobody or by a stranger */
    const unread = new Set<string>();

    /** by school and seat: the addresses of whoever sat there, the last one last */
    const addresses = new Map<string, string[]>();

    function sits(id: string, one: Person) {
      const known = addresses.get(`${id} ${one.id}`) ?? [];
      if (known.at(-1) !== addressOf(one)) addresses.set(`${id} ${one.id}`, [...known, addressOf(one)]);
    }

    function follow(id: string, change: Change) {
      if (change.what !== 'person-gone' && change.what !== 'address-corrected') return;
      const right = change.what === 'address-corrected' ? change.email.trim().toLowerCase() : undefined;
      const wrongOne = addresses.get(`${id} ${change.person}`)?.findLast((address) => address !== right);
      if (wrongOne) unread.add(`${id} ${wrongOne}`);
    }

    /** What is wrong with what one person has of one school. */
    function wrong(p: Partnership, address: string, at: string): string | undefined {
      const meetings = meetingsOf(p, at);
      const seats = p.people.filter((one) => addressOf(one) === address);
      const has = calendars.get(address);
      for (const it of meetings.filter((one) => seats.some(({ id }) => one.seats.includes(id)))) {
        const entry = has?.get(it.uid);
        if (it.unheard && !entry?.on) continue;
        if (!entry?.on) return `${it.uid} is not in it`;
        if (entry.start !== it.start || entry.end !== it.end)
          return `${it.uid} is in it from ${entry.start} to ${entry.end}, and is from ${it.start} to ${it.end}`;
        const without = p.people.find(({ id, name }) => it.seats.includes(id) && !entry.text.includes(name));
        if (without) return `${it.uid} is in it without ${without.name}`;
      }
      const theirs = new Set(
        meetings.filter((one) => seats.some(({ id }) => one.seats.includes(id))).map((one) => one.uid),
      );
      for (const { uid, on, start } of has?.values() ?? [])
        if (on && start > at && uid.startsWith(`${p.id}/`) && !theirs.has(uid)) return `${uid} is in it`;
      return undefined;
    }

    /** Has somebody of it still to hear something, or a mishap its next try? */
    function isQuiet(id: string, p: Partnership, since: Milliseconds): boolean {
      return (
        p.outbox.every(({ held }) => held) &&
        !truth.head(id)?.rest &&
        Math.max(since, faults.excusedUntil(id)) + 2 * HOUR < now()
      );
    }

    function look(id: string): string | undefined {
      const p = poisoned.has(id) ? undefined : truth.partnership(id);
      const since = changed.get(id);
      if (!p || since === undefined || !isQuiet(id, p, since)) return undefined;
      changed.delete(id);
      const all = new Set([...calendars.keys(), ...p.people.map(addressOf)]);
      for (const address of all) {
        const gone = p.people.some((one) => addressOf(one) === address && one.gone !== undefined);
        if (gone || unread.has(`${id} ${address}`)) continue;
        const how = wrong(p, address, instantOf(now()));
        if (how) return `the calendar of ${address}: ${how}`;
      }
      return undefined;
    }

    const lookAll = () =>
      partnerships()
        .map(look)
        .find((how) => how !== undefined);

    return {
      written(written) {
        for (const { pk, sk, before, after } of written) {
          if (!pk.startsWith('PARTNERSHIP#')) continue;
          const id = idOf(pk);
          changed.set(id, now());
          if (sk === 'live#head') for (const one of (after?.it as Partnership | undefined)?.people ?? []) sits(id, one);
          if (sk.startsWith('past#') && !before && after) follow(id, (after.it as HistoryEvent).change);
        }
        return undefined;
      },
      mail({ to, calendars: files }) {
        const address = to.trim().toLowerCase();
        const has = calendars.get(address) ?? new Map<string, Entry>();
        calendars.set(address, has);
        for (const entry of files.flatMap(entriesIn)) if (isNewer(entry, has.get(entry.uid))) has.set(entry.uid, entry);
        return undefined;
      },
      tick: lookAll,
      end: lookAll,
    };
  },
};
