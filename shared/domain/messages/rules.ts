import type { Instant } from '#calendar/london.ts';
import { onceOpen, postIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { sameAddress } from '#domain/people/person.ts';
import { kindOf } from './catalogue.ts';
import { goesAtOnce, type Message } from './message.ts';
import { newMessage } from './outbox.ts';
import { stuckFrom, unknownFrom } from './timing.ts';

/** What becomes of messages that somebody set out to send: sent again when nobody has told of them, reported when they stay. */
export const outboxRules = (p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] => {
  const calendar = postCalendar(p, cohort);
  return p.outbox.flatMap((m): readonly Rule[] => {
    const { key, kind, to } = m;
    const [unknown, stuck] = [unknownFrom(m), stuckFrom(m, calendar)];
    return [
      ...(unknown ? [{ at: unknown, do: () => [{ what: 'message-unknown' as const, key }] }] : []),
      ...(stuck
        ? [
            {
              at: onceOpen(calendar, stuck, now),
              do: ({ outbox }: Partnership): readonly Change[] => [
                { what: 'message-stuck', key, kind, to },
                ...(outbox.some((other) => other.kind === 'post-stuck')
                  ? []
                  : [{ what: 'message-queued' as const, message: newMessage('post-stuck', 'lead', [], now) }]),
              ],
            },
          ]
        : []),
    ];
  });
};

const mayGoBy = (now: Instant) => (m: Message) => m.state === 'to-send' && !m.held && m.queued <= now;

/**
 * A note of a new date that waits for school to be over need not go, where what asks for those very things, or reminds of all that
 * is owed, goes before it: that says when they are due, by whatever date holds when it goes.
 */
export function saidAnywayRules({ outbox }: Partnership, _cohort: Cohort, now: Instant): readonly Rule[] {
  const goes = mayGoBy(now);
  const says = (m: Message, note: Message) =>
    m.to === note.to &&
    goes(m) &&
    !m.proposed &&
    (m.kind === 'reminder' || (kindOf(m).asks && note.about.every((id) => m.about.includes(id))));
  return outbox
    .filter((m) => m.kind === 'deadline-extended' && m.state === 'to-send' && !m.held && m.about.length > 0)
    .flatMap((note): readonly Rule[] => {
      const why = 'another email to them says when it is due';
      return outbox.some((m) => says(m, note))
        ? [{ at: now, do: () => [{ what: 'message-dropped', key: note.key, why }] }]
        : [];
    });
}

/**
 * Who is asked for something and reminded of other things at once gets one email: what asks them lists the rest too, and is
 * their reminder of that day.
 */
export function asOneRules(partnership: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const goes = mayGoBy(now);
  const address = ({ to }: Message) => sameAddress(playerOf({ cohort, partnership }, to)?.email ?? to);
  const asks = (m: Message) =>
    kindOf(m).asks && goes(m) && !m.proposed && (!goesAtOnce(m) || postIsOpen(postCalendar(partnership, cohort), now));
  return partnership.outbox
    .filter((m) => m.kind === 'reminder' && goes(m))
    .flatMap((reminder): readonly Rule[] => {
      const request = partnership.outbox.find((m) => asks(m) && address(m) === address(reminder));
      if (!request) return [];
      const why = 'what asks them for something else lists it';
      return [{ at: now, do: () => [{ what: 'message-dropped', key: reminder.key, why, into: request.key }] }];
    });
}
