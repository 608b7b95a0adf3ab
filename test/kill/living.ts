import { join } from 'node:path';
import { london, plus } from '#calendar/london.ts';
import { closing } from '#domain/dates/timeline.ts';
import { openEdition } from '#infra/local/edition.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { actOnce } from './act-once.ts';
import { lookAt } from './kept-promises.ts';
import { readRehearsed } from './rehearsed.ts';

/*
 * node living.ts FOLDER: lives a year on the records and the inbox in FOLDER, from wherever they stand, as whoever is
 * killed at any moment and started again. Writes a dot before each write to the table, and lines of JSON (see `Told`).
 */

/** What is told on the way. */
export type Told =
  | { readonly broken: string }
  | { readonly doneBefore: string }
  | { readonly emails: number; readonly unknown: number; readonly late: number };

const tell = (told: Told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const [folder = ''] = process.argv.slice(2);
const rehearsed = readRehearsed(folder);
const { cohort } = await sampleCohort(rehearsed.sample);
const data = join(folder, 'data');

const edition = await openEdition({ port: 0, inboxPort: 0, folder: data });
const { parts, moveTo, failures } = edition.scheduler;
const look = (when: 'on the way' | 'at the end') =>
  lookAt({ table: parts.table, now: parts.now(), inbox: join(data, 'inbox.jsonl'), cohort, rehearsed, when });
for (const broken of (await look('on the way')).broken) tell({ broken });
parts.table.documents.middlewareStack.add(
  (next, context) => (args) => {
    if (/^(Transact|Update|Put|Batch)Write|^(Update|Put)/.test(String(context.commandName)))
      process.stdout.write('.\n');
    return next(args);
  },
  { step: 'initialize' },
);

const began = parts.now();
const files = cohortFiles(rehearsed.sample).map(({ name, text }) => [
  name,
  new TextDecoder().decode(text as Uint8Array),
]);
const imported = await importCohort(parts, cohort.lead.email, Object.fromEntries(files));
if ('faults' in imported) throw new Error('The sample has faults');
await pressLaunch(parts, cohort.id);

for (const [index, line] of rehearsed.acts.entries()) {
  const at = london(line.at.slice(0, 10), line.at.slice(11, 16)).at;
  // the clock goes on when all before has been done
  if (at < began) continue;
  await moveTo(at);
  if ((await actOnce(parts, cohort, line, index)) === 'done') continue;
  tell({ doneBefore: `${line.does} at ${line.at}` });
  if (at > began) tell({ broken: `${line.does} at ${line.at} was done before its time` });
}
await moveTo(plus(closing(cohort), 'P7D'));

const { broken: all, ...counted } = await look('at the end');
for (const broken of all) tell({ broken });
for (const { execution, error } of failures) tell({ broken: `${execution} failed: ${error}` });
tell(counted);
await edition.close();
