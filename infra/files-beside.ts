import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BESIDE, type FunctionFolder, ROOT } from './bundling.ts';

/** `node infra/files-beside.ts FUNCTION FOLDER`: puts what a function reads while it runs beside its bundle. */
const [, , folder, output = ''] = process.argv;
for (const [file, beside] of BESIDE[folder as FunctionFolder] ?? []) {
  mkdirSync(dirname(join(output, beside)), { recursive: true });
  copyFileSync(join(ROOT, file), join(output, beside));
}
