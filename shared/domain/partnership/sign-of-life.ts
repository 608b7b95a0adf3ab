import type { Instant } from '#calendar/london.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import { type Partnership, personOf } from './partnership.ts';

/**
 * Does what they do say that their school takes part? Not the lead, who does things for it, nor those who come from outside:
 * coaches, and guests from another school.
 */
export const isOfSchool = ({ role, of }: Pick<Person, 'role' | 'of'>): boolean =>
  role !== 'lead' && role !== 'coach' && of === undefined;

/** What is known of a school after that seat has done something in it. @param by undefined: nobody did */
export function signOfLife(
  p: Pick<Partnership, 'people'>,
  by: PersonId | undefined,
  at: Instant,
): Pick<Partnership, 'lastSignOfLife'> {
  const person = by === undefined ? undefined : personOf(p, by);
  return person && isOfSchool(person) ? { lastSignOfLife: at } : {};
}
