import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUNDLING, entryOf, FONTS_BESIDE, ROOT } from '../../infra/bundling.ts';
import { copyFonts } from '../../infra/fonts-beside.ts';
import { partnershipId } from '../../shared/domain/cohort.ts';
import { sendReport } from '../../shared/domain/session-acts.ts';
import { readDocument } from '../../shared/records/reports.ts';
import { act } from '../../shared/use-cases/act.ts';
import { opened, textsOf } from '../shared/documents/opened.ts';
import { sampleCohort } from '../support/cohorts.ts';
import { type Dynamo, startDynamo } from '../support/dynamo.ts';
import { launch, oneSchool, type TestParts, testParts } from '../support/parts.ts';

const sample = oneSchool(await sampleCohort('coaching-package'));
const id = partnershipId(sample.cohort.id, '900201');
const words = { session: 'session-1', workedOn: 'Questions', seen: 'All hands up', agreed: 'Wait', realTime: true };

let dynamo: Dynamo;
let parts: TestParts;
let folder: string;
let handler: (event: unknown) => Promise<unknown>;

/** As it is deployed: one minified file with the fonts beside it, far from this repository's packages. */
beforeAll(async () => {
  dynamo = await startDynamo();
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-10-05T11:00');
  const done = await act(parts, id, 'coach-1', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now), {
    report: words,
  });
  expect(done).not.toHaveProperty('refused');

  folder = mkdtempSync(join(tmpdir(), 'drumbeat-'));
  const outfile = join(folder, 'index.mjs');
  await build({
    ...BUNDLING,
    mainFields: [...BUNDLING.mainFields],
    banner: { js: BUNDLING.banner },
    absWorkingDir: ROOT,
    entryPoints: [entryOf('render-report')],
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
  copyFonts(folder);
  Object.assign(process.env, {
    TABLE: parts.table.name,
    PRIVATE_TABLE: parts.table.privateName,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  handler = (await import(pathToFileURL(outfile).href)).handler;
}, 120_000);
afterAll(async () => {
  await dynamo?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const document = () => readDocument(parts.table, id, 'session-1', 1);

it('the deployed function renders a report with the fonts beside it, answers nothing, and may do so twice', async () => {
  expect(FONTS_BESIDE).toContain('render-report');
  const event = { partnership: id, session: 'session-1', version: 1 };
  expect(await handler(event)).toBeUndefined();
  const first = await document();
  const pdf = await opened(first as Uint8Array);
  expect(textsOf(pdf.tags, 'P')).toContain('All hands up');
  expect(textsOf(pdf.tags, 'L').at(-1)).toBe('• Yewande Coker-Lane, headteacher');
  expect(await handler(event)).toBeUndefined();
  expect(await document()).toEqual(first);
});

it('what is not there is named by ids alone', async () => {
  const missing = handler({ partnership: id, session: 'session-2', version: 1 });
  await expect(missing).rejects.toThrow(`No report 1 on session-2 of ${id}`);
});
