import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { type Person, type PersonId, sameAddress } from '#domain/people/person.ts';
import { isAhead } from './cycle.ts';
import { timetableOf } from './provision.ts';

/**
 * Does whoever takes a seat take over the week of the one before them, with something to be planned or held by it? Then
 * somebody has to say whether the lessons are theirs.
 */
export function takesOverWeek(p: Partnership, seat: PersonId, before: string | undefined, after: string): boolean {
  const { provision, plan } = p;
  if (!provision || !before || sameAddress(before) === sameAddress(after)) return false;
  if (!timetableOf(provision, before) || timetableOf(provision, after)) return false;
  return plan?.state !== 'agreed' || p.cycles.some((c) => isAhead(c) && c.members.includes(seat));
}

const checksOf = (p: Partnership, seat: PersonId): readonly Obligation[] =>
  p.obligations.filter((o) => o.kind === 'check-timetable' && o.seat === seat);

/** What is asked about the week of whoever sat there: it ends when somebody else does, or nobody. */
export const openChecks = (p: Partnership, seat: PersonId): readonly Obligation[] => checksOf(p, seat).filter(isOpen);

/** Has nobody said that the week which they took over is theirs? Releasing the question does not answer it. */
export function isUnchecked(p: Partnership, person: Person): boolean {
  const last = checksOf(p, person.id).at(-1);
  return last !== undefined && last.opened >= (person.since ?? '') && last.end?.how !== 'done';
}

/** Whose sessions are planned by a week that nobody has checked, in a plan of these groups' members. */
export const uncheckedOf = (p: Partnership, members: Iterable<PersonId>): readonly Person[] =>
  [...new Set(members)].flatMap((id) => {
    const person = personOf(p, id);
    return person && isUnchecked(p, person) ? [person] : [];
  });
