import { registerHooks } from 'node:module';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Played, play as playSeed } from './play.ts';

/*
 * npm run simulate -- --seeds N [--from S]: plays N cohorts, each from its seed, and says what became of the promises.
 */

interface Share {
  readonly from: number;
  readonly seeds: number;
  /** every how many */
  readonly step: number;
}

// Thousands of errors are thrown on purpose, and nobody reads where: the product's own are told by their messages.
Error.stackTraceLimit = 0;

// An email is written out, text and HTML; that it becomes MIME is for other tests, and is slow.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'nodemailer/lib/mail-composer'
      ? { url: new URL('./no-mime.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
const { play }: { readonly play: typeof playSeed } = await import('./play.ts');

/** Threads play every second, third ... seed; a broken promise is told at once. */
async function playShare({ from, seeds, step }: Share, tell: (played: Played) => void): Promise<void> {
  for (let seed = from; seed < from + seeds; seed += step) tell(await play(seed));
}

function numberOf(text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new RangeError(`Write a whole number in place of ${text}.`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      /** stops at the first broken promise */
      first: { type: 'boolean' },
    },
  });
  const seeds = numberOf(values.seeds, 100);
  const from = numberOf(values.from, 1);
  const threads = Math.max(1, Math.min(availableParallelism(), Math.ceil(seeds / 10)));
  const sum = { seeds: 0, faults: 0, unknown: 0, broken: 0 };
  const tell = ({ seed, faults, unknown, broken }: Played) => {
    sum.seeds++;
    sum.faults += faults;
    sum.unknown += unknown;
    if (!broken) return;
    sum.broken++;
    console.log(`seed ${seed}: ${broken.how}\n  ${broken.promise}`);
    // the whole story of the first, and of the others how it ended
    for (const line of broken.story.slice(sum.broken === 1 ? -400 : -3)) console.log(`    ${line}`);
    if (values.first) end();
  };
  const end = (stopped = false) => {
    const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
    console.log(
      `simulated ${counted(sum.seeds, 'seed')}: ${counted(sum.faults, 'fault')} injected, ${counted(sum.unknown, 'unknown send')}, ${counted(sum.broken, 'broken promise')}`,
    );
    process.exit(sum.broken === 0 && (stopped || sum.seeds === seeds) ? 0 : 1);
  };
  // whoever has no more time stops it, and is told what was played by then
  process.on('SIGTERM', () => end(true));
  if (threads === 1) await playShare({ from, seeds, step: 1 }, tell);
  else
    await Promise.all(
      Array.from({ length: threads }, (_, i) => {
        const share: Share = { from: from + i, seeds: seeds - i, step: threads };
        const worker = new Worker(new URL(import.meta.url), { workerData: share });
        worker.on('message', tell);
        return new Promise<void>((done, fail) => worker.once('error', fail).once('exit', () => done()));
      }),
    );
  end();
}

if (isMainThread) await main();
else await playShare(workerData as Share, (played) => parentPort?.postMessage(played));
