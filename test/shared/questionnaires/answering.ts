import type { Programme } from '../../../shared/domain/programme.ts';
import type { Item, Questionnaire } from '../../../shared/domain/questionnaire.ts';
import type { Answered } from '../../../shared/questionnaires/answered.ts';

/** Items as a questionnaire asks them. */
export const asking = (items: readonly Item[]): Questionnaire => ({
  title: 'Questions',
  introduction: '',
  questions: items.map((item) => ({ form: 'scale', ...item })),
});

/** A programme as far as an analysis reads it: the same items asked of coaches at the start and at the end. */
export const startToEnd = (items: readonly Item[]): Pick<Programme, 'steps' | 'questionnaires'> => {
  const step = (key: string) => ({
    key,
    kind: 'answer-questionnaire' as const,
    owner: 'coach' as const,
    after: [],
    due: { schoolDays: 10 },
    policy: 'school',
    questionnaire: key,
  });
  return {
    steps: [step('start'), step('end')],
    questionnaires: {
      start: { ...asking(items), title: 'Start questionnaire' },
      end: { ...asking(items), title: 'End questionnaire' },
    },
  };
};

/** What a person gave; people of other numbers are other people at other schools. */
export const answered = (
  person: number,
  questionnaire: string,
  given: Answered['given'],
  minute = person,
): Answered => ({
  partnership: `cohort/${900_000 + person}`,
  person: 'coach-1',
  questionnaire,
  given,
  at: `2026-09-07T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`,
});
