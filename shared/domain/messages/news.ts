import type { Instant } from '#calendar/london.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { type Cycle, type CycleBefore, cycleParts, type Duty, isToCome } from '#domain/cycles/cycle.ts';
import { comingTo, eventOf, isSameEvent } from '#domain/dates/lead-events.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { cycleOf, obligationOf, type Partnership, sessionOf } from '#domain/partnership/partnership.ts';
import { actingOn, isSamePerson } from '#domain/people/confirmers.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import type { CycleHeard, SessionHeard } from './heard.ts';
import type { Message } from './message.ts';

/* What of an email about changes is still so when it goes: what is as its reader last heard is no news. */

type Told = Pick<Message, 'heard' | 'cycles'>;

/** A session that is otherwise than its reader last heard. */
export interface SessionNews {
  readonly session: Session;
  readonly was: SessionHeard;
}

export function sessionNews(p: Partnership, { heard }: Told, now: Instant): readonly SessionNews[] {
  return Object.entries(heard?.sessions ?? {})
    .flatMap(([id, was]) => {
      const session = sessionOf(p, id);
      return session && isNewsOf(session, was, now) ? [{ session, was }] : [];
    })
    .sort((a, b) => (a.session.start.at < b.session.start.at ? -1 : 1));
}

function isNewsOf(s: Session, was: SessionHeard, now: Instant): boolean {
  if (!isPending(s)) return s.state === 'cancelled';
  return s.start.at > now && (was.passed !== undefined || s.start.at !== was.start?.at || s.end.at !== was.end?.at);
}

const isSamePart = (a: CycleBefore, b: CycleBefore) =>
  cycleParts.every((part) => a[part].start.at === b[part].start.at && a[part].end.at === b[part].end.at);

/** What its reader last heard of a cycle; undefined: nothing of times to come. */
export const heardOf = ({ heard }: Told, c: Cycle): CycleHeard | undefined =>
  heard?.cycles ? (heard.cycles[c.id] ?? undefined) : c.was;

const cyclesIn = (p: Partnership, { cycles = [] }: Told): readonly Cycle[] =>
  cycles.flatMap((id) => cycleOf(p, id) ?? []);

/** Cycles whose times, or whose people, are not as the reader last heard. */
export function cycleNews(p: Partnership, told: Told, now: Instant): readonly Cycle[] {
  return cyclesIn(p, told).filter((c) => {
    const was = heardOf(told, c);
    if (c.state === 'cancelled') return was !== undefined || !told.heard;
    if (c.state !== 'planned') return false;
    if (!told.heard || !was || c.teaching !== was.teaching || !isSamePart(c, was)) return true;
    const others = was.passed !== undefined || was.joined?.some((id) => c.members.includes(id)) === true;
    return others && isToCome(c, now);
  });
}

const inLine = ({ kind, date, period, whom, by, hired }: Duty) => [kind, date, period, whom, by, hired].join('|');

const isSameCover = (a: readonly Duty[], b: readonly Duty[]): boolean =>
  a.map(inLine).sort().join() === b.map(inLine).sort().join();

/** Cycles whose cover is not as the cover manager last heard. */
export function coverNews(p: Partnership, told: Told): readonly Cycle[] {
  return cyclesIn(p, told).filter((c) => {
    if (c.state !== 'planned' && c.state !== 'cancelled') return false;
    if (!told.heard) return true;
    const was = heardOf(told, c);
    const needed = c.state === 'planned' ? c.duties : [];
    if (!isSameCover(needed, was?.duties ?? [])) return true;
    return needed.length > 0 && was !== undefined && !isSamePart(c, was);
  });
}

/** What is still owed, and due at another time than its owner last heard. */
export const dueNews = (p: Partnership, { heard }: Told): readonly Obligation[] =>
  (heard?.dues ?? []).flatMap(({ obligation, was }) => {
    const o = obligationOf(p, obligation);
    return o && isOpen(o) && o.due.at !== was.at ? [o] : [];
  });

/** Something that the lead holds and the reader is to come to, with what they last heard of it. */
export interface EventNews {
  readonly obligation: Obligation;
  readonly was: LeadEvent;
  readonly is: LeadEvent;
}

/** Of what the reader is still to come to, that of which something else is known than they last heard: what is first first. */
export const eventNews = (
  { cohort, partnership: p }: InCohort,
  { heard, to }: Pick<Message, 'heard' | 'to'>,
): readonly EventNews[] =>
  Object.entries(heard?.events ?? {})
    .flatMap(([step, was]) => {
      const is = eventOf(cohort, step);
      const [obligation] = comingTo(p, [step]).filter((o) => actingOn(p, o).some((id) => isSamePerson(p, id, to)));
      return obligation && !isSameEvent(was, is) ? [{ obligation, was, is }] : [];
    })
    .sort((a, b) => ((a.is.date ?? '9') < (b.is.date ?? '9') ? -1 : 1));
