import { localTime } from '#calendar/london.ts';
import { writeTimeOfDay } from '#calendar/time-of-day.ts';
import { type Cycle, dateOf } from '#domain/cycles/cycle.ts';
import type { CycleId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { dateLine } from '#web/kit/fields/date.ts';
import type { Posted } from '#web/kit/fields/fault.ts';
import { choiceLine, fieldsOf, type Line } from '#web/kit/opened.ts';
import { covererName } from '#web/kit/words/cycle.ts';

/** A cycle that is planned by hand: whose, and when its lesson may be. */
export interface HandCycle {
  readonly id: CycleId;
  readonly group: string;
  readonly nth: number;
  readonly members: readonly PersonId[];
  readonly window: { readonly from: string; readonly until: string };
  /** as it was agreed or proposed before */
  readonly known: Cycle | undefined;
}

export const coverField = (id: CycleId, member: PersonId): string => `${id}-cover-${member}`;

/** What a cycle's form asks. Its fields are named after the cycle: all cycles share one draft. */
/** @param named a member’s name */
export function handLines({ id, members }: HandCycle, named: (member: PersonId) => string): readonly Line[] {
  const names = Object.fromEntries(members.map((member) => [member, named(member)]));
  const time = (label: string, field: string): Line => ({ label, fields: [`${id}-${field}`] });
  return [
    choiceLine('Who teaches the research lesson', `${id}-teaching`, names),
    dateLine('Date of the lesson', `${id}-lesson`),
    time('The lesson begins', 'lesson-start'),
    time('The lesson ends', 'lesson-end'),
    time('The debrief begins', 'debrief-start'),
    time('The debrief ends', 'debrief-end'),
    dateLine('Date of the planning meeting', `${id}-planning`),
    time('The planning meeting begins', 'planning-start'),
    time('The planning meeting ends', 'planning-end'),
    ...members.map((member) => ({
      label: `Cover for the class of ${names[member]}`,
      fields: [coverField(id, member)],
    })),
    time('On standby', 'stand-by'),
  ];
}

export const handFields = (it: HandCycle): readonly string[] => fieldsOf(handLines(it, String));

/** A cycle as its form shows it to be changed. */
export function planAsTyped(p: Partnership, id: CycleId, cycle: Cycle): Posted {
  const date = (part: 'planning' | 'lesson') => {
    const [year = '', month = '', day = ''] = dateOf(cycle[part]).split('-');
    return {
      [`${id}-${part}-day`]: String(Number(day)),
      [`${id}-${part}-month`]: String(Number(month)),
      [`${id}-${part}-year`]: year,
    };
  };
  const times = (['planning', 'lesson', 'debrief'] as const).flatMap((part) => [
    [`${id}-${part}-start`, writeTimeOfDay(localTime(cycle[part].start.at))],
    [`${id}-${part}-end`, writeTimeOfDay(localTime(cycle[part].end.at))],
  ]);
  const inLesson = cycle.duties.filter((d) => d.date === dateOf(cycle.lesson) && d.period === cycle.lesson.period);
  const standBy = inLesson.find((duty) => duty.kind === 'stand-by');
  return {
    [`${id}-teaching`]: cycle.teaching,
    ...date('planning'),
    ...date('lesson'),
    ...Object.fromEntries(times),
    ...Object.fromEntries(
      inLesson.flatMap((duty) =>
        duty.kind === 'cover' && duty.whom ? [[coverField(id, duty.whom), covererName(p, duty)]] : [],
      ),
    ),
    [`${id}-stand-by`]: standBy ? covererName(p, standBy) : '',
  };
}
