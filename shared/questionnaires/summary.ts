import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Partnership, Stage } from '#domain/partnership/partnership.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { comparedIn } from './analysis.ts';
import { movedPart } from './register.ts';
import type { LastPublished } from './results.ts';

/** From start to end, of the people who answered both; up is towards the end of the scale that is best. */
export interface Movement {
  readonly n: number;
  readonly startMedian: number;
  readonly endMedian: number;
  readonly rose: number;
  readonly stayed: number;
  readonly fell: number;
}

const ENDINGS = ['completed', 'declined', 'withdrawn', 'lapsed'] as const satisfies readonly Stage[];
type Ending = (typeof ENDINGS)[number];

/** How a cohort went, without names: what may be shown to anybody in it. */
export interface Summary {
  readonly schools: Readonly<Record<'invited' | Ending, number>>;
  readonly points: readonly { readonly title: string; readonly asked: number; readonly answered: number }[];
  /** of the first statement */
  readonly scale: Scale | undefined;
  /** `shown` is undefined where fewer than five people can be told of */
  readonly statements: readonly { readonly text: string; readonly shown: Movement | undefined }[];
}

export function summarise(cohort: Cohort, partnerships: readonly Partnership[], published: LastPublished): Summary {
  const { programme } = cohort;
  const asked = programme.steps.flatMap((step) =>
    step.questionnaire ? [{ ...step, questionnaire: step.questionnaire }] : [],
  );
  const count = (stage: Stage) => partnerships.filter((p) => p.stage === stage).length;
  const statements = comparedIn(programme).flatMap((one) => {
    const shown = new Map(published.get(movedPart(one))?.analysis?.items.map((item) => [item.key, item.moved]));
    return one.items.map(({ key, text, scale }) => ({ text, scale, moved: shown.get(key) }));
  });
  return {
    schools: {
      invited: partnerships.length,
      ...(Object.fromEntries(ENDINGS.map((stage) => [stage, count(stage)])) as Record<Ending, number>),
    },
    points: asked.map((step) => {
      const owed = partnerships.flatMap((p) =>
        p.obligations.filter((o) => o.step === step.key && o.end?.how !== 'released'),
      );
      return {
        title: programme.questionnaires[step.questionnaire]?.title ?? step.key,
        asked: owed.length,
        answered: owed.filter((o) => o.end?.how === 'done').length,
      };
    }),
    scale: statements[0]?.scale,
    statements: statements.map(({ text, moved }) => ({
      text,
      shown: moved && {
        n: moved.n,
        startMedian: moved.before.median,
        endMedian: moved.after.median,
        rose: moved.rose,
        stayed: moved.stayed,
        fell: moved.fell,
      },
    })),
  };
}
