import type { codes } from '#domain/messages/catalogue/codes.ts';
import type { cohort } from '#domain/messages/catalogue/cohort.ts';
import type { catalogue, MessageKind } from '#domain/messages/catalogue.ts';
import { besides } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Letter } from '#email/letter.ts';
import { remindingToo } from '#email/templates/reminder.ts';
import { agreementLetters } from './letters/agreement.ts';
import { chasingLetters } from './letters/chasing.ts';
import { codeLetters } from './letters/codes.ts';
import { cohortLetters, type SendingToLead } from './letters/cohort.ts';
import { confirmationLetters } from './letters/confirmations.ts';
import { cycleLetters } from './letters/cycles.ts';
import type { Letters, LetterWriter } from './letters/letter.ts';
import { ownDataLetters } from './letters/own-data.ts';
import { peopleLetters } from './letters/people.ts';
import { type Outgoing, owedTold } from './letters/sending.ts';
import { sessionLetters } from './letters/sessions.ts';

type OfPartnership = Exclude<MessageKind, keyof typeof cohort | keyof typeof codes>;

const ofPartnership = {
  ...agreementLetters,
  ...chasingLetters,
  ...sessionLetters,
  ...cycleLetters,
  ...peopleLetters,
  ...confirmationLetters,
  ...ownDataLetters,
} satisfies Letters<Outgoing, OfPartnership>;

/** The letter of every kind of email: its template, what that is to know, and what goes with it. */
export const letters = { ...ofPartnership, ...cohortLetters, ...codeLetters } satisfies {
  readonly [K in keyof typeof catalogue]: { readonly template: (facts: never) => Letter };
};

/** How an email of a partnership is written. @throws when a partnership sends no such email */
export function letterOfPartnership({ kind, reminds }: Pick<Message, 'kind' | 'reminds'>): LetterWriter<Outgoing> {
  const known: Readonly<Partial<Record<MessageKind, LetterWriter<Outgoing>>>> = ofPartnership;
  const found = known[kind];
  if (!found) throw new Error(`A partnership sends no ${kind}`);
  if (!reminds) return found;
  return {
    ...found,
    write: async (sending) => {
      const rest = besides(sending.message, sending.place, sending.about);
      return remindingToo(
        await found.write(sending),
        sending.to.role,
        rest.map((one) => owedTold(sending, one)),
      );
    },
  };
}

/** How an email of a cohort to its lead is written. @throws when a cohort sends no such email */
export function letterOfCohort({ kind }: { readonly kind: MessageKind }): LetterWriter<SendingToLead> {
  const known: Readonly<Partial<Record<MessageKind, LetterWriter<SendingToLead>>>> = cohortLetters;
  const found = known[kind];
  if (!found) throw new Error(`A cohort sends no ${kind}`);
  return found;
}
