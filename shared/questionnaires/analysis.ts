import type { Partnership } from '../domain/partnership.ts';
import type { Programme, Step } from '../domain/programme.ts';
import { type Given, type Item, itemsOf, type Scale } from '../domain/questionnaire.ts';
import { type Answered, type Code, codesOf, placeOf } from './answered.ts';
import { type Moved, movedOf } from './paired.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** Two questionnaires that the same people answer, with what both ask. */
export interface Compared {
  readonly owner: Step['owner'];
  readonly from: string;
  readonly to: string;
  readonly items: readonly Item[];
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
  readonly moved: Moved;
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

/** The answers of one person who answered both: several where she answered for several schools. */
export interface Twice {
  readonly code: Code;
  readonly answers: readonly { readonly place: Code; readonly before: Given; readonly after: Given }[];
}

/** Who answered everything both times, and how many did so only once. */
export interface Pairs {
  readonly twice: readonly Twice[];
  readonly onlyFirst: number;
  readonly onlyLast: number;
}

/** @param answers of every partnership, in any order; whoever answers for several schools is one person */
export function pairsIn(
  { from, to, items }: Compared,
  partnerships: readonly Partnership[],
  answers: readonly Answered[],
): Pairs {
  const codeOf = codesOf(partnerships);
  const whole = (key: string) => answers.filter((a) => a.questionnaire === key && isWhole(a.given, items));
  const [before, after] = [whole(from), whole(to)];
  const twice = answeredTwice(before, after, codeOf);
  const only = (all: readonly Answered[]) =>
    [...new Set(all.map(codeOf))].filter((code) => !twice.some((one) => one.code === code)).length;
  return { twice, onlyFirst: only(before), onlyLast: only(after) };
}

export const isWhole = (given: Given, items: readonly Item[]): boolean =>
  items.every((item) => typeof given[item.key] === 'number');

/** How these people moved, each by the mean of what she gave. @param told whom of `pairs` it may tell of */
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
    paired: twice.length,
    onlyFirst,
    onlyLast,
    leftOut: told.length > 0 ? twice.length - told.length : 0,
    ...(told.length >= FEWEST_SHOWN
      ? { items: items.flatMap((item) => itemResult(item, told)), strands: strandResults(items, told) }
      : { items: [], strands: [] }),
  };
}

/** Paired within a school, then gathered by person; in the order of codes, so that the order of answers does not matter. */
function answeredTwice(
  before: readonly Answered[],
  after: readonly Answered[],
  codeOf: (answered: Answered) => Code,
): readonly Twice[] {
  const again = new Map(after.map((answered) => [placeOf(answered), answered]));
  const pairs = before.flatMap((answered) => {
    const other = again.get(placeOf(answered));
    return other
      ? [{ code: codeOf(answered), place: placeOf(answered), before: answered.given, after: other.given }]
      : [];
  });
  return [...Map.groupBy(pairs, ({ code }) => code)]
    .map(([code, own]) => ({ code, answers: own }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

const grade = (given: Given, { key }: Item): number => Number(given[key]);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function itemResult(item: Item, people: readonly Twice[]): readonly Result[] {
  const { key, text, strand, scale } = item;
  const at = (when: 'before' | 'after') => people.map((one) => one.answers.map((a) => grade(a[when], item)));
  const [before, after] = [at('before'), at('after')];
  const moved = movedOf(
    before.map((grades, i) => ({ before: mean(grades), after: mean(after[i] ?? []) })),
    scale.best,
  );
  const spread = (grades: readonly (readonly number[])[]) =>
    scale.points.map((_, i) => grades.flat().filter((one) => one === i + 1).length);
  return moved ? [{ key, text, strand, scale, moved, spread: { before: spread(before), after: spread(after) } }] : [];
}

/** A statement that runs the other way than the first of its strand is turned round; one on another length of scale stays out. */
function strandResults(items: readonly Item[], people: readonly Twice[]): readonly Result[] {
  const strands = Map.groupBy(
    items.filter((item) => item.strand !== undefined),
    (item) => item.strand ?? '',
  );
  return [...strands].flatMap(([strand, all]) => {
    const scale = all[0]?.scale;
    if (!scale) return [];
    const own = all.filter((item) => item.scale.points.length === scale.points.length);
    const turned = (given: Given, item: Item) =>
      item.scale.best === scale.best ? grade(given, item) : scale.points.length + 1 - grade(given, item);
    const at = (one: Twice, when: 'before' | 'after') =>
      mean(one.answers.flatMap((a) => own.map((item) => turned(a[when], item))));
    const moved = movedOf(
      people.map((one) => ({ before: at(one, 'before'), after: at(one, 'after') })),
      scale.best,
    );
    return moved ? [{ key: strand, text: strand, scale, moved }] : [];
  });
}
