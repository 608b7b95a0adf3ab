import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { readCohort } from '#import/read-cohort.ts';
import { ROOT } from '#infra/bundling.ts';
import { cohortsLedBy } from '#records/cohorts.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { readFolder } from './cohort-folder.ts';
import { openEdition } from './edition.ts';
import { PlainFault } from './plain-fault.ts';

const SAMPLES = ['lesson-study', 'coaching-package'].map((name) => `${ROOT}test/cohorts/${name}`);
const FOLDER = process.env.DRUMBEAT_DATA ?? `${ROOT}.drumbeat/data`;
const say = (line = '') => process.stdout.write(`${line}\n`);

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const fresh = (() => {
  try {
    return parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values.fresh;
  } catch {
    return stop('The only option is --fresh: begin without the records of earlier runs.');
  }
})();

/** The port named in the environment, if nobody listens there. */
async function freePortOf(variable: 'PORT' | 'INBOX_PORT', usual: number): Promise<number> {
  const port = Number(process.env[variable] || usual);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    stop(`${variable} is a number from 0 to 65535, not '${process.env[variable]}'.`);
  const free = await new Promise<boolean>((answer) => {
    const probe = createServer()
      .once('error', () => answer(false))
      .once('listening', () => probe.close(() => answer(true)))
      .listen(port, '127.0.0.1');
  });
  if (!free)
    stop(`Port ${port} is in use. End what listens there, or choose another: ${variable}=${port + 1} npm start`);
  return port;
}

try {
  const port = await freePortOf('PORT', 3000);
  const inboxPort = await freePortOf('INBOX_PORT', 8025);
  if (port === inboxPort && port !== 0)
    stop(
      `The pages and the inbox cannot share port ${port}. Choose another for the inbox: INBOX_PORT=${port > 1024 ? port - 1 : port + 1} npm start`,
    );
  say('Starting Drumbeat on this machine...');
  const sample = await readCohort(await readFolder(SAMPLES[0] ?? ''));
  if ('faults' in sample) throw new Error('The sample cohort has faults');
  const lead = sample.cohort.lead.email;
  const edition = await openEdition({ port, inboxPort, folder: FOLDER, fresh, leads: [lead] });
  const { table } = edition.scheduler.parts;
  if ((await cohortsLedBy(table, lead)).length === 0)
    for (const folder of SAMPLES) {
      const files = (await readFolder(folder)).map(({ name, text }) => [name, new TextDecoder().decode(text)]);
      await importCohort(edition.scheduler.parts, lead, Object.fromEntries(files));
    }

  say();
  say(`  Pages   ${edition.url}`);
  say(`  Inbox   ${edition.inbox.url}`);
  say();
  say(`Sign in as ${lead}: the code is in the inbox.`);
  say(
    `The clock stands still until you move it, by the bar at the top of each page. Records: ${edition.engine}, in ${FOLDER}.`,
  );
  say('Ready. Ctrl+C stops it; what you did is kept, and npm start -- --fresh begins anew.');

  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    await edition.close();
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
} catch (error) {
  if (error instanceof PlainFault) stop(error.message);
  throw error;
}
