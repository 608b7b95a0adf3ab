import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toInstant, withOffset } from '#calendar/london.ts';
import { answerTo, type SolverQuestion } from '#cover/planner.ts';
import { type Edition, openEdition } from '#infra/local/edition.ts';
import { rehearseWith } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { openBrowser } from '#test/support/browser.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { addressOf, emails, headerOf, moveClock, type Place, perform, signIn, visit } from './people.ts';

let edition: Edition;
let browser: BrowserContext;
let page: Page;
let place: Place;

const { cohort, schools } = await sampleCohort('lesson-study');

beforeAll(async () => {
  edition = await openEdition({ port: 0, inboxPort: 0, leads: [cohort.lead.email] });
  browser = await openBrowser();
  page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  place = { url: edition.url, inboxUrl: edition.inbox.url, cohort: cohort.id, lead: cohort.lead.email };
});

afterAll(async () => {
  await browser?.close();
  await edition?.close();
});

test('a lead imports and launches a cohort, a year passes, and its emails are those of the rehearsal', async () => {
  const story = readStory(await readFile(new URL('a-year.story.json', import.meta.url), 'utf8'));
  const planner = (question: SolverQuestion) => answerTo(question, 'best');
  const rehearsed = await rehearseWith(planner, { cohort, schools, story, cast: 'silent' });

  await signIn(page, place);
  await visit(page, `${place.url}/cohorts/import`);
  for (const { name, text } of await cohortFiles('lesson-study'))
    await page
      .locator(`input[type=file][name="${name.split('.')[0]}"]`)
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: /import|check|upload/i }).click();
  await page.getByRole('button', { name: /launch/i }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: /launch/i }).click();

  for (const line of story) {
    await moveClock(place, line.at);
    const urn = line.urn ?? schools.find((school) => school.link.email === line.who)?.urn ?? '';
    const step =
      'obligation' in line && line.obligation
        ? line.obligation
        : 'questionnaire' in line && line.questionnaire
          ? `${line.questionnaire}-questionnaire`
          : line.does === 'sign' || line.does === 'decline'
            ? 'sign-agreement'
            : line.does;
    await perform(page, place, line, urn, step);
    expect(await page.title(), `${line.does} at ${line.at}`).not.toMatch(/^Error|problem|not found/i);
  }
  await moveClock(place, '2027-08-31T09:00');

  const sent = (await emails(place))
    .map((email) => ({
      at: withOffset(toInstant(Temporal.Instant.fromEpochMilliseconds(email.at * 1000))),
      to: addressOf(email),
      kind: headerOf(email, 'X-Drumbeat-Kind'),
    }))
    .filter((email) => email.kind !== 'sign-in-code');
  const expected = rehearsed.messages.map(({ at, to, kind }) => ({ at: withOffset(at), to, kind }));
  expect(sent).toEqual(expected);
  expect(edition.scheduler.failures).toEqual([]);
});
