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

/**
 * Who is asked for something and reminded of other things at once gets one email: what asks them lists the rest too, and is
 * their reminder of that day.
 */
export function asOneRules(partnership: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const goes = (m: Message) => m.state === 'to-send' && !m.held && m.queued <= now;
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
