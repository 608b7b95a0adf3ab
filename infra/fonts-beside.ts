import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './bundling.ts';

/** What shared/documents/fonts.ts reads, from the root of whatever runs it. */
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => `node_modules/dejavu-fonts-ttf/ttf/${name}`);

/** Puts the fonts of documents beside a bundle; from the command line, `node infra/fonts-beside.ts FOLDER`. */
export function copyFonts(folder: string): void {
  for (const font of FONTS) {
    mkdirSync(dirname(join(folder, font)), { recursive: true });
    copyFileSync(join(ROOT, font), join(folder, font));
  }
}

const [, script, folder] = process.argv;
if (script === import.meta.filename && folder) copyFonts(folder);
