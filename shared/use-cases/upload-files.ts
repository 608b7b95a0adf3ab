import { type LocalDate, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { CohortId } from '#domain/ids.ts';
import { COHORT } from '#import/cohort-file.ts';
import { tidy, words } from '#import/entry.ts';
import type { ImportFault } from '#import/fault.ts';
import { readJson } from '#import/json-text.ts';
import { cohortId } from '#import/read-cohort.ts';
import { type KeptFiles, keepImport, readImport } from '#records/imports.ts';
import { type Imported, importCohort, type Prepared, prepareImport } from './import-cohort.ts';
import type { Parts } from './parts.ts';

type Records = Pick<Parts, 'table' | 'now'>;
type Texts = Readonly<Record<string, string>>;
type Files = KeptFiles['files'];

/**
 * What became of an upload. `asks`: the files are kept, and their lead is to see what they would change first. `none`:
 * nothing was uploaded, and nothing was kept to go on with. `aside`: what was kept is of another cohort, and was not used.
 */
export type Uploaded =
  | { readonly none: true }
  | { readonly imported: Cohort; readonly again: boolean }
  | { readonly launched: Cohort }
  | { readonly asks: { readonly of: CohortId } }
  | { readonly faults: readonly ImportFault[]; readonly of: CohortId | undefined; readonly aside: boolean };

/** The cohort that files name, where it can be read whatever else is wrong with them. */
interface Named {
  readonly id: CohortId;
  readonly name: string;
}

/**
 * A lead uploads files. Those without faults become a cohort, at once where nothing is replaced and nothing but these is
 * used; else they are kept, and so are those with faults. What was kept belongs to the cohort that it names: it is used
 * for no other, and for that one only where the lead goes on with it, or where these files do not stand alone.
 * @param given texts by the name of the file
 * @param on with whose files the lead goes on: those of a cohort, or `none` that they name; undefined: with these alone
 */
export async function uploadFiles(
  parts: Records,
  address: string,
  given: Texts,
  on: CohortId | 'none' | undefined,
): Promise<Uploaded> {
  const at = parts.now();
  const fresh: Files = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, { text, at }]));
  const from = on && (await readImport(parts.table, { address, of: on === 'none' ? undefined : on }));
  const own = from && goesWith(from, fresh, address) ? from : undefined;
  const files: Files = { ...taken(own?.files ?? {}), ...fresh };
  if (Object.keys(files).length === 0) return { none: true };
  const named = namedIn(files, address);
  const of = named?.id ?? own?.of;
  const earlier = of === undefined || of === own?.of ? undefined : await readImport(parts.table, { address, of });
  const upload = { of, files, earlier: without(earlier?.files, files), alone: own === undefined };
  const outcome = await judged({ ...parts, address }, upload);
  // what became of a cohort, or is now kept as that cohort’s, is kept nowhere else
  if (own && own.of !== of && !('launched' in outcome)) await keepFiles(parts, address, own.of, {});
  return 'faults' in outcome ? { ...outcome, aside: from !== undefined && from !== own } : outcome;
}

interface Upload {
  readonly of: CohortId | undefined;
  readonly files: Files;
  /** of the same cohort, from before, where the lead does not go on with them */
  readonly earlier: Files;
  /** they were all uploaded just now */
  readonly alone: boolean;
}

type Lead = Records & { readonly address: string };

/** Imports them, or keeps them. */
async function judged(lead: Lead, upload: Upload) {
  const found = await prepareImport(lead, lead.address, textsOf(upload.files));
  if ('launched' in found) return found;
  return 'faults' in found ? mended(lead, upload, found.faults) : ready(lead, upload, found.prepared);
}

/** These have faults: with what was kept of the same cohort they may have none. */
async function mended(lead: Lead, { of, files, earlier }: Upload, faults: readonly ImportFault[]) {
  const whole = taken({ ...earlier, ...files });
  await keepFiles(lead, lead.address, of, whole);
  if (Object.keys(earlier).length === 0) return { faults, of };
  const again = await prepareImport(lead, lead.address, textsOf(whole));
  return 'prepared' in again
    ? { asks: { of: again.prepared.cohort.id } }
    : { faults: 'faults' in again ? again.faults : faults, of };
}

/** These have no faults: they are imported, unless their lead must see first what that changes. */
async function ready(lead: Lead, { of, files, earlier, alone }: Upload, prepared: Prepared) {
  const { cohort, difference, again, same, daysOff, seen } = prepared;
  const replaces = again && difference.length > 0;
  const asks = !alone || Object.keys(earlier).length > 0 || (!same && (replaces || daysOff.length > 0));
  if (!asks) {
    const done = await importCohort(lead, lead.address, textsOf(files), seen);
    if ('faults' in done) return { ...done, of };
    if ('imported' in done) await keepFiles(lead, lead.address, cohort.id, {});
    if (!('changed' in done)) return done;
  }
  await keepFiles(lead, lead.address, cohort.id, { ...leftOut(earlier), ...files });
  return { asks: { of: cohort.id } };
}

/** Files kept without faults, and what they would change. */
export interface DraftAsked extends Prepared {
  readonly kept: KeptFiles;
}

/** What a lead is to see before these files are taken; undefined where there are none, or they have faults. */
export async function askedOf(parts: Records, address: string, of: CohortId): Promise<DraftAsked | undefined> {
  const kept = await readImport(parts.table, { address, of });
  const found = kept && (await prepareImport(parts, address, textsOf(taken(kept.files, 'used'))));
  return kept && found && 'prepared' in found ? { ...found.prepared, kept } : undefined;
}

/**
 * The lead has seen what these files change, and means it. Undefined: they are not kept any more.
 * @param seen of what was shown
 */
export async function takeFiles(
  parts: Records,
  address: string,
  of: CohortId,
  seen: string,
): Promise<Imported | undefined> {
  const kept = await readImport(parts.table, { address, of });
  if (!kept) return undefined;
  const done = await importCohort(parts, address, textsOf(taken(kept.files, 'used')), seen);
  if ('imported' in done) await keepFiles(parts, address, of, {});
  return done;
}

/** Files are kept until the same day as a draft of the launch day that they name. */
export const keepFiles = (
  { table, now }: Records,
  address: string,
  of: CohortId | undefined,
  files: Files,
): Promise<void> =>
  keepImport(table, { address, of, name: namedIn(files, address)?.name }, files, {
    now: now(),
    launch: launchNamed(files[COHORT]?.text ?? '') ?? localDate(now()),
  });

/** Goes what was kept with these? Not where they name another cohort. */
function goesWith(kept: KeptFiles, fresh: Files, address: string): boolean {
  const [now, before] = [namedIn(fresh, address)?.id, kept.of ?? namedIn(kept.files, address)?.id];
  return now === undefined || before === undefined || now === before;
}

/** As they are used now: whatever was left out before is among them, or with `used` is not. */
const taken = (files: Files, which: 'all' | 'used' = 'all'): Files =>
  Object.fromEntries(
    Object.entries(files).flatMap(([name, { text, at, left }]) =>
      left && which === 'used' ? [] : [[name, { text, at }] as const],
    ),
  );

const leftOut = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, file]) => [name, { ...file, left: true as const }]));

const without = (files: Files = {}, others: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !Object.hasOwn(others, name)));

const textsOf = (files: Files): Texts =>
  Object.fromEntries(Object.entries(files).map(([name, { text }]) => [name, text]));

function namedIn(files: Files, address: string): Named | undefined {
  const said = dataIn(files[COHORT]?.text ?? '')?.name;
  if (words('a name')(said)) return undefined;
  const name = tidy(String(said));
  return { id: cohortId(name, address), name };
}

/** The launch day that files name, as far as it can be read. */
function launchNamed(text: string): LocalDate | undefined {
  const launch = dataIn(text)?.launch;
  return typeof launch === 'string' && isDate(launch) ? launch : undefined;
}

function dataIn(text: string): { readonly name?: unknown; readonly launch?: unknown } | undefined {
  const json = readJson(text.replace(/^\ufeff/, ''));
  return 'data' in json ? ((json.data as object | null) ?? undefined) : undefined;
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
