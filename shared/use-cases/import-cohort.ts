import type { Instant, LocalDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import { sameAddress } from '#domain/people/person.ts';
import { COHORT } from '#import/cohort-file.ts';
import { type ImportFault, quoted } from '#import/fault.ts';
import { readJson } from '#import/json-text.ts';
import { type ReadCohort, readCohort } from '#import/read-cohort.ts';
import { readCohortRecord, removeDraft, replaceSchools, saveCohort } from '#records/cohorts.ts';
import { readOwnProgrammes } from '#records/programmes.ts';
import { untilSaved } from '#records/until-saved.ts';
import type { Parts } from './parts.ts';

/** `again`: it was a draft already, and is now as these files say. `launched`: it runs, so nothing was changed. */
export type Imported =
  | { readonly imported: Cohort; readonly again: boolean }
  | { readonly launched: Cohort }
  | { readonly faults: readonly ImportFault[] };

/**
 * Makes a draft cohort of the files that its lead gives, by file name. The same lead and name is the same cohort:
 * importing again replaces what was there, and doubles nobody.
 */
export async function importCohort(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  lead: string,
  files: Readonly<Record<string, string>>,
): Promise<Imported> {
  const own = Object.fromEntries((await readOwnProgrammes(table, lead)).map(({ programme: p }) => [p.key, p]));
  const given = Object.entries(files).map(([name, text]) => ({ name, text }));
  const read = await readCohort(given, own);
  const notTheirs = leadFault(files[COHORT] ?? '', lead);
  if ('faults' in read || notTheirs)
    return { faults: [...(notTheirs ? [notTheirs] : []), ...('faults' in read ? read.faults : [])] };
  return untilSaved(TRIES, () => keepDraft({ table, now }, read));
}

async function keepDraft(
  { table, now }: Pick<Parts, 'table' | 'now'>,
  read: Pick<ReadCohort, 'cohort' | 'schools'>,
): Promise<Imported> {
  const { cohort, schools } = read;
  const kept = await readCohortRecord(table, cohort.id);
  if (kept && kept.value.stage !== 'draft') return { launched: kept.value };
  if (kept?.value.deleting) {
    await removeDraft(table, kept);
    return keepDraft({ table, now }, read);
  }
  const at = now();
  const changed: Cohort = {
    ...cohort,
    changed: at,
    outbox: kept?.value.outbox ?? [],
    messages: kept ? kept.value.messages : firstNumber(at),
  };
  // the head first: it holds only while the cohort is still a draft
  await saveCohort(table, kept, changed, cohortNextAt(changed, now()));
  await replaceSchools(table, cohort.id, schools);
  return { imported: cohort, again: kept !== undefined };
}

const TRIES = 3;

/**
 * From which number the emails of a new cohort are counted: above those of one of the same name that was deleted, so that
 * what the mail service still tells of the earlier ones is never taken for word of these.
 */
const firstNumber = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

/** Whoever imports a cohort leads it; an address that is missing or unreadable is a fault of the reader's already. */
function leadFault(text: string, lead: string): ImportFault | undefined {
  const json = readJson(text.replace(/^\ufeff/, ''));
  const email = 'data' in json ? (json.data as { lead?: { email?: unknown } } | null)?.lead?.email : undefined;
  if (typeof email !== 'string' || email.trim() === '' || sameAddress(email) === sameAddress(lead)) return undefined;
  return {
    file: COHORT,
    column: 'lead, email',
    problem: `${quoted(email)} is not the address that you are signed in with.`,
    remedy: `Write ${lead}, or let that lead sign in and import the cohort.`,
  };
}

/** The launch day that files with faults name, as far as it can be read. */
export function launchNamed(text: string): LocalDate | undefined {
  const json = readJson(text.replace(/^\ufeff/, ''));
  const launch = 'data' in json ? (json.data as { launch?: unknown } | null)?.launch : undefined;
  return typeof launch === 'string' && isDate(launch) ? launch : undefined;
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
