import type { Instant } from '#calendar/london.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import { type Partnership, personOf } from './partnership.ts';

/**
 * Does what they do say that their school takes part? Not the lead, who does things for it, nor those who come from outside:
 * coaches, and guests from another school.
 */
export const isOfSchool = ({ role, of }: Pick<Person, 'role' | 'of'>): boolean =>
  role !== 'lead' && role !== 'coach' && of === undefined;

/** The partnership after that seat has done something in it. @param by undefined: nobody did */
export function signOfLife(p: Partnership, by: PersonId | undefined, at: Instant): Partnership {
  const person = by === undefined ? undefined : personOf(p, by);
  return person && isOfSchool(person) ? { ...p, lastSignOfLife: at } : p;
}
