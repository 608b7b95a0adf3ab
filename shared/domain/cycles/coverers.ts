import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Person, PersonId } from '#domain/people/person.ts';

/** People who only cover, as they are known to what someone can ask about their own data: they sit at no seat. */
export const coverersOf = ({ provision }: Pick<Partnership, 'provision'>): readonly Person[] =>
  (provision?.cover ?? []).map(({ id, nth, name, email, erased }) => ({
    id,
    role: 'cover',
    ...(nth && { nth }),
    name,
    email,
    ...(erased && { erased }),
  }));

/** Of people who only cover, one to whom an email can go: not of hired cover, nor of a name that somebody planned with. */
export const writtenTo = ({ provision }: Pick<Partnership, 'provision'>, id: PersonId): Person | undefined => {
  const one = provision?.cover.find((person) => person.id === id);
  const canBe = one !== undefined && one.email !== '' && !one.erased && !one.returned;
  return canBe ? coverersOf({ provision }).find((person) => person.id === id) : undefined;
};
