import { type Instant, plus } from '#calendar/london.ts';
import { onceOpen, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { RehearsedMessage } from '#rehearsal/rehearsal.ts';
import type { Gone } from '#test/simulation/promise.ts';
import { msOf } from '#test/simulation/time.ts';
import type { Rehearsed } from './rehearsed.ts';

/** What is known of a year's emails by some moment of it. */
interface Found {
  readonly rehearsed: Rehearsed;
  readonly gone: readonly Gone[];
  readonly now: Instant;
  readonly when: 'on the way' | 'at the end';
  /** by key, when the history says that a message had been in doubt for an hour */
  readonly unknown: ReadonlyMap<string, readonly Instant[]>;
  /** keys of what is in an outbox */
  readonly waiting: ReadonlySet<string>;
  /** what was sent or dropped, by key */
  readonly sent: ReadonlyMap<string, HistoryEvent>;
  readonly calendar: SchoolCalendar;
}

/**
 * The emails that have gone against those that were rehearsed: each comes, once, to its address, at its time. One that
 * was in doubt may go again, or for the first time, an hour later or when the post opens; or not at all if by then what
 * it asks for is settled, and the history says so.
 */
export function asRehearsed(found: Found): { readonly broken: readonly string[]; readonly late: number } {
  const { rehearsed, gone, unknown, sent } = found;
  const expected = new Map(rehearsed.messages.map((message) => [message.key, message]));
  const byKey = Map.groupBy(gone, ({ key }) => key);
  const broken: string[] = [];
  let late = 0;
  for (const [key, emails] of byKey) {
    const message = expected.get(key);
    const times = unknown.get(key)?.length ?? 0;
    if (!message) broken.push(`${key} went, and was not rehearsed`);
    if (emails.length > 1 + times) broken.push(`${key} went ${emails.length} times, in doubt ${times} times`);
    if (!sent.has(key) && !found.waiting.has(key)) broken.push(`${key} went, and the history does not tell`);
    for (const { to, at } of message ? emails : []) {
      if (to !== message?.to) broken.push(`${key} went to another than ${message?.to}`);
      if (message && !mayGo(found, message).some((instant) => msOf(instant) === at))
        broken.push(`${key} went at ${new Date(at).toISOString()}, rehearsed ${message.at}`);
      if (message && msOf(message.at) !== at) late++;
    }
  }
  for (const { key, at } of rehearsed.messages) {
    if (byKey.has(key) || (found.when === 'on the way' && at >= found.now) || found.waiting.has(key)) continue;
    const change = sent.get(key)?.change;
    if (change?.what !== 'message-dropped' || !unknown.has(key)) broken.push(`${key} of ${at} has not come`);
  }
  return { broken, late };
}

/**
 * When a message may go: at its time, and after each doubt. By then the post may be closed: what can wait goes when it
 * opens, half past seven, and not at eight as what is planned for a morning.
 */
function mayGo({ unknown, calendar, sent, waiting }: Found, { key, at }: RehearsedMessage): readonly Instant[] {
  // the history of a cohort's own outbox does not speak of doubts
  const isCohorts = !/\/\d{6}\//.test(key) && (sent.has(key) || waiting.has(key));
  const times = isCohorts ? doubtsAfter(calendar, at) : (unknown.get(key) ?? []);
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
