import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '#infra/bundling.ts';

/** A browser, and the environment that it starts in. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Chromium out of its npm package, for 64-bit Linux without one of its own: unpacked once into `.drumbeat/`, with the
 * libraries and fonts that it needs beside the C library.
 */
export async function packagedChromium(): Promise<Chromium> {
  if (`${process.platform}-${process.arch}` !== 'linux-x64')
    throw new Error(
      'There is no Chromium here, and npm has one for 64-bit Linux alone: install it, or name it in CHROMIUM',
    );
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(fileURLToPath(manifest), 'utf8'));
  const folder = join(ROOT, '.drumbeat', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Whole or not at all: another process may be at it too. */
async function unpack(folder: string): Promise<void> {
  await mkdir(join(ROOT, '.drumbeat'), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  // its libraries are those of Lambda, and it unpacks them there alone
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], { env });
  // its own says where fonts are on Lambda
  await writeFile(
    join(draft, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  await rename(draft, folder).catch(async (error) => {
    if (!existsSync(folder)) throw error;
    await rm(draft, { recursive: true, force: true });
  });
}
