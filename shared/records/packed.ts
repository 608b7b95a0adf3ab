import { gunzipSync, gzipSync } from 'node:zlib';
import type { Item } from './documents.ts';

/** What is longer than this as JSON, in characters, is kept compressed: DynamoDB takes 400 KB in one item. */
const LONGEST = 100_000;

/** What an item holds of a record: as it is, or compressed where it is long. */
export type Packed = { readonly it: unknown } | { readonly packed: Uint8Array };

export function pack(it: unknown): Packed {
  const text = JSON.stringify(it);
  return text.length > LONGEST ? { packed: Uint8Array.from(gzipSync(text)) } : { it };
}

/** What was packed. */
export const unpacked = ({ it, packed }: Item): unknown =>
  packed instanceof Uint8Array ? JSON.parse(gunzipSync(packed).toString('utf8')) : it;
