import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import type { NotHeld } from '#domain/cycles/plan.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Change, HistoryEvent } from '#domain/partnership/changes.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Attributes } from './expressions.ts';
import type { Promised } from './promise.ts';
import { idOf, type Rest } from './truth.ts';
import type { Written } from './written.ts';

/** What happened to each school by one save, in order. One that is made in parts says it all with its first. */
function happened(written: readonly Written[]): ReadonlyMap<string, readonly Change[]> {
  const isStep = ({ sk }: Written) => sk.startsWith('live#rest#');
  const carriedOut = new Set(written.filter((it) => isStep(it) && !it.after).map(({ pk }) => pk));
  const entered = written
    .flatMap((it) => (isStep(it) ? puts(it.after) : [it]))
    .filter(({ pk, sk }) => pk.startsWith('PARTNERSHIP#') && sk.startsWith('past#') && !carriedOut.has(pk))
    .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
  const changes = new Map<string, Change[]>();
  for (const { pk, before, after } of entered) {
    if (!after || before) continue;
    const own = changes.get(idOf(pk)) ?? [];
    changes.set(idOf(pk), own);
    own.push((after.it as HistoryEvent).change);
  }
  return changes;
}

/** What a step of a save in parts is to write. */
const puts = (step: Attributes | undefined): readonly Written[] =>
  ((step?.it as Rest | undefined)?.writes ?? []).flatMap(({ Put }) =>
    Put ? [{ pk: String(Put.Item.pk), sk: String(Put.Item.sk), before: undefined, after: Put.Item }] : [],
  );

const isOf = ({ group, nth }: Pick<Cycle, 'group' | 'nth'>, name: string, n: number): boolean =>
  group === name && nth === n;

/** A cycle that is neither held, to be held, nor said not to be. */
function lostIn(p: Partnership, { programme }: Cohort): string | undefined {
  const known = [...p.cycles.filter((c) => c.state !== 'cancelled' || c.by === 'person'), ...(p.plan?.notHeld ?? [])];
  for (const { name } of p.groups)
    for (const [i] of (programme.cycles?.windows ?? []).entries())
      if (!known.some((it) => isOf(it, name, i + 1))) return `${name}, cycle ${i + 1}`;
  return undefined;
}

export const plansAreWhole: Promised = {
  says: 'A plan that is agreed holds every cycle that the programme promises, or says which it does not, and of each that comes to be lacking the lead hears',
  watch({ truth, poisoned }) {
    const lacking = new Map<string, readonly NotHeld[]>();
    const fewer = new Map<string, number>();
    const told = new Map<string, number>();
    const count = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
    return {
      written(written) {
        for (const { pk, sk, before, after } of written)
          if (sk.startsWith('live#message#') && !before && (after?.it as Message)?.kind === 'plan-holds-fewer')
            count(told, idOf(pk));
        const cohort = truth.cohort();
        for (const [id, changes] of happened(written)) {
          const agreed = changes.findLast((one) => one.what === 'plan-agreed');
          const p = poisoned.has(id) ? undefined : truth.partnership(id);
          if (!agreed || !p || !cohort || hasEnded(p.stage)) continue;
          const known = lacking.get(id) ?? [];
          if (agreed.notHeld.some((it) => !known.some((one) => isOf(one, it.group, it.nth)))) count(fewer, id);
          lacking.set(id, agreed.notHeld);
          const lost = lostIn(p, cohort);
          if (lost) return `${id}: the plan that is agreed says nothing of ${lost}`;
        }
        return undefined;
      },
      end() {
        for (const [id, times] of fewer)
          if (told.get(id) !== times)
            return `${id}: ${times} plans held fewer cycles than before, and the lead was told of ${told.get(id) ?? 0}`;
        return undefined;
      },
    };
  },
};

export const offStaysOff: Promised = {
  says: 'No plan of the planner brings back a cycle that somebody has called off, as long as nobody asks for it',
  watch() {
    const off = new Map<string, Set<string>>();
    const byHand = new Set<string>();
    const along = ['plan-agreed', 'group-settled', 'school-withdrawn', 'cut-short', 'stage'];

    /** What is called off alone, somebody has called off. */
    function follow(id: string, changes: readonly Change[]): string | undefined {
      const theirs = off.get(id) ?? new Set<string>();
      off.set(id, theirs);
      const alone = !changes.some(({ what }) => along.includes(what));
      for (const change of changes) {
        if (change.what === 'plan-proposed' && change.proposal.byHand) byHand.add(id);
        if (change.what === 'plan-proposed' && !change.proposal.byHand) byHand.delete(id);
        if (change.what === 'cycle-off' && change.how === 'cancelled' && alone) theirs.add(change.cycle);
        if (change.what !== 'plan-agreed') continue;
        const back = change.cycles.find((c) => theirs.has(c.id));
        if (back && !byHand.has(id)) return `${id}: ${back.id} was called off, and is planned again`;
        if (back) theirs.delete(back.id);
      }
      return undefined;
    }

    return {
      written(written) {
        for (const [id, changes] of happened(written)) {
          const broken = follow(id, changes);
          if (broken) return broken;
        }
        return undefined;
      },
    };
  },
};
