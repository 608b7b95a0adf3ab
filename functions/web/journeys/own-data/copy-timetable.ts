import type { PersonalData } from '#use-cases/personal-data.ts';
import { type CopySection, section } from './copy-lines.ts';

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

const inPeriod: Readonly<Record<string, string>> = { T: 'teaches', F: 'free', P: 'PPA', '-': 'not in school' };

/** A week as the school gave it: one line a day. */
export function timetableOf({ timetable, covers, periods }: PersonalData): readonly CopySection[] {
  const lessons = periods.filter(({ kind }) => kind === 'lesson').map(({ name }) => name);
  const day = (i: number) => `${dayNames[i % 5]}${i > 4 ? ', week B' : ''}`;
  const line = (marks: string, word: (mark: string) => string) =>
    [...marks].map((mark, nth) => `${lessons[nth] ?? nth + 1}: ${word(mark)}`).join(', ');
  return [
    ...section(
      'Your timetable',
      (timetable ?? []).map((marks, i) => ({ label: day(i), text: line(marks, (mark) => inPeriod[mark] ?? mark) })),
    ),
    ...section(
      'When you can cover',
      covers
        ? [
            ...covers.available.map((marks, i) => ({
              label: day(i),
              text: line(marks, (mark) => (mark === '1' ? 'can cover' : 'cannot')),
            })),
            { label: 'Most periods', text: `${covers.mostADay} a day, ${covers.mostAWeek} a week` },
          ]
        : [],
    ),
  ];
}
