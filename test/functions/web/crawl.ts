import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Item, privateWords, type Table } from '#records/documents.ts';
import type { Seen, Visitor } from './visitor.ts';

export interface Form {
  readonly action: string;
  /** what it posts when nobody types anything */
  readonly untouched: Readonly<Record<string, string>>;
}

/**
 * Every page that can be reached from here by links, as a robot would find them; `also` is done with each path.
 * @param leave links that are not followed
 */
export async function crawl(
  visitor: Visitor,
  from: readonly string[],
  also: (path: string) => Promise<unknown> = async () => {},
  leave?: RegExp,
): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  const waiting = [...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    await also(path);
    const page = await visitor.get(path);
    seen.set(path, page);
    const links = [...page.html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) => href);
    for (const link of [...links, ...(page.location ? [page.location] : [])]) {
      const url = new URL(link.replaceAll('&amp;', '&'), `https://here${path}`);
      if (url.host === 'here' && !leave?.test(url.pathname)) waiting.push(url.pathname + url.search);
    }
  }
  return seen;
}

/** The forms on a page, with what their fields hold. */
export const formsOn = (path: string, html: string): readonly Form[] =>
  [...html.matchAll(/<form method="post" action="([^"]*)".*?<\/form>/gs)].map(([form, action = '']) => ({
    action: action || path,
    untouched: Object.fromEntries([
      ...[...form.matchAll(/<input (?![^>]*type="(?:radio|checkbox|file)")[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
      ]),
      ...[...form.matchAll(/<input [^>]*type="(?:radio|checkbox)"[^>]*\schecked[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ]),
      ...[...form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g)].map(([, name, value]) => [
        name,
        value,
      ]),
      ...[...form.matchAll(/<button [^>]*name="([^"]*)"/g)].slice(0, 1).map(([, name]) => [name, 'on']),
    ]),
  }));

/** All that the tables hold, in order. */
export const dump = async (table: Table): Promise<readonly Item[]> => [
  ...(await itemsOf(table)),
  ...(await itemsOf(privateWords(table))),
];

/** All that one of the tables holds, in order. */
export async function itemsOf(table: Table): Promise<readonly Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await table.documents.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items.toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
}
