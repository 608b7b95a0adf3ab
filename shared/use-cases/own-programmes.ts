import type { Cohort } from '../domain/cohort.ts';
import type { Programme } from '../domain/programme.ts';
import type { Fault } from '../import/fault.ts';
import { isFree, readOwnProgramme as readFile } from '../import/own-programme.ts';
import { checkProgramme } from '../programmes/programme-file.ts';
import { cohortsLedBy, readCohortFacts } from '../records/cohorts.ts';
import type { Table } from '../records/documents.ts';
import { keepOwnProgramme, type OwnProgramme, readOwnProgramme, readOwnProgrammes } from '../records/programmes.ts';

/** A key from a name: small letters, digits and hyphens, 40 characters at most. */
export const slugOf = (name: string, otherwise: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '') || otherwise;

/** Not one of these: with a number behind it where it would be. */
export function unlike(key: string, isTaken: (key: string) => boolean): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? key : `${key}-${n}`;
    if (!isTaken(tried)) return tried;
  }
}

/** A copy under a name and a key of its own. @throws {Conflict} when she makes another of that key at the same moment */
export async function copyProgramme(table: Table, lead: string, from: Programme, name: string): Promise<Programme> {
  const taken = (await readOwnProgrammes(table, lead)).map(({ programme }) => programme.key);
  const key = unlike(slugOf(name, 'programme'), (tried) => !isFree(tried) || taken.includes(tried));
  const copy = { ...from, key, name };
  await keepOwnProgramme(table, lead, copy);
  return copy;
}

export type ImportedProgramme =
  | { readonly imported: Programme; readonly again: boolean }
  | { readonly faults: readonly Fault[] };

/** A programme from its file: put in the place of the lead's own that has the same key. */
export async function importProgramme(table: Table, lead: string, text: string): Promise<ImportedProgramme> {
  const { known, faults } = readFile(text);
  const [programme] = Object.values(known);
  if (!programme) return { faults };
  const before = await readOwnProgramme(table, lead, programme.key);
  await keepOwnProgramme(table, lead, programme, before);
  return { imported: programme, again: before !== undefined };
}

/** Keeps a changed programme if it can be run, or says why not. @throws {Conflict} when it was saved meanwhile */
export async function changeProgramme(
  table: Table,
  lead: string,
  before: OwnProgramme,
  changed: Programme,
): Promise<readonly Fault[]> {
  const read = checkProgramme(changed);
  if ('faults' in read) return read.faults;
  await keepOwnProgramme(table, lead, read.programme, before);
  return [];
}

/** The lead's cohorts that run a programme. */
export async function cohortsOf(table: Table, lead: string, key: string): Promise<readonly Cohort[]> {
  const ids = await cohortsLedBy(table, lead);
  const cohorts = await Promise.all(ids.map((id) => readCohortFacts(table, id)));
  return cohorts.flatMap((cohort) => (cohort?.programme.key === key ? [cohort] : []));
}
