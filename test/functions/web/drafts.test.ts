import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cohortsLedBy, readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { dueBy } from '#records/due.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { everyItem, foundIn } from '#test/support/raw-table.ts';
import { deleteDraft } from '#use-cases/drafts.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { LEAD, openSite, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

let site: Site;
let lead: Visitor;
const names = ['cohort.json', 'schools.csv', 'people.csv'] as const;
const text = (name: string) => readFileSync(join(import.meta.dirname, '../../cohorts/lesson-study', name), 'utf8');
const field = { 'cohort.json': 'cohort', 'schools.csv': 'schools', 'people.csv': 'people' } as const;
const file = (name: (typeof names)[number], holds = text(name)) => ({ [field[name]]: new File([holds], name) });
const HEAD = 'Adaeze Okafor';

const upload = async (files: Readonly<Record<string, File>>) => {
  await lead.get('/cohorts/import');
  return lead.postFiles('/cohorts/import', files);
};

/** Everything that is due then, by the one clock. */
async function runDue(local: string) {
  site.at(local);
  for (let rounds = 0; rounds < 5; rounds++)
    for (const { id } of await dueBy(site.table, site.parts.now())) {
      const { messages } = await turnCohort(site.parts, id);
      for (const key of messages) await sendMessage(site.parts, outboxOf(id), key);
    }
}

const told = () => site.mails.filter(({ kind }) => kind === 'draft-ending');
const left = async () =>
  (await everyItem(site.table))
    .filter(({ kind }) => !['code', 'signedIn', 'allowance', 'trouble', 'pace', 'once'].includes(kind))
    .map(({ at }) => at);

beforeEach(async () => {
  site = await openSite();
  lead = await site.lead();
});
afterEach(() => site.stop());

describe('a draft', () => {
  let home: string;
  beforeEach(async () => {
    const { location = '' } = await upload({ ...file('cohort.json'), ...file('schools.csv'), ...file('people.csv') });
    home = location.replace(/\?.*/, '');
  });

  it('is deleted by its lead, who sees what goes and ticks it', async () => {
    const page = await lead.get(home);
    expect(page.html).toContain(`href="${home}/delete"`);
    // imported on 4 September for a launch on 7 September: 90 days after the import is later
    expect(page.text).toContain('We keep this draft until Thursday 3 December 2026');
    expect((await lead.get(`${home}/delete`)).text).toContain('three schools');
    expect((await lead.fill(`${home}/delete`)).status).toBe(422);
    expect((await lead.fill(`${home}/delete`, { confirm: 'yes' })).location).toBe('/cohorts?told=deleted');
    expect(await left()).toEqual([]);
    expect((await lead.get(home)).status).toBe(404);
    expect((await lead.get('/cohorts')).text).not.toContain('Lesson study 2026-27');
  });

  it('goes 90 days after its last change, two weeks after its lead was told', async () => {
    await runDue('2026-11-19T08:59');
    expect(told()).toEqual([]);
    await runDue('2026-11-19T09:00');
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatchObject({ to: LEAD, subject: expect.stringContaining('Thursday 3 December 2026') });
    await runDue('2026-12-03T08:59');
    expect((await foundIn(site.table, [HEAD])).length).toBeGreaterThan(0);
    await runDue('2026-12-03T09:00');
    expect(await left()).toEqual([]);
    expect(told()).toHaveLength(1);
  });

  it('that was imported again after its lead was told is kept as long again', async () => {
    await runDue('2026-11-19T09:00');
    site.at('2026-11-20T10:00');
    lead = await site.lead();
    await upload({ ...file('cohort.json'), ...file('schools.csv'), ...file('people.csv') });
    await runDue('2026-12-03T09:00');
    expect((await foundIn(site.table, [HEAD])).length).toBeGreaterThan(0);
    await runDue('2027-02-04T09:00');
    expect(told()).toHaveLength(2);
    await runDue('2027-02-18T09:00');
    expect(await left()).toEqual([]);
  });

  it('whose launch day is far off is kept until 30 days past it', async () => {
    const later = text('cohort.json')
      .replace('"2026-09-07"', '"2027-01-11"')
      .replace(/"name": "[^"]*"/, '"name": "In the new year"');
    const { location = '' } = await upload({
      ...file('cohort.json', later),
      ...file('schools.csv'),
      ...file('people.csv'),
    });
    expect((await lead.get(location)).text).toContain('We keep this draft until Wednesday 10 February 2027');
  });

  it('that is told late is kept for two weeks all the same', async () => {
    await runDue('2027-03-01T09:00');
    expect(told()[0]?.subject).toContain('Monday 15 March 2027');
    await runDue('2027-03-14T09:00');
    expect((await foundIn(site.table, [HEAD])).length).toBeGreaterThan(0);
    await runDue('2027-03-15T09:00');
    expect(await left()).toEqual([]);
  });

  it('that has been launched is not deleted', async () => {
    const id = home.split('/').at(-1) ?? '';
    const kept = await readCohortRecord(site.table, id);
    if (kept) await site.launch(kept.value);
    expect((await lead.get(`${home}/delete`)).status).toBe(404);
    expect(await deleteDraft(site.parts, id)).toBe(false);
    await runDue('2026-12-03T09:00');
    expect((await foundIn(site.table, [HEAD])).length).toBeGreaterThan(0);
  });

  it('is deleted by whoever does so at the same moment, and none of them gets in another’s way', async () => {
    const id = home.split('/').at(-1) ?? '';
    const all = await Promise.all(Array.from({ length: 6 }, () => deleteDraft(site.parts, id)));
    expect(all).toEqual([true, true, true, true, true, true]);
    expect(await left()).toEqual([]);
  });

  it('is deleted to the end although that stopped half-way, and can be imported again', async () => {
    const id = home.split('/').at(-1) ?? '';
    for (let stop = 1; ; stop++) {
      const table = { ...site.table, documents: Object.create(site.table.documents) as typeof site.table.documents };
      let writes = 0;
      table.documents.send = ((command: never) => {
        if (/Transact|Batch/.test((command as object).constructor.name) && ++writes === stop)
          throw new Error('The power failed');
        return site.table.documents.send(command);
      }) as never;
      const done = await deleteDraft({ ...site.parts, table }, id).catch(() => 'stopped');
      if (done === true) break;
      if (stop === 1) continue;
      // a launch finds nothing to launch, and the clock goes on with it
      expect((await lead.get(home)).status).toBe(404);
      await runDue('2026-09-04T09:01');
      expect(await left()).toEqual([]);
      const files = Object.fromEntries(names.map((name) => [name, text(name)]));
      expect(await importCohort(site.parts, LEAD, files)).toMatchObject({ imported: { id } });
    }
    expect(await left()).toEqual([]);
  });

  it('of an earlier release is dated when its lead is here again', async () => {
    const id = home.split('/').at(-1) ?? '';
    const kept = await readCohortRecord(site.table, id);
    if (!kept) throw new Error('No draft');
    const { changed: _, ...before } = kept.value;
    await saveCohort(site.table, kept, before, undefined);
    await runDue('2027-06-01T09:00');
    expect(told()).toEqual([]);
    lead = await site.lead();
    expect((await lead.get(home)).text).toContain('We keep this draft until Monday 30 August 2027');
    await runDue('2027-08-16T09:00');
    await runDue('2027-08-30T09:00');
    expect(await left()).toEqual([]);
  });
});

describe('files with errors', () => {
  it('say until when they are kept, and go like a draft', async () => {
    const page = await upload({
      ...file('people.csv'),
      ...file('cohort.json', text('cohort.json').replace('"lead"', '"leader"')),
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('We keep them until Thursday 3 December 2026');
    expect((await lead.get('/cohorts/import')).text).toContain('until Thursday 3 December 2026');
    expect(await cohortsLedBy(site.table, LEAD)).toEqual([]);
    expect(
      (
        await lead.get(
          `/cohorts/${(await everyItem(site.table)).find(({ kind }) => kind === 'files')?.at.replace(/^COHORT#| .*/g, '')}`,
        )
      ).status,
    ).toBe(404);
    const someone = text('people.csv').split('\n')[1]?.split(',')[1] ?? '';
    expect((await foundIn(site.table, [someone])).length).toBe(1);
    await runDue('2026-11-19T09:00');
    expect(told()[0]).toMatchObject({ to: LEAD, subject: expect.stringContaining('Uploaded files will be deleted') });
    expect(told()[0]?.text).toContain('/cohorts/import');
    await runDue('2026-12-03T09:00');
    expect(await left()).toEqual([]);
  });

  it('leave nothing behind once they have been corrected, or given up', async () => {
    await upload({ ...file('people.csv'), ...file('cohort.json', '{') });
    await lead.get('/cohorts/import/none');
    const { location = '' } = await lead.postFiles('/cohorts/import', {
      ...file('cohort.json'),
      ...file('schools.csv'),
    });
    expect((await lead.fill(location, { confirm: 'yes' })).location).toContain('told=imported');
    expect((await left()).filter((at) => at.includes('files.'))).toEqual([]);
    await upload({ ...file('people.csv'), ...file('cohort.json', '{') });
    await lead.post('/cohorts/import/none/delete');
    expect((await left()).filter((at) => at.includes('files.'))).toEqual([]);
  });
});
