import { timetableOf } from '#domain/cycles/provision.ts';
import type { Week } from '#domain/cycles/timetable-acts.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import { wordsOf } from '#web/kit/opened.ts';
import type { AtTask } from '#web/kit/readers.ts';
import { daysOf, typedOf, weekLines } from './form.ts';

/** Who has taken the seat, who sat there before, and the week that is known of them. */
export function about({ partnership: p, obligation: { seat = '' } }: AtTask) {
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
export function form(doing: AtTask): AskPage {
  const { name, before, week, days } = about(doing);
  return {
    title: `Does ${name} teach the same lessons?`,
    school: doing.partnership.school,
    back: doing.base,
    sentences: [
      `These are the lessons of ${before}. We use them for ${name} until you tell us whether they are the same.`,
    ],
    heading: `The lessons of ${before}`,
    follows: weekLines(days).map((line) => `${line.label}: ${wordsOf(line, typedOf(days, week))}`),
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
