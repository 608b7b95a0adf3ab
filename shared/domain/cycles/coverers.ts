import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Person } from '#domain/people/person.ts';

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
