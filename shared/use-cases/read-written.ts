import type { Instant } from '#calendar/london.ts';
import { answersName, type Obligation } from '#domain/obligations/obligation.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { writerOf, writtenFor } from '#domain/obligations/written.ts';
import { type PersonId, sitterOf } from '#domain/people/person.ts';
import { isSaid, openQuestionsOf, wordsIn } from '#domain/programme/questionnaire.ts';
import { readAnswers } from '#records/answers.ts';
import type { Parts } from './parts.ts';

/** What somebody of a group has sent for the others to read. */
export interface ForGroup {
  readonly obligation: Obligation;
  /** undefined: their name has been erased */
  readonly writer: string | undefined;
  /** when it was sent, or corrected last */
  readonly at: Instant;
  readonly words: readonly { readonly question: string; readonly text: string }[];
}

/** Everything that others of their group have sent for somebody to read, where its form said that the group reads it. */
export async function readWritten(
  { table }: Pick<Parts, 'table'>,
  place: InCohort,
  reader: PersonId,
): Promise<readonly ForGroup[]> {
  const found = writtenFor(place, reader);
  if (found.length === 0) return [];
  const { cohort, partnership } = place;
  const answers = await readAnswers(table, partnership.id);
  return found.flatMap((obligation): readonly ForGroup[] => {
    const sat = [...(partnership.former ?? []), ...partnership.people].filter(({ id }) => id === writerOf(obligation));
    const sent = answers.find(
      (one) => one.questionnaire === answersName(obligation) && sat.some((person) => sitterOf(person) === one.person),
    );
    const questionnaire = cohort.programme.questionnaires[obligation.questionnaire ?? ''];
    const questions = questionnaire
      ? openQuestionsOf(questionnaire).filter(({ key }) => isSaid(sent?.said, key, 'group'))
      : [];
    if (!sent || questions.length === 0) return [];
    return [
      {
        obligation,
        writer: sat.find((person) => sitterOf(person) === sent.person)?.name || undefined,
        at: sent.at,
        words: questions.map(({ key, text }) => ({ question: text, text: wordsIn(sent.given, key) })),
      },
    ];
  });
}
