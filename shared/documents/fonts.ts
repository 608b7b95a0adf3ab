import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** TrueType files, whole: each document embeds only the letters that it uses. */
export interface Fonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

const find = createRequire(import.meta.url);

/** The fonts of every document, read from their package. Beside a bundle, it is looked for in `node_modules` there. */
export async function loadFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    readFile(find.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFile(find.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ]);
  return { regular, bold };
}
