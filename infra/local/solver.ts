import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { handler } from '#functions/solve-cover/handler.ts';

/** The solver as on AWS, apart from everything else: a thread of its own, so that pages are served while it works. */
export const solveApart = (event: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { solve: event } });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The solver ended with ${code}`)));
  });

if (!isMainThread && workerData?.solve) parentPort?.postMessage(await handler(workerData.solve));
