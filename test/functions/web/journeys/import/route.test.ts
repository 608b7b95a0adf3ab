import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSchools } from '#records/cohorts.ts';
import { LEAD, OTHER_LEAD, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { importCohort } from '#use-cases/import-cohort.ts';

const FOLDER = join(import.meta.dirname, '../../../../cohorts/lesson-study');
const CASES = join(import.meta.dirname, '../../../../cases');
const sample = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const file = (text: string) => new File([text], 'anything at all.txt');

const idOf = async (lead: Visitor): Promise<string> =>
  (await lead.tab().get('/cohorts')).html.match(/href="\/cohorts\/(lesson[^"]+)"/)?.[1] ?? '';

/** The files of a case, by the inputs that they are chosen in. */
const given = (folder: string, names: readonly string[] = readdirSync(join(CASES, folder))) =>
  Object.fromEntries(
    names.map((name) => [name.split('.')[0] ?? '', file(readFileSync(join(CASES, folder, name), 'utf8'))]),
  );

describe('a lead who imports and launches', () => {
  let site: Site;
  let lead: Visitor;
  beforeAll(async () => {
    site = await openSite();
    lead = await site.lead();
  });
  afterAll(() => site.stop());

  it('is told of every fault together, and chooses only the mended file again', async () => {
    await lead.get('/cohorts/import');
    const first = await lead.postFiles('/cohorts/import', {
      cohort: file(sample('cohort.json').replace(LEAD, OTHER_LEAD).replace('2026-09-07', '7 September')),
      schools: file(sample('schools.csv').replace('900102', '90010')),
      people: file(sample('people.csv')),
    });
    expect(first.status).toBe(422);
    for (const words of [
      'lead, email',
      'is not the address that you are signed in with',
      '“90010” is not a URN',
      'year-month-day',
    ])
      expect(first.text).toContain(words);
    const second = await lead.postFiles('/cohorts/import', { schools: file(sample('schools.csv')) });
    expect(second.status).toBe(422);
    expect(second.text).not.toContain('is not a URN');
    expect(second.text).toContain('We have kept the file');
    const third = await lead.postFiles('/cohorts/import', { cohort: file(sample('cohort.json')) });
    expect(third.location).toMatch(/^\/cohorts\/import\/lesson-study-2026-27-[0-9a-f]{6}\/changes$/);
    // it says of each file when it was uploaded, and nothing is imported before that is ticked
    const check = await lead.get(third.location ?? '');
    expect(check.text).toContain('people.csv Uploaded at 9am');
    expect((await lead.post(third.location ?? '')).status).toBe(422);
    expect((await lead.get('/cohorts')).text).not.toContain('Lesson study 2026-27');
    const fourth = await lead.fill(third.location ?? '', { confirm: 'yes' });
    expect(fourth.location).toMatch(/^\/cohorts\/lesson-study-2026-27-[0-9a-f]{6}\?told=imported$/);
    expect((await lead.get('/cohorts/import')).text).not.toContain('Files that you uploaded before');
  });

  it('reads on the draft what each school can plan with', async () => {
    await lead.get('/cohorts/import');
    const files = Object.fromEntries(
      ['cohort.json', 'schools.csv', 'people.csv', 'periods.csv', 'timetable.csv', 'cover.csv', 'supply.csv'].map(
        (name) => [name.split('.')[0], file(sample(name))],
      ),
    );
    const first = await lead.postFiles('/cohorts/import', {
      ...files,
      timetable: file(sample('timetable.csv').replace(',T,', ',Maths,')),
    });
    expect(first.status).toBe(422);
    expect(first.text).toContain('“Maths” is not a state of a period');
    const mended = sample('timetable.csv').replace(/^.*@millbrook.*\n/gm, '');
    const second = await lead.postFiles('/cohorts/import', { timetable: file(mended) });
    const check = await lead.get(second.location ?? '');
    expect(check.text).toContain('Check what changes in Lesson study 2026-27');
    const page = await lead.get((await lead.post(second.location ?? '', { confirm: 'yes' })).location ?? '');
    expect(page.text).toContain('6 timetables, 2 cover people, supply up to £600');
    expect(page.text).toContain('No timetables: plans by hand');
    expect(page.text).toContain('6 timetables, 3 cover people, supply up to £900');
  });

  it('imports again without doubling anybody, and nothing is taken out before they have seen what', async () => {
    const before = await readSchools(site.table, await idOf(lead));
    await lead.get('/cohorts/import');
    const again = await lead.postFiles('/cohorts/import', {
      cohort: file(sample('cohort.json')),
      schools: file(sample('schools.csv').split('\n').slice(0, 3).join('\n')),
    });
    const check = await lead.get(again.location ?? '');
    expect(check.text).toMatch(/Schools 1 0 0 Teachers \d+ 0 0 School days \d+ 0 0 Timetables \d+ 0 0/);
    for (const { name } of before[2] ? [before[2], ...before[2].teachers] : []) expect(check.text).toContain(name);
    expect(await readSchools(site.table, await idOf(lead))).toEqual(before);
    const done = await lead.post(again.location ?? '', { confirm: 'yes' });
    expect(done.location).toMatch(/told=imported-again$/);
    expect((await readSchools(site.table, await idOf(lead))).map((school) => school.urn)).toEqual(['900101', '900102']);
    const page = await lead.get(done.location ?? '');
    expect(page.text).toContain('2 schools, 0 teachers named so far');
    expect(page.text).toContain('Nothing goes out until you launch it');
    expect((await lead.get('/cohorts')).html.match(/href="\/cohorts\/lesson/g)).toHaveLength(1);
  });

  it('is asked nothing where the files say what the draft says', async () => {
    await lead.get('/cohorts/import');
    const same = await lead.postFiles('/cohorts/import', {
      cohort: file(sample('cohort.json')),
      schools: file(sample('schools.csv').split('\n').slice(0, 3).join('\n')),
    });
    expect(same.location).toMatch(/told=imported-again$/);
  });

  it('rehearses, then launches with a tick, once', async () => {
    const [path = ''] = (await lead.get('/cohorts')).html.match(/\/cohorts\/lesson[^"]+/) ?? [];
    for (const cast of ['typical', 'prompt', 'silent'])
      expect((await lead.get(`${path}/rehearsal?cast=${cast}`)).text).toContain('Request to sign the agreement');
    expect((await lead.fill(`${path}/launch`)).status).toBe(422);
    expect(site.started).toEqual([]);
    const presses = await Promise.all([1, 2].map(() => lead.post(`${path}/launch`, { confirm: 'yes' })));
    for (const press of presses) expect(press.location).toBe(path);
    expect(new Set(site.started).size).toBe(1);
    const progress = await lead.get(path);
    expect(progress.text).toContain('0 of 2 schools opened');
    expect(progress.html).toContain('<meta http-equiv="refresh" content="2">');
    await lead.get('/cohorts/import');
    const late = await lead.postFiles('/cohorts/import', {
      cohort: file(sample('cohort.json')),
      schools: file(sample('schools.csv')),
    });
    expect(late.text).toContain('has been launched already');
  });

  it('is refused an upload that is too large, and a form of another kind', async () => {
    await lead.get('/cohorts/import');
    expect((await lead.postFiles('/cohorts/import', { cohort: file('x'.repeat(4_200_000)) })).status).toBe(413);
    const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    expect((await lead.send('/cohorts/import', json)).status).toBe(400);
  });
});

describe('files kept from an import that failed', () => {
  let site: Site;
  let lead: Visitor;
  beforeEach(async () => {
    site = await openSite();
    lead = await site.lead();
    await upload(given('kept-files/first'));
  });
  afterEach(() => site.stop());

  const upload = async (files: Readonly<Record<string, File>>, from = '/cohorts/import') => {
    await lead.get(from);
    return lead.postFiles('/cohorts/import', files);
  };
  const sessions = async (home: string) =>
    (await readSchools(site.table, home.split(/[/?]/)[2] ?? '')).flatMap((school) => school.sessions ?? []);
  const go = async (): Promise<string> =>
    (await lead.get('/cohorts/import')).html.match(/href="(\/cohorts\/import\/[^"]+)"/)?.[1] ?? '';

  it('go into no other cohort, and say whose they are and since when', async () => {
    const page = await lead.get('/cohorts/import');
    expect(page.text).toContain('Pilot of last spring cohort.json Uploaded at 9am');
    expect(page.text).toContain('sessions.csv Uploaded at 9am');
    const { location = '' } = await upload(given('kept-files/second'));
    expect(location).toMatch(/^\/cohorts\/real-cohort.*told=imported$/);
    expect(await sessions(location)).toEqual([]);
    expect((await lead.get('/cohorts/import')).text).toContain('Pilot of last spring');
  });

  it('go into no other cohort from the page that continues with them either', async () => {
    const { location = '' } = await upload(given('kept-files/second'), await go());
    expect(location).toMatch(/^\/cohorts\/real-cohort.*told=imported$/);
    expect(await sessions(location)).toEqual([]);
    const faulty = await upload(given('kept-files/second', ['cohort.json']), await go());
    expect(faulty.text).toContain('We have not used those files');
    expect(faulty.text).toContain('Import Real cohort 2026-27');
  });

  it('become their own cohort once the lead goes on with them and has seen what they hold', async () => {
    const { location = '' } = await upload(given('kept-files/second', ['schools.csv']), await go());
    const check = await lead.get(location);
    expect(check.text).toContain('Check Pilot of last spring');
    expect(check.text).toContain('Thursday 5 November 2026 at 9:15am, Corin Example with Tess Example');
    const done = await lead.post(location, { confirm: 'yes' });
    expect((await sessions(done.location ?? '')).map(({ focus }) => focus)).toEqual([
      'OLD: only an example from the pilot',
    ]);
    expect((await lead.get('/cohorts/import')).text).not.toContain('Pilot');
  });

  it('are left out of a whole upload of the same cohort, offered, and used only then', async () => {
    const whole = {
      ...given('kept-files/second', ['schools.csv', 'people.csv']),
      ...given('kept-files/first', ['cohort.json']),
    };
    const { location = '' } = await upload(whole);
    const check = await lead.get(location);
    expect(check.text).toContain('Not used, because you did not choose them this time: sessions.csv, uploaded at 9am');
    expect(check.text).not.toContain('Corin Example with Tess Example');
    const { location: both = '' } = await upload({}, location.replace('/changes', ''));
    expect((await lead.get(both)).text).toContain('Corin Example with Tess Example');
    await upload(whole);
    const done = await lead.fill(location, { confirm: 'yes' });
    expect(await sessions(done.location ?? '')).toEqual([]);
    expect((await lead.get('/cohorts/import')).text).not.toContain('Pilot');
  });

  it('make an upload whole that does not stand alone', async () => {
    const again = await upload(given('kept-files/first', ['cohort.json', 'people.csv']));
    expect(again.text).toContain('is not an email address');
    expect(again.text).not.toContain('This file is missing');
    const { location = '' } = await lead.postFiles('/cohorts/import', given('kept-files/second', ['schools.csv']));
    expect((await lead.get(location)).text).toContain('sessions.csv Uploaded at 9am');
  });

  it('of no cohort become those of the one that is named next, where the lead goes on with them', async () => {
    await lead.post(`${await go()}/delete`);
    expect((await upload(given('kept-files/first', ['people.csv', 'sessions.csv']))).status).toBe(422);
    const plain = await upload(given('kept-files/second', ['cohort.json', 'schools.csv']));
    expect(await sessions(plain.location ?? '')).toEqual([]);
    const { location = '' } = await upload(given('kept-files/second', ['cohort.json', 'schools.csv']), await go());
    expect((await lead.get(location)).text).toContain('sessions.csv Uploaded at 9am');
    expect(await sessions(plain.location ?? '')).toEqual([]);
    await lead.fill(location, { confirm: 'yes' });
    expect(await sessions(plain.location ?? '')).toHaveLength(1);
    expect((await lead.get('/cohorts/import')).text).not.toContain('Files that you uploaded before');
  });

  it('are checked again when the draft has changed since their lead saw what changes', async () => {
    await upload(given('kept-files/second'));
    const later = given('kept-files/second', ['cohort.json', 'schools.csv']);
    const { location = '' } = await upload(later);
    const tab = lead.tab();
    await tab.get(location);
    const other = {
      ...later,
      people: file('urn,name,email,role\n900401,Another Coach,another@coaches.example.org,coach\n'),
    };
    await importCohort(site.parts, LEAD, await textsOf(other));
    const stale = await tab.post(location, { confirm: 'yes' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('Something has changed since you opened this page');
    expect(stale.text).toContain('Another Coach, Otterford Primary School');
    expect((await tab.post(location, { confirm: 'yes' })).location).toContain('told=imported-again');
  });

  it('with sessions on days without school are imported once the lead has said that these are meant', async () => {
    const onHoliday = (await textsOf(given('kept-files/first')))['sessions.csv']?.replace('2026-11-05', '2026-10-28');
    const { location = '' } = await upload({
      ...given('kept-files/second'),
      sessions: file(onHoliday ?? ''),
    });
    const check = await lead.get(location);
    expect(check.text).toContain('Row 2 of sessions.csv: Wednesday 28 October 2026 is half-term');
    const unsaid = await lead.post(location, { confirm: 'yes' });
    expect(unsaid.status).toBe(422);
    expect(unsaid.text).toContain('Tick the box to keep these sessions on these days');
    const done = await lead.post(location, { confirm: 'yes', despite: 'yes' });
    expect((await sessions(done.location ?? '')).map(({ date }) => date)).toEqual(['2026-10-28']);
    const again = await upload({ ...given('kept-files/second'), sessions: file(onHoliday ?? '') });
    expect(again.location).toContain('told=imported-again');
  });

  it('are shown to nobody else', async () => {
    const path = await go();
    const other = await site.lead(OTHER_LEAD);
    expect((await other.get('/cohorts/import')).text).not.toContain('Pilot');
    expect((await other.get(path)).location).toBe('/cohorts/import');
    expect((await other.get(`${path}/changes`)).location).toBe('/cohorts/import');
    await other.fill('/cohorts');
    expect((await other.post(`${path}/delete`)).location).toBe('/cohorts/import');
    expect((await lead.get(path)).status).toBe(200);
  });
});

const textsOf = async (files: Readonly<Record<string, File>>): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(files).map(async ([field, one]) => [
        field === 'cohort' ? 'cohort.json' : `${field}.csv`,
        await one.text(),
      ]),
    ),
  );
