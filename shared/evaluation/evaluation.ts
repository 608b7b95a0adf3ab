import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { hasEnded, type Partnership, type Stage } from '#domain/partnership/partnership.ts';
import { type LastPublished, type Results, resultsOf } from '#questionnaires/results.ts';
import { type Holding, holdings } from './holding.ts';
import { type Response, responses } from './responses.ts';
import { type Timeliness, timelinessOf } from './timeliness.ts';

/** How a cohort went, or goes: counts only, never a name of a person or a school. */
export interface Evaluation {
  readonly asOf: Instant;
  /** every school's part has ended */
  readonly final: boolean;
  readonly schools: {
    readonly invited: number;
    readonly running: number;
    readonly completed: number;
    readonly declined: number;
    readonly withdrawn: number;
    readonly lapsed: number;
  };
  /** each time a questionnaire is asked of a role, in the programme's order */
  readonly responses: readonly Response[];
  readonly comparisons: Results['comparisons'];
  readonly timeliness: readonly Timeliness[];
  readonly holdings: readonly Holding[];
}

/** @param published of the cohort's answers: nothing is worked out from the answers themselves */
export function evaluationOf(
  cohort: Cohort,
  partnerships: readonly Partnership[],
  published: LastPublished,
  now: Instant,
): Evaluation {
  const count = (stage: Stage) => partnerships.filter((p) => p.stage === stage).length;
  return {
    asOf: now,
    final: cohort.stage === 'closed',
    schools: {
      invited: partnerships.length,
      running: partnerships.filter((p) => !hasEnded(p.stage)).length,
      completed: count('completed'),
      declined: count('declined'),
      withdrawn: count('withdrawn'),
      lapsed: count('lapsed'),
    },
    responses: responses(cohort.programme, partnerships),
    comparisons: resultsOf(cohort, partnerships, published, now).comparisons,
    timeliness: timelinessOf(cohort.programme, partnerships, now),
    holdings: holdings(partnerships, now),
  };
}
