import { type Instant, localDate, london } from '#calendar/london.ts';
import type { SchoolCalendar } from '#calendar/school-calendar.ts';
import { addSchoolDays, MORNING } from '#calendar/school-calendar.ts';
import type { ChasePolicy } from '#domain/programme/policies.ts';

type ChaseAct = 'remind' | 'escalate' | 'ask-for-decision';

export interface Chase {
  readonly act: ChaseAct;
  /** school days from due: -5 is five before; names the chase within its obligation */
  readonly day: number;
  readonly at: Instant;
}

/**
 * Every chase of an obligation that opened then and is due then, in order of time. None falls on or before the day it
 * was asked: no one is reminded of what just arrived.
 */
export function chases(policy: ChasePolicy, calendar: SchoolCalendar, asked: Instant, due: Instant): readonly Chase[] {
  const askedOn = localDate(asked);
  const dueOn = localDate(due);
  const planned: readonly (readonly [ChaseAct, number])[] = [
    ...policy.before.map((day) => ['remind', -day] as const),
    ...policy.after.map((day) => ['remind', day] as const),
    ...(policy.escalate === undefined ? [] : [['escalate', policy.escalate] as const]),
    ...(policy.decide === undefined ? [] : [['ask-for-decision', policy.decide] as const]),
  ];
  return planned
    .flatMap(([act, day]) => {
      const on = addSchoolDays(calendar, dueOn, day);
      return on && on > askedOn ? [{ act, day, at: london(on, MORNING).at }] : [];
    })
    .sort((a, b) => a.day - b.day);
}
