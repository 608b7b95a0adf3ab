import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { BEFORE_BUNDLING, BUNDLING, entryOf, FUNCTION_FOLDERS, ROOT } from '#infra/bundling.ts';
import { median, printTable, rounded } from './print-table.ts';

const RUNS = 10;
const EMPTY = 'export const handler = async () => ({});';

/** All that any function asks of its environment: an import that finds it wanting would throw. */
const environment = {
  TABLE: 'drumbeat',
  PRIVATE_TABLE: 'drumbeat-private',
  SITE_ORIGIN: 'https://drumbeat.example.org',
  SENDER: 'programmes@drumbeat.example.org',
  CONFIGURATION_SET: 'drumbeat',
  LINK_SECRET_ID: 'drumbeat',
  LEADS: 'lead@example.org',
  TURN_MACHINE: 'turn',
  DELIVER_MACHINE: 'deliver',
  PLAN_MACHINE: 'plan',
  COHORT_MACHINE: 'cohort',
  LAUNCH_MACHINE: 'launch',
  STAGE: 'test',
  POWERTOOLS_SERVICE_NAME: 'drumbeat-test',
  POWERTOOLS_METRICS_NAMESPACE: 'Drumbeat',
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
};

const timeImport =
  'const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start); process.exit()';

const importMilliseconds = (file: string): number =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', timeImport, pathToFileURL(file).href], {
      env: environment,
      encoding: 'utf8',
    }),
  );

/** How large each function is and how long its code takes to load, beside a function that does nothing. */
export async function benchBundles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-bench-'));
  try {
    writeFileSync(join(folder, 'empty.ts'), EMPTY);
    const entries = [
      ['(empty handler)', join(folder, 'empty.ts')],
      ...FUNCTION_FOLDERS.map((name) => [name, entryOf(name)]),
    ] as [string, string][];
    const functions = await Promise.all(
      entries.map(async ([name, entry], i) => {
        const file = join(folder, `${i}.mjs`);
        await bundle(entry, file);
        return { name, file, times: [] as number[] };
      }),
    );
    // by turns, so that what else the machine does falls on all alike
    for (let run = 0; run < RUNS; run++) for (const { file, times } of functions) times.push(importMilliseconds(file));

    const empty = median(functions[0]?.times ?? []);
    const rows = functions.map(({ name, file, times }) => ({
      function: name,
      KB: rounded(statSync(file).size / 1000, 1),
      'import ms': rounded(median(times), 1),
      'ms above empty': rounded(median(times) - empty, 1),
      'times empty': rounded(median(times) / empty, 1),
    }));
    printTable(
      'Functions as deployed: size and import',
      rows,
      `Minified, nothing external; median of ${RUNS} new processes.`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    ...BUNDLING,
    mainFields: [...BUNDLING.mainFields],
    banner: { js: BUNDLING.banner },
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
}

/** Makes what some functions need before they can be bundled or imported. */
export function prepareFunctions(): void {
  for (const script of Object.values(BEFORE_BUNDLING)) execFileSync(process.execPath, [script], { cwd: ROOT });
}
