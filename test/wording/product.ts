import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ROOT } from '#infra/bundling.ts';
import { type Banned, type Finding, type Standing, wordsIn } from './check.ts';
import { sentencesOf } from './sentences.ts';

export const STANDING = `${ROOT}test/wording/standing.json`;

const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

export const theList = async (): Promise<readonly Banned[]> =>
  (await json(`${ROOT}test/wording/words.json`)) as readonly Banned[];

export const recordedStanding = async (): Promise<Standing> => (await json(STANDING)) as Standing;

/** Words of the list in all that the product shows or sends: pages, emails, refusals, programmes, files to keep. */
export async function wordsOfTheProduct(list: readonly Banned[]): Promise<readonly Finding[]> {
  const paths = globSync('{functions,shared}/**/*.{ts,njk}', { cwd: ROOT });
  const found = await Promise.all(
    paths
      .toSorted()
      .map(async (path) => wordsIn(sentencesOf(await readFile(`${ROOT}${path}`, 'utf8'), path), path, list)),
  );
  return found.flat();
}
