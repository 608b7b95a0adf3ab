import { createHash } from 'node:crypto';
import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import { sameAddress } from '#domain/people/person.ts';
import { COHORT } from '#import/cohort-file.ts';
import { type Difference, differenceOf, type Made } from '#import/difference.ts';
import { type ImportFault, quoted } from '#import/fault.ts';
import { readJson } from '#import/json-text.ts';
import { type FilesRead, readCohort } from '#import/read-cohort.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import { readCohortRecord, readSchools, removeDraft, replaceSchools, saveCohort } from '#records/cohorts.ts';
import type { Kept } from '#records/kept.ts';
import { readOwnProgrammes } from '#records/programmes.ts';
import { untilSaved } from '#records/until-saved.ts';
import type { Parts } from './parts.ts';

type Records = Pick<Parts, 'table' | 'now'>;

/** Texts by the name of the file. */
type Texts = Readonly<Record<string, string>>;

/**
 * `again`: it was a draft already, and is now as these files say. `launched`: it runs, so nothing was changed. `changed`:
 * the draft is no longer as it was when its lead saw what these files change, so nothing was changed.
 */
export type Imported =
  | { readonly imported: Cohort; readonly again: boolean }
  | { readonly launched: Cohort }
  | { readonly changed: true }
  | { readonly faults: readonly ImportFault[] };

/** What files without faults would make, and what they would change of the draft that is there, if there is one. */
export interface Prepared extends FilesRead {
  readonly again: boolean;
  /** the draft was made of files that said the same */
  readonly same: boolean;
  readonly difference: readonly Difference[];
  /** stands for these files and for the draft as it was when they were compared */
  readonly seen: string;
}

/** Reads a lead's files, and looks at what they would change; nothing is changed. */
export async function prepareImport(
  { table }: Pick<Records, 'table'>,
  lead: string,
  files: Texts,
): Promise<
  { readonly prepared: Prepared } | { readonly launched: Cohort } | { readonly faults: readonly ImportFault[] }
> {
  const read = await readFiles(table, lead, files);
  if ('faults' in read) return read;
  const kept = await readCohortRecord(table, read.cohort.id);
  if (kept && kept.value.stage !== 'draft') return { launched: kept.value };
  const before = await draftIn(table, kept);
  const same = before?.cohort.made === madeOf(read);
  return {
    prepared: {
      ...read,
      again: before !== undefined,
      same,
      difference: same ? [] : differenceOf(before, read),
      seen: seenOf(read, kept),
    },
  };
}

/**
 * Makes a draft cohort of the files that its lead gives, by file name. The same lead and name is the same cohort:
 * importing again replaces what was there, and doubles nobody.
 * @param seen of what was prepared from these files; left out where there is nobody who has seen anything
 */
export async function importCohort(
  { table, now }: Records,
  lead: string,
  files: Texts,
  seen?: string,
): Promise<Imported> {
  const read = await readFiles(table, lead, files);
  return 'faults' in read ? read : untilSaved(TRIES, () => keepDraft({ table, now }, read, seen));
}

async function readFiles(
  table: Records['table'],
  lead: string,
  files: Texts,
): Promise<FilesRead | { readonly faults: readonly ImportFault[] }> {
  const own = Object.fromEntries((await readOwnProgrammes(table, lead)).map(({ programme: p }) => [p.key, p]));
  const given = Object.entries(files).map(([name, text]) => ({ name, text }));
  const read = await readCohort(given, own);
  const notTheirs = leadFault(files[COHORT] ?? '', lead);
  if ('faults' in read || notTheirs)
    return { faults: [...(notTheirs ? [notTheirs] : []), ...('faults' in read ? read.faults : [])] };
  return read;
}

/** The draft as it stands; one that is being deleted is none. */
async function draftIn(table: Records['table'], kept: Kept<Cohort> | undefined): Promise<Made | undefined> {
  if (!kept || kept.value.deleting) return undefined;
  return { cohort: kept.value, schools: await readSchools(table, kept.value.id) };
}

async function keepDraft({ table, now }: Records, read: FilesRead, seen: string | undefined): Promise<Imported> {
  const { cohort, schools } = read;
  const kept = await readCohortRecord(table, cohort.id);
  if (kept && kept.value.stage !== 'draft') return { launched: kept.value };
  // sent twice, it is what it was made by the first
  const made = madeOf(read);
  if (seen !== undefined && seen !== seenOf(read, kept) && kept?.value.made !== made) return { changed: true };
  if (kept?.value.deleting) {
    await removeDraft(table, kept, now());
    return keepDraft({ table, now }, read, undefined);
  }
  const at = now();
  const changed: Cohort = {
    ...cohort,
    changed: at,
    made,
    outbox: kept?.value.outbox ?? [],
    messages: kept ? kept.value.messages : firstNumber(at),
  };
  // the head first: it holds only while the cohort is still a draft
  await saveCohort(table, kept, changed, cohortNextAt(changed, now()));
  await replaceSchools(table, cohort.id, schools);
  return { imported: cohort, again: kept !== undefined };
}

const TRIES = 3;

const digestOf = (...of: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(of)).digest('hex');

/** Stands for all that a cohort's files say. */
const madeOf = ({ cohort: { programme, ...cohort }, schools }: Made): string =>
  digestOf(cohort, writeProgramme(programme), schools);

const seenOf = (read: Made, kept: Kept<Cohort> | undefined): string =>
  digestOf(madeOf(read), kept && !kept.value.deleting ? (kept.value.made ?? kept.version) : 'none');

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
