import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { costOf } from '#cover/cost.ts';
import type { SolverAnswer } from '#cover/planner.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { sendReport } from '#domain/sessions/acts.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { keyToTag } from '#email/ses.ts';
import { FUNCTION_FOLDERS } from '#infra/bundling.ts';
import { replaceSchools, saveCohort } from '#records/cohorts.ts';
import { readSent } from '#records/outbox.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { readDocument } from '#records/reports.ts';
import { opened, textsOf } from '#test/shared/documents/opened.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { leastObjective } from '#test/support/cover-brute-force.ts';
import { checkPlan } from '#test/support/cover-checker.ts';
import { plannedSchool } from '#test/support/cover-school.ts';
import { disturbed } from '#test/support/disturbances.ts';
import { oneSchool } from '#test/support/parts.ts';
import { randomProblem } from '#test/support/random-schools.ts';
import { act } from '#use-cases/act.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { type Deployed, openDeployed } from './deployed.ts';
import { ask, visitorOf } from './site.ts';

const coaching = oneSchool(await sampleCohort('coaching-package'));
const id = partnershipId(coaching.cohort.id, '900201');
const words = { session: 'session-1', workedOn: 'Questions', seen: 'All hands up', agreed: 'Wait', realTime: true };

/** Bundling takes its time on a busy machine, and so does each function's first call; milliseconds. */
const PATIENT = 600_000;

let deployed: Deployed;
beforeAll(async () => {
  deployed = await openDeployed();
}, PATIENT);
afterAll(() => deployed?.close());

const emailsTo = async (address: string) =>
  (await deployed.inbox.emails()).filter(({ destination }) => destination.to.some((to) => to.includes(address)));

/** pdfkit reads this for PDF/A alone; our documents are PDF/UA. */
const NEVER_READ = './data/sRGB_IEC61966_2_1.icc';

it.each(FUNCTION_FOLDERS)('beside the code of %s lies every file that it names', (folder) => {
  const main = join(deployed.folders[folder], 'index.mjs');
  const code = readFileSync(main, 'utf8');
  const named = [...code.matchAll(/new URL\("([^"]+)",import\.meta\.url\)/g)].map(([, file]) => `${file}`);
  const missing = named.filter((file) => !existsSync(new URL(file, pathToFileURL(main))));
  expect(missing.filter((file) => file !== NEVER_READ)).toEqual([]);
  const { resolve } = createRequire(main);
  for (const [, file] of code.matchAll(/\.resolve\("([^"]+\/[^"]+)"\)/g))
    expect(() => resolve(`${file}`)).not.toThrow();
});

it(
  'launches a cohort, invites a school, and hears that the invitation has come',
  async () => {
    const { parts, account } = deployed;
    await saveCohort(parts.table, undefined, coaching.cohort, undefined);
    await replaceSchools(parts.table, coaching.cohort.id, coaching.schools);
    await pressLaunch(parts, coaching.cohort.id);
    await deployed.run('launch-cohort', { cohort: coaching.cohort.id });
    parts.at(`${coaching.cohort.launch}T08:00`);
    await deployed.runDue();
    expect(account.denied).toEqual([]);
    const kept = await readPartnership(parts.table, id);
    const head = kept?.value.people.find((person) => person.id === 'head')?.email ?? '-';
    const [invitation] = await emailsTo(head);
    expect(invitation?.body.text).toMatch(/https:\/\/drumbeat\.example\.org\/owed\//);

    const place = { kind: 'partnership', id } as const;
    const [sent] = (await readSent(parts.table, place)).map(({ change }) =>
      change.what === 'message-sent' ? change : undefined,
    );
    const mail = { messageId: invitation?.messageId, tags: { key: [keyToTag(sent?.key ?? '')] } };
    const told = { detail: { eventType: 'Delivery', mail } };
    expect(await deployed.invoke('record-delivery', told)).toEqual({ recorded: true });

    const page = await ask(deployed, /https:\S+\/owed\/\S+/.exec(invitation?.body.text ?? '')?.[0] ?? '');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(kept?.value.school);
  },
  PATIENT,
);

it(
  'makes a report into a document, whatever of it is asked for twice, and sends it',
  async () => {
    const { parts } = deployed;
    // sessions begin when the agreement holds
    await act(parts, id, 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
    parts.at('2026-10-05T11:00');
    const done = await act(parts, id, 'coach-1', (p, _c, now) => sendReport(p, _c, 'session-1', 'coach-1', now), {
      report: words,
    });
    expect(done).not.toHaveProperty('refused');
    await deployed.runDue();
    const first = await readDocument(parts.table, id, 'session-1', 1);
    const pdf = await opened(first as Uint8Array);
    expect(textsOf(pdf.tags, 'P')).toContain('All hands up');
    expect(textsOf(pdf.tags, 'L').at(-1)).toBe('• Yewande Coker-Lane, headteacher');
    const report = { partnership: id, session: 'session-1', version: 1 };
    expect(await deployed.invoke('render-report', report)).toBeUndefined();
    expect(await readDocument(parts.table, id, 'session-1', 1)).toEqual(first);
    const head = (await readPartnership(parts.table, id))?.value.people.find((person) => person.id === 'head');
    expect((await emailsTo(head?.email ?? '-')).map(({ body }) => body.text).join()).toContain('All hands up');
    await expect(deployed.invoke('render-report', { ...report, session: 'session-2' })).rejects.toThrow(
      `No report 1 on session-2 of ${id}`,
    );
  },
  PATIENT,
);

it(
  'lets a lead sign in, and makes the sheet of an evaluation',
  async () => {
    const lead = visitorOf(deployed);
    const { email } = coaching.cohort.lead;
    await lead.get('/sign-in');
    await lead.post('/sign-in', { email });
    const code = (await emailsTo(email)).at(-1)?.body.text?.match(/\b\d{6}\b/);
    await lead.post('/sign-in/code', { code: code?.[0] ?? '' });
    const cookie = [...lead.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sheet = await ask(deployed, `/cohorts/${coaching.cohort.id}/evaluation.pdf`, { headers: { cookie } });
    expect(sheet.headers.get('Content-Type')).toBe('application/pdf');
    const pdf = await opened(new Uint8Array(await sheet.arrayBuffer()));
    expect(textsOf(pdf.tags, 'H1')).toHaveLength(1);
  },
  PATIENT,
);

it(
  'plans a school’s cover for whoever asks, proven the best',
  async () => {
    const { parts } = deployed;
    const { partnership, cohort: its, now } = plannedSchool();
    const { cycles = { windows: [] }, ...programme } = its.programme;
    // one cycle for each group: the solver proves the plan in a moment
    const once = { ...programme, key: 'one-cycle', cycles: { ...cycles, windows: cycles.windows.slice(0, 1) } };
    const cohort = { ...its, programme: once as Programme, schoolCount: 1 };
    await saveCohort(parts.table, undefined, cohort, undefined);
    await savePartnership(parts.table, undefined, partnership, {
      events: [],
      nextAt: nextMoment(partnership, cohort, now),
      addresses: { lead: cohort.lead.email },
    });
    parts.set(now);
    expect(partnership.plan?.state).toBe('wanted');
    await deployed.run('plan-cover', { partnership: partnership.id });
    const plan = (await readPartnership(parts.table, partnership.id))?.value.plan;
    expect(plan).toMatchObject({ state: 'proposed', proposal: { proven: true } });
  },
  PATIENT,
);

const asks = { schools: 1, groupsPerSchool: 2, cycles: 2, days: 11, tight: true, periods: 3 } as const;
const problem = randomProblem({ seed: 10, ...asks });

it(
  'finds the best plan where the first is not the best, and repairs it',
  async () => {
    const question = { problem, from: 0 };
    const solve = async (asked: object, how: string) =>
      (await deployed.invoke('solve-cover', { question: asked, how })) as SolverAnswer;
    const least = leastObjective(problem);
    const first = await solve(question, 'first');
    expect(costOf(problem, first.plan).objective).toBeGreaterThan(least);
    const best = await solve(question, 'best');
    expect(best).toMatchObject({ proven: true, gap: 0 });
    expect(checkPlan(problem, best.plan)).toMatchObject({ errors: [], objective: least });

    const after = disturbed(problem, best.plan, 'cover-away', 0);
    expect(checkPlan(after, best.plan).errors).not.toEqual([]);
    const repaired = await solve({ problem: after, agreed: best.plan, from: 0 }, 'best');
    expect(repaired).toMatchObject({ proven: false, leastChanges: true });
    expect(checkPlan(after, repaired.plan).errors).toEqual([]);
  },
  PATIENT,
);

it('called every function from its own files, and none asked for more than its role allows', () => {
  expect([...deployed.called].sort()).toEqual([...FUNCTION_FOLDERS].sort());
  expect(deployed.account.denied).toEqual([]);
});
