import { type Instant, type LocalDate, localDate, plus } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { LeadEvents } from '#domain/cohort/lead-event.ts';
import { tellOfChange } from '#domain/messages/changed.ts';
import type { Message, MovedFor, Queued } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import type { MovedDue } from '#domain/obligations/changes.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { signsUntil } from '#domain/partnership/time-to-sign.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Session } from '#domain/sessions/session.ts';
import { eventBegins, eventOf } from './lead-events.ts';
import { postCalendar } from './own-days.ts';
import { isSoon } from './soon.ts';
import { closing } from './timeline.ts';

/** So long the word of moved dates waits for whoever is asked to agree a plan because of them, to be said with that. */
const PLANNED_WITHIN = 'PT1H';

/** What new dates do to somebody's open obligation. */
export interface DueShift extends MovedDue {
  readonly of: Obligation;
}

/** What one person is told of, and what was waiting to be told to them. */
export interface ToTell {
  readonly to: PersonId;
  readonly shifts: readonly DueShift[];
  readonly sessions: readonly Session[];
  /** on a day that is a school day after all */
  readonly reopened: readonly Session[];
  /** the programme closes on another day, which concerns them: it was to close on this one */
  readonly closed?: LocalDate | undefined;
  /** their school can sign until another day: it could until this one */
  readonly signs?: LocalDate | undefined;
  /** an email about an earlier move that has not gone: this one takes its place */
  readonly instead?: Message | undefined;
}

/**
 * One person's email about moved dates, in place of one that has not gone.
 * @param agrees they are to be asked to agree a plan anew: what they are told waits a while, to go with that
 */
export function tell(
  p: Partnership,
  { to, shifts, sessions, reopened, closed, signs, instead }: ToTell,
  cohort: Cohort,
  now: Instant,
  agrees: boolean,
): readonly Change[] {
  const heard = new Map(instead?.moved?.dues.map(({ obligation, was }) => [obligation, was]));
  const moved = new Map(shifts.map(({ of, due }) => [of.id, due]));
  const dues = [...new Set([...moved.keys(), ...heard.keys()])].flatMap((id) => {
    const o = p.obligations.find((one) => one.id === id);
    const was = heard.get(id) ?? o?.due;
    if (!o || !was || !isOpen(o) || was.at === (moved.get(id) ?? o.due).at) return [];
    // what is still to be asked of them is asked by the new date
    const unasked = p.outbox.some(
      (m) => m.to === to && m.about.includes(id) && m.state === 'to-send' && m.kind !== 'dates-moved',
    );
    return unasked ? [] : [{ obligation: id, was }];
  });
  const was = instead?.moved?.closes?.was ?? closed;
  const closes = was && was !== localDate(closing(cohort)) ? { closes: { was } } : {};
  const signed = instead?.moved?.signBy?.was ?? signs;
  const signing = signed && signed !== signsUntil(p, cohort) ? { signBy: { was: signed } } : {};
  const days = sessionsToTell(sessions, reopened, instead?.moved);
  const urgent = isSoon(
    postCalendar(p, cohort),
    sessions.map((s) => s.start.at),
    now,
  );
  const about = dues.map(({ obligation }) => obligation);
  const message: Queued = {
    ...newMessage('dates-moved', to, about, agrees && !urgent ? plus(now, PLANNED_WITHIN) : now),
    moved: { dues, ...days, ...closes, ...signing },
    ...(urgent ? { urgent } : {}),
  };
  return [
    ...(instead ? [{ what: 'message-dropped' as const, key: instead.key, why: 'the dates have moved again' }] : []),
    ...(dues.length + days.sessions.length + days.reopened.length > 0 || 'closes' in closes || 'signBy' in signing
      ? [{ what: 'message-queued' as const, message }]
      : []),
  ];
}

/** What somebody last heard of what the lead holds and they come to, where something else is known now. */
export interface EventsToTell {
  readonly to: PersonId;
  readonly events: LeadEvents;
}

/** One person's email about what they come to: with other changes of the kind that wait to be told to them. */
export function tellOfEvents(
  p: Partnership,
  cohort: Cohort,
  { to, events }: EventsToTell,
  now: Instant,
): readonly Change[] {
  const starts = Object.entries(events).flatMap(([step, was]) =>
    [was, eventOf(cohort, step)].flatMap((event) => eventBegins(event)),
  );
  return tellOfChange(p, cohort, { kind: 'event-changed', to, heard: { events }, touches: { starts } }, now);
}

/**
 * What they last heard of their sessions, brought up to date: a day that closed and opened again before they were told is no
 * news.
 */
function sessionsToTell(hit: readonly Session[], reopened: readonly Session[], heard: MovedFor | undefined) {
  const [off, on] = [hit.map(({ id }) => id), reopened.map(({ id }) => id)];
  const { sessions: wasOff = [], reopened: wasOn = [] } = heard ?? {};
  const without = (ids: readonly string[], gone: readonly string[]) => ids.filter((id) => !gone.includes(id));
  return {
    sessions: [...new Set([...without(wasOff, on), ...without(off, wasOn)])],
    reopened: [...new Set([...without(wasOn, off), ...without(on, wasOff)])],
  };
}
