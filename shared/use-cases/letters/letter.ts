import type { MessageKind } from '#domain/messages/catalogue.ts';
import type { Attachment, CalendarPart } from '#email/compose.ts';
import type { Letter } from '#email/letter.ts';
import type { Replies } from '#email/replies.ts';

/** What goes with an email besides its letter. */
export interface Files {
  /** what it does to its reader's calendar by itself */
  readonly calendar?: CalendarPart | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
}

/** An email, once somebody knows what it takes to write it. */
export interface LetterWriter<Known> {
  /** @throws when what it is about is not there */
  readonly write: (known: Known) => Promise<Letter>;
  readonly files?: (known: Known) => Promise<Files>;
}

/** How an email of a kind is written: facts out of what is known when it goes, and a letter out of facts. */
interface LetterOf<Known, Facts> extends LetterWriter<Known> {
  readonly template: (facts: Facts) => Letter;
  readonly facts: (known: Known) => Facts | Promise<Facts>;
}

/** One for each of these kinds, and those alone; where replies reach somebody else than the lead, the facts name them. */
export type Letters<Known, Kinds extends MessageKind> = {
  readonly [K in Kinds]: LetterWriter<Known> & {
    readonly template: (facts: never) => Letter;
    readonly facts: (known: Known) => Replies<K> | Promise<Replies<K>>;
  };
};

/** The maker of letters for which this is known. */
export const lettersFrom =
  <Known>() =>
  <Facts>(
    template: (facts: Facts) => Letter,
    facts: (known: Known) => NoInfer<Facts> | Promise<NoInfer<Facts>>,
    files?: (known: Known) => Promise<Files>,
  ): LetterOf<Known, Facts> => ({
    template,
    facts,
    write: async (known) => template(await facts(known)),
    ...(files && { files }),
  });
