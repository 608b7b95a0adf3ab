import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { componentsOf } from '#cover/components.ts';
import type { Problem } from '#cover/problem.ts';
import { randomProblem } from '#test/support/random-schools.ts';
import type { Once } from './cover-once.ts';
import { nativeSolver } from './native-solver.ts';
import { printTable, rounded } from './print-table.ts';

const GROWTH = [1, 12, 138];

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, plans: { type: 'string' } },
});

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** A step in a process of its own, so that its time is a cold one and its memory nobody else's. */
function inOwnProcess(...args: readonly string[]): string {
  const script = join(import.meta.dirname, 'cover-once.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) stop(`Planning ${args[1]} ended with an error:\n${stderr}`);
  return stdout;
}

function planOnce(name: string, file: string, planFile?: string): Once {
  const once: Once = JSON.parse(inOwnProcess('plan', file, ...(planFile ? [planFile] : [])));
  if (once.errors.length > 0) stop(`The plan of ${name} breaks the rules: ${once.errors.join('; ')}.`);
  return once;
}

function readProblem(file: string): Problem {
  let read: Partial<Problem>;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    stop(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (![read?.days, read?.schools, read?.groups].every(Array.isArray) || !read.weights)
    stop(`${file} is no instance of cover planning: it needs days, schools, groups and weights.`);
  return read as Problem;
}

const gap = ({ objective, bound }: Once): string =>
  objective > 0 ? `${(((objective - bound) / objective) * 100).toFixed(3)}%` : '0.000%';
const ratio = (part: number, whole: number): string => (whole > 0 ? (part / whole).toFixed(2) : '-');

function row(name: string, once: Once): Record<string, string | number> {
  const { objective, bound, proven, ms, peakMB, covered, supply, byHand } = once;
  return {
    instance: name,
    seconds: rounded(ms / 1000, 1),
    objective,
    bound,
    gap: proven ? 'proven' : gap(once),
    'peak MB': peakMB,
    'first-fit': byHand.objective,
    times: ratio(byHand.objective, objective),
    covered,
    'of first-fit': ratio(covered, byHand.covered),
    'supply £': supply,
    'of its £': ratio(supply, byHand.supply),
  };
}

function benchFolder(folder: string, aside: string): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  if (files.length === 0) stop(`There are no instances (*.json) in ${folder}.`);
  for (const name of files) readProblem(join(folder, name));
  if (asked.plans) mkdirSync(asked.plans, { recursive: true });
  const native = asked.json ? undefined : nativeSolver();
  const rows = files.sort().map((file) => {
    const name = basename(file, '.json');
    const once = planOnce(name, join(folder, file), asked.plans && join(asked.plans, file));
    const { objective, bound, proven, ms, peakMB } = once;
    if (asked.json) process.stdout.write(`${JSON.stringify({ name, objective, bound, proven, ms, peakMB })}\n`);
    if (!native) return row(name, once);
    const model = join(aside, `${name}.mps`);
    inOwnProcess('model', join(folder, file), model);
    const seconds = native.solve(model);
    return {
      ...row(name, once),
      [`${native.name}, s`]: seconds === undefined ? 'over 120' : seconds.toFixed(1),
      'ours to it': seconds === undefined ? '-' : ratio(ms / 1000, seconds),
    };
  });
  if (!asked.json)
    printTable(`Cover, planned: ${folder}`, rows, 'Each in a process of its own, the solver’s loading included.');
}

/** Schools of the usual shape, a few groups in each, some across schools. */
function benchGrowth(aside: string): void {
  const rows = GROWTH.map((schools) => {
    const problem = randomProblem({
      seed: 7,
      schools,
      groupsPerSchool: [2, 4],
      cycles: 4,
      crossSchool: Math.floor(schools / 6),
    });
    const file = join(aside, `${schools}.json`);
    writeFileSync(file, JSON.stringify(problem));
    const { instance: _, ...measured } = row('', planOnce(`${schools} schools`, file));
    return { schools, groups: problem.groups.length, components: componentsOf(problem).length, ...measured };
  });
  printTable('How it grows', rows);
}

const [folder] = positionals;
if (!folder || positionals.length > 1) stop('Say which folder: npm run bench:cover -- FOLDER [--json] [--plans DIR]');
if (!existsSync(folder)) stop(`There is no folder ${folder}.`);
const aside = mkdtempSync(join(tmpdir(), 'cover-'));
process.on('exit', () => rmSync(aside, { recursive: true, force: true }));
benchFolder(folder, aside);
if (!asked.json) benchGrowth(aside);
