import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Programme, Step } from '#domain/programme/programme.ts';
import { type AnswersGiven, itemsOf, type QuestionnaireItem, type Scale } from '#domain/programme/questionnaire.ts';
import { type Answered, type Code, codesOf, inOrder, seatCodeOf } from './answered.ts';
import { movedOf, type PairedMovement } from './paired.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** Two questionnaires that the same people answer, with what both ask. */
export interface Compared {
  readonly owner: Step['owner'];
  readonly from: string;
  readonly to: string;
  readonly items: readonly QuestionnaireItem[];
}

/** From start to end, person by person, without a code or a name. */
export interface Analysis {
  readonly owner: Step['owner'];
  /** titles of the two questionnaires */
  readonly from: string;
  readonly to: string;
  /** people who answered everything both times, and people who did so only the first or only the second time */
  readonly paired: number;
  readonly onlyFirst: number;
  readonly onlyLast: number;
  /** of those who are paired, how many are left out so that the few who are not cannot be worked out */
  readonly leftOut: number;
  /** empty where fewer than five are left to tell of */
  readonly items: readonly Result[];
  readonly strands: readonly Result[];
}

/** How one statement, or the mean of the statements of a strand, moved. */
export interface Result {
  /** of a statement its key; of a strand its name */
  readonly key: string;
  readonly text: string;
  readonly strand?: string | undefined;
  readonly scale: Scale;
  readonly moved: PairedMovement;
  /** of a statement: how many answers at each point of the scale, before and after */
  readonly spread?: { readonly before: readonly number[]; readonly after: readonly number[] } | undefined;
}

/** Each role's first questionnaire with its last. Rooms answer without names, so nobody can be compared there. */
export function comparedIn({
  steps,
  questionnaires,
}: Pick<Programme, 'steps' | 'questionnaires'>): readonly Compared[] {
  const asked = steps.flatMap(({ owner, questionnaire }) =>
    questionnaire && !questionnaires[questionnaire]?.anonymous ? [{ owner, questionnaire }] : [],
  );
  return [...Map.groupBy(asked, (step) => step.owner)].flatMap(([owner, own]) => {
    const [from, to] = [own[0]?.questionnaire ?? '', own.at(-1)?.questionnaire ?? ''];
    if (from === to) return [];
    const again = new Map(itemsOf(questionnaires[to] ?? { questions: [] }).map((item) => [item.key, item.scale]));
    const items = itemsOf(questionnaires[from] ?? { questions: [] }).filter(
      ({ key, scale }) => again.get(key)?.points.length === scale.points.length && again.get(key)?.best === scale.best,
    );
    return items.length > 0 ? [{ owner, from, to, items }] : [];
  });
}

/** What one person gave at two points, at one school. */
export interface Twice {
  readonly before: AnswersGiven;
  readonly after: AnswersGiven;
}

/** Who answered everything both times, and how many did so only once. */
export interface Pairs {
  /** by whose it is */
  readonly twice: ReadonlyMap<Code, Twice>;
  readonly onlyFirst: number;
  readonly onlyLast: number;
}

/**
 * Paired within a school. @param answers of every partnership, in any order; whoever answers for several schools is one
 * person, by the school for which they answered first
 */
export function pairsIn(
  { from, to, items }: Compared,
  partnerships: readonly Partnership[],
  answers: readonly Answered[],
): Pairs {
  const codeOf = codesOf(partnerships);
  const whole = (key: string) => inOrder(answers.filter((a) => a.questionnaire === key && isWhole(a.given, items)));
  const [before, after] = [whole(from), whole(to)];
  const again = new Map(after.map((answered) => [seatCodeOf(answered), answered]));
  const twice = new Map<Code, Twice>();
  for (const answered of before) {
    const [code, other] = [codeOf(answered), again.get(seatCodeOf(answered))];
    if (other && !twice.has(code)) twice.set(code, { before: answered.given, after: other.given });
  }
  const only = (all: readonly Answered[]) => new Set(all.map(codeOf).filter((code) => !twice.has(code))).size;
  return { twice, onlyFirst: only(before), onlyLast: only(after) };
}

export const isWhole = (given: AnswersGiven, items: readonly QuestionnaireItem[]): boolean =>
  items.every((item) => typeof given[item.key] === 'number');

/** How these people moved. @param told whom of `pairs` it may tell of, in any order */
export function analysisOf(
  { questionnaires }: Pick<Programme, 'questionnaires'>,
  { owner, from, to, items }: Compared,
  { twice, onlyFirst, onlyLast }: Pairs,
  told: readonly Twice[],
): Analysis {
  return {
    owner,
    from: questionnaires[from]?.title ?? from,
    to: questionnaires[to]?.title ?? to,
    paired: twice.size,
    onlyFirst,
    onlyLast,
    leftOut: told.length > 0 ? twice.size - told.length : 0,
    ...(told.length >= FEWEST_SHOWN
      ? { items: items.flatMap((item) => itemResult(item, told)), strands: strandResults(items, told) }
      : { items: [], strands: [] }),
  };
}

const grade = (given: AnswersGiven, { key }: QuestionnaireItem): number => Number(given[key]);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function itemResult(item: QuestionnaireItem, people: readonly Twice[]): readonly Result[] {
  const { key, text, strand, scale } = item;
  const pairs = people.map(({ before, after }) => ({ before: grade(before, item), after: grade(after, item) }));
  const moved = movedOf(pairs, scale.best);
  const spread = (when: keyof Twice) => scale.points.map((_, i) => pairs.filter((pair) => pair[when] === i + 1).length);
  return moved
    ? [{ key, text, strand, scale, moved, spread: { before: spread('before'), after: spread('after') } }]
    : [];
}

/**
 * A statement that runs the other way than the first of its strand is turned round; one on another length of scale stays
 * out.
 */
function strandResults(items: readonly QuestionnaireItem[], people: readonly Twice[]): readonly Result[] {
  const strands = Map.groupBy(
    items.filter((item) => item.strand !== undefined),
    (item) => item.strand ?? '',
  );
  return [...strands].flatMap(([strand, all]) => {
    const scale = all[0]?.scale;
    if (!scale) return [];
    const own = all.filter((item) => item.scale.points.length === scale.points.length);
    const turned = (given: AnswersGiven, item: QuestionnaireItem) =>
      item.scale.best === scale.best ? grade(given, item) : scale.points.length + 1 - grade(given, item);
    const at = (given: AnswersGiven) => mean(own.map((item) => turned(given, item)));
    const moved = movedOf(
      people.map(({ before, after }) => ({ before: at(before), after: at(after) })),
      scale.best,
    );
    return moved ? [{ key: strand, text: strand, scale, moved }] : [];
  });
}
