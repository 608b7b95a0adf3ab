import type { Instant } from '../calendar/london.ts';
import type { Cohort } from '../domain/cohort.ts';
import type { Partnership } from '../domain/partnership.ts';
import { type Compared, isWhole, type Twice } from './analysis.ts';
import { type Answered, codesOf, inOrder, placeOf } from './answered.ts';
import type { Cell, Member } from './cells.ts';
import { referenceOf } from './register.ts';
import { mayChange } from './standing.ts';

/** What one look at the answers of a cohort has to go by. */
export interface Look {
  readonly cohort: Pick<Cohort, 'programme' | 'stage'>;
  readonly partnerships: readonly Partnership[];
  /** of everybody, as they stood at `now` */
  readonly answers: readonly Answered[];
  readonly now: Instant;
}

/** Who has answered what, by reference. */
export function answerersIn({ cohort, partnerships, answers, now }: Look, salt: string, keys: readonly string[]) {
  const byId = new Map(partnerships.map((p) => [p.id, p]));
  const codeOf = codesOf(partnerships);
  const own = answers.filter(({ questionnaire }) => keys.includes(questionnaire));
  const answered = Map.groupBy(own, (a) => referenceOf(salt, placeOf(a)));
  const persons = [...Map.groupBy(inOrder(own), codeOf).values()].map((all) => [
    ...new Set(all.map((a) => referenceOf(salt, placeOf(a)))),
  ]);
  const find = (member: Member, key: string) =>
    member.flatMap((reference) => answered.get(reference)?.filter((a) => a.questionnaire === key) ?? []);
  /** It can no longer be corrected, and was not since it was counted. */
  const stands = (a: Answered, cell?: Cell) => {
    const p = byId.get(a.partnership);
    const settled = cohort.stage === 'closed' || ((a.at ?? '') < now && !(p && mayChange(p, a, now)));
    const since = cell?.counted[a.questionnaire];
    return settled && (since === undefined || (a.at ?? '') < since);
  };
  const stand = (all: readonly Answered[], cell?: Cell) => all.length > 0 && all.every((a) => stands(a, cell));
  const pairs = (member: Member, { from, to, items }: Compared) => {
    const whole = (key: string) =>
      new Map(find(member, key).flatMap((a) => (isWhole(a.given, items) ? [[placeOf(a), a.given]] : [])));
    const after = whole(to);
    return [...whole(from)].flatMap(([place, before]) => {
      const later = after.get(place);
      return later ? [{ place, before, after: later }] : [];
    });
  };
  return {
    answered,
    gave: (member: Member, key: string, cell?: Cell): boolean => stand(find(member, key), cell),
    given: (member: Member, key: string) => inOrder(find(member, key))[0]?.given ?? {},
    moved: (member: Member, one: Compared, cell?: Cell): boolean =>
      stand(find(member, one.from), cell) && stand(find(member, one.to), cell) && pairs(member, one).length > 0,
    twice: (member: Member, one: Compared): Twice => ({ code: member[0] ?? '', answers: pairs(member, one) }),
    /** People never told of, each by the places at which this holds. */
    newcomers: (cells: readonly Cell[], holds: (member: Member) => boolean): readonly Member[] => {
      const known = new Set(cells.flatMap(({ members }) => members.flat()));
      return persons.flatMap((references) => {
        if (references.some((reference) => known.has(reference))) return [];
        const member = references.filter((reference) => holds([reference]));
        return member.length > 0 ? [member] : [];
      });
    },
  };
}
