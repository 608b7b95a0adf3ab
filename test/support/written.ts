import type { Instant } from '#calendar/london.ts';
import type { Message } from '#domain/messages/message.ts';
import { type InCohort, type Owed, readerOf } from '#domain/obligations/owed.ts';
import type { Letter, LetterBlock } from '#email/letter.ts';
import type { Given } from '#test/support/given.ts';
import { letterOfPartnership } from '#use-cases/letters.ts';

/** The letter of a message as it would go at that time. @throws when nobody reads it */
export function writtenOf(place: InCohort, message: Message, about: readonly Owed[], now: Instant): Promise<Letter> {
  const to = readerOf(place, message);
  if (!to) throw new Error(`Nobody reads ${message.key}`);
  return letterOfPartnership(message).write({
    place,
    message,
    to,
    about,
    now,
    origin: 'https://drumbeat.example.org',
    secret: { current: 'a secret for tests alone', leaked: [] },
    sender: 'programmes@drumbeat.example.org',
    report: () =>
      Promise.resolve({
        words: {
          session: message.session?.id ?? '',
          version: message.session?.version ?? 1,
          at: now,
          workedOn: 'Questions',
          seen: 'It went well',
          agreed: 'Once more',
          realTime: true,
        },
      }),
  });
}

/** The last letter of a kind to somebody that the last step sent, as it was at that moment. @throws when none went */
export function lastLetter(it: Given, kind: string, to: string): Promise<Letter> {
  const message = it.steps.at(-1)?.sent.findLast((m) => m.kind === kind && m.to === to);
  if (!message) throw new Error(`No ${kind} went to ${to}: ${it.said.join('; ')}`);
  const { cohort, partnership } = it;
  const about = partnership.obligations
    .filter(({ id }) => message.about.includes(id))
    .map((obligation) => ({ cohort, partnership, obligation }));
  return writtenOf({ cohort, partnership }, message, about, it.now);
}

/** Every sentence of a letter: its subject, its preheader, what it says and lists, its facts and its links. */
export const sentencesOf = ({ subject, preheader, blocks }: Letter): readonly string[] => [
  subject,
  preheader ?? '',
  ...blocks.flatMap(inBlock),
];

function inBlock(block: LetterBlock): readonly string[] {
  switch (block.is) {
    case 'list':
      return block.items;
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`);
    case 'code':
      return [block.code];
    default:
      return [block.text];
  }
}
