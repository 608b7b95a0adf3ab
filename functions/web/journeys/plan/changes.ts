import { type Cycle, type CyclePart, cycleParts } from '#domain/cycles/cycle.ts';
import type { PlanChange } from '#domain/cycles/planning.ts';
import { coverManagerOf } from '#domain/cycles/rules.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import {
  cycleName,
  dutiesIn,
  dutyInWords,
  nameOf,
  namesListed,
  partInWords,
  slotInWords,
} from '#web/kit/words/cycle.ts';

interface Row {
  readonly what: string;
  readonly was: string;
  readonly now: string;
}

/** What changes of one cycle, and for whom: pairs of what was and what will be. */
export function changeInWords(p: Partnership, change: PlanChange) {
  const { before, after } = change;
  const cycle = after ?? before;
  const slots = cycleParts.map((part) => ({ what: partInWords[part], is: cycle ? slotInWords(cycle[part]) : '' }));
  return {
    cycle: cycle ? cycleName(cycle) : '',
    told: namesListed(toldOf(p, change)),
    ...(before && after
      ? { kind: 'changed', rows: rowsOf(p, before, after), slots: [] }
      : { kind: after ? 'new' : 'off', rows: [], slots }),
  };
}

/** Names of those who are told. */
function toldOf(p: Partnership, { before, after, times, cover, joined }: PlanChange): readonly string[] {
  const members = times || joined.length > 0 ? [...(before?.members ?? []), ...(after?.members ?? [])] : [];
  const hasDuties = (before?.duties.length ?? 0) + (after?.duties.length ?? 0) > 0;
  const seats = new Set([...members, ...(hasDuties && cover ? [coverManagerOf(p)] : [])]);
  return [...new Set([...seats].map((id) => nameOf(p, id)))];
}

const membersIn = (p: Partnership, { members }: Cycle): string => namesListed(members.map((id) => nameOf(p, id)));

const rowsOf = (p: Partnership, before: Cycle, after: Cycle): readonly Row[] => [
  ...cycleParts.flatMap((part) => rowIf(partInWords[part], slotInWords(before[part]), slotInWords(after[part]))),
  ...(before.teaching === after.teaching
    ? []
    : [{ what: 'Teaches', was: nameOf(p, before.teaching), now: nameOf(p, after.teaching) }]),
  ...rowIf('Take part', membersIn(p, before), membersIn(p, after)),
  ...cycleParts.flatMap((part) =>
    rowIf(`Cover, ${partInWords[part].toLowerCase()}`, coverIn(p, before, part), coverIn(p, after, part)),
  ),
];

/** Nothing where it stays as it was. */
const rowIf = (what: string, was: string, now: string): readonly Row[] => (was === now ? [] : [{ what, was, now }]);

const coverIn = (p: Partnership, cycle: Cycle, part: CyclePart): string =>
  dutiesIn(cycle, part)
    .map((duty) => dutyInWords(p, duty))
    .join('; ') || 'Nobody';
