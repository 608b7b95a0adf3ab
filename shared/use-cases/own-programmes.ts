import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { ImportFault } from '#import/fault.ts';
import { isFree, readProgrammeFile as readFile } from '#import/own-programme.ts';
import { checkProgramme, writeProgramme } from '#programmes/programme-file.ts';
import { cohortsLedBy, readCohortFacts } from '#records/cohorts.ts';
import { Conflict, type Table } from '#records/documents.ts';
import { keepOwnProgramme, type OwnProgramme, readOwnProgramme, readOwnProgrammes } from '#records/programmes.ts';
import { untilSaved } from '#records/until-saved.ts';

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
export function keyNotTaken(key: string, isTaken: (key: string) => boolean): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? key : `${key}-${n}`;
    if (!isTaken(tried)) return tried;
  }
}

const TRIES = 3;

/** A copy under a name and a key of its own; asked for twice it is one, until that has been changed. */
export const copyProgramme = (table: Table, lead: string, from: Programme, name: string): Promise<Programme> =>
  untilSaved(TRIES, async () => {
    const own = (await readOwnProgrammes(table, lead)).map(({ programme }) => programme);
    const made = own.find((one) => alike(one, { ...from, key: one.key, name }));
    if (made) return made;
    const isTaken = (key: string) => !isFree(key) || own.some((one) => one.key === key);
    const copy = { ...from, key: keyNotTaken(slugOf(name, 'programme'), isTaken), name };
    await keepOwnProgramme(table, lead, copy);
    return copy;
  });

export const alike = (a: Programme, b: Programme): boolean => writeProgramme(a) === writeProgramme(b);

export type ImportedProgramme =
  | { readonly imported: Programme; readonly again: boolean }
  | { readonly faults: readonly ImportFault[] };

/** A programme from its file: put in the place of the lead's own that has the same key. */
export async function importProgramme(table: Table, lead: string, text: string): Promise<ImportedProgramme> {
  const { known, faults } = readFile(text);
  const [programme] = Object.values(known);
  if (!programme) return { faults };
  return untilSaved(TRIES, async () => {
    const before = await readOwnProgramme(table, lead, programme.key);
    await keepOwnProgramme(table, lead, programme, before);
    return { imported: programme, again: before !== undefined };
  });
}

/** Keeps a changed programme if it can be run, or says why not. @throws {Conflict} when another was saved meanwhile */
export async function changeProgramme(
  table: Table,
  lead: string,
  before: OwnProgramme,
  changed: Programme,
): Promise<readonly ImportFault[]> {
  const read = checkProgramme(changed);
  if ('faults' in read) return read.faults;
  try {
    await keepOwnProgramme(table, lead, read.programme, before);
  } catch (error) {
    const now = error instanceof Conflict ? await readOwnProgramme(table, lead, read.programme.key) : undefined;
    // the same form, sent twice at once
    if (!now || !alike(now.programme, read.programme)) throw error;
  }
  return [];
}

/** The lead's cohorts that run a programme. */
export async function cohortsOf(table: Table, lead: string, key: string): Promise<readonly Cohort[]> {
  const ids = await cohortsLedBy(table, lead);
  const cohorts = await Promise.all(ids.map((id) => readCohortFacts(table, id)));
  return cohorts.flatMap((cohort) => (cohort?.programme.key === key ? [cohort] : []));
}
