import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Instant, LocalDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import type { CohortId } from '#domain/ids.ts';
import type { Forgetting } from '#domain/personal-data/anonymous.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { readCohortRecord, removeDraft, saveCohort } from './cohorts.ts';
import { batch, type Item, readPartition, type Table } from './documents.ts';
import { forgetIn } from './erasure.ts';
import * as keys from './keys.ts';
import { recordIn, VERSIONED } from './schema-version.ts';
import { untilSaved } from './until-saved.ts';

/** DynamoDB keeps 400 KB in one item: three bytes a character at most, should it not become smaller. */
const MOST_OF_A_PIECE = 120_000;

/** What files are called of which none names a cohort. */
const OF_NO_COHORT = 'Files with errors';

/** When a file came of which nothing says so: an earlier release kept it. */
export const UNKNOWN: Instant = '1970-01-01T00:00:00Z';

/** A file as a lead uploaded it. */
interface KeptFile {
  readonly text: string;
  /** when; of an earlier release, when the last of them came */
  readonly at: Instant;
  /** from an earlier upload of the same cohort, and left out of the later one: it is offered, never taken by itself */
  readonly left?: true | undefined;
}

/** Files of which no cohort has been made yet. They belong to one cohort, or to none that they name. */
export interface KeptFiles {
  readonly of: CohortId | undefined;
  /** of that cohort, as the files say it */
  readonly name: string | undefined;
  /** by the name of the file */
  readonly files: Readonly<Record<string, KeptFile>>;
  /** the record by which the clock sees to them; undefined of an earlier release, before that was so */
  readonly head: Cohort | undefined;
}

/** Whose files, and of which cohort. */
interface Owner {
  readonly address: string;
  readonly of: CohortId | undefined;
}

/** They are kept like a draft of nothing, under an id that no cohort has: so the one clock sees to them. */
const idOf = ({ address, of }: Owner): CohortId => ['files', keys.addressHash(address), ...(of ? [of] : [])].join('.');

const partitionOf = (owner: Owner) => keys.partition({ kind: 'cohort', id: idOf(owner) });

/** A long file in pieces that each fit an item, cut where a line ends: a name is found whole when somebody is erased. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length || pieces.length === 0; ) {
    const most = text.slice(from, from + MOST_OF_A_PIECE);
    const line = from + most.length < text.length ? most.lastIndexOf('\n') + 1 : 0;
    const piece = line > 0 ? most.slice(0, line) : most.replace(/(?<=.)[\ud800-\udbff]$/s, '');
    pieces.push(piece);
    from += piece.length;
  }
  return pieces;
}

/** The items of one file. What a save that stopped half-way left of another is told apart by `upload`. */
const itemsOf = (pk: string, file: string, { text, at, left }: KeptFile): readonly Item[] => {
  const upload = randomUUID();
  return piecesOf(text).map((piece, i, all) => ({
    pk,
    sk: keys.importKey(file, i),
    ...VERSIONED,
    gzip: gzipSync(piece),
    at,
    ...(left && { left }),
    ...(all.length > 1 && { upload, pieces: all.length }),
  }));
};

const textIn = (item: Item): string => gunzipSync(recordIn<Uint8Array>(item, item.gzip)).toString('utf8');

/** A file from its items; undefined where some of it is missing, as of a save that stopped half-way. */
function fileFrom(items: readonly Item[], otherwise: Instant): KeptFile | undefined {
  const [start] = items;
  const own = items.filter(({ upload }) => upload === start?.upload);
  if (!start || own.length !== Number(start.pieces ?? 1)) return undefined;
  const { at = otherwise, left } = start as { at?: Instant; left?: true };
  return { text: own.map(textIn).join(''), at, ...(left && { left }) };
}

const nameOf = (item: Item): string => String(item.sk).split('#')[1] ?? '';

function filesFrom(items: readonly Item[], otherwise: Instant): KeptFiles['files'] {
  const found = [...Map.groupBy(items, nameOf)].flatMap(([name, own]) => {
    const file = fileFrom(own, otherwise);
    return file ? [[name, file] as const] : [];
  });
  return Object.fromEntries(found);
}

const TRIES = 5;

/**
 * Keeps files that a lead has uploaded: of that cohort these and no others. Without files nothing of it is kept.
 * @param name of the cohort, as they say it
 * @param launch the day that they say, as far as it can be read
 */
export async function keepImport(
  table: Table,
  owner: Owner & { readonly name: string | undefined },
  files: KeptFiles['files'],
  at: { readonly now: Instant; readonly launch: LocalDate },
): Promise<void> {
  if (Object.keys(files).length === 0) return dropImport(table, owner, at.now);
  const pk = partitionOf(owner);
  const before = await itemsKept(table, owner);
  await untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, idOf(owner));
    const head = headOf(owner, at, kept?.value);
    await saveCohort(table, kept, head, cohortNextAt(head, at.now));
  });
  const items = Object.entries(files).flatMap(([file, one]) => itemsOf(pk, file, one));
  const gone = before.filter((old) => old.pk !== pk || !items.some(({ sk }) => sk === old.sk));
  await batch(table, [
    ...items.map((Item) => ({ PutRequest: { Item } })),
    ...gone.map((old) => ({ DeleteRequest: { Key: { pk: old.pk, sk: old.sk } } })),
  ]);
}

/** Takes them away, the head last: what stops half-way the clock goes on with. */
async function dropImport(table: Table, owner: Owner, now: Instant): Promise<void> {
  const earlier = owner.of ? [] : await itemsBefore(table, owner.address);
  await batch(
    table,
    earlier.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );
  await untilSaved(TRIES, async () => {
    const kept = await readCohortRecord(table, idOf(owner));
    if (kept) await removeDraft(table, kept, now);
  });
}

/** What the clock goes by. */
const headOf = (
  owner: Owner & { readonly name: string | undefined },
  { now, launch }: { readonly now: Instant; readonly launch: LocalDate },
  before: Cohort | undefined,
): Cohort => ({
  id: idOf(owner),
  name: owner.name ?? OF_NO_COHORT,
  programme: lessonStudy,
  lead: { id: 'lead', role: 'lead', name: 'programme lead', email: owner.address },
  launch,
  calendar: { region: '', terms: [], inset: [], bankHolidays: [] },
  schoolCount: 0,
  stage: 'draft',
  files: true,
  ...(owner.of && { of: owner.of }),
  outbox: before?.outbox ?? [],
  told: [],
  changed: now,
});

/** Where an earlier release kept them: then no cohort was named. */
const itemsBefore = (table: Table, address: string): Promise<readonly Item[]> =>
  readPartition(table, keys.leadPartition(address), keys.IMPORT);

const itemsKept = async (table: Table, owner: Owner): Promise<readonly Item[]> => [
  ...(owner.of ? [] : await itemsBefore(table, owner.address)),
  ...(await readPartition(table, partitionOf(owner), keys.IMPORT)),
];

/** The files of a cohort, or of none that is named; undefined where there are none, or they are being deleted. */
export async function readImport(table: Table, owner: Owner): Promise<KeptFiles | undefined> {
  // the files before their head: it is marked before the first of them goes
  const items = await itemsKept(table, owner);
  const head = (await readCohortRecord(table, idOf(owner)))?.value;
  const files = filesFrom(items, head?.changed ?? UNKNOWN);
  if (head?.deleting || Object.keys(files).length === 0) return undefined;
  return { of: owner.of, name: owner.of && head?.name, files, head };
}

/** All that a lead has uploaded and of which no cohort has been made yet, the latest first. */
export async function readImports(table: Table, address: string): Promise<readonly KeptFiles[]> {
  const heads = await readHeads(table, address);
  const named = heads.flatMap(({ of }) => (of ? [of] : []));
  const found = await Promise.all([undefined, ...named].map((of) => readImport(table, { address, of })));
  const lastOf = ({ files }: KeptFiles) => Object.values(files).reduce((last, { at }) => (at > last ? at : last), '');
  return found.flatMap((kept) => kept ?? []).toSorted((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1));
}

/** The records by which the clock sees to a lead’s files, but for those of no cohort. */
async function readHeads(table: Table, address: string): Promise<readonly Cohort[]> {
  const pointers = await readPartition(table, keys.leadPartition(address), keys.LEADS_FILES);
  const ids = pointers.map(({ sk }) => String(sk).slice(keys.LEADS_FILES.length));
  const heads = await Promise.all(ids.map((id) => readCohortRecord(table, id)));
  return heads.flatMap((kept) => kept?.value ?? []);
}

/** Takes people out of all files that a lead has uploaded and of which no cohort has been made yet. */
export async function forgetInFiles(table: Table, address: string, whom: Forgetting): Promise<void> {
  const named = (await readHeads(table, address)).flatMap(({ of }) => (of ? [of] : []));
  for (const of of [undefined, ...named]) await forgetIn(table, partitionOf({ address, of }), () => whom);
}

/** Has an earlier release kept files of theirs, which no clock sees to yet? */
export const hasEarlierImport = async (table: Table, address: string): Promise<boolean> =>
  (await itemsBefore(table, address)).length > 0;
