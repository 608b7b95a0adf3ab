import { type Instant, localDate, localTime, london, plus } from '#calendar/london.ts';
import { addSchoolDays, postIsOpen, type SchoolCalendar, whenPostIsOpen } from '#calendar/school-calendar.ts';
import type { CohortId } from '#domain/ids.ts';
import { afterQuiet } from '#domain/sessions/session.ts';
import { kindOf } from './catalogue.ts';
import { later, mayGo } from './contents.ts';
import { goesAtOnce, type Message } from './message.ts';

/**
 * Keys of what may go now, in the order in which it goes: what has waited longest first; of one moment kind by kind and
 * reader by reader, in the order in which they were queued.
 */
export const readyToSend = (outbox: readonly Message[], calendar: SchoolCalendar, now: Instant): readonly string[] => {
  const open = postIsOpen(calendar, now);
  return outbox
    .filter((m) => m.state === 'to-send' && !m.held && m.queued <= now && (open || goesAtOnce(m)))
    .filter((m) => kindOf(m).hour !== 'waking' || afterQuiet(now) === now)
    .sort(
      (a, b) =>
        order(a.queued, b.queued) || order(a.kind, b.kind) || order(a.to, b.to) || byNumber.compare(a.key, b.key),
    )
    .map((m) => m.key);
};
const byNumber = new Intl.Collator('en', { numeric: true });
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A claimed message of whose fate nothing is heard is sent again after this long. */
const UNKNOWN_AFTER = 'PT1H';

/** From when on its fate is unknown. */
export const unknownFrom = ({ claimed }: Message): Instant | undefined =>
  claimed === undefined ? undefined : plus(claimed, UNKNOWN_AFTER);

export const isUnknown = (m: Message, now: Instant): boolean =>
  m.claimed !== undefined && plus(m.claimed, UNKNOWN_AFTER) <= now;

/**
 * It was tried, and a day after it might have gone (a school day, if it can wait) it is still here: a person should know.
 * Word of that, which goes the same way, is not reported in its turn; nor is what waits for a successor.
 */
export function stuckFrom(m: Message, calendar: SchoolCalendar): Instant | undefined {
  if (m.stuck || m.held || m.attempts === 0 || m.kind === 'post-stuck') return undefined;
  if (goesAtOnce(m)) return plus(m.queued, 'PT24H');
  const from = whenPostIsOpen(calendar, m.queued);
  const next = addSchoolDays(calendar, localDate(from), 1);
  return next ? london(next, localTime(from)).at : plus(from, 'P1D');
}

/**
 * When somebody should look at a message of the outbox again; never, while it waits for a successor.
 * @param stopped until when nothing is tried, where the post is stopped
 */
export function nextTry(
  m: Message,
  calendar: SchoolCalendar,
  now: Instant,
  stopped: Instant = now,
): Instant | undefined {
  if (m.held) return undefined;
  if (m.claimed) return plus(m.claimed, UNKNOWN_AFTER);
  const then = later(now, stopped);
  const at = mayGo(m, calendar, then);
  return then > now ? later(at, then) : at;
}

/** What a person gets once, from whichever of their schools comes first: whoever holds `name` may send it, and others say why not. */
export function onceFor(
  m: Pick<Message, 'kind' | 'reminds'>,
  cohort: CohortId,
  addressOrHash: string,
  now: Instant,
): { readonly name: string; readonly else: string } | undefined {
  const [kind, once] = m.reminds ? (['reminder', 'a-day'] as const) : ([m.kind, kindOf(m).once] as const);
  if (!once) return undefined;
  return once === 'a-day'
    ? { name: `${kind}/${addressOrHash}/${localDate(now)}`, else: 'another reminder of the day lists it' }
    : { name: `${kind}/${addressOrHash}/${cohort}`, else: 'another email to them says so' };
}

/**
 * What asks somebody for something and what reminds them never go in one minute, from whichever of their schools: the one has all of
 * these names, or waits.
 */
export function minutesOf(
  m: Pick<Message, 'kind'>,
  addressOrHash: string,
  now: Instant,
): { readonly names: readonly string[]; readonly by: 'asks' | 'reminds' } | undefined {
  const by = kindOf(m).asks ? 'asks' : m.kind === 'reminder' ? 'reminds' : undefined;
  // it is under way for a moment, so the next minute is taken too
  const names = [now, plus(now, 'PT1M')].map((at) => `minute/${addressOrHash}/${at.slice(0, 16)}`);
  return by && { names, by };
}
