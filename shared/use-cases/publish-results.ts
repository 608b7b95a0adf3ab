import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { nextWorkedOut } from '#questionnaires/moments.ts';
import { publish } from '#questionnaires/publish.ts';
import type { Register } from '#questionnaires/register.ts';
import { askedIn } from '#questionnaires/standing.ts';
import { readAnswersAt } from '#records/answers.ts';
import type { Table } from '#records/documents.ts';
import { publishedReferenceOf, readRegister, savePublished } from '#records/published.ts';
import { untilSaved } from '#records/until-saved.ts';

const TRIES = 3;

/**
 * Works out the results of a cohort where it is time to, and keeps what may be published. Twice is once. It is the only
 * thing that counts answers. @returns when it is time again; undefined once the cohort has closed
 */
export async function publishResults(
  table: Table,
  cohort: Cohort,
  partnerships: readonly Partnership[],
  now: Instant,
): Promise<Instant | undefined> {
  if (!isCounted(cohort)) return undefined;
  const closed = cohort.stage === 'closed';
  const next = closed ? undefined : nextWorkedOut(cohort.calendar, now);
  return untilSaved(TRIES, async () => {
    const kept = await readRegister(table, cohort.id);
    const before = kept?.value ?? NONE;
    if (before.closed || (!closed && !isTime(before, cohort, now))) return next;
    // of a school that cannot be read nobody is to be taken for gone
    if (partnerships.length < cohort.schoolCount) return next;
    const { register, results } = publish(before, {
      cohort,
      partnerships,
      answers: await readAnswersAt(
        table,
        partnerships.map(({ id }) => id),
      ),
      now,
      refer: publishedReferenceOf,
    });
    await savePublished(table, cohort.id, kept, register, results);
    return next;
  });
}

/** A draft's answers do not exist, and what has been erased cannot be counted. */
const isCounted = ({ stage, gone, programme }: Cohort): boolean =>
  (stage === 'launched' || stage === 'closed') && !gone?.includes('answers') && askedIn(programme).length > 0;

const NONE: Register = { groups: [], complete: [] };

const isTime = ({ looked }: Register, { calendar }: Cohort, now: Instant): boolean =>
  looked === undefined || nextWorkedOut(calendar, looked) <= now;
