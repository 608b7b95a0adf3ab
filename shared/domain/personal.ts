import type { Instant } from '../calendar/london.ts';
import { type Outcome, outcome, refuse } from './acts.ts';
import { hasEnded, type Partnership, personOf } from './partnership.ts';
import { type PersonId, sitterOf } from './person.ts';

/** What somebody wrote that is hers alone: her answers, by who sits there, and drafts, by what they were begun for. */
export function ownWordsOf(p: Partnership, id: PersonId) {
  const drafts = p.obligations.filter((o) => o.owner === id || o.takenFrom === id).map((o) => o.id);
  return { answersOf: sitterOf(personOf(p, id) ?? { id }), drafts };
}

/** Whether somebody's name and address can go: the school's part is over, and no email to her waits. */
export const canForget = (p: Partnership, id: PersonId): boolean =>
  hasEnded(p.stage) && !p.outbox.some(({ to }) => to === id);

/** Somebody asked to have erased what is kept about her. What she signed and when things were done stays. */
export function erasePerson(p: Partnership, id: PersonId, now: Instant): Outcome {
  const person = personOf(p, id);
  if (!person) return refuse('not-asked', 'Nobody of that name takes part at this school.');
  return outcome(p, [{ what: 'person-erased', person: id, name: canForget(p, id) ? 'erased' : 'kept' }], now);
}

/** Somebody asked what is kept about her, and is given a copy. */
export function exportPerson(p: Partnership, id: PersonId, now: Instant): Outcome {
  if (!personOf(p, id)) return refuse('not-asked', 'Nobody of that name takes part at this school.');
  return outcome(p, [{ what: 'person-exported', person: id }], now);
}
