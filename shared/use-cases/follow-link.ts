import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { mayFollow } from '#domain/people/confirmers.ts';
import { belonging } from '#domain/people/links.ts';
import type { Person } from '#domain/people/person.ts';
import { type Link, readLink } from '#links/link.ts';
import { readSigned } from '#links/signed.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import type { Parts } from './parts.ts';

/** What somebody may see who came by a link: their own part of one obligation. */
interface Followed {
  readonly link: Link;
  readonly cohort: Cohort;
  readonly partnership: Partnership;
  readonly obligation: Obligation;
  readonly person: Person;
}

export type Following =
  | ({ readonly state: 'open' | 'done' | 'released' | 'lapsed' | 'replaced' | 'taken-over' } & Followed)
  | { readonly state: 'former'; readonly link: Link; readonly cohort: Cohort; readonly partnership: Partnership }
  | { readonly state: 'spent' }
  | { readonly state: 'unknown' };

/**
 * Where a link leads today. Changes nothing. `replaced`: it was ended, a new one may be asked for. `former`: somebody else
 * sits there now, or nobody. `spent`: we wrote it, or whoever knows a secret that signs no more, so it opens nothing.
 */
export async function followLink(parts: Pick<Parts, 'table' | 'secret' | 'now'>, text: string): Promise<Following> {
  const { table } = parts;
  const signed = await readSigned(parts, (key) => readLink(key, text));
  if (!signed) return { state: 'unknown' };
  if (signed.worth === 'spent') return { state: 'spent' };
  const link = signed.it;
  const [kept, cohort] = await Promise.all([
    readPartnership(table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(table, link.cohort),
  ]);
  const obligation = kept && obligationOf(kept.value, link.obligation);
  const person = kept && personOf(kept.value, link.person);
  if (!kept || !cohort || !obligation) return { state: 'unknown' };
  if (!person && !kept.value.former?.some((one) => one.id === link.person)) return { state: 'unknown' };
  const whose = belonging(person, link.sitter);
  if (!person || whose === 'not-theirs') return { state: 'former', link, cohort, partnership: kept.value };
  const followed = { link, cohort, partnership: kept.value, obligation, person };
  return { state: whose === 'ended' ? 'replaced' : stateOf(followed), ...followed };
}

function stateOf({ link, partnership: p, obligation: o, person }: Followed) {
  const { end } = o;
  if (end?.how === 'released' || end?.how === 'lapsed') return end.how;
  // taking it over ended its links: they say so
  if (!mayFollow(p, o, person.id)) return end ? end.how : 'taken-over';
  if (link.version !== o.linkVersion) return 'replaced';
  return end ? end.how : 'open';
}
