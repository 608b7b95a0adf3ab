import { type CyclePart, cycleParts } from '#domain/cycles/cycle.ts';
import type { PlanChange } from '#domain/cycles/planning.ts';
import { coverManagerOf } from '#domain/cycles/rules.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { cycleName, dutiesIn, dutyInWords, listed, nameOf, partInWords, slotInWords } from '#web/kit/words/cycle.ts';

/** What changes of one cycle, and for whom: pairs of what was and what will be. */
export function changeInWords(p: Partnership, { before, after, times, cover }: PlanChange) {
  const cycle = after ?? before;
  const members = new Set(times ? [...(before?.members ?? []), ...(after?.members ?? [])] : []);
  const manager = (before?.duties.length ?? 0) + (after?.duties.length ?? 0) > 0 && cover;
  const told = [...[...members].map((id) => nameOf(p, id)), ...(manager ? [nameOf(p, coverManagerOf(p))] : [])];
  const rows: { readonly what: string; readonly was: string; readonly now: string }[] = [];
  if (before && after) {
    for (const part of cycleParts) {
      const [was, now] = [slotInWords(before[part]), slotInWords(after[part])];
      if (was !== now) rows.push({ what: partInWords[part], was, now });
    }
    if (before.teaching !== after.teaching)
      rows.push({ what: 'Teaches', was: nameOf(p, before.teaching), now: nameOf(p, after.teaching) });
    for (const part of cycleParts) {
      const duties = (c: typeof before) => dutiesIn(c, part).map((duty) => dutyInWords(p, duty));
      const [was, now] = [duties(before), duties(after)];
      if (was.join() !== now.join())
        rows.push({ what: `Cover, ${partInWords[part].toLowerCase()}`, was: sentence(was), now: sentence(now) });
    }
  }
  const slots = (c: typeof cycle) => (part: CyclePart) => ({
    what: partInWords[part],
    is: c ? slotInWords(c[part]) : '',
  });
  return {
    cycle: cycle ? cycleName(cycle) : '',
    kind: before && after ? 'changed' : after ? 'new' : 'off',
    rows,
    slots: before && after ? [] : cycleParts.map(slots(cycle)),
    told: listed([...new Set(told)]),
  };
}

const sentence = (parts: readonly string[]): string => parts.join('; ') || 'Nobody';
