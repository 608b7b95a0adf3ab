import { partnershipId } from '#domain/cohort/cohort.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { newLink } from '#domain/people/link-acts.ts';
import { belonging } from '#domain/people/links.ts';
import { sameAddress } from '#domain/people/person.ts';
import { readLink } from '#links/link.ts';
import { readSigned } from '#links/signed.ts';
import { act } from './act.ts';
import { SESSIONS_LINK } from './follow-sessions-link.ts';
import type { Parts } from './parts.ts';

/**
 * Somebody who came by a link asks for a new one. It goes to the address on record, if that is what they typed and the link
 * was theirs, whatever has become of it since. Whoever asks is told the same in any case, so nothing is returned.
 */
export async function askForLink(
  parts: Pick<Parts, 'table' | 'secret' | 'now' | 'start'>,
  text: string,
  typed: string,
): Promise<void> {
  const signed = await readSigned(parts, (key) => readLink(key, text));
  if (!signed) return;
  const { cohort, urn, obligation, person: seat, sitter } = signed.it;
  await act(parts, partnershipId(cohort, urn), seat, (p, _cohort, now) => {
    const person = personOf(p, seat);
    const isTheirs =
      belonging(person, sitter) !== 'not-theirs' && sameAddress(person?.email ?? '') === sameAddress(typed);
    if (!isTheirs) return refuse('not-asked', 'The link was not for whoever reads mail at that address.');
    const task = obligation === SESSIONS_LINK ? undefined : obligation;
    return newLink(p, seat, { task, spent: signed.worth === 'spent' }, now);
  });
}
