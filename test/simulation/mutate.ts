import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Mutation, mutations } from './mutations.ts';

/*
 * npm run mutate [-- --seeds N] [--only WORDS]: takes one protection away at a time, in a copy of the sources, and plays the simulation
 * until a promise breaks. One that nothing notices is a hole in the simulation: it fails.
 */

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = ['shared', 'functions', 'test/simulation', 'test/support', 'test/cohorts', 'package.json'];

/** A copy of what the simulation runs, one protection short. @throws when the source no longer has the place */
function copyWithout({ what, file, find, replace }: Mutation): string {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-mutation-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(folder, 'node_modules'), 'dir');
  const source = readFileSync(join(folder, file), 'utf8');
  const found = source.split(find).length - 1;
  if (found !== 1) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(
      `To take away ${what}, ${file} must hold its place once; it does ${found} times. Mend mutations.ts.`,
    );
  }
  writeFileSync(
    join(folder, file),
    source.replace(find, () => replace),
  );
  return folder;
}

interface Simulated {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

function simulate(folder: string, seeds: number): Promise<Simulated> {
  const script = join(folder, 'test', 'simulation', 'simulate.ts');
  const child = spawn(process.execPath, [script, '--first', '--seeds', String(seeds)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((done, fail) =>
    child.once('error', fail).once('close', (status, signal) => done({ status, signal, output })),
  );
}

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '600' }, only: { type: 'string', default: '' } },
});
const chosen = mutations.filter(({ what }) => what.includes(values.only));
let caught = 0;
let stopped = 0;
for (const mutation of chosen) {
  const folder = copyWithout(mutation);
  try {
    const { status, signal, output } = await simulate(folder, Number(values.seeds));
    const [, seed, how] = output.match(/^seed (\d+): (.*)$/m) ?? [];
    if (status === 1 && seed) {
      caught++;
      console.log(`without ${mutation.what}: caught with seed ${seed}: ${how}`);
    } else if (status === 0) console.log(`without ${mutation.what}: NOT CAUGHT in ${values.seeds} seeds`);
    else {
      // It was ended, or it failed before it could judge: this says nothing about the protection.
      stopped++;
      console.log(`without ${mutation.what}: NOT PLAYED TO ITS END (${signal ?? `exit code ${status}`}): run it again`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(
  `${caught} of ${chosen.length} mutations caught${stopped > 0 ? `, ${stopped} not played to their end` : ''}`,
);
process.exit(caught === chosen.length ? 0 : 1);
