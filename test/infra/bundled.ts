import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from 'esbuild';
import { BEFORE_BUNDLING, entryOf, type FunctionFolder, ROOT } from '#infra/bundling.ts';

/** What the web function's script makes; stale is good enough here. */
const BUILT = `${ROOT}functions/web/kit/built`;

/**
 * A function's own code in one piece, legible and without its packages, the files that were looked at for it, and those of
 * which something is in it; paths are from the root.
 */
export async function bundled(
  folder: FunctionFolder,
): Promise<{ code: string; inputs: readonly string[]; used: readonly string[] }> {
  const before = BEFORE_BUNDLING[folder];
  if (before && !existsSync(BUILT)) execFileSync(process.execPath, [before], { cwd: ROOT });
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entryOf(folder)],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    logLevel: 'silent',
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  return { code: outputFiles.map((file) => file.text).join('\n'), inputs: Object.keys(metafile.inputs), used };
}
