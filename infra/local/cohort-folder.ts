import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const wanted = /^(cohort\.json|schools\.csv|people\.csv|sessions\.csv)$/i;

/** The files of a cohort as they lie in a folder. */
export async function readFolder(
  folder: string,
): Promise<readonly { readonly name: string; readonly text: Uint8Array }[]> {
  const names = (await readdir(folder)).filter((name) => wanted.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({ name: name.toLowerCase(), text: await readFile(join(folder, name)) })),
  );
}
