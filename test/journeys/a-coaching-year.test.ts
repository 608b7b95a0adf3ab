import { readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { london, toInstant, withOffset } from '#calendar/london.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { type Edition, openEdition } from '#infra/local/edition.ts';
import { readHistory } from '#records/history.ts';
import { partnershipsOf, readPartnership } from '#records/partnerships.ts';
import { performOwed } from '#rehearsal/perform.ts';
import { performSession } from '#rehearsal/perform-session.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { type ActLine, isDisturbance, isPeopleLine, isSessionLine, readActs } from '#rehearsal/story.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { addressOf, emails, headerOf, type Place } from './people.ts';

const WORDS = { workedOn: 'Questions', seen: 'Every child answered', agreed: 'Wait three seconds', realTime: true };

let edition: Edition;
let place: Place;
const { cohort, schools } = await sampleCohort('coaching-package');

beforeAll(async () => {
  edition = await openEdition({ port: 0, inboxPort: 0, leads: [cohort.lead.email] });
  place = { url: edition.url, inboxUrl: edition.inbox.url, cohort: cohort.id, lead: cohort.lead.email };
});
afterAll(() => edition?.close());

test('a year of coaching, with a head whose address bounces, sends what its rehearsal says', async () => {
  const told = readActs(await readFile(new URL('a-coaching-year.story.json', import.meta.url), 'utf8'));
  const head = schools.find((school) => school.urn === '900203')?.head.email ?? '';
  const story: readonly ActLine[] = [...told, { at: '2027-01-13T12:05', who: head, does: 'bounce' }];
  const inStory = rehearse({ cohort, schools, story, cast: 'typical' });

  const { parts } = edition.scheduler;
  const files = (await cohortFiles('coaching-package')).map(({ name, text }) => [
    name,
    new TextDecoder().decode(Buffer.from(text)),
  ]);
  expect(await importCohort(parts, cohort.lead.email, Object.fromEntries(files))).toHaveProperty('imported');
  await pressLaunch(parts, cohort.id);
  for (const line of inStory.acts) await play(line);
  await edition.scheduler.moveTo(london('2027-08-31', '09:00').at);

  const sent = (await emails(place)).map((email) => ({
    at: withOffset(toInstant(Temporal.Instant.fromEpochMilliseconds(email.at * 1000))),
    to: addressOf(email),
    kind: headerOf(email, 'X-Drumbeat-Kind'),
  }));
  expect(sent).toEqual(inStory.messages.map(({ at, to, kind }) => ({ at: withOffset(at), to, kind })));
  expect(edition.scheduler.failures).toEqual([]);
  expect(sent.map((m) => m.kind)).toEqual(
    expect.arrayContaining(['report-bounced', 'report-escalation', 'sessions-changed', 'coach-report-late']),
  );

  // the deputy gets what the head's address sent back, and the words are in no history
  const deputy = sent.filter((m) => m.to.startsWith('o.marsh-wren'));
  expect(deputy.map((m) => m.kind)).toContain('coach-report');
  const histories = await Promise.all(schools.map(({ urn }) => readHistory(parts.table, `${cohort.id}/${urn}`)));
  expect(JSON.stringify(histories)).not.toContain(WORDS.agreed);

  const now = parts.now();
  const kept = ledgerOf(cohort.programme, await partnershipsOf(parts.table, cohort.id), now);
  const rehearsed = ledgerOf(cohort.programme, inStory.partnerships, now);
  const sums = ({ held, within, late, waiting, longestHours }: typeof kept) => ({
    held,
    within,
    late,
    waiting,
    longestHours,
  });
  expect(sums(kept)).toEqual(sums(rehearsed));
});

/** Does a line through the use cases; a bounce comes as SES tells it. */
async function play(line: ActLine): Promise<void> {
  const at = london(line.at.slice(0, 10), line.at.slice(11, 16)).at;
  await edition.scheduler.moveTo(at);
  const { parts } = edition.scheduler;
  if (line.does === 'bounce') {
    const answer = await fetch(`${edition.url}/local/bounce`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: line.who }),
    });
    expect(answer.status).toBe(200);
    return;
  }
  const all = await Promise.all(schools.map(({ urn }) => readPartnership(parts.table, `${cohort.id}/${urn}`)));
  const candidates = all.flatMap((one) => (one && (!line.urn || one.value.urn === line.urn) ? [one.value] : []));
  const perform = (partnerships: readonly Partnership[]) =>
    isSessionLine(line)
      ? performSession(line, cohort, partnerships, at, [])
      : isDisturbance(line) || isPeopleLine(line) || line.does === 'move-dates'
        ? undefined
        : performOwed(line, cohort, partnerships, at);
  const matter = perform(candidates);
  if (!matter) throw new Error(`Nobody can ${line.does} at ${line.at}`);
  const session = line.does === 'report' && reportedIn(matter.before, matter.outcome);
  const done = await act(
    parts,
    matter.before.id,
    line.who === cohort.lead.email ? 'lead' : 'coach-1',
    (p) => perform([p])?.outcome ?? { refused: { why: 'not-asked', sentence: 'Nothing' } },
    session ? { report: { session, ...WORDS } } : {},
  );
  expect(done, `${line.does} at ${line.at}`).toHaveProperty('done');
}

const reportedIn = (before: Partnership, outcome: object): string | undefined =>
  'partnership' in outcome
    ? (outcome.partnership as Partnership).sessions.find(
        (s) => s.report !== before.sessions.find((b) => b.id === s.id)?.report,
      )?.id
    : undefined;
