import type { Instant } from '../calendar/london.ts';
import type { Cohort } from '../domain/cohort.ts';
import { isOpen, type Obligation } from '../domain/obligation/obligation.ts';
import { hasEnded, type Partnership } from '../domain/partnership.ts';
import { type Analysis, analyse, comparedIn } from './analysis.ts';
import type { Answered } from './answered.ts';
import { type Counts, countsOf } from './counts.ts';

/** How one questionnaire stands. */
export interface Point {
  readonly key: string;
  readonly title: string;
  /** asked of rooms by one link: nobody knows of how many people */
  readonly room: boolean;
  /** how many times it was asked and not released, and how many times it has been answered */
  readonly asked: number;
  readonly answered: number;
  /** nobody can answer or correct any more */
  readonly over: boolean;
  readonly counts: Counts;
}

/** What a cohort has answered so far, for its lead: counts only, never an answer of one person. */
export interface Results {
  readonly points: readonly Point[];
  /** `analysis` is undefined until the last questionnaire is over */
  readonly comparisons: readonly {
    readonly from: string;
    readonly to: string;
    readonly analysis: Analysis | undefined;
  }[];
}

/** @param answers of every partnership of the cohort, in any order */
export function resultsOf(
  { programme, stage }: Pick<Cohort, 'programme' | 'stage'>,
  partnerships: readonly Partnership[],
  answers: readonly Answered[],
  now: Instant,
): Results {
  const { questionnaires, steps } = programme;
  const inRooms = Object.keys(questionnaires).filter((key) => questionnaires[key]?.anonymous);
  const asked = [...new Set([...steps.flatMap((step) => step.questionnaire ?? []), ...inRooms])];
  const over = (key: string) => stage === 'closed' || partnerships.every((p) => isOver(p, key, now));
  const compared = comparedIn(programme);
  const analyses = analyse(programme, partnerships, answers);
  const comparisons = compared.map(({ from, to }, i) => ({
    from: questionnaires[from]?.title ?? from,
    to: questionnaires[to]?.title ?? to,
    analysis: over(from) && over(to) ? analyses[i] : undefined,
  }));
  return {
    comparisons,
    points: asked.flatMap((key) => {
      const questionnaire = questionnaires[key];
      if (!questionnaire) return [];
      const owed = partnerships.flatMap((p) => owedIn(p, key)).filter((o) => o.end?.how !== 'released');
      // where the same people are told of again, and while more may come, not everybody is counted
      const told = compared.findIndex(({ from, to }) => from === key || to === key);
      const apart = told >= 0 && comparisons[told]?.analysis?.items.length !== 0;
      return [
        {
          key,
          title: questionnaire.title,
          room: questionnaire.anonymous === true,
          asked: owed.length,
          answered: owed.filter((o) => o.end?.how === 'done').length,
          over: over(key),
          counts: countsOf(
            questionnaire,
            answers.filter((a) => a.questionnaire === key),
            partnerships,
            { partly: apart || !over(key) },
          ),
        },
      ];
    }),
  };
}

const owedIn = (p: Partnership, key: string): readonly Obligation[] =>
  p.obligations.filter((o) => o.questionnaire === key);

/** At that school everybody who was asked has answered or will not, and the time for corrections has passed. */
function isOver(p: Partnership, key: string, now: Instant): boolean {
  const owed = owedIn(p, key);
  return hasEnded(p.stage) || (owed.length > 0 && owed.every((o) => !isOpen(o) && o.due.at < now));
}
