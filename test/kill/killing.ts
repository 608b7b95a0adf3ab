import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Random, random as randomOf } from '#test/simulation/random.ts';
import type { Told } from './living.ts';
import { keepRehearsed, rehearseYear } from './rehearsed.ts';

export interface KilledYear {
  readonly kills: number;
  /** of these, with the engine of the records in the same moment */
  readonly withEngine: number;
  /** acts that were done already when their doer, started again, set out to do them */
  readonly refused: number;
  readonly emails: number;
  readonly unknown: number;
  readonly late: number;
  readonly broken: readonly string[];
}

/** A process, and how it is to end. */
type End =
  | { readonly after: 'writes'; readonly writes: number; readonly ms: number }
  | { readonly after: 'ms'; readonly ms: number }
  | undefined;

/** Starting takes so long, about. */
const START_MS = 2500;

/** From when a write is about to be made; most are answered in a few milliseconds. */
const LATER_MS = [0, 0, 1, 2, 3, 5, 8, 13, 21];

/** One in so many dies while it starts. */
const EARLY = 0.15;
const WITH_ENGINE = 0.4;

/**
 * Plays a sample's year in a process that is killed at random moments and started again, at most so many times, and at
 * last lives to the end of it.
 * @param every how many writes a process lives to see, on average
 */
export async function killedYear({
  sample,
  seed,
  most,
  every,
  tell = () => {},
}: {
  readonly sample: string;
  readonly seed: number;
  readonly most: number;
  readonly every: number;
  readonly tell?: (line: string) => void;
}): Promise<KilledYear> {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-kill-'));
  const chances = randomOf(seed).fork('kills');
  const sum = { kills: 0, withEngine: 0, refused: 0, emails: 0, unknown: 0, late: 0 };
  const broken = new Set<string>();
  try {
    keepRehearsed(folder, await rehearseYear(sample, seed));
    for (let over = false; !over; ) {
      const end = sum.kills < most ? anyEnd(chances, every) : undefined;
      const withEngine = chances.chance(WITH_ENGINE);
      const life = await live(folder, end, withEngine);
      for (const told of life.told) {
        if ('broken' in told) {
          broken.add(told.broken);
          tell(`  after ${sum.kills} kills: ${told.broken}`);
        } else if ('doneBefore' in told) sum.refused++;
        else Object.assign(sum, told);
      }
      over = !life.killed;
      if (life.killed) sum.kills++;
      if (life.killed && withEngine) sum.withEngine++;
      if (over && life.code !== 0) broken.add(`it ended with ${life.code}: ${life.said}`);
    }
    return { ...sum, broken: [...broken] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function anyEnd(chances: Random, every: number): End {
  if (chances.chance(EARLY)) return { after: 'ms', ms: chances.int(0, START_MS) };
  return { after: 'writes', writes: chances.int(1, 2 * every - 1), ms: chances.pick(LATER_MS) };
}

interface Life {
  readonly told: readonly Told[];
  readonly killed: boolean;
  readonly code: number | null;
  /** what it said of why it ended */
  readonly said: string;
}

const LIVING = join(import.meta.dirname, 'living.ts');

/** One life of the process, until it is killed or the year is over. */
async function live(folder: string, end: End, withEngine: boolean): Promise<Life> {
  // a group of its own, with the engine in it
  const child = spawn(process.execPath, [LIVING, folder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'drumbeat-kill-compiled') },
  });
  const group = () => killGroup(child);
  process.once('exit', group);
  let killed = false;
  const kill = () => {
    if (child.exitCode !== null) return;
    killed = true;
    if (withEngine) killGroup(child);
    else child.kill('SIGKILL');
  };
  const timers: NodeJS.Timeout[] = [];
  if (end?.after === 'ms') timers.push(setTimeout(kill, end.ms));
  const told: Told[] = [];
  let writes = 0;
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    if (line === '.') {
      if (++writes === (end?.after === 'writes' ? end.writes : 0)) timers.push(setTimeout(kill, end?.ms));
    } else if (line.endsWith('}')) told.push(JSON.parse(line));
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  for (const timer of timers) clearTimeout(timer);
  process.off('exit', group);
  return { told, killed: killed && code !== 0, code, said };
}

/** The process and, whether or not it is still there, the engine that it started. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // all of them have ended
  }
}
