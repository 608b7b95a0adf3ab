import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { LEAD, launchedSite, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { operate } from '#test/support/operating.ts';
import type { SecurityLine } from '#web/kit/security/events.ts';

const FOLDER = join(import.meta.dirname, '../../../../cohorts/lesson-study');
const file = (name: string) => new File([readFileSync(join(FOLDER, name))], name);

let site: Site;
let cohort: Cohort;
const everySite: Site[] = [];
const lines = (at: Site = site): readonly SecurityLine[] =>
  at.logged.flatMap((line) => (line.event === 'security' ? [line] : []));

/** What was told while something was done. */
async function toldOf(work: () => Promise<unknown>, at: Site = site): Promise<readonly object[]> {
  const before = lines(at).length;
  await work();
  return lines(at)
    .slice(before)
    .map(({ event, ...rest }) => rest);
}

const WHO = expect.stringMatching(/^[0-9a-f]{16}$/);
const SESSION = expect.stringMatching(/^[0-9a-f-]{36}$/);

/** Confirms the page that shows what follows, as its reader would. */
async function confirmed(visitor: Visitor, path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await visitor.fill(path, fields);
  expect((await visitor.post(path, { confirm: 'yes' })).status).toBe(303);
}

beforeAll(async () => {
  ({ site, cohort } = await launchedSite());
  everySite.push(site);
});
afterAll(() => site.stop());

describe('what is told of security', () => {
  it('is who asked for a code, what was refused, who signed in, stayed and left', async () => {
    const visitor = site.visitor();
    const code = () => site.mails.at(-1)?.text.match(/\b\d{6}\b/)?.[0] ?? '';
    expect(await toldOf(() => visitor.fill('/sign-in', { email: LEAD }))).toEqual([
      { what: 'code-asked', who: WHO, known: false },
    ]);
    expect(await toldOf(() => visitor.fill('/sign-in/code', { code: '000000' }))).toEqual([
      { what: 'code-refused', who: WHO, why: 'wrong' },
    ]);
    expect(await toldOf(() => visitor.fill('/sign-in/code', { code: code(), own: 'yes' }))).toEqual([
      { what: 'signed-in', who: WHO, session: SESSION, own: true },
    ]);
    await visitor.get('/signed-in');
    expect(await toldOf(() => visitor.post('/signed-in/stay'))).toEqual([
      { what: 'stayed-signed-in', who: WHO, session: SESSION },
    ]);
    expect(await toldOf(() => visitor.post('/sign-out'))).toEqual([
      { what: 'session-ended', who: WHO, session: SESSION, everywhere: false },
    ]);
    const again = await site.lead();
    await again.get('/signed-in');
    expect(await toldOf(() => again.post('/signed-in/everywhere'))).toEqual([
      { what: 'session-ended', who: WHO, session: SESSION, everywhere: 1 },
    ]);
  });

  it('is a limit, a code that could not be sent, and a lead who may not be in any more', async () => {
    const own = await openSite();
    everySite.push(own);
    const told = await toldOf(async () => {
      for (let i = 0; i < 6; i++) await own.visitor('one-place').post('/sign-in', { email: 'nobody@example.org' });
    }, own);
    expect(told.at(-1)).toEqual({ what: 'limit-hit', who: WHO, limit: 'source-and-address' });
    const lead = await own.lead();
    await operate(own, 'disable');
    expect(await toldOf(() => lead.get('/cohorts'), own)).toEqual([
      { what: 'lead-refused', who: WHO, session: SESSION, disabled: true },
    ]);
    expect(await toldOf(() => lead.get('/cohorts'), own)).toEqual([]);
    own.at('2026-09-04T10:00');
    await operate(own, 'enable');
    Object.assign(own.parts.post, { send: () => Promise.reject(new Error(LEAD)) });
    expect(await toldOf(() => own.visitor().post('/sign-in', { email: LEAD }), own)).toEqual([
      { what: 'code-not-sent', who: WHO },
    ]);
    await own.stop();
  });

  it('is what was refused: another origin, method or size', async () => {
    const visitor = site.visitor();
    const refused = async (work: () => Promise<unknown>) => (await toldOf(work))[0];
    const elsewhere = { Origin: 'https://elsewhere.example.org' };
    expect(await refused(() => visitor.post('/sign-in', { email: LEAD }, elsewhere))).toMatchObject({
      what: 'refused',
      status: 403,
      method: 'POST',
    });
    expect(await refused(() => visitor.send('/sign-in', { method: 'DELETE' }))).toMatchObject({ status: 405 });
    const large = { email: 'x'.repeat(210_000) };
    expect(await refused(() => visitor.post('/sign-in', large))).toMatchObject({ status: 413 });
    expect(await refused(async () => (await site.lead()).post('/cohorts/import', { csrf: 'AAAA' }))).toBeDefined();
  });

  it('is a link that leads nowhere, or has stopped working', async () => {
    const visitor = site.visitor();
    const replaced = await site.link(cohort, '900103', 'sign-agreement', 0);
    for (const [path, why, route] of [
      ['/owed/no-such-link', 'unknown', /^\/owed\/:link/],
      ['/sessions/no-such-link', 'unknown', /^\/sessions\/:link/],
      ['/room/no-such-link', 'unknown', /^\/room\/:link/],
      ['/calendar/no-such-link.ics', 'unknown', /^\/calendar\/:feed/],
      [replaced, 'stopped', /^\/owed\/:link/],
    ] as const)
      expect(await toldOf(() => visitor.get(path))).toEqual([
        { what: 'link-refused', why, method: 'GET', route: expect.stringMatching(route) },
      ]);
  });

  it('is who changed a seat, ended a link, took a copy, erased', async () => {
    const lead = await site.lead();
    const school = `${cohort.id}/900101`;
    const home = `/cohorts/${cohort.id}/schools/900101`;
    const other = { who: 'other', name: 'Tamsin Quayle', email: 't.quayle@example.org' };
    expect(await toldOf(() => confirmed(lead, `${home}/people/head/replace`, other))).toEqual([
      { what: 'seat-changed', how: 'person-replaced', by: 'lead', school, seat: 'head' },
    ]);
    expect(await toldOf(() => lead.fill(`${home}/people/head/copy`, { confirm: 'yes' }))).toEqual([
      { what: 'data-asked', how: 'data-asked', by: 'lead', school, seat: 'head' },
    ]);
    expect(await toldOf(() => lead.fill(`${home}/people/link/links`, { confirm: 'yes' }))).toEqual([
      { what: 'links-ended', how: 'links-ended', by: 'lead', school, seat: 'link' },
    ]);
    expect(await toldOf(() => lead.fill(`${home}/people/head/erase`, { confirm: 'yes' }))).toEqual([
      { what: 'data-asked', how: 'data-asked', by: 'lead', school, seat: 'head' },
    ]);
    await site.turn(cohort);
    const asked = site.mails.findLast(({ kind }) => kind === 'erasure-request')?.text ?? '';
    const link = /(\/your-data\/\S+)/.exec(asked)?.[1] ?? '';
    expect(await toldOf(() => site.visitor().post(`${link}/erase`, { confirm: 'yes' }))).toEqual([
      { what: 'erased', how: 'person-erased', by: 'head', school, seat: 'head' },
    ]);
    const copy = site.mails.findLast(({ kind }) => kind === 'copy-ready')?.text ?? '';
    const own = /(\/your-data\/\S+)/.exec(copy)?.[1] ?? '';
    const reader = site.visitor();
    await reader.get(own);
    await reader.post(`${own}/send`);
    const enters = (code: string) => toldOf(() => reader.post(`${own}/code`, { code }));
    expect(await enters('000000')).toEqual([{ what: 'copy-code-refused', why: 'wrong', school, seat: 'head' }]);
    const sent = /\n(\d{6})\n/.exec(site.mails.findLast(({ kind }) => kind === 'copy-code')?.text ?? '')?.[1] ?? '';
    expect(await enters(sent)).toEqual([{ what: 'copy-opened', school, seat: 'head' }]);
  });

  it('is each file that leaves', async () => {
    const lead = await site.lead();
    for (const path of [
      `/cohorts/${cohort.id}/evaluation.csv`,
      `/cohorts/${cohort.id}/evaluation.pdf`,
      '/programmes/lesson-study/programme.json',
    ]) {
      const [told] = await toldOf(async () => expect((await lead.get(path)).status).toBe(200));
      expect([path, told]).toEqual([path, expect.objectContaining({ what: 'exported', who: WHO, method: 'GET' })]);
    }
  });

  it('is an import and a launch', async () => {
    const lead = await site.lead();
    await lead.get('/cohorts/import');
    const files = { cohort: file('cohort.json'), schools: file('schools.csv'), people: file('people.csv') };
    const own = await openSite();
    everySite.push(own);
    const fresh = await own.lead();
    await fresh.get('/cohorts/import');
    const [imported] = await toldOf(() => fresh.postFiles('/cohorts/import', files), own);
    expect(imported).toEqual({ what: 'imported', who: WHO, cohort: cohort.id });
    expect(await toldOf(() => fresh.fill(`/cohorts/${cohort.id}/launch`, { confirm: 'yes' }), own)).toEqual([
      { what: 'launched', who: WHO, cohort: cohort.id },
    ]);
    await own.stop();
  });

  it('holds no name, no address, no link, no path and no place on the network', async () => {
    const said = JSON.stringify(lines());
    expect(lines().length).toBeGreaterThan(20);
    const { cohort: sample, schools } = await sampleCohort();
    const people = [sample.lead, ...schools.flatMap(({ head, link, teachers }) => [head, link, ...teachers])];
    const secrets = [
      ...people.flatMap(({ name, email }) => [name, email]),
      ...schools.map(({ name }) => name),
      ...[...Array(9).keys()].map((n) => `visitor-${n}`),
      '@',
      'no-such-link',
      'Quayle',
    ];
    for (const secret of secrets) expect(said).not.toContain(secret);
    for (const line of lines()) if ('route' in line) expect(line.route).not.toContain(cohort.id);
  });
});

describe('the manual', () => {
  const manual = readFileSync(join(import.meta.dirname, '../../../../../docs/running.md'), 'utf8');
  const section = manual.slice(manual.indexOf('## What is told of security')).split(/\n## /)[0] ?? '';
  /** a line as Lambda writes it: what is logged stands under `message` */
  const asWritten = () => everySite.flatMap((one) => lines(one)).map((message) => ({ message }) as const);
  const at = (line: object, path: string): unknown =>
    path.split('.').reduce<unknown>((it, name) => (it as Record<string, unknown> | undefined)?.[name], line);

  it('asks for fields that are there, and for values that occur', () => {
    const queries = [...section.matchAll(/```\n(fields|filter|stats)[\s\S]*?```/g)].map(([query]) => query);
    expect(queries.length).toBeGreaterThan(3);
    for (const query of queries) {
      const fields = [...query.matchAll(/\bmessage\.[a-z]+/g)].map(([field]) => field);
      for (const field of fields)
        expect([field, asWritten().some((line) => at(line, field) !== undefined)]).toEqual([field, true]);
      for (const [, field = '', value = ''] of query.matchAll(/(message\.\w+) = "([^"]+)"/g))
        expect([query, value, told(field, value)]).toEqual([query, value, true]);
      for (const [, field = '', list = ''] of query.matchAll(/(message\.\w+) in \[([^\]]+)\]/g))
        for (const [, value = ''] of list.matchAll(/"([^"]+)"/g))
          expect([value, told(field, value)]).toEqual([value, true]);
    }
  });

  const source = readFileSync(join(import.meta.dirname, '../../../../../functions/web/kit/security/events.ts'), 'utf8');
  /** seen here, or one that the compiler knows; ids in angle brackets are filled in by the reader */
  const told = (field: string, value: string): boolean =>
    /^<.*>$/.test(value) || asWritten().some((line) => at(line, field) === value) || source.includes(`'${value}'`);

  it('names every kind of event', () => {
    const kinds = [...source.matchAll(/what: ((?:'[a-z-]+'(?: \| )?)+)/g)].flatMap(
      ([, all = '']) => all.match(/[a-z-]+/g) ?? [],
    );
    expect(kinds.length).toBeGreaterThan(14);
    for (const kind of kinds) expect(section).toContain(`\`${kind}\``);
  });
});
