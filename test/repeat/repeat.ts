import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/*
 * npm run repeat -- FILE... [--times N] [--busy]: runs test files again and again, on the machine as it is, and with --busy
 * beside twice as many busy processes as it has cores. Tests that depend on moments fail in one of the two, if at all. Says how
 * often each file failed, and what failed.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '50' }, busy: { type: 'boolean', default: false } },
});
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1 || positionals.length === 0)
  throw new RangeError('Write the files, and --times with a whole number.');

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-repeat-'));

/** Keeps a core busy until it is ended, or whoever started it is gone. */
const SPIN = `process.on('disconnect', () => process.exit()); const spin = () => { for (const end = Date.now() + 20; Date.now() < end; ); setImmediate(spin); }; spin();`;

const busy: ChildProcess[] = values.busy
  ? Array.from({ length: 2 * availableParallelism() }, () =>
      spawn(process.execPath, ['-e', SPIN], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    )
  : [];
const end = () => {
  for (const child of busy) child.kill();
  rmSync(folder, { recursive: true, force: true });
};
process.once('exit', end);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

async function run(file: string): Promise<{ readonly passed: boolean; readonly failures: readonly string[] }> {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile.json=${report}`, file];
  const child = spawn(process.execPath, vitest, { stdio: 'ignore' });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) =>
    child.once('close', (...how) => done(how)),
  );
  // somebody else may have ended it
  const failures = existsSync(report) ? failuresIn(report) : [`it ended without a report, by ${signal ?? code}`];
  return { passed: code === 0, failures: code === 0 ? [] : failures };
}

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function failuresIn(report: string): readonly string[] {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return testResults.flatMap(({ message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const named = failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.slice(0, 600)}`);
    return named.length > 0 ? named : [message].filter(Boolean);
  });
}

let red = 0;
for (const file of positionals) {
  const began = performance.now();
  let failed = 0;
  for (let time = 1; time <= times; time++) {
    const { passed, failures } = await run(file);
    if (passed) continue;
    failed++;
    for (const failure of failures) console.log(`  ${file}, time ${time}: ${failure}`);
  }
  red += failed;
  const seconds = ((performance.now() - began) / 1000 / times).toFixed(1);
  const how = values.busy ? 'busy' : 'as it is';
  console.log(`${file}: ${times - failed} of ${times} passed, machine ${how}, ${seconds} seconds each`);
}
end();
process.exit(red === 0 ? 0 : 1);
