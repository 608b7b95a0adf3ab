import type { Cohort } from '../domain/cohort.ts';
import { isOpen } from '../domain/obligation/obligation.ts';
import type { Partnership, Stage } from '../domain/partnership.ts';
import type { PersonId } from '../domain/person.ts';
import type { Question, Questionnaire, Scale } from '../domain/programme.ts';

/** What one person gave to one questionnaire: open answers as text, statements as whole numbers from 1. */
export interface Answered {
  readonly partnership: string;
  readonly person: PersonId;
  readonly questionnaire: string;
  readonly given: Readonly<Record<string, string | number>>;
}

/** Nothing is shown of fewer people than this: one of them could be recognised. */
export const FEWEST_SHOWN = 5;

/** From start to end, of the people who answered both. */
export interface Movement {
  readonly n: number;
  readonly startMedian: number;
  readonly endMedian: number;
  readonly rose: number;
  readonly stayed: number;
  readonly fell: number;
}

/** How a cohort went, without names: what may be shown to anybody in it. */
export interface Summary {
  readonly schools: Readonly<Record<Stage | 'invited', number>>;
  readonly points: readonly { readonly title: string; readonly asked: number; readonly answered: number }[];
  readonly scale: Scale;
  /** `shown` is undefined where fewer than five people answered at both points */
  readonly statements: readonly { readonly text: string; readonly shown: Movement | undefined }[];
}

/** @param answers of every partnership of the cohort, in any order */
export function summarise(cohort: Cohort, partnerships: readonly Partnership[], answers: readonly Answered[]): Summary {
  const asked = cohort.programme.steps.flatMap((step) => (step.questionnaire ? [step] : []));
  const first = asked[0]?.questionnaire ?? '';
  const last = asked.at(-1)?.questionnaire ?? '';
  const scaled = scaleQuestions(cohort.programme.questionnaires[first]);
  const repeated = scaled.filter((q) =>
    scaleQuestions(cohort.programme.questionnaires[last]).some((r) => r.key === q.key),
  );
  const stages: Stage[] = ['agreed', 'active', 'completed', 'declined', 'withdrawn', 'lapsed'];
  return {
    schools: {
      ...(Object.fromEntries(
        stages.map((stage) => [stage, partnerships.filter((p) => p.stage === stage).length]),
      ) as Record<Stage, number>),
      invited: partnerships.length,
    },
    points: asked.map((step) => {
      const owed = partnerships.flatMap((p) =>
        p.obligations.filter((o) => o.id === step.key && o.end?.how !== 'released'),
      );
      return {
        title: cohort.programme.questionnaires[step.questionnaire ?? '']?.title ?? step.key,
        asked: owed.length,
        answered: owed.filter((o) => !isOpen(o) && o.end?.how === 'done').length,
      };
    }),
    scale: scaled[0]?.scale ?? [],
    statements: repeated.map((q) => ({ text: q.text, shown: movement(q.key, of(answers, first), of(answers, last)) })),
  };
}

type ScaleQuestion = Extract<Question, { form: 'scale' }>;

const scaleQuestions = (questionnaire: Questionnaire | undefined): readonly ScaleQuestion[] =>
  (questionnaire?.questions ?? []).filter((q): q is ScaleQuestion => q.form === 'scale');

const of = (answers: readonly Answered[], questionnaire: string) =>
  answers.filter((a) => a.questionnaire === questionnaire);

/** Paired by person within a school. */
function movement(key: string, before: readonly Answered[], after: readonly Answered[]): Movement | undefined {
  const pairs = before.flatMap((a) => {
    const b = after.find((other) => other.partnership === a.partnership && other.person === a.person);
    const [start, end] = [a.given[key], b?.given[key]];
    return typeof start === 'number' && typeof end === 'number' ? [{ start, end }] : [];
  });
  if (pairs.length < FEWEST_SHOWN) return undefined;
  return {
    n: pairs.length,
    startMedian: median(pairs.map((p) => p.start)),
    endMedian: median(pairs.map((p) => p.end)),
    rose: pairs.filter((p) => p.end > p.start).length,
    stayed: pairs.filter((p) => p.end === p.start).length,
    fell: pairs.filter((p) => p.end < p.start).length,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number) => sorted[i] as number;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
}
