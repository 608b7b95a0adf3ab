import type { Instant } from '#calendar/london.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import { endsAt, timesMoved } from '#domain/cycles/cycle.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { type Fate, fateOf } from '#domain/sessions/fate.ts';

/** What was to be held, and what became of it. `held + cancelled + missed + unsaid + toCome` is `planned`. */
export interface Holding {
  /** covered: cycles for whose classes cover was agreed */
  readonly what: 'sessions' | 'cycles' | 'covered' | 'meetings';
  readonly planned: number;
  readonly held: number;
  /** of those that were held or are to come: at another time than first planned */
  readonly moved: number;
  readonly cancelled: number;
  /** did not happen, and nobody had called it off */
  readonly missed: number;
  /** its time is past, and nobody has said what became of it */
  readonly unsaid: number;
  readonly toCome: number;
  /** why it was moved, cancelled or missed, as people typed it, the commonest first; `''` where nobody said */
  readonly reasons: readonly { readonly why: string; readonly count: number }[];
}

interface One {
  readonly fate: Fate;
  readonly moved: boolean;
  readonly why?: string | undefined;
}

/** Sessions, cycles, cycles with cover, and meetings of some schools; what nobody planned is left out. */
export function holdings(partnerships: readonly Partnership[], now: Instant): readonly Holding[] {
  const cycles = partnerships.flatMap((p) => p.cycles);
  return [
    holding(
      'sessions',
      partnerships.flatMap((p) => sessionsOf(p, now)),
    ),
    holding(
      'cycles',
      cycles.map((c) => cycleOf(c, now)),
    ),
    holding(
      'covered',
      cycles.filter(hasCover).map((c) => cycleOf(c, now)),
    ),
    holding(
      'meetings',
      partnerships.flatMap((p) => meetingsOf(p, now)),
    ),
  ].filter(({ planned }) => planned > 0);
}

const sessionsOf = (p: Partnership, now: Instant): readonly One[] =>
  p.sessions.map((s) => {
    const fate = fateOf(s, now);
    return { fate, moved: s.sequence > (s.passedOn ?? 0) && hasTime(fate), why: s.why };
  });

const cycleOf = (c: Cycle, now: Instant): One => {
  const fate = c.state === 'planned' ? (endsAt(c) > now ? 'to-come' : 'unsaid') : c.state;
  return { fate, moved: timesMoved(c) > 0 && hasTime(fate), why: c.why };
};

/** A cycle that is called off has lost its duties, but not what it was before. */
const hasCover = ({ duties, was }: Cycle): boolean =>
  [...duties, ...(was?.duties ?? [])].some(({ kind }) => kind === 'cover');

const meetingsOf = ({ obligations }: Partnership, now: Instant): readonly One[] =>
  obligations.filter((o) => o.kind === 'hold-meeting').map((o) => ({ fate: fateOfMeeting(o, now), moved: false }));

/** One that nobody recorded may have been held all the same. */
function fateOfMeeting({ end, due }: Obligation, now: Instant): Fate {
  if (!end) return due.at > now ? 'to-come' : 'unsaid';
  return ({ done: 'held', released: 'cancelled', lapsed: 'unsaid' } as const)[end.how];
}

/** Whatever was called off was not moved, though its number rose. */
const hasTime = (fate: Fate): boolean => fate !== 'cancelled' && fate !== 'missed';

function holding(what: Holding['what'], all: readonly One[]): Holding {
  const count = (fate: Fate) => all.filter((one) => one.fate === fate).length;
  const told = all.filter(({ fate, moved }) => moved || !hasTime(fate)).map(({ why = '' }) => why.trim());
  const alike = Map.groupBy(told, (why) => why.toLowerCase().replace(/[.\s]+$/, ''));
  return {
    what,
    planned: all.length,
    held: count('held'),
    moved: all.filter(({ moved }) => moved).length,
    cancelled: count('cancelled'),
    missed: count('missed'),
    unsaid: count('unsaid'),
    toCome: count('to-come'),
    reasons:
      what === 'sessions' || what === 'cycles'
        ? [...alike.values()]
            .map((own) => ({ why: own[0] ?? '', count: own.length }))
            .sort((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1))
        : [],
  };
}
