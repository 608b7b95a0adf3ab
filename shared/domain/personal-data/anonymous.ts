import { type Person, roleInWords, sameAddress } from '#domain/people/person.ts';

/** "Teacher 3", "SLT link": what a history calls people once their names are gone. */
export function placeholderName({ role, of, nth }: Pick<Person, 'role' | 'of' | 'nth'>): string {
  const words = of !== undefined ? 'guest' : role === 'cover' && nth ? 'cover person' : roleInWords[role];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${nth ? ` ${nth}` : ''}`;
}

export const anonymisedPerson = <T extends Person>(person: T): T => ({
  ...person,
  name: placeholderName(person),
  email: '',
});

const NAME_ERASED = 'name erased';

/** Whom to forget. `everyone`: whatever else people typed goes too. */
export interface Forgetting {
  readonly people: readonly Pick<Person, 'id' | 'role' | 'of' | 'nth' | 'name' | 'email'>[];
  readonly everybody: boolean;
  /** what only looks like a name and stays: a school may be called after someone */
  readonly spare?: readonly string[];
}

/** What people type in their own words, by the name that it has in every record. */
const typed: ReadonlySet<string> = new Set(['why', 'reason', 'focus', 'place']);

const isPerson = (it: object): it is Person => 'id' in it && 'role' in it && 'name' in it && 'email' in it;

/** A successor for a later day, or one whom a school named: the address has no id beside it. */
const isContact = (it: object): boolean => 'email' in it && typeof it.email === 'string';

const isSignature = (it: object): boolean => 'party' in it && 'name' in it && 'role' in it && 'at' in it;

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');

const spaced = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** A name of one word is too often a word of the language: it is one only where nothing stands beside it. */
const isFullName = (name: string): boolean => /\S\s+\S/.test(name.trim());

/**
 * Takes people out of any text: a whole text that is one of their names or addresses, and full names and addresses inside
 * longer ones, however they are spelt. Doing it twice is doing it once.
 */
export function textAnonymiser({ people, spare = [] }: Omit<Forgetting, 'everybody'>): (text: string) => string {
  const short = new Map(people.map((one) => [one.name.trim(), placeholderName(one)]));
  short.delete('');
  const forgotten = new Map(
    people.flatMap((one) => [
      ...(isFullName(one.name) ? [[spaced(one.name), placeholderName(one)] as const] : []),
      [sameAddress(one.email), ''] as const,
    ]),
  );
  forgotten.delete('');
  // where one name is part of another, the longer goes first
  const within = [...forgotten.keys()];
  const longest = [...spare.map(spaced).filter(Boolean), ...within].toSorted((a, b) => b.length - a.length);
  const anywhere =
    longest.length > 0
      ? new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longest.map(literally).join('|')})(?![\\p{L}\\p{N}_])`, 'giu')
      : undefined;
  const stays = new Set(spare.map(spaced));
  return (text) => {
    if (stays.has(spaced(text))) return text;
    const whole = forgotten.get(spaced(text)) ?? short.get(text.trim());
    if (whole !== undefined) return whole;
    if (!anywhere || within.length === 0) return text;
    return text.replace(anywhere, (found) => (stays.has(spaced(found)) ? found : (forgotten.get(spaced(found)) ?? '')));
  };
}

/**
 * A record of any shape without these people: their names become what stands in for them, their addresses go, also where
 * an address names a timetable. Of one person their signature stays: the law may ask for it; and the lead stays, who signs
 * in by an address. What holds nothing of them is the same object as before. Doing it twice is doing it once.
 */
export function anonymised<T>(record: T, { people, everybody, spare }: Forgetting): T {
  const inText = textAnonymiser(spare ? { people, spare } : { people });
  const addresses = new Set(people.map(({ email }) => sameAddress(email)).filter(Boolean));
  const ids = new Set(people.map(({ id }) => id));
  const all = (it: readonly unknown[]) => {
    const made = it.map((one) => without(one));
    return made.every((one, i) => one === it[i]) ? it : made;
  };
  const fields = (it: object, change: (key: string, value: unknown) => readonly [string, unknown] | undefined) => {
    const before = Object.entries(it);
    const after = before.map(([key, value]) => change(key, value));
    return after.every((one, i) => one?.[0] === before[i]?.[0] && one?.[1] === before[i]?.[1])
      ? it
      : Object.fromEntries(after.flatMap((one) => (one ? [one] : [])));
  };
  const person = (it: Person): Person => {
    const next = { ...it, name: placeholderName(it), email: '' };
    return it.name === next.name && it.email === '' ? it : next;
  };
  const isTheirs = (it: Person) => everybody || (ids.has(it.id) && addresses.has(sameAddress(it.email)));
  const contact = (it: object) =>
    fields(it, (key, value) => {
      if (key === 'email') return [key, ''];
      return [key, key === 'name' ? erasedName(String(value)) : without(value)];
    });
  const field = (key: string, value: unknown, isTyped: boolean): readonly [string, unknown] | undefined => {
    if (key.includes('@') && addresses.has(sameAddress(key))) return undefined;
    if (everybody && key === 'duties') return [key, Array.isArray(value) && value.length === 0 ? value : []];
    return [key, everybody && isTyped ? '' : without(value)];
  };
  const object = (it: object): unknown => {
    if (isPerson(it) && it.role === 'lead') return it;
    if (isPerson(it) && isTheirs(it)) return person(it);
    if (isSignature(it))
      return everybody ? fields(it, (key, value) => [key, key === 'name' ? NAME_ERASED : value]) : it;
    if (everybody && isContact(it)) return contact(it);
    // why an email was dropped is said by the product
    const ownWords = 'what' in it && it.what === 'message-dropped';
    return fields(it, (key, value) => field(key, value, !ownWords && typed.has(key)));
  };
  const without = (it: unknown): unknown => {
    if (typeof it === 'string') return inText(it);
    if (Array.isArray(it)) return all(it);
    return typeof it !== 'object' || it === null || it instanceof Uint8Array ? it : object(it);
  };
  const known = new Set(people.map(placeholderName));
  const erasedName = (name: string): string => {
    const found = inText(name);
    return known.has(found) ? found : NAME_ERASED;
  };
  return without(record) as T;
}
