import type { Instant } from '../calendar/london.ts';
import { type Outcome, outcome, refuse } from './acts.ts';
import { draftsOf } from './drafts.ts';
import { hasEnded, type Partnership } from './partnership.ts';
import { sittingSince } from './people.ts';
import { type Person, type PersonId, sameAddress, sitterOf } from './person.ts';

/** Somebody of whom something is kept: who sits at a seat, or one who did before. */
export interface Kept extends Person {
  /** what she is named by in a path: `link`, and `link~1` of one who has left that seat */
  readonly named: string;
  /** since when she sat there; empty: from the start */
  readonly since: Instant | '';
  /** until when; undefined: she sits there now */
  readonly until?: Instant | undefined;
}

/** Everybody of whom something is kept, those who have left last. */
export const keptOf = (p: Partnership): readonly Kept[] => [
  ...p.people.map((one) => ({ ...one, named: one.id, since: sittingSince(p, one.id) ?? '' })),
  ...(p.former ?? []).map((one, i, all) => ({
    ...one,
    named: `${one.id}~${one.version}`,
    since: all.slice(0, i).findLast(({ id }) => id === one.id)?.until ?? '',
  })),
];

export const keptNamed = (p: Partnership, named: string): Kept | undefined =>
  keptOf(p).find((one) => one.named === named);

/** What somebody wrote that is hers alone: her answers, by who sits there, and drafts, by what they were begun for. */
export function ownWordsOf(p: Partnership, named: string) {
  const kept = keptNamed(p, named);
  // of one who has left, what was hers alone ended with her, and the rest passed to whoever sits there now
  const drafts = kept && !kept.until ? draftsOf(p, kept, 'all') : [];
  return { answersOf: sitterOf(kept ?? { id: named }), drafts };
}

/** Whether somebody's name and address can go: no email to her waits, and she, or the school, no longer takes part. */
export function canForget(p: Partnership, named: string): boolean {
  const kept = keptNamed(p, named);
  if (!kept) return false;
  const { id, version, email, until } = kept;
  if (!until) return hasEnded(p.stage) && !p.outbox.some(({ to }) => to === id);
  const elsewhere =
    !hasEnded(p.stage) && p.people.some((one) => email && sameAddress(one.email) === sameAddress(email));
  return !elsewhere && !p.outbox.some(({ to, former }) => to === id && former === version);
}

/**
 * Somebody asked to have erased what is kept about her. What she signed and when things were done stays. @param seen when
 * it was erased last, as far as whoever asks for it has seen
 */
export function erasePerson(p: Partnership, named: string, now: Instant, seen?: Instant | ''): Outcome {
  const kept = keptNamed(p, named);
  if (!kept) return refuse('not-asked', 'Nobody of that name takes part at this school.');
  if (seen !== undefined && seen !== (kept.erased ?? '')) return refuse('already', 'It has been erased already.');
  const name = canForget(p, named) ? ('erased' as const) : ('kept' as const);
  return outcome(p, [{ what: 'person-erased', ...idOf(kept), name }], now);
}

/** Somebody asked what is kept about her, and is given a copy. */
export function exportPerson(p: Partnership, named: string, now: Instant): Outcome {
  const kept = keptNamed(p, named);
  if (!kept) return refuse('not-asked', 'Nobody of that name takes part at this school.');
  return outcome(p, [{ what: 'person-exported', ...idOf(kept) }], now);
}

const idOf = ({ id, until, version }: Kept): { readonly person: PersonId; readonly version?: number } => ({
  person: id,
  ...(until && version && { version }),
});
