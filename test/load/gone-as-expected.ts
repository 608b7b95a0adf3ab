import type { Instant } from '#calendar/london.ts';
import type { RehearsedMessage } from '#rehearsal/rehearsal.ts';
import type { Account } from './account.ts';

/** An email as it lies in the inbox. */
interface Email {
  readonly key: string;
  readonly to: string;
}

/** Everybody gets what was rehearsed, once; once more for each time that it was in doubt. */
export function differences(
  expected: readonly RehearsedMessage[],
  inInbox: readonly Email[],
  doubts: ReadonlyMap<string, number>,
): readonly string[] {
  const found = Map.groupBy(inInbox, ({ key }) => key);
  const known = new Set(expected.map(({ key }) => key));
  return [
    ...expected.flatMap(({ key, to }) => {
      const got = found.get(key) ?? [];
      if (got.length < 1 || got.length > 1 + (doubts.get(key) ?? 0)) return [`${key} came ${got.length} times`];
      return got[0]?.to === to ? [] : [`${key} went to another`];
    }),
    ...[...found.keys()].filter((key) => !known.has(key)).map((key) => `${key} was not rehearsed`),
  ];
}

/** Nobody gets what was queued later first. */
export function disorder(expected: readonly RehearsedMessage[], taken: Account['taken']): readonly string[] {
  const of = new Map(expected.map((message) => [message.key, message]));
  const latest = new Map<string, Instant>();
  return taken.flatMap(({ key }) => {
    const { to = '', at = '' } = of.get(key) ?? {};
    const before = latest.get(to) ?? '';
    latest.set(to, at);
    return at < before ? [`${key} went after what was queued later`] : [];
  });
}
