import type { Cohort } from '../domain/cohort.ts';
import { median } from '../domain/median.ts';
import type { Partnership, Stage } from '../domain/partnership.ts';
import { type PersonId, sameAddress, sitterOf } from '../domain/person.ts';
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

const ENDINGS = ['completed', 'declined', 'withdrawn', 'lapsed'] as const satisfies readonly Stage[];
type Ending = (typeof ENDINGS)[number];

/** How a cohort went, without names: what may be shown to anybody in it. */
export interface Summary {
  readonly schools: Readonly<Record<'invited' | Ending, number>>;
  readonly points: readonly { readonly title: string; readonly asked: number; readonly answered: number }[];
  readonly scale: Scale;
  /** `shown` is undefined where fewer than five people answered at both points */
  readonly statements: readonly { readonly text: string; readonly shown: Movement | undefined }[];
}

/** @param answers of every partnership of the cohort, in any order */
export function summarise(cohort: Cohort, partnerships: readonly Partnership[], answers: readonly Answered[]): Summary {
  const { programme } = cohort;
  const asked = programme.steps.flatMap((step) =>
    step.questionnaire ? [{ ...step, questionnaire: step.questionnaire }] : [],
  );
  const count = (stage: Stage) => partnerships.filter((p) => p.stage === stage).length;
  const people = addresses(partnerships);
  // Each role has questionnaires of its own, the first and the last of which are compared.
  const compared = [...Map.groupBy(asked, (step) => step.owner).values()].flatMap((own) => {
    const [first, last] = [own[0]?.questionnaire ?? '', own.at(-1)?.questionnaire ?? ''];
    const again = new Set(scaleQuestions(programme.questionnaires[last]).map((q) => q.key));
    return scaleQuestions(programme.questionnaires[first])
      .filter((q) => again.has(q.key))
      .map((q) => ({ ...q, shown: movement(q.key, of(answers, first), of(answers, last), people) }));
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
    scale: compared[0]?.scale ?? [],
    statements: compared.map(({ text, shown }) => ({ text, shown })),
  };
}

/** Whose answers are whose, whatever school they were given for: one coach of three schools is one person. */
const addresses = (partnerships: readonly Partnership[]): ReadonlyMap<string, string> =>
  new Map(
    partnerships.flatMap((p) =>
      [...(p.former ?? []), ...p.people].map((one) => [
        whose({ partnership: p.id, person: sitterOf(one) }),
        sameAddress(one.email),
      ]),
    ),
  );

const whose = ({ partnership, person }: Pick<Answered, 'partnership' | 'person'>): string => `${partnership} ${person}`;

type ScaleQuestion = Extract<Question, { form: 'scale' }>;

const scaleQuestions = (questionnaire: Questionnaire | undefined): readonly ScaleQuestion[] =>
  (questionnaire?.questions ?? []).filter((q): q is ScaleQuestion => q.form === 'scale');

const of = (answers: readonly Answered[], questionnaire: string) =>
  answers.filter((a) => a.questionnaire === questionnaire);

/** Paired by person within a school. */
function movement(
  key: string,
  before: readonly Answered[],
  after: readonly Answered[],
  people: ReadonlyMap<string, string>,
): Movement | undefined {
  const pairs = before.flatMap((a) => {
    const b = after.find((other) => other.partnership === a.partnership && other.person === a.person);
    const [start, end] = [a.given[key], b?.given[key]];
    return typeof start === 'number' && typeof end === 'number'
      ? [{ start, end, who: people.get(whose(a)) ?? whose(a) }]
      : [];
  });
  const [startMedian, endMedian] = [median(pairs.map((p) => p.start)), median(pairs.map((p) => p.end))];
  const distinct = new Set(pairs.map((pair) => pair.who)).size;
  if (distinct < FEWEST_SHOWN || startMedian === undefined || endMedian === undefined) return undefined;
  return {
    n: pairs.length,
    startMedian,
    endMedian,
    rose: pairs.filter((p) => p.end > p.start).length,
    stayed: pairs.filter((p) => p.end === p.start).length,
    fell: pairs.filter((p) => p.end < p.start).length,
  };
}
