import type { PartnershipId } from '#domain/ids.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { ownWordsOf } from '#domain/personal-data/erasure.ts';
import { seatCodeOf } from '#questionnaires/answered.ts';
import { ownWords } from '#records/erasure.ts';
import { readPartnership } from '#records/partnerships.ts';
import { forgetCounted } from '#records/published.ts';
import { act } from './act.ts';
import type { Parts } from './parts.ts';

/** A participant withdraws; what they answered and drafted there is deleted in the same transaction. @param from see withdrawPerson */
export async function withdraw(
  parts: Pick<Parts, 'table' | 'now' | 'start'>,
  id: PartnershipId,
  seat: PersonId,
  by: PersonId,
  from?: Parameters<typeof withdrawPerson>[5],
): ReturnType<typeof act> {
  const kept = await readPartnership(parts.table, id);
  const person = kept && personOf(kept.value, seat);
  const words = person && ownWordsOf(kept.value, seat);
  const erase = words && (() => ownWords(parts.table, id, words));
  const outcome = await act(
    parts,
    id,
    by,
    (p, cohort, now) =>
      // somebody else sits there by now: that is not the one who withdraws
      personOf(p, seat)?.version === person?.version
        ? withdrawPerson(p, cohort, seat, by, now, from)
        : refuse('already', 'Somebody else has that part now.'),
    { erase },
  );
  if (words && 'done' in outcome)
    await forgetCounted(parts.table, outcome.done.cohort, [seatCodeOf({ partnership: id, person: words.answersOf })]);
  return outcome;
}
