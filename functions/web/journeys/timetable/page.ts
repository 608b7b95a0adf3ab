import { timetableOf } from '#domain/cycles/provision.ts';
import type { Week } from '#domain/cycles/timetable-acts.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { Doing } from '#web/kit/readers.ts';
import { dayOfTimetable, inPeriod } from '#web/kit/words/timetable.ts';
import { daysOf } from './form.ts';

/** Who has taken the seat, who sat there before, and the week that is known of them. */
export function about({ partnership: p, obligation: { seat = '' } }: Doing) {
  const person = personOf(p, seat);
  const { periods = [], weeks = 1, timetables = {} } = p.provision ?? {};
  return {
    name: person?.name ?? 'the new teacher',
    before: p.former?.findLast(({ id }) => id === seat)?.name ?? 'the teacher before them',
    week: (timetableOf({ timetables }, person?.email ?? '') ?? []) satisfies Week,
    days: daysOf({ periods, weeks }),
  };
}

/** Whether they have the same lessons as the one before. */
export function form(doing: Doing): AskPage {
  const { name, before, week, days } = about(doing);
  return {
    title: `Does ${name} teach the same lessons?`,
    school: doing.partnership.school,
    back: doing.base,
    sentences: [
      `These are the lessons of ${before}. Sessions with ${name} are planned by them until you say otherwise.`,
    ],
    heading: `The lessons of ${before}`,
    follows: week.map(
      (day, i) =>
        `${dayOfTimetable(i)}: ${[...day].map((mark, nth) => `${days[i]?.lessons[nth]?.label ?? nth + 1} ${inPeriod[mark] ?? mark}`).join(', ')}`,
    ),
    radios: [
      {
        name: 'lessons',
        legend: 'Choose one',
        items: [
          { value: 'same', text: `Yes, ${name} has these lessons` },
          {
            value: 'other',
            text: `No, ${name} has other lessons`,
            hint: { text: 'You give their week on the next page.' },
          },
        ],
      },
    ],
    button: 'Continue',
  };
}
