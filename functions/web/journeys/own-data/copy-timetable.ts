import type { PersonalData } from '#use-cases/personal-data.ts';
import { dayOfTimetable, inPeriod } from '#web/kit/words/timetable.ts';
import { type CopySection, section } from './copy-lines.ts';

/** A week as the school gave it: one line a day. */
export function timetableSections({ timetable, covers, periods }: PersonalData): readonly CopySection[] {
  const lessons = periods.filter(({ kind }) => kind === 'lesson').map(({ name }) => name);
  const line = (marks: string, word: (mark: string) => string) =>
    [...marks].map((mark, nth) => `${lessons[nth] ?? nth + 1}: ${word(mark)}`).join(', ');
  return [
    ...section(
      'Your timetable',
      (timetable ?? []).map((marks, i) => ({
        label: dayOfTimetable(i),
        text: line(marks, (mark) => inPeriod[mark] ?? mark),
      })),
    ),
    ...section(
      'When you can cover',
      covers
        ? [
            ...covers.available.map((marks, i) => ({
              label: dayOfTimetable(i),
              text: line(marks, (mark) => (mark === '1' ? 'can cover' : 'cannot')),
            })),
            { label: 'Most periods', text: `${covers.mostADay} a day, ${covers.mostAWeek} a week` },
          ]
        : [],
    ),
  ];
}
