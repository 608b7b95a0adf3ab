import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { AnswersGiven } from '#domain/programme/questionnaire.ts';
import { type Compared, isWhole } from './analysis.ts';
import { type Answered, type Code, codesOf, inOrder, seatCodeOf } from './answered.ts';
import type { Cell, Reference } from './cells.ts';
import { mayChange } from './standing.ts';

/** What one look at the answers of a cohort has to go by. */
export interface Look {
  readonly cohort: Pick<Cohort, 'programme' | 'stage'>;
  readonly partnerships: readonly Partnership[];
  /** of everybody, as they stood at `now` */
  readonly answers: readonly Answered[];
  readonly now: Instant;
  /** what stands for somebody: always the same within a cohort */
  readonly refer: (place: Code) => Reference;
}

/** Who has answered what, by reference. */
export function answerersIn({ cohort, partnerships, answers, now, refer }: Look, keys: readonly string[]) {
  const byId = new Map(partnerships.map((p) => [p.id, p]));
  const codeOf = codesOf(partnerships);
  const own = inOrder(answers.filter(({ questionnaire }) => keys.includes(questionnaire)));
  const answered = Map.groupBy(own, (a) => refer(seatCodeOf(a)));
  const persons = [...Map.groupBy(own, codeOf).values()].map((all) => [
    ...new Set(all.map((a) => refer(seatCodeOf(a)))),
  ]);
  const find = (member: Reference, key: string) => answered.get(member)?.find((a) => a.questionnaire === key);
  /** It is there, can no longer be corrected, and was not since it was counted. */
  const stands = (a: Answered | undefined, cell?: Cell): a is Answered => {
    if (!a) return false;
    const at = a.at ?? '';
    const p = byId.get(a.partnership);
    const settled = cohort.stage === 'closed' || (at < now && !(p && mayChange(p, a, now)));
    const since = cell?.counted[a.questionnaire];
    return settled && (since === undefined || at < since);
  };
  return {
    answered,
    gave: (member: Reference, key: string, cell?: Cell): boolean => stands(find(member, key), cell),
    given: (member: Reference, key: string): AnswersGiven => find(member, key)?.given ?? {},
    moved: (member: Reference, { from, to, items }: Compared, cell?: Cell): boolean =>
      [from, to].every((key) => {
        const a = find(member, key);
        return stands(a, cell) && isWhole(a.given, items);
      }),
    /** People never told of, each by the first place at which this holds. */
    newcomers: (cells: readonly Cell[], holds: (member: Reference) => boolean): readonly Reference[] => {
      const known = new Set(cells.flatMap(({ members }) => members));
      return persons.flatMap((references) =>
        references.some((reference) => known.has(reference)) ? [] : (references.find(holds) ?? []),
      );
    },
  };
}
