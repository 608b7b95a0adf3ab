import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instant, plus } from '#calendar/london.ts';
import { answerTo, type SolverQuestion } from '#cover/planner.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { closing } from '#domain/dates/timeline.ts';
import { openEdition } from '#infra/local/edition.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { rehearseWith } from '#rehearsal/rehearse.ts';
import type { ActLine } from '#rehearsal/story.ts';
import { goneIn } from '#test/kill/found.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { linksSent, lookAt, visitorOf } from './pages.ts';
import { momentOf, playLine } from './playing.ts';
import { inOrder, type Recorded, releases, type Sent, toSent, writeRecorded } from './recorded.ts';
import { type Sample, samples } from './samples.ts';
import { tablesIn } from './tables.ts';

/*
 * npm run record-release -- NAME: keeps in test/releases/NAME what this release leaves in the tables in the middle of two
 * cohorts' years, and how it goes on from there. See docs/changing.md.
 */

const SECRET = 'what has signed the links of a release that was recorded';

const [name = ''] = process.argv.slice(2);
if (!/^[a-z0-9-]+$/.test(name))
  refuse('npm run record-release -- NAME: of lower-case letters, digits and hyphens, like 2026-11');
// a later release would write what it writes itself
if (releases().some(({ release }) => release === name))
  refuse(`${name} is recorded already. What has been recorded is not recorded again: choose another name.`);
for (const [sample, how] of Object.entries(samples)) {
  const recorded = await record(sample, how);
  writeRecorded(name, sample, recorded);
  process.stdout.write(
    `${sample}: ${recorded.tables.length} items at ${recorded.moment}, then ${recorded.story.length} acts and ${recorded.emails.length} emails\n`,
  );
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function record(sample: string, { moment, story, doings }: Sample): Promise<Recorded> {
  const { cohort, schools } = await sampleCohort(sample);
  const planner = (question: SolverQuestion) => answerTo(question, 'best');
  const { acts } = await rehearseWith(planner, { cohort, schools, story, cast: 'typical' });
  const after = acts.filter((line) => line.at > moment);
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-record-'));
  try {
    writeFileSync(join(folder, 'secret'), SECRET);
    const before = await untilMoment(folder, { cohort, sample, moment, doings, acts });
    const tables = await tablesIn(folder);
    const gone = sentIn(folder).length;
    // all but what is published has been erased by then
    const until = plus(closing(cohort), 'P400D');
    const ends = await goesOn(folder, cohort, after, until);
    const emails = inOrder(sentIn(folder).slice(gone));
    const { id, lead } = cohort;
    return {
      ...{ moment: momentOf(moment), until, cohort: id, lead: lead.email, secret: SECRET, ...before, ends },
      ...{ tables, story: after, emails },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the import on. Where the links of all emails lead by then, and what has been typed. */
async function untilMoment(
  folder: string,
  {
    cohort: { id, lead },
    sample,
    moment,
    doings,
    acts,
  }: Pick<Sample, 'moment' | 'doings'> & {
    readonly cohort: Cohort;
    readonly sample: string;
    readonly acts: readonly ActLine[];
  },
): Promise<Pick<Recorded, 'links' | 'typed'>> {
  const edition = await openEdition({ port: 0, inboxPort: 0, folder, leads: [lead.email] });
  try {
    const { parts, moveTo } = edition.scheduler;
    const files = cohortFiles(sample).map((file) => [file.name, new TextDecoder().decode(file.text as Uint8Array)]);
    const imported = await importCohort(parts, lead.email, Object.fromEntries(files));
    if (!('imported' in imported)) throw new Error(`${sample} is not imported`);
    await pressLaunch(parts, id);
    const typed: Recorded['typed'][number][] = [];
    const all = [
      ...acts
        .filter(({ at }) => at <= moment)
        .map((line) => ({ at: line.at, does: () => playLine(edition, id, line) })),
      ...doings.map(({ at, does }) => ({ at, does: async () => typed.push(...((await does(edition, id)) ?? [])) })),
    ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    for (const { at, does } of all) {
      await moveTo(momentOf(at));
      await does();
    }
    await moveTo(momentOf(moment));
    const visitor = visitorOf(edition, lead.email);
    const links: Recorded['links'][number][] = [];
    for (const { path } of await linksSent(edition)) links.push(await lookAt(edition, visitor, path));
    nothingFailed(edition.scheduler.failures);
    return { links, typed };
  } finally {
    await edition.close();
  }
}

/** To the end of the year, and until what was kept of it has been erased. How each school's part ended. */
async function goesOn(
  folder: string,
  cohort: Cohort,
  story: readonly ActLine[],
  until: Instant,
): Promise<Recorded['ends']> {
  const edition = await openEdition({ port: 0, inboxPort: 0, folder, leads: [cohort.lead.email] });
  try {
    for (const line of story) await playLine(edition, cohort.id, line);
    await edition.scheduler.moveTo(until);
    nothingFailed(edition.scheduler.failures);
    const ended = await partnershipsOf(edition.scheduler.parts.table, cohort.id);
    return Object.fromEntries(ended.map(({ urn, stage }) => [urn, stage]));
  } finally {
    await edition.close();
  }
}

function nothingFailed(failures: readonly object[]): void {
  if (failures.length > 0) throw new Error(`Nothing is recorded while something fails: ${JSON.stringify(failures)}`);
}

function sentIn(folder: string): readonly Sent[] {
  return goneIn(join(folder, 'inbox.jsonl')).map(toSent);
}
