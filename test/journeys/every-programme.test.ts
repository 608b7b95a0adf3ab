import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { london, plus, toInstant, withOffset } from '#calendar/london.ts';
import { type Cohort, partnershipId, type School } from '#domain/cohort/cohort.ts';
import { closing } from '#domain/dates/timeline.ts';
import { type Edition, openEdition } from '#infra/local/edition.ts';
import { library } from '#programmes/library.ts';
import { readPartnership } from '#records/partnerships.ts';
import { matterOf, perform } from '#rehearsal/perform.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { type ActLine, isDisturbance, isPeopleLine, isSessionLine } from '#rehearsal/story.ts';
import { ownerOf } from '#test/simulation/truth.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { addressOf, emails, headerOf } from './people.ts';

/** These two have journeys of their own, in more detail. */
const ELSEWHERE = ['lesson-study', 'coaching-package'];

/** Those with the fewest emails; `PROGRAMMES=all` plays the others too, which takes minutes. */
const SHORTEST = [
  'co-coaching',
  'middle-leaders',
  'nqt-coach-and-mentor',
  'nqt-plus-one',
  'project-tuning',
  'subject-course',
];

const keys =
  process.env.PROGRAMMES === 'all' ? Object.keys(library).filter((key) => !ELSEWHERE.includes(key)) : SHORTEST;

let edition: Edition;

beforeAll(async () => {
  const leads = await Promise.all(keys.map(async (key) => (await sampleCohort(key)).cohort.lead.email));
  edition = await openEdition({ port: 0, inboxPort: 0, leads });
});
afterAll(() => edition?.close());

test('programmes, launched at once and played to their close, each sends what its rehearsal says', async () => {
  const { parts } = edition.scheduler;
  const all = await Promise.all(
    keys.map(async (key) => {
      const read = await sampleCohort(key);
      return { ...read, rehearsed: rehearse({ ...read, cast: 'prompt' }) };
    }),
  );
  for (const [i, key] of keys.entries()) {
    const lead = all[i]?.cohort.lead.email ?? '';
    const files = cohortFiles(key).map(({ name, text }) => [name, new TextDecoder().decode(text as Uint8Array)]);
    expect(await importCohort(parts, lead, Object.fromEntries(files)), key).toHaveProperty('imported');
    await pressLaunch(parts, all[i]?.cohort.id ?? '');
  }
  const acts = all
    .flatMap(({ cohort, schools, rehearsed }) => rehearsed.acts.map((line) => ({ cohort, schools, line })))
    .sort((a, b) => (a.line.at < b.line.at ? -1 : a.line.at > b.line.at ? 1 : 0));
  for (const { cohort, schools, line } of acts) await play(cohort, schools, line);
  const end = all.map(({ cohort }) => closing(cohort)).reduce((a, b) => (a > b ? a : b));
  await edition.scheduler.moveTo(plus(end, 'P7D'));

  expect(edition.scheduler.failures).toEqual([]);
  const sent = (await emails({ url: edition.url, inboxUrl: edition.inbox.url, cohort: '', lead: '' })).map((email) => ({
    at: withOffset(toInstant(Temporal.Instant.fromEpochMilliseconds(email.at * 1000))),
    to: addressOf(email),
    kind: headerOf(email, 'X-Drumbeat-Kind'),
    of: ownerOf(headerOf(email, 'X-Drumbeat-Key')),
  }));
  for (const { cohort, rehearsed } of all) {
    const own = sent.filter(({ of }) => `${of}/`.startsWith(`${cohort.id}/`));
    const expected = rehearsed.messages.map(({ at, to, kind, key }) => ({
      at: withOffset(at),
      to,
      kind,
      of: ownerOf(key),
    }));
    expect(sorted(own), cohort.programme.key).toEqual(sorted(expected));
  }
});

interface Email {
  readonly at: string;
  readonly to: string;
  readonly kind: string;
  readonly of: string;
}

/** In the order of time; of one moment by outbox, kind and reader. */
const sorted = (messages: readonly Email[]): readonly Email[] =>
  messages.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

const nameOf = ({ at, of, kind, to }: Email): string => [at, of, kind, to].join(' ');

/** Does what somebody prompt does, through the use cases. */
async function play(cohort: Cohort, schools: readonly School[], line: ActLine): Promise<void> {
  if (isSessionLine(line) || isDisturbance(line) || isPeopleLine(line) || line.does === 'move-dates')
    throw new Error(`Nobody prompt does ${line.does}`);
  const { parts } = edition.scheduler;
  await edition.scheduler.moveTo(london(line.at.slice(0, 10), line.at.slice(11, 16)).at);
  const ids = schools.map(({ urn }) => urn).filter((urn) => line.urn === undefined || urn === line.urn);
  const all = await Promise.all(ids.map((urn) => readPartnership(parts.table, partnershipId(cohort.id, urn))));
  const matter = matterOf(
    line,
    cohort,
    all.flatMap((kept) => (kept ? [kept.value] : [])),
  );
  if (!matter) throw new Error(`Nobody can ${line.does} at ${line.at}`);
  const { partnership, obligation } = matter;
  const done = await act(parts, partnership.id, obligation.owner, (p, its, now) =>
    perform(line, its, p, obligation, now),
  );
  expect(done, `${cohort.id}: ${line.does} at ${line.at}`).toHaveProperty('done');
}
