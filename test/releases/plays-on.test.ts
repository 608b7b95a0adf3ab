import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOpen } from '#domain/obligations/obligation.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { type Edition, openEdition } from '#infra/local/edition.ts';
import { writeLink } from '#links/link.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { itemKindOf } from '#records/kinds.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { SCHEMA_VERSION } from '#records/schema-version.ts';
import { crawl, dump } from '#test/functions/web/crawl.ts';
import { goneIn } from '#test/kill/found.ts';
import type { LogEvent } from '#web/kit/web-parts.ts';
import { lookAt, signIn, visitorOf } from './pages.ts';
import { playLine } from './playing.ts';
import { inOrder, type Recorded, readRecorded, releases, toSent } from './recorded.ts';
import { putTables } from './tables.ts';

test('at least one release is recorded, each in the middle of a lesson study and of a coaching year', () => {
  expect(releases().length).toBeGreaterThan(0);
  const both = expect.arrayContaining(['coaching-package', 'lesson-study']);
  for (const { samples } of releases()) expect(samples).toEqual(both);
});

/** What goes of the same story that the release itself would not have sent, and the decision by which it does. */
const since: Readonly<Record<string, Record<string, Recorded['emails']>>> = {
  '2026-11': {
    // 54: whoever is replaced hears that their sessions have been passed on, and loses them from their calendar
    'lesson-study': [
      {
        at: '2027-02-01T08:00:00+00:00',
        kind: 'sessions-passed-on',
        to: 'z.malinowska@greenlanes.example.org',
      },
      // 54: and whoever stays in their cycles hears who takes their place
      ...['g.rowlands@greenlanes.example.org', 'r.achebe@greenlanes.example.org'].map((to) => ({
        at: '2027-02-01T16:30:00+00:00',
        kind: 'cycles-changed',
        to,
      })),
      // 65: the link is asked whether their successor has the same lessons
      { at: '2027-02-01T08:00:00+00:00', kind: 'timetable-request', to: 'r.pugh@greenlanes.example.org' },
    ],
  },
};

/** What somebody does in addition, as the release itself did not ask for it. */
const alsoDone: Readonly<Record<string, Record<string, Recorded['story']>>> = {
  '2026-11': {
    'lesson-study': [{ at: '2027-02-01T09:30', who: 'r.pugh@greenlanes.example.org', does: 'check-timetable' }],
  },
};

describe.each(releases())('tables that release $release wrote', ({ release, samples }) => {
  test.each(samples)('are played on to the end of the year and beyond: %s', async (sample) => {
    const recorded = readRecorded(release, sample);
    const folder = mkdtempSync(join(tmpdir(), 'drumbeat-release-'));
    let edition: Edition | undefined;
    try {
      writeFileSync(join(folder, 'secret'), recorded.secret);
      await putTables(folder, recorded.tables);
      // from here on as after any deployment: the clock, the secret and the records are as they were left
      edition = await openEdition({ port: 0, inboxPort: 0, folder, leads: [recorded.lead] });
      expect(edition.scheduler.parts.now()).toBe(recorded.moment);
      await allOpens(edition, recorded);

      const also = alsoDone[release]?.[sample] ?? [];
      const story = [...recorded.story, ...also].sort((a, b) => (a.at < b.at ? -1 : 1));
      for (const line of story) await playLine(edition, recorded.cohort, line);
      await saysItsVersion(edition, recorded);
      await edition.scheduler.moveTo(recorded.until);

      expect(edition.scheduler.failures).toEqual([]);
      const gone = goneIn(join(folder, 'inbox.jsonl')).filter(({ kind }) => kind !== 'sign-in-code');
      expect(inOrder(gone.map(toSent))).toEqual(inOrder([...recorded.emails, ...(since[release]?.[sample] ?? [])]));
      const before = keysSentBefore(recorded);
      expect(before.size).toBeGreaterThan(50);
      const keys = gone.map(({ key }) => key);
      expect(keys.filter((key) => before.has(key))).toEqual([]);
      expect(new Set(keys).size).toBe(keys.length);
      await hasEnded(edition, recorded);
    } finally {
      await edition?.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Pages that show nothing of what is kept, or play it: the library, and what is the same on every page. */
const NOT_KEPT = /^\/(?!cohorts|programmes\/[^/]*-of-our-own)|\/rehearsal$/;

/** What people had in their hands that evening: links in emails, words that they had begun to type, the lead's pages. */
async function allOpens(edition: Edition, { lead, cohort, secret, links, typed }: Recorded): Promise<void> {
  const logged: LogEvent[] = [];
  const visitor = visitorOf(edition, lead, (event) => logged.push(event));
  const { table } = edition.scheduler.parts;

  for (const link of links) expect(await lookAt(edition, visitor, link.path)).toEqual(link);
  const partnerships = await partnershipsOf(table, cohort);
  const open = partnerships.flatMap((p) => p.obligations.filter(isOpen).map((o) => ({ p, o })));
  const theirs = open.flatMap(({ p, o }) => (personOf(p, o.owner) ? [{ p, o, person: personOf(p, o.owner) }] : []));
  expect(theirs.length).toBeGreaterThan(3);
  for (const { p, o, person } of theirs) {
    const { urn } = p;
    const link = { cohort, urn, obligation: o.id, person: o.owner, sitter: person?.links, version: o.linkVersion };
    const path = `/owed/${writeLink(secret, link)}`;
    expect(await lookAt(edition, visitor, path)).toEqual({ path, status: 200, state: 'open' });
  }

  expect(typed.length).toBeGreaterThan(0);
  for (const { page, words } of typed) expect((await visitor.get(page)).text).toContain(words);

  await signIn(edition, visitor, lead);
  const pages = await crawl(visitor, ['/cohorts', '/cohorts/import'], undefined, NOT_KEPT);
  for (const [path, { status }] of pages) expect([path, status < 400]).toEqual([path, true]);
  const own = `/cohorts/${cohort}`;
  const histories = partnerships.map(({ urn }) => `${own}/schools/${urn}`);
  expect([...pages.keys()]).toEqual(expect.arrayContaining([`${own}/evaluation`, ...histories]));
  const ledger = await visitor.get(`${own}/ledger`);
  expect(ledger.status).toBe(partnerships.some(({ sessions }) => sessions.length > 0) ? 200 : 404);
  for (const path of histories) expect(pages.get(path)?.text).toContain('History');
  expect(logged.filter(({ event }) => event === 'error')).toEqual([]);
}

/** Whatever has come since says in which shape it was written: reports and answers, events, messages, records of a school. */
async function saysItsVersion({ scheduler: { parts } }: Edition, { tables }: Recorded): Promise<void> {
  const before = new Set(tables.map((line) => placeOf(JSON.parse(line).item)));
  const since = (await dump(parts.table)).filter(
    ({ pk, sk }) => !before.has(placeOf({ pk: { S: pk }, sk: { S: sk } })),
  );
  const records = since.filter(({ pk, it }) => it !== undefined && !/^(SIGN-IN#|POST$)/.test(String(pk)));
  const kinds = new Set(records.map(itemKindOf));
  for (const kind of ['obligation', 'past', 'sent', 'answers'] as const) expect(kinds).toContain(kind);
  const silent = records.filter(({ schemaVersion }) => schemaVersion !== SCHEMA_VERSION);
  expect(silent.map(({ pk, sk }) => [pk, sk])).toEqual([]);
}

const placeOf = ({ pk, sk }: { readonly pk: { readonly S: unknown }; readonly sk: { readonly S: unknown } }): string =>
  `${pk.S} ${sk.S}`;

/** Of emails that had gone before. */
const keysSentBefore = ({ tables }: Recorded): ReadonlySet<string> =>
  new Set(
    tables.flatMap((line) => {
      const sk: string = JSON.parse(line).item.sk.S;
      return sk.startsWith('sent#') ? [sk.slice('sent#'.length)] : [];
    }),
  );

/** Each school's part has ended as it did then, and nobody's name is left. */
async function hasEnded({ scheduler: { parts } }: Edition, { cohort, ends }: Recorded): Promise<void> {
  const partnerships = await partnershipsOf(parts.table, cohort);
  expect(Object.fromEntries(partnerships.map(({ urn, stage }) => [urn, stage]))).toEqual(ends);
  expect(await readCohortFacts(parts.table, cohort)).toMatchObject({ stage: 'closed', erased: expect.any(String) });
}
