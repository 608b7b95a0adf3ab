import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type Analysis, comparedIn } from './analysis.ts';
import { countsPart, movedPart, type Published } from './register.ts';
import { askedIn, isOver, owedIn } from './standing.ts';

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
  /** it is compared with another: its counts wait until those who were asked have had their time */
  readonly compared: boolean;
  /** what was last published of it */
  readonly counts: Published | undefined;
}

/** What was last published of a cohort's answers, for its lead: counts only. What people wrote is in `wordsRead`. */
export interface Results {
  readonly points: readonly Point[];
  /** `analysis` is undefined until it has been worked out, once the last questionnaire is over */
  readonly comparisons: readonly {
    readonly from: string;
    readonly to: string;
    readonly analysis: Analysis | undefined;
    readonly at?: Instant | undefined;
  }[];
}

/** The last result of each part. */
export type LastPublished = ReadonlyMap<string, Published>;

export function resultsOf(
  { programme, stage }: Pick<Cohort, 'programme' | 'stage'>,
  partnerships: readonly Partnership[],
  published: LastPublished,
  now: Instant,
): Results {
  const { questionnaires } = programme;
  const compared = comparedIn(programme);
  return {
    comparisons: compared.map((one) => {
      const last = published.get(movedPart(one));
      return {
        from: questionnaires[one.from]?.title ?? one.from,
        to: questionnaires[one.to]?.title ?? one.to,
        analysis: last?.analysis,
        at: last?.at,
      };
    }),
    points: askedIn(programme).flatMap((key) => {
      const questionnaire = questionnaires[key];
      if (!questionnaire) return [];
      const owed = partnerships.flatMap((p) => owedIn(p, key)).filter((o) => o.end?.how !== 'released');
      return [
        {
          key,
          title: questionnaire.title,
          room: questionnaire.anonymous === true,
          asked: owed.length,
          answered: owed.filter((o) => o.end?.how === 'done').length,
          over: stage === 'closed' || partnerships.every((p) => isOver(p, key, now)),
          compared: compared.some(({ from, to }) => from === key || to === key),
          counts: published.get(countsPart(key)),
        },
      ];
    }),
  };
}
