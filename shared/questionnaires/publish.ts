import type { Programme } from '#domain/programme/programme.ts';
import { comparedIn } from './analysis.ts';
import type { Look } from './answerers.ts';
import { countsPart, type Published, type Register } from './register.ts';
import { askedIn } from './standing.ts';
import { type Group, GroupTold } from './tell-group.ts';
import { readFromNow } from './words.ts';

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
  const read = [...(before.read ?? [])];
  const complete = new Set(before.complete);
  const groups = groupsIn(cohort.programme).map((group) => {
    const { keys } = group;
    const kept = before.groups.find((one) => one.keys.some((key) => keys.includes(key)));
    // asked and compared in another way than when it was last told of: what was shown stays as it is
    if (kept && kept.keys.join() !== keys.join()) return kept;
    const told = new GroupTold(look, group, kept?.cells ?? [], complete);
    // first how people moved, then the counts: so that both tell of the same people
    for (const one of group.compared) told.tellMoves(one);
    for (const key of keys) told.tellCounts(key);
    results.push(...told.results);
    for (const key of keys) {
      const questionnaire = cohort.programme.questionnaires[key];
      if (questionnaire && told.results.some(({ part }) => part === countsPart(key)))
        read.push(...readFromNow(key, questionnaire, told.cells, read, look));
    }
    return { keys, cells: told.cells };
  });
  const others = before.groups.filter(({ keys }) => !groups.some((group) => group.keys.some((k) => keys.includes(k))));
  return {
    register: {
      ...before,
      looked: now,
      groups: [...groups, ...others].filter(({ cells }) => cells.length > 0),
      ...(read.length > 0 && { read }),
      complete: [...complete],
      ...(closed && { closed }),
    },
    results,
  };
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
