import { gunzipSync, gzipSync } from 'node:zlib';
import type { Instant, LocalDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import type { Forgetting } from '#domain/personal-data/anonymous.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { readCohortRecord, removeDraft, saveCohort } from './cohorts.ts';
import { batch, Conflict, type Item, readPartition, type Table } from './documents.ts';
import { forgetIn } from './erasure.ts';
import type { Kept } from './kept.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';

/** DynamoDB keeps 400 KB in one item. */
const MOST_OF_A_FILE = 380_000;

type Files = Readonly<Record<string, string>>;

/** They are kept like a draft of nothing, under an id that no cohort has: so the one clock sees to them. */
const idOf = (address: string): string => `files.${keys.addressHash(address)}`;

const partitionOf = (address: string) => keys.partition({ kind: 'cohort', id: idOf(address) });

const textOf = (item: Item): readonly [string, string] => [
  String(item.sk).slice(keys.IMPORT.length),
  gunzipSync(recordIn<Uint8Array>(item, item.gzip)).toString('utf8'),
];

/** As they are now, and those that an earlier release kept elsewhere. */
async function kept(table: Table, address: string): Promise<readonly Item[]> {
  const [now, before] = await Promise.all(
    [partitionOf(address), keys.leadPartition(address)].map((pk) => readPartition(table, pk, keys.IMPORT)),
  );
  return [...(before ?? []), ...(now ?? [])];
}

const TRIES = 3;

/**
 * Keeps the files that a lead gave and that are not yet free of faults, these and no others: they give only the corrected
 * ones again. Answers with those that were kept: one that is larger than an item even when compressed is not.
 * @param launch the day that they say, as far as it can be read
 */
export async function keepImport(
  table: Table,
  address: string,
  files: Files,
  at: { readonly now: Instant; readonly launch: LocalDate },
): Promise<Files> {
  const pk = partitionOf(address);
  const packed = Object.entries(files)
    .map(([file, text]) => ({ file, text, gzip: gzipSync(text) }))
    .filter(({ gzip }) => gzip.length <= MOST_OF_A_FILE);
  const before = await kept(table, address);
  for (let tries = 1; ; tries++) {
    const head = await readCohortRecord(table, idOf(address));
    if (!head && packed.length === 0) break;
    try {
      const saved = await saveHead(table, address, head, { ...at, deleting: packed.length === 0 });
      if (packed.length === 0) await removeDraft(table, saved);
      break;
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
    }
  }
  const gone = before.filter((old) => old.pk !== pk || !packed.some(({ file }) => keys.importKey(file) === old.sk));
  await batch(table, [
    ...packed.map(({ file, gzip }) => ({ PutRequest: { Item: { pk, sk: keys.importKey(file), ...VERSIONED, gzip } } })),
    ...gone.map((old) => ({ DeleteRequest: { Key: { pk: old.pk, sk: old.sk } } })),
  ]);
  return Object.fromEntries(packed.map(({ file, text }) => [file, text]));
}

/** What the clock goes by. */
function saveHead(
  table: Table,
  address: string,
  before: Kept<Cohort> | undefined,
  { now, launch, deleting }: { readonly now: Instant; readonly launch: LocalDate; readonly deleting: boolean },
): Promise<Kept<Cohort>> {
  const head: Cohort = {
    id: idOf(address),
    name: 'Files with errors',
    programme: lessonStudy,
    lead: { id: 'lead', role: 'lead', name: 'programme lead', email: address },
    launch,
    calendar: { region: '', terms: [], inset: [], bankHolidays: [] },
    schoolCount: 0,
    stage: 'draft',
    files: true,
    outbox: before?.value.outbox ?? [],
    told: [],
    changed: now,
    ...(deleting && { deleting: now }),
  };
  return saveCohort(table, before, head, cohortNextAt(head, now));
}

export async function readImport(table: Table, address: string): Promise<Files> {
  return Object.fromEntries((await kept(table, address)).map(textOf));
}

/** The record by which the clock sees to them; undefined where there are none, or from an earlier release. */
export const readImportHead = async (table: Table, address: string): Promise<Cohort | undefined> =>
  (await readCohortRecord(table, idOf(address)))?.value;

/** Takes people out of files with faults. */
export const forgetInFiles = (table: Table, address: string, whom: Forgetting): Promise<void> =>
  forgetIn(table, partitionOf(address), () => whom);

/** Has an earlier release kept files of theirs, which no clock sees to yet? */
export const hasEarlierImport = async (table: Table, address: string): Promise<boolean> =>
  (await readPartition(table, keys.leadPartition(address), keys.IMPORT)).length > 0;
