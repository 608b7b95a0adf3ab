import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId, RequestId } from '#domain/ids.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { isReachable } from '#domain/personal-data/acts.ts';
import {
  canForget,
  erasePerson,
  ownWordsOf,
  personErased,
  reportedOn,
  toForget,
  waitsToBeForgotten,
} from '#domain/personal-data/erasure.ts';
import { keptNamed, type PersonOnRecord } from '#domain/personal-data/kept.ts';
import { seatCodeOf } from '#questionnaires/answered.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { removeOwnWords } from '#records/erasure.ts';
import { readPartnership } from '#records/partnerships.ts';
import { forgetCounted } from '#records/published.ts';
import { act } from './act.ts';
import { forgetBeside, forgetLive } from './forget.ts';
import type { Parts } from './parts.ts';

type Records = Pick<Parts, 'table' | 'now' | 'start' | 'changed'>;

/** The request that the person confirmed; or why none was needed, as the lead wrote it. */
export type OnWhoseWord = { readonly request: RequestId } | { readonly why: string };

/**
 * Erases what is kept about one person at one school: what they wrote and reports by or about them at once; the name and
 * the address with it in every copy, unless emails still go there, and then when the programme has ended. What they
 * signed and when things were done stays. What holds the name comes last, so that what stops half-way is done again.
 * `kept`: the name stays for now. Undefined: there is no such person, or, without their word, they can be asked.
 * @param seen the person as the asker’s page showed them: who has been erased since is not erased for the same word again
 */
export async function eraseData(
  parts: Records,
  id: PartnershipId,
  seen: Pick<PersonOnRecord, 'named' | 'erased'>,
  word: OnWhoseWord,
  by: string,
): Promise<'erased' | 'kept' | undefined> {
  const { table } = parts;
  const { named } = seen;
  const p = (await readPartnership(table, id))?.value;
  const cohort = p && (await readCohortFacts(table, p.cohort));
  const kept = p && keptNamed(p, named);
  if (!p || !cohort || !kept || ('why' in word && isReachable(p, kept))) return undefined;
  if (kept.erased !== seen.erased) return kept.email === '' ? 'erased' : 'kept';
  await removeAll(table, p, kept);
  if (canForget(p, named)) {
    await forget(parts, p, cohort, named, (now) => ({ by, change: personErased(now, kept, word) }));
    return 'erased';
  }
  const done = await act(parts, id, by, (now, _cohort, at) =>
    // the same form sent twice, or another meanwhile
    keptNamed(now, named)?.email === kept.email && keptNamed(now, named)?.erased === kept.erased
      ? erasePerson(now, named, at, word)
      : refuse('already', 'It has been erased already.'),
  );
  return 'refused' in done && done.refused.why !== 'already' ? undefined : 'kept';
}

/** What they wrote, reports by or about them, and that they were counted: how many were stays. */
async function removeAll(table: Parts['table'], p: Partnership, kept: PersonOnRecord): Promise<void> {
  const words = ownWordsOf(p, kept.named);
  await removeOwnWords(table, p.id, { ...words, reportsOn: reportedOn(p, kept) });
  await forgetCounted(table, p.cohort, [seatCodeOf({ partnership: p.id, person: words.answersOf })]);
}

/** Takes one person out of every copy. */
async function forget(
  parts: Pick<Parts, 'table' | 'now' | 'changed'>,
  p: Partnership,
  cohort: Cohort,
  named: string,
  finish: (p: Partnership) => Parameters<typeof forgetLive>[3] extends (...args: never) => infer R ? R : never,
): Promise<void> {
  const kept = keptNamed(p, named);
  if (!kept) return;
  const whom = { people: [kept], everybody: false };
  await forgetBeside(parts, p, cohort, whom);
  await forgetLive(parts, p.id, whom, (now) => {
    const still = keptNamed(now, named);
    // done by the same form sent twice
    return still && (still.email !== '' || !still.erased) ? finish(now) : undefined;
  });
}

/**
 * Once a cohort has closed, whose names had to stay although they were erased are forgotten without asking again. True
 * while somebody is left, to whom an email has yet to go.
 */
export async function forgetWhoWaits(
  parts: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
  partnerships: readonly Partnership[],
): Promise<boolean> {
  let left = false;
  for (const { id, ...rest } of partnerships) {
    if (!waitsToBeForgotten({ id, ...rest })) continue;
    const p = (await readPartnership(parts.table, id))?.value;
    if (!p) continue;
    const now = toForget(p);
    for (const kept of now) {
      await removeAll(parts.table, p, kept);
      await forget(parts, p, cohort, kept.named, (then) => ({ by: 'drumbeat', change: personErased(then, kept) }));
    }
    const after = (await readPartnership(parts.table, id))?.value;
    left ||= after !== undefined && waitsToBeForgotten(after);
  }
  return left;
}
