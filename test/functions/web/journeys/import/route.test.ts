import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSchools } from '#records/cohorts.ts';
import { LEAD, OTHER_LEAD, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';

const FOLDER = join(import.meta.dirname, '../../../../cohorts/lesson-study');
const sample = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const file = (text: string) => new File([text], 'anything at all.txt');

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
    expect(third.location).toMatch(/^\/cohorts\/lesson-study-2026-27-[0-9a-f]{6}\?told=imported$/);
    expect((await lead.get('/cohorts/import')).text).not.toContain('We have kept the file');
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
    const page = await lead.get(second.location ?? '');
    expect(page.text).toContain('6 timetables, 2 cover people, supply up to £600');
    expect(page.text).toContain('No timetables: plans by hand');
    expect(page.text).toContain('6 timetables, 3 cover people, supply up to £900');
  });

  it('imports again without doubling anybody', async () => {
    await lead.get('/cohorts/import');
    const again = await lead.postFiles('/cohorts/import', {
      cohort: file(sample('cohort.json')),
      schools: file(sample('schools.csv').split('\n').slice(0, 3).join('\n')),
    });
    expect(again.location).toMatch(/told=imported-again$/);
    const id = again.location?.match(/cohorts\/([^?]+)/)?.[1] ?? '';
    expect((await readSchools(site.table, id)).map((school) => school.urn)).toEqual(['900101', '900102']);
    const page = await lead.get(again.location ?? '');
    expect(page.text).toContain('2 schools, 0 teachers named so far');
    expect(page.text).toContain('Nothing goes out until you launch it');
    expect((await lead.get('/cohorts')).html.match(/href="\/cohorts\/lesson/g)).toHaveLength(1);
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
