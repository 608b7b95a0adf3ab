import { type Instant, plus } from '#calendar/london.ts';
import { onceOpen, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Message } from '#domain/messages/message.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { RehearsedMessage } from '#rehearsal/rehearsal.ts';
import type { Gone } from '#test/simulation/promise.ts';
import { msOf } from '#test/simulation/time.ts';
import { ownerOf } from '#test/simulation/truth.ts';
import type { Rehearsed } from './rehearsed.ts';

/** What is known of a year's emails by some moment of it. */
interface Found {
  readonly rehearsed: Rehearsed;
  readonly gone: readonly Gone[];
  readonly now: Instant;
  readonly when: 'on the way' | 'at the end';
  /** by key, when the history says that a message had been in doubt for an hour */
  readonly unknown: ReadonlyMap<string, readonly Instant[]>;
  /** what is in an outbox, by key, with the address of its reader */
  readonly waiting: ReadonlyMap<string, Message & { readonly address: string }>;
  /** what was sent or dropped, by key */
  readonly sent: ReadonlyMap<string, HistoryEvent>;
  readonly calendar: SchoolCalendar;
}

type About = Pick<RehearsedMessage, 'kind' | 'to' | 'urn' | 'obligations' | 'session'>;

/** These list what is owed when they go, which may be later than rehearsed. */
const LISTS: readonly string[] = ['reminder', 'handover'];

/** An email as people know it: from which outbox, what it says, to whom, and about what. */
export const nameOf = ({ kind, to, urn, obligations, session }: About): string =>
  [
    urn ?? 'the cohort',
    kind,
    'to',
    to,
    ...(LISTS.includes(kind) ? [] : obligations),
    ...(session ? [session] : []),
  ].join(' ');

/** The school whose outbox a key is of; null: its cohort's. */
const urnOf = (key: string): string | null => ownerOf(key).split('/')[1] ?? null;

/** One message of an outbox, as often as it went. */
interface Went {
  readonly key: string;
  readonly name: string;
  readonly times: readonly number[];
}

/**
 * The emails that have gone against those that were rehearsed: each comes, once, to its address, at its time. One that
 * was in doubt may go again, or for the first time, an hour later or when the post opens; or not at all if by then what
 * it asks for is settled, and the history says so.
 */
export function asRehearsed(found: Found): { readonly broken: readonly string[]; readonly late: number } {
  const { rehearsed, unknown, sent } = found;
  const broken: string[] = [];
  let late = 0;
  const expected = Map.groupBy(rehearsed.messages, nameOf);
  for (const { key, name, times } of wentIn(found, broken)) {
    const doubts = unknown.get(key)?.length ?? 0;
    if (times.length > 1 + doubts) broken.push(`${name} went ${times.length} times, in doubt ${doubts} times`);
    const left = expected.get(name) ?? [];
    const fits = (message: RehearsedMessage) =>
      times.every((at) => mayGo(found, message, key).some((instant) => msOf(instant) === at));
    const message = left.find(fits) ?? left[0];
    expected.set(
      name,
      left.filter((one) => one !== message),
    );
    if (!message) broken.push(`${name} went, and was not rehearsed`);
    else if (!fits(message))
      broken.push(`${name} went at ${new Date(times[0] ?? 0).toISOString()}, rehearsed ${message.at}`);
    late += times.filter((at) => message && msOf(message.at) !== at).length;
  }
  const waiting = [...found.waiting].map(([key, m]) => waitingName(key, m));
  // what was dropped tells no more than its key: so many of each outbox, each of them in doubt before
  const dropped = [...sent].flatMap(([key, { change }]) =>
    change.what === 'message-dropped' && unknown.has(key) ? [urnOf(key)] : [],
  );
  for (const [name, messages] of expected)
    for (const { at, urn } of messages) {
      if (found.when === 'on the way' && at >= found.now) continue;
      if (!takeOne(waiting, name) && !takeOne(dropped, urn)) broken.push(`${name} of ${at} has not come`);
    }
  return { broken, late };
}

/** What went, message by message, in the order in which it first did. */
function wentIn({ gone, sent, waiting }: Found, broken: string[]): readonly Went[] {
  return [...Map.groupBy(gone, ({ key }) => key)].flatMap(([key, emails]): Went[] => {
    const [{ kind, to }] = emails as [Gone, ...Gone[]];
    const change = sent.get(key)?.change;
    const known = change?.what === 'message-sent' ? change : waiting.get(key);
    const about = { kind: kind as Message['kind'], to, urn: urnOf(key) };
    const name = nameOf({ ...about, obligations: known?.about ?? [], session: known?.session?.id });
    if (!change && !known) broken.push(`${name} went, and the history does not tell`);
    if (emails.some((email) => email.to !== to)) broken.push(`${name} went to another as well`);
    return [{ key, name, times: emails.map(({ at }) => at) }];
  });
}

const waitingName = (key: string, { kind, address, about, session }: Message & { readonly address: string }): string =>
  nameOf({ kind, to: address, urn: urnOf(key), obligations: about, session: session?.id });

/** Takes one out of a list; false where there is none. */
function takeOne<T>(list: T[], one: T): boolean {
  const at = list.indexOf(one);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

/**
 * When a message may go: at its time, and after each doubt. By then the post may be closed: what can wait goes when it
 * opens, half past seven, and not at eight as what is planned for a morning.
 */
function mayGo({ unknown, calendar }: Found, { urn, at }: RehearsedMessage, key: string): readonly Instant[] {
  // the history of a cohort's own outbox does not speak of doubts
  const times = urn === null ? doubtsAfter(calendar, at) : (unknown.get(key) ?? []);
  return [at, ...times.flatMap((again) => [again, onceOpen(calendar, at, again)])];
}

/** So often a process is killed with the same message in hand, at most. */
const IN_A_ROW = 3;

/** When a message would be in doubt for an hour, again and again. */
function doubtsAfter(calendar: SchoolCalendar, at: Instant): readonly Instant[] {
  const times = [plus(at, 'PT1H')];
  for (let last = times[0] ?? at; times.length < IN_A_ROW; last = times.at(-1) ?? last) {
    const again = onceOpen(calendar, at, last);
    times.push(plus(again > last ? again : last, 'PT1H'));
  }
  return times;
}
