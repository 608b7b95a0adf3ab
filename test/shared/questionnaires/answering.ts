import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { Questionnaire, QuestionnaireItem } from '#domain/programme/questionnaire.ts';
import { type Analysis, analysisOf, comparedIn, pairsIn } from '#questionnaires/analysis.ts';
import type { Answered } from '#questionnaires/answered.ts';
import { movedPart } from '#questionnaires/register.ts';
import type { LastPublished } from '#questionnaires/results.ts';

/** Items as a questionnaire asks them. */
export const asking = (items: readonly QuestionnaireItem[]): Questionnaire => ({
  title: 'Questions',
  introduction: '',
  questions: items.map((item) => ({ form: 'scale', ...item })),
});

/** A programme as far as an analysis reads it: the same items asked of coaches at the start and at the end. */
export const startToEnd = (items: readonly QuestionnaireItem[]): Pick<Programme, 'steps' | 'questionnaires'> => {
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

/** The analyses of everybody who answered both times, as if nothing had been published before. */
export const analyse = (
  programme: Pick<Programme, 'steps' | 'questionnaires'>,
  partnerships: readonly Partnership[],
  answers: readonly Answered[],
): readonly Analysis[] =>
  comparedIn(programme).map((compared) => {
    const pairs = pairsIn(compared, partnerships, answers);
    return analysisOf(programme, compared, pairs, [...pairs.twice.values()]);
  });

/** The same as published. */
export const publishedOf = (
  programme: Pick<Programme, 'steps' | 'questionnaires'>,
  partnerships: readonly Partnership[],
  answers: readonly Answered[],
): LastPublished => {
  const analyses = analyse(programme, partnerships, answers);
  return new Map(
    comparedIn(programme).map((one, i) => {
      const [part, analysis] = [movedPart(one), analyses[i]];
      return [part, { part, at: '2027-07-16T08:00:00Z', people: analysis?.items[0]?.moved.n ?? 0, analysis }];
    }),
  );
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
