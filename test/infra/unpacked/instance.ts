import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A function in a process of its own, as Lambda runs it. */
export interface Instance {
  /** @param now as its clock shows it @throws what the handler throws, by name */
  invoke(event: unknown, now: string): Promise<unknown>;
  stop(): void;
}

/** Loads the handler, and answers each event; its clock is the one thing that is not as on AWS. */
const RUNTIME = `
const { Date: Real } = globalThis;
let ahead = 0;
globalThis.Date = class extends Real {
  constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
const loaded = import('./index.mjs');
loaded.catch(() => {});
process.on('message', async ({ event, now }) => {
  ahead = Real.parse(now) - Real.now();
  try {
    const { handler } = await loaded;
    process.send({ answer: await handler(event, { awsRequestId: 'request' }) });
  } catch (error) {
    process.send({ failed: { name: error.name, message: error.message } });
  }
});
`;

/**
 * Starts the files in `folder`, and lets it read nothing else of this machine.
 * @param environment whole: a function knows only what it is told
 */
export function startInstance(folder: string, environment: Readonly<Record<string, string>>): Instance {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--permission', `--allow-fs-read=${folder}`, '--no-warnings', '--input-type=module', '--eval', RUNTIME],
    { cwd: folder, env: { ...environment }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  let last: Promise<unknown> = Promise.resolve();
  const one = async (event: unknown, now: string) => {
    child.send({ event, now });
    const [told] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => [{ failed: { name: 'Exited', message: said } }]),
    ]);
    const { answer, failed } = told as { answer?: unknown; failed?: { name: string; message: string } };
    if (failed) throw Object.assign(new Error(failed.message), { name: failed.name });
    return answer;
  };
  return {
    invoke(event, now) {
      const answered = last.then(() => one(event, now));
      last = answered.catch(() => {});
      return answered;
    },
    stop: () => child.kill(),
  };
}
