import { type Instant, localDate, localTime, london } from '#calendar/london.ts';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { toSend } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import { readyToSend } from '#domain/messages/timing.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { departuresNoted } from '#domain/people/departures.ts';
import { departuresSpread, followDepartures } from '#domain/people/elsewhere.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';

/** One thing that happened to a partnership: what was decided or done, and what then went. */
export interface Step {
  readonly at: Instant;
  readonly changes: readonly Change[];
  readonly sent: readonly Message[];
}

/** A partnership at a moment, with what the last step did and all that has gone so far; every step gives a new one. */
export interface Given {
  readonly partnership: Partnership;
  readonly cohort: Cohort;
  readonly now: Instant;
  readonly next: Instant | undefined;
  /** what the last step changed: `opened countersign` */
  readonly changed: readonly string[];
  /** what has gone: `2026-09-14 08:00 reminder to link: sign-agreement` */
  readonly sent: readonly string[];
  /** of the last step */
  readonly said: readonly string[];
  readonly refused: string | undefined;
  readonly steps: readonly Step[];
  obligation(id: string): Obligation;
  /** the same in a cohort that is otherwise */
  within(change: (cohort: Cohort) => Cohort): Given;
  /** moves the clock; nothing is decided on the way, as when the product was down */
  at(local: string): Given;
  /** decides, and sends what may go */
  decides(): Given;
  does(act: (p: Partnership, cohort: Cohort, now: Instant) => Outcome): Given;
  /** lives through every next moment up to and including a time */
  until(local: string): Given;
}

/** A school in a cohort that has been launched and for which nothing has happened yet. */
export function given(cohort: Cohort, school: School): Given {
  const launched: Cohort = { ...cohort, stage: 'launched' };
  return at(launched, openPartnership(launched, school), london(cohort.launch, '00:00').at, []);
}

/** What went after that time. */
export const sentAfter = (it: Given, local: string): readonly string[] =>
  it.sent.filter((line) => line > local.replace('T', ' '));

/** The days on which messages of a kind went. */
export const days = (it: Given, kind: string): readonly string[] =>
  it.sent.filter((line) => line.includes(` ${kind} `)).map((line) => line.slice(0, 10));

const instant = (local: string): Instant => london(local.slice(0, 10), local.slice(11)).at;

function at(
  cohort: Cohort,
  partnership: Partnership,
  now: Instant,
  steps: readonly Step[],
  refused: string | undefined = undefined,
): Given {
  const last = steps.at(-1);
  const all = steps.flatMap((step) => step.sent.map((m) => `${when(step.at)} ${inLine(m)}`));
  const next = nextMoment(partnership, cohort, now);
  const step = (p: Partnership, changes: readonly Change[]) => {
    const gone = send(alone(p, cohort, now), cohort, now);
    return at(cohort, gone.partnership, now, [...steps, { at: now, changes, sent: gone.sent }]);
  };
  return {
    partnership,
    cohort,
    now,
    next,
    changed: refused === undefined ? (last?.changes ?? []).flatMap(changeInLine) : [],
    sent: all,
    said: (last?.sent ?? []).map(inLine),
    refused,
    steps,
    obligation: (id) => {
      const found = obligationOf(partnership, id);
      if (!found) throw new Error(`${id} has not been opened`);
      return found;
    },
    within: (change) => at(change(cohort), partnership, now, steps),
    at: (local) => at(cohort, partnership, instant(local), steps),
    decides: () => {
      const { partnership: decided, changes } = decide(partnership, cohort, now);
      return step(decided, changes);
    },
    does: (act) => {
      const outcome = act(partnership, cohort, now);
      if ('refused' in outcome) return at(cohort, partnership, now, steps, outcome.refused.why);
      return step(outcome.partnership, outcome.changes);
    },
    until: (local) => {
      const end = instant(local);
      let it = at(cohort, partnership, now, steps);
      for (let turns = 0; it.next !== undefined && it.next <= end; turns++) {
        if (turns === 500) throw new Error(`The clock stands still at ${it.now}: the next moment is ${it.next}`);
        it = at(cohort, it.partnership, it.next > it.now ? it.next : it.now, it.steps).decides();
      }
      return at(cohort, it.partnership, end, it.steps);
    },
  };
}

/** What the cohort's own turn would carry out of what was said here, at a school of which no other is known. */
function alone(p: Partnership, cohort: Cohort, now: Instant): Partnership {
  const spread = departuresSpread(followDepartures(p, cohort, p, now), departuresNoted(p), now);
  return 'refused' in spread ? p : spread.partnership;
}

/** What may go, goes; what has become pointless is dropped. */
export function send(
  p: Partnership,
  cohort: Cohort,
  now: Instant,
): { readonly partnership: Partnership; readonly sent: readonly Message[] } {
  let partnership = p;
  const sent: Message[] = [];
  for (const key of readyToSend(p.outbox, postCalendar(p, cohort), now)) {
    const message = p.outbox.find((m) => m.key === key) as Message;
    const sending = toSend({ cohort, partnership }, message, [{ cohort, partnership }], now);
    const { kind, to, session } = message;
    if ('dropped' in sending)
      partnership = apply(partnership, { what: 'message-dropped', key, why: sending.dropped }, now);
    else {
      const about = sending.about.map((owed) => owed.obligation.id);
      partnership = apply(partnership, { what: 'message-sent', key, kind, to, about, session }, now);
      sent.push({ ...message, about });
    }
  }
  return { partnership, sent };
}

const when = (now: Instant): string => `${localDate(now)} ${localTime(now)}`;

const inLine = ({ kind, to, about }: Message): string =>
  `${kind} to ${to}${about.length > 0 ? `: ${about.join(', ')}` : ''}`;

function changeInLine(change: Change): string[] {
  switch (change.what) {
    case 'opened':
      return [`opened ${change.obligation.id}`];
    case 'settled':
      return [`${change.end.how} ${change.obligation}`];
    case 'chased':
      return [`chased ${change.obligation} ${change.days.join(' ')}`.trim()];
    case 'stage':
      return [change.stage];
    case 'message-queued':
    case 'departure-noted':
      return [];
    default:
      return [change.what];
  }
}
