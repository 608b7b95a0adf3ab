import type { Instant } from '#calendar/london.ts';
import type { RehearsedMessage } from '#rehearsal/rehearsal.ts';
import { ownerOf } from '#test/simulation/truth.ts';
import type { Account } from './account.ts';

/** An email as it lies in the inbox. */
interface Email {
  readonly key: string;
  readonly kind: string;
  readonly to: string;
}

/** An email as people know it: from which outbox, what it says, and to whom. */
const nameOf = ({ key, kind, to }: Email): string => `${ownerOf(key)} ${kind} to ${to}`;

/** Everybody gets what was rehearsed, once; once more for each time that it was in doubt, by key. */
export function differences(
  expected: readonly RehearsedMessage[],
  inInbox: readonly Email[],
  doubts: ReadonlyMap<string, number>,
): readonly string[] {
  const found = Map.groupBy(inInbox, nameOf);
  const known = Map.groupBy(expected, nameOf);
  return [
    ...[...known].flatMap(([name, { length }]) => {
      const got = found.get(name) ?? [];
      const keys = new Set(got.map(({ key }) => key));
      const again = [...keys].reduce((sum, key) => sum + (doubts.get(key) ?? 0), 0);
      const isRight = keys.size === length && got.length <= length + again;
      return isRight ? [] : [`${name} came ${got.length} times, as ${keys.size} messages instead of ${length}`];
    }),
    ...[...found.keys()].filter((name) => !known.has(name)).map((name) => `${name} was not rehearsed`),
  ];
}

/** Nobody gets what was queued later first. */
export function disorder(expected: readonly RehearsedMessage[], taken: Account['taken']): readonly string[] {
  const of = new Map(expected.map((message) => [nameOf(message), message]));
  const latest = new Map<string, Instant>();
  return taken.flatMap((email) => {
    const { to = '', at = '' } = of.get(nameOf(email)) ?? {};
    const before = latest.get(to) ?? '';
    latest.set(to, at);
    return at < before ? [`${nameOf(email)} went after what was queued later`] : [];
  });
}
