import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Questionnaire } from '#domain/programme/questionnaire.ts';
import { countsPart } from '#questionnaires/register.ts';
import { type WordsRead, wordsRead } from '#questionnaires/words.ts';
import { readAnswersAt } from '#records/answers.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { publishedReferenceOf, readPublished, readRegister } from '#records/published.ts';
import type { Parts } from './parts.ts';

/** What a lead reads of one questionnaire, and when it was last counted; undefined where it has not been yet. */
export async function readWords(
  { table }: Pick<Parts, 'table'>,
  cohort: Cohort,
  key: string,
  questionnaire: Questionnaire,
): Promise<(WordsRead & { readonly at: Instant; readonly names: readonly string[] }) | undefined> {
  const [register, published] = await Promise.all([readRegister(table, cohort.id), readPublished(table, cohort.id)]);
  const counts = published.get(countsPart(key));
  if (!register || !counts) return undefined;
  const partnerships = await partnershipsOf(table, cohort.id);
  const answers = await readAnswersAt(
    table,
    partnerships.map(({ id }) => id),
  );
  const names = partnerships.flatMap(({ school, people, former = [] }) => [
    school,
    ...[...people, ...former].map(({ name }) => name),
  ]);
  return {
    ...wordsRead(key, questionnaire, register.value, { answers, refer: publishedReferenceOf }),
    at: counts.at,
    names,
  };
}
