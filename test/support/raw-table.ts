import { gunzipSync } from 'node:zlib';
import type { Table } from '#records/documents.ts';
import { itemKindOf } from '#records/kinds.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { opened } from '#test/shared/documents/opened.ts';

/** An item of the table with all that can be read in it: what is compressed is unpacked, and PDFs are opened. */
export interface Read {
  readonly at: string;
  readonly kind: string;
  readonly text: string;
}

async function readable(bytes: Uint8Array): Promise<string> {
  const begins = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (begins.startsWith('\x1f\x8b')) return gunzipSync(bytes).toString('utf8');
  if (begins !== '%PDF') return Buffer.from(bytes).toString('utf8');
  const { tags, info, metadata } = await opened(bytes);
  return [...tags.map(({ text }) => text), JSON.stringify([info, metadata])].join('\n');
}

/** Every item of the table. @throws for one of no kind that is listed */
export async function everyItem(table: Table): Promise<readonly Read[]> {
  const items = await dump(table);
  return Promise.all(
    items.map(async (item) => {
      const bytes = Object.values(item).filter((value): value is Uint8Array => value instanceof Uint8Array);
      const unpacked = await Promise.all(bytes.map(readable));
      return {
        at: `${item.pk} ${item.sk}`,
        kind: itemKindOf(item),
        text: [JSON.stringify(item), ...unpacked].join('\n'),
      };
    }),
  );
}

/**
 * Where any of these stands, however it is spelt: `name in PARTNERSHIP#... live#head`. @param school what is kept of other
 * schools and cohorts is not looked at, as people may take part there too
 */
export async function foundIn(table: Table, secrets: readonly string[], school?: string): Promise<readonly string[]> {
  const cohort = school?.split('/')[0];
  const isElsewhere = (at: string) =>
    (/^(PARTNERSHIP|ANSWERS|DRAFTS|REPORTS)#/.test(at) && !at.includes(`#${school} `)) ||
    (at.startsWith('COHORT#') && !at.startsWith(`COHORT#${cohort} `) && !at.startsWith('COHORT#files.'));
  const items = await everyItem(table);
  return items
    .filter(({ at }) => !school || !isElsewhere(at))
    .flatMap(({ at, text }) =>
      secrets.filter((one) => one && text.toLowerCase().includes(one.toLowerCase())).map((one) => `${one} in ${at}`),
    );
}
