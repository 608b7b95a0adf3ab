import type { Instant } from '#calendar/london.ts';
import { sameAddress } from '#domain/people/person.ts';
import { cohortsLedBy } from '#records/cohorts.ts';
import { readAccess } from '#records/leads.ts';
import type { Parts } from './parts.ts';

/** Who may use the leads' pages: addresses that the service lists, and those that lead a cohort. */
export type Leading = Pick<Parts, 'table'> & { readonly leads: readonly string[] };

export interface LeadAccess {
  readonly may: boolean;
  readonly disabled: boolean;
  /** what began then or before is over; undefined where an operator never changed it */
  readonly changed?: Instant | undefined;
}

/** Asked anew at each request. It reads the same whoever it is, so that it takes as long. */
export async function leadAccess({ table, leads }: Leading, address: string): Promise<LeadAccess> {
  const [access, cohorts] = await Promise.all([readAccess(table, address), cohortsLedBy(table, address)]);
  const disabled = access?.disabled === true;
  const leading = leads.includes(sameAddress(address)) || cohorts.length > 0;
  return { may: leading && !disabled, disabled, changed: access?.changed };
}
