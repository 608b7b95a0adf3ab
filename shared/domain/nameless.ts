import { type Person, roleInWords, sameAddress } from './person.ts';

/** "Teacher 3", "SLT link": whom a history speaks of once names are gone. */
export function standIn({ id, role }: Pick<Person, 'id' | 'role'>): string {
  const words = id.startsWith('guest-') ? 'guest' : roleInWords[role];
  const number = /-(\d+)$/.exec(id)?.[1];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${number ? ` ${number}` : ''}`;
}

export const namelessPerson = <T extends Person>(person: T): T => ({ ...person, name: standIn(person), email: '' });

const NAME_ERASED = 'name erased';

/** Whom to forget. `everybody`: whatever else people typed goes too. */
export interface Forgetting {
  readonly people: readonly Person[];
  readonly everybody: boolean;
}

/** What people type in their own words, by the name that it has in every record. */
const typed: ReadonlySet<string> = new Set(['why', 'reason', 'focus', 'place']);

const isPerson = (it: object): it is Person => 'id' in it && 'role' in it && 'name' in it && 'email' in it;

/** A successor for a later day, or whom a school named: nobody's id stands beside the address. */
const isContact = (it: object): boolean => 'email' in it && typeof it.email === 'string';

const isSignature = (it: object): boolean => 'party' in it && 'name' in it && 'role' in it && 'at' in it;

/**
 * A record of any shape without these people: their names become what stands in for them, their addresses go, also where
 * an address names a timetable. Of one person her signature stays: the law may ask for it. Doing it twice is doing it once.
 */
export function nameless<T>(record: T, { people, everybody }: Forgetting): T {
  const forgotten = new Map(
    people.flatMap((one) => [
      [one.name.trim(), standIn(one)],
      [sameAddress(one.email), ''],
    ]),
  );
  forgotten.delete('');
  const replaced = (text: string) => forgotten.get(text.trim()) ?? forgotten.get(sameAddress(text));
  const ids = new Set(people.map(({ id }) => id));
  const without = (it: unknown): unknown => {
    if (typeof it === 'string') return replaced(it) ?? it;
    if (Array.isArray(it)) return it.map(without);
    if (typeof it !== 'object' || it === null || it instanceof Uint8Array) return it;
    if (isPerson(it) && (everybody || (ids.has(it.id) && forgotten.has(sameAddress(it.email)))))
      return namelessPerson(it);
    if (isSignature(it)) return everybody ? { ...it, name: NAME_ERASED } : it;
    if (everybody && isContact(it))
      return { ...it, ...('name' in it && { name: forgotten.get(String(it.name).trim()) ?? NAME_ERASED }), email: '' };
    // why an email was dropped is said by the product
    const ownWords = 'what' in it && it.what === 'message-dropped';
    return Object.fromEntries(
      Object.entries(it).flatMap(([key, value]) => {
        if (key.includes('@') && forgotten.has(sameAddress(key))) return [];
        if (everybody && key === 'duties') return [[key, []]];
        return [[key, everybody && !ownWords && typed.has(key) ? '' : without(value)]];
      }),
    );
  };
  return without(record) as T;
}
