import type { Instant } from '#calendar/london.ts';
import { onceOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import type { Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
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
