import type { Programme } from '#domain/programme/programme.ts';
import { analysisOf, type Compared, comparedIn, pairsIn } from './analysis.ts';
import { answerersIn, type Look } from './answerers.ts';
import { type Cell, choose, sizeOf, without } from './cells.ts';
import { countedIn } from './counts.ts';
import { countsPart, movedPart, type Published, type Register } from './register.ts';
import { askedIn, isAnswered, isOver } from './standing.ts';
import { FEWEST_SHOWN } from './suppression.ts';

/** Before a comparison, counts wait for so many people that one of them can drop out of it and five are left. */
const FEWEST_BEFORE_COMPARED = 2 * FEWEST_SHOWN;

/**
 * Works out what may be published now of a cohort's answers: what is due by now and differs from what was published
 * before as `choose` allows. Looking again changes nothing until more has come in.
 */
export function publish(
  before: Register,
  look: Look,
): { readonly register: Register; readonly results: readonly Published[] } {
  const { cohort, now } = look;
  const closed = cohort.stage === 'closed';
  if (before.closed) return { register: before, results: [] };
  const results: Published[] = [];
  const complete = new Set(before.complete);
  const groups = groupsIn(cohort.programme).map(({ keys, compared }) => {
    const kept = before.groups.find((group) => group.keys.some((key) => keys.includes(key)));
    // asked and compared in another way than when it was last told of: what was shown stays as it is
    if (kept && kept.keys.join() !== keys.join()) return kept;
    const group = lookAt(look, keys, compared, kept?.cells ?? [], complete);
    results.push(...group.results);
    return { keys, cells: group.cells };
  });
  const others = before.groups.filter(({ keys }) => !groups.some((group) => group.keys.some((k) => keys.includes(k))));
  return {
    register: {
      ...before,
      looked: now,
      groups: [...groups, ...others].filter(({ cells }) => cells.length > 0),
      complete: [...complete],
      ...(closed && { closed }),
    },
    results,
  };
}

interface Group {
  readonly keys: readonly string[];
  readonly compared: readonly Compared[];
}

/** Questionnaires that are compared with each other, by way of others too, belong together; every other stands alone. */
function groupsIn(programme: Programme): readonly Group[] {
  const groups: Group[] = askedIn(programme).map((key) => ({ keys: [key], compared: [] }));
  for (const one of comparedIn(programme)) {
    const together = groups.filter(({ keys }) => keys.includes(one.from) || keys.includes(one.to));
    for (const group of together) groups.splice(groups.indexOf(group), 1);
    groups.push({
      keys: together.flatMap(({ keys }) => keys).toSorted(),
      compared: [...together.flatMap(({ compared }) => compared), one],
    });
  }
  return groups;
}

/** First how people moved, then the counts: so that both tell of the same people. */
function lookAt(
  look: Look,
  keys: readonly string[],
  compared: readonly Compared[],
  known: readonly Cell[],
  complete: Set<string>,
): { readonly cells: readonly Cell[]; readonly results: readonly Published[] } {
  const { cohort, partnerships, now } = look;
  const closed = cohort.stage === 'closed';
  const over = (key: string) => closed || partnerships.every((p) => isOver(p, key, now));
  const people = answerersIn(look, keys);
  let cells = without(known, (reference) => !people.answered.has(reference));
  const results: Published[] = [];
  const publishing = (part: string, of: readonly string[], { told, rest }: ReturnType<typeof choose>) => {
    const counted = Object.fromEntries(of.map((key) => [key, now]));
    cells = [
      ...told.map((cell) => ({
        ...cell,
        counted: { ...counted, ...cell.counted },
        within: [...new Set([...cell.within, part])],
      })),
      ...rest.map((cell) => ({ ...cell, within: cell.within.filter((one) => one !== part) })),
    ];
  };
  const isNew = (part: string, { told, rest }: ReturnType<typeof choose>) =>
    sizeOf(told) > 0 &&
    (told.some(({ within }) => !within.includes(part)) || rest.some(({ within }) => within.includes(part)));

  for (const one of compared) {
    const part = movedPart(one);
    if (!over(one.from) || !over(one.to) || (complete.has(part) && !closed)) continue;
    const chosen = choose(
      cells,
      (member, cell) => people.moved(member, one, cell),
      people.newcomers(cells, (m) => people.moved(m, one)),
    );
    const first = !complete.has(part);
    complete.add(part);
    if (!isNew(part, chosen) && !(first && sizeOf(chosen.told) === 0)) continue;
    if (sizeOf(chosen.told) > 0) publishing(part, [one.from, one.to], chosen);
    results.push({
      part,
      at: now,
      people: sizeOf(chosen.told),
      analysis: analysisOf(
        cohort.programme,
        one,
        pairsIn(one, partnerships, look.answers),
        chosen.told.flatMap(({ members }) =>
          members.map((member) => ({ before: people.given(member, one.from), after: people.given(member, one.to) })),
        ),
      ),
    });
  }

  for (const key of keys) {
    const part = countsPart(key);
    const questionnaire = cohort.programme.questionnaires[key];
    const comparing = compared.filter(({ from, to }) => from === key || to === key);
    const all = comparing.length > 0 ? comparing.every((one) => over(one.from) && over(one.to)) : over(key);
    const chosen = choose(
      cells,
      (member, cell) => people.gave(member, key, cell),
      people.newcomers(cells, (m) => people.gave(m, key)),
    );
    const told = cells.some(({ within }) => within.includes(part));
    const added = sizeOf(chosen.told.filter(({ within }) => !within.includes(part)));
    const waits =
      comparing.some(({ to }) => to === key) ||
      (comparing.length > 0 && !isAnswered(partnerships, key, now) && !over(key)) ||
      (told ? added < FEWEST_SHOWN : comparing.length > 0 && sizeOf(chosen.told) < FEWEST_BEFORE_COMPARED);
    const due = closed || (all && !complete.has(part)) || (!all && !waits);
    if (all) complete.add(part);
    if (!questionnaire || !due || !isNew(part, chosen)) continue;
    publishing(part, [key], chosen);
    const given = chosen.told.flatMap(({ members }) => members.map((member) => people.given(member, key)));
    results.push({ part, at: now, people: sizeOf(chosen.told), questions: countedIn(questionnaire, given) });
  }
  return { cells, results };
}
