import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { sendReport } from '#domain/sessions/acts.ts';
import { type Edition, openEdition } from '#infra/local/edition.ts';
import { readPartnership } from '#records/partnerships.ts';
import { readDocument } from '#records/reports.ts';
import { cohortFiles, sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { importCohort } from '#use-cases/import-cohort.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';

const { cohort } = await sampleCohort('coaching-package');
const school = partnershipId(cohort.id, '900201');
const head = 'y.coker-lane@fernbank.example.org';
const words = { session: 'session-1', workedOn: 'Questions', seen: 'Hands', agreed: 'Wait', realTime: true };

let edition: Edition;
beforeAll(async () => {
  edition = await openEdition({ port: 0, inboxPort: 0 });
  const { parts } = edition.scheduler;
  const files = cohortFiles('coaching-package').map((f) => [f.name, new TextDecoder().decode(f.text as Uint8Array)]);
  await importCohort(parts, cohort.lead.email, Object.fromEntries(files));
  await pressLaunch(parts, cohort.id);
  await edition.scheduler.settled();
  // sessions begin when the agreement holds
  await edition.scheduler.moveTo(london('2026-09-07', '09:00').at);
  await act(parts, school, 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
  await edition.scheduler.moveTo(london('2026-10-05', '11:00').at);
  await act(parts, school, 'coach-1', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now), { report: words });
});
afterAll(() => edition?.close());

const bounce = async (body: unknown, headers = {}) => {
  const answer = await fetch(`${edition.url}/local/bounce`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return answer.status;
};

interface Email {
  readonly destination: { readonly to: readonly string[] };
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments?: readonly unknown[];
}

/** The kinds of the emails that have gone about the report, and to whom. */
const gone = async () => {
  const { emails } = (await (await fetch(`${edition.inbox.url}/store`)).json()) as { emails: Email[] };
  return emails
    .map((m) => [
      m.headers.find((h) => h.name === 'X-Drumbeat-Kind')?.value,
      m.destination.to[0]?.replace(/^.*<|>$/g, ''),
      m.attachments?.length ?? 0,
    ])
    .filter(([kind]) => kind === 'coach-report' || kind === 'report-bounced');
};

describe('POST /local/bounce', () => {
  it('finds the report with its document, which no execution has seen', async () => {
    expect(await gone()).toEqual([['coach-report', head, 1]]);
    expect(await readDocument(edition.scheduler.parts.table, school, 'session-1', 1)).toBeDefined();
  });

  it('answers what it cannot do, and to other sites nothing', async () => {
    expect(await bounce({})).toBe(400);
    expect(await bounce({ to: 'nobody@example.org' })).toBe(404);
    expect(await bounce({ to: head }, { origin: 'https://elsewhere.example.org' })).toBe(403);
  });

  it('brings the last email about a session back, and the lead hears at once, once', async () => {
    expect(await bounce({ to: head.toUpperCase() })).toBe(200);
    expect(await bounce({ to: head })).toBe(200);
    const after = [
      ['coach-report', head, 1],
      ['report-bounced', cohort.lead.email, 0],
    ];
    expect(await gone()).toEqual(after);
    expect((await readPartnership(edition.scheduler.parts.table, school))?.value.bounced).toEqual(['head']);
    expect(edition.scheduler.failures).toEqual([]);
  });
});
