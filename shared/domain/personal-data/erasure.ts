import type { Instant } from '#calendar/london.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import type { RequestId } from '#domain/ids.ts';
import { begunBy } from '#domain/obligations/unfinished.ts';
import { type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { type PersonId, sameAddress, sitterOf } from '#domain/people/person.ts';
import type { Session } from '#domain/sessions/session.ts';
import { inTheirTime, keptNamed, keptOf, type PersonOnRecord } from './kept.ts';

/** What someone wrote that is theirs alone: answers, by who sits there, and drafts, by what they were begun for. */
export function ownWordsOf(p: Partnership, named: string) {
  const kept = keptNamed(p, named);
  // what was theirs alone was deleted when they left, and the rest passed to the next person at the seat
  const begun = kept && !kept.until && !kept.covers ? begunBy(p, kept, 'all') : [];
  return { answersOf: sitterOf(kept ?? { id: named }), begun, drafts: begun.map(({ name }) => name) };
}

const sessionsOf = (p: Partnership, kept: PersonOnRecord): readonly Session[] => {
  const theirs = inTheirTime(kept);
  return p.sessions.filter((s) => (s.coach === kept.id || s.teacher === kept.id) && theirs(s.end.at));
};

/** Its report has yet to reach its reader. */
const isOnItsWay = (p: Partnership, { id }: Session): boolean =>
  p.outbox.some((m) => m.kind === 'coach-report' && m.session?.id === id);

/** The sessions whose reports are by someone or about them; of one that has yet to reach its reader, not yet. */
export const reportedOn = (p: Partnership, kept: PersonOnRecord): readonly string[] =>
  sessionsOf(p, kept)
    .filter((s) => !isOnItsWay(p, s))
    .map(({ id }) => id);

/** Whether someone who only covers is in no session that is to come, agreed or proposed. */
const coversNothing = (p: Partnership, id: PersonId): boolean =>
  ![...p.cycles.filter(isAhead), ...(p.plan?.proposal?.cycles ?? [])].some(({ duties }) =>
    duties.some(({ by }) => by === id),
  );

/**
 * Whether someone’s name and address can go: no email to them waits, nor a report by or about them, which is erased with
 * the name, and they, or the school, no longer take part.
 */
export function canForget(p: Partnership, named: string): boolean {
  const kept = keptNamed(p, named);
  if (!kept) return false;
  const { id, version, email, until, covers } = kept;
  if (p.outbox.some((m) => m.to === id && (until === undefined || m.former === version))) return false;
  if (sessionsOf(p, kept).some((s) => isOnItsWay(p, s))) return false;
  if (hasEnded(p.stage)) return true;
  if (covers) return coversNothing(p, id);
  return until !== undefined && !p.people.some((one) => email && sameAddress(one.email) === sameAddress(email));
}

/** The people who have been erased but for a name and address that had to stay until now. */
export const toForget = (p: Partnership): readonly PersonOnRecord[] =>
  keptOf(p).filter(({ erased, email, named }) => erased !== undefined && email !== '' && canForget(p, named));

/** The people who are still to be forgotten. */
export const waitsToBeForgotten = (p: Partnership): boolean =>
  keptOf(p).some(({ erased, email }) => erased !== undefined && email !== '');

/** What the history says once someone is erased. @param answers the request that was confirmed, or why none was needed */
export const personErased = (
  p: Partnership,
  kept: PersonOnRecord,
  answers: { readonly request?: RequestId | undefined; readonly why?: string | undefined } = {},
) => ({
  what: 'person-erased' as const,
  ...idOf(kept),
  name: canForget(p, kept.named) ? ('erased' as const) : ('kept' as const),
  ...answers,
});

/** Someone is erased, and their name has to stay for now. */
export function erasePerson(
  p: Partnership,
  named: string,
  now: Instant,
  answers: { readonly request?: RequestId | undefined; readonly why?: string | undefined } = {},
): Outcome {
  const kept = keptNamed(p, named);
  if (!kept) return refuse('not-asked', 'Nobody of that name takes part at this school.');
  return outcome(p, [personErased(p, kept, answers)], now);
}

const idOf = ({ id, until, version }: PersonOnRecord): { readonly person: PersonId; readonly version?: number } => ({
  person: id,
  ...(until && version && { version }),
});
