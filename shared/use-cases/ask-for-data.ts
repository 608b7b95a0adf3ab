import type { PartnershipId } from '#domain/ids.ts';
import type { Refusal } from '#domain/partnership/outcome.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { proposedAt } from '#domain/people/pending.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { askForCopy, askToErase, recordAddress } from '#domain/personal-data/acts.ts';
import { keptNamed } from '#domain/personal-data/kept.ts';
import { reportReaderOf } from '#domain/sessions/reports.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from './act.ts';
import type { Parts } from './parts.ts';
import { gatherData } from './personal-data.ts';

type Records = Pick<Parts, 'table' | 'now' | 'start' | 'changed'>;

type Done = { readonly done: Partnership } | { readonly refused: Refusal };

/** Words by or about others that a copy would hold. Who looks through others’ copies needs nobody to look through theirs. */
async function wordsIn(
  { table, now }: Records,
  p: Partnership,
  named: string,
): Promise<{ readonly toCheck: boolean; readonly seen?: readonly string[] }> {
  const kept = keptNamed(p, named);
  if (!kept) return { toCheck: false };
  const { words } = await gatherData({ table }, p, kept, now());
  const theirs = words.filter(({ sentences }) => sentences.length > 0).map(({ key }) => key);
  const reader = reportReaderOf(p);
  const isReader = sameAddress(personOf(p, reader)?.email ?? '') === sameAddress(kept.email) && !proposedAt(p, reader);
  return isReader ? { toCheck: false, seen: theirs } : { toCheck: theirs.length > 0 };
}

/** Somebody asks for their copy, or the lead says that they have. @param email of who only covers: the address that they gave */
export async function startCopy(
  parts: Records,
  id: PartnershipId,
  named: string,
  by: PersonId,
  email?: string,
): Promise<Done> {
  const kept = await readPartnership(parts.table, id);
  const words = kept ? await wordsIn(parts, kept.value, named) : { toCheck: false };
  return act(parts, id, by, (p, _cohort, now) => {
    const recorded = email ? recordAddress(p, named, email, now) : undefined;
    if (recorded && 'refused' in recorded && recorded.refused.why !== 'already') return recorded;
    const [before, changes] = recorded && 'changes' in recorded ? [recorded.partnership, recorded.changes] : [p, []];
    const asked = askForCopy(before, named, by, { ...words, now });
    return 'refused' in asked ? asked : { ...asked, changes: [...changes, ...asked.changes] };
  });
}

/** Somebody asks to be erased, or the lead says that they have: they are asked to confirm it from their own address. */
export const startErasing = (parts: Records, id: PartnershipId, named: string, by: PersonId): Promise<Done> =>
  act(parts, id, by, (p, _cohort, now) => askToErase(p, named, by, now));
