import { type Cohort, partnershipId } from '../domain/cohort.ts';
import type { Obligation } from '../domain/obligation/obligation.ts';
import { actingFor, obligationOf, type Partnership, personOf } from '../domain/partnership.ts';
import type { Person } from '../domain/person.ts';
import { type Link, readLink } from '../links/link.ts';
import { readCohortFacts } from '../records/cohorts.ts';
import { readPartnership } from '../records/partnerships.ts';
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
  | { readonly state: 'unknown' };

/** Was it written for whoever sits there now? What an earlier one had stops working the moment that somebody else sits down. */
export const isForSitter = ({ sitter = 1 }: Link, person: Person | undefined): person is Person =>
  person !== undefined && sitter === (person.links ?? 1) && person.gone !== 'not-me';

/** Where a link leads today. Changes nothing. `replaced` means that a newer link was sent; a fresh one may be asked for. `former`: somebody else sits there now, or nobody. */
export async function followLink({ table, secret }: Pick<Parts, 'table' | 'secret'>, text: string): Promise<Following> {
  const link = readLink(await secret(), text);
  if (!link) return { state: 'unknown' };
  const [kept, cohort] = await Promise.all([
    readPartnership(table, partnershipId(link.cohort, link.urn)),
    readCohortFacts(table, link.cohort),
  ]);
  const obligation = kept && obligationOf(kept.value, link.obligation);
  const person = kept && personOf(kept.value, link.person);
  if (!kept || !cohort || !obligation) return { state: 'unknown' };
  if (!person && !kept.value.former?.some((one) => one.id === link.person)) return { state: 'unknown' };
  if (!isForSitter(link, person)) return { state: 'former', link, cohort, partnership: kept.value };
  const followed = { link, cohort, partnership: kept.value, obligation, person };
  if (obligation.end) return { state: obligation.end.how, ...followed };
  if (!actingFor(kept.value, obligation.owner).includes(person.id)) return { state: 'taken-over', ...followed };
  return { state: link.version === obligation.linkVersion ? 'open' : 'replaced', ...followed };
}
