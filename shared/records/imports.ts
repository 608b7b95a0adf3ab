import { gunzipSync, gzipSync } from 'node:zlib';
import { batch, readPartition, type Table } from './documents.ts';
import * as keys from './keys.ts';

/** DynamoDB keeps 400 KB in one item. */
const MOST_OF_A_FILE = 380_000;

type Files = Readonly<Record<string, string>>;

/**
 * Keeps the files that a lead gave and that are not yet free of faults, these and no others: she gives only the mended ones
 * again. Answers with those that were kept: one that is larger than an item even when compressed is not.
 */
export async function keepImport(table: Table, address: string, files: Files): Promise<Files> {
  const pk = keys.leadPartition(address);
  const packed = Object.entries(files)
    .map(([file, text]) => ({ file, text, gzip: gzipSync(text) }))
    .filter(({ gzip }) => gzip.length <= MOST_OF_A_FILE);
  const before = await readPartition(table, pk, keys.IMPORT);
  const gone = before.filter(({ sk }) => !packed.some(({ file }) => keys.importKey(file) === sk));
  await batch(table, [
    ...packed.map(({ file, gzip }) => ({ PutRequest: { Item: { pk, sk: keys.importKey(file), gzip } } })),
    ...gone.map(({ sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  ]);
  return Object.fromEntries(packed.map(({ file, text }) => [file, text]));
}

export async function readImport(table: Table, address: string): Promise<Files> {
  const items = await readPartition(table, keys.leadPartition(address), keys.IMPORT);
  return Object.fromEntries(
    items.map(({ sk, gzip }) => [
      String(sk).slice(keys.IMPORT.length),
      gunzipSync(gzip as Uint8Array).toString('utf8'),
    ]),
  );
}
