import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importFiles } from '#import/read-cohort.ts';

const isWanted = (name: string): boolean => (importFiles as readonly string[]).includes(name.toLowerCase());

/** The files of a cohort as they lie in a folder. */
export async function readFolder(
  folder: string,
): Promise<readonly { readonly name: string; readonly text: Uint8Array }[]> {
  const names = (await readdir(folder)).filter(isWanted).sort();
  return Promise.all(
    names.map(async (name) => ({ name: name.toLowerCase(), text: await readFile(join(folder, name)) })),
  );
}
