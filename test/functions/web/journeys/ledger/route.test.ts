import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { callOff, delayReport, planSession, sendReport } from '#domain/sessions/acts.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { readSent } from '#records/outbox.ts';
import { coachingSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { act } from '#use-cases/act.ts';
import { tellFate } from '#use-cases/record-fate.ts';

let site: Site;
let cohort: Cohort;
let lead: Visitor;
let home: string;
const FORMULA = '=HYPERLINK("https://elsewhere.example.org","here")';

/** One report in time, one late, one waiting, one missed. */
beforeAll(async () => {
  ({ site, cohort } = await coachingSite());
  const id = `${cohort.id}/900101`;
  home = `/cohorts/${cohort.id}/ledger`;
  for (const date of ['2026-09-08', '2026-09-09', '2026-09-14', '2026-09-15', '2026-10-20'])
    await act(site.parts, id, 'coach-1', (p, c, now) =>
      planSession(
        p,
        c,
        { coach: 'coach-1', teacher: 'teacher-1', date, start: '09:00', end: '10:00', place: 'Hall', focus: 'Pauses' },
        now,
      ),
    );
  const turnAt = async (local: string) => {
    site.at(local);
    await site.turn(cohort);
  };
  const sends = (session: string) =>
    act(site.parts, id, 'coach-1', (p, c, now) => sendReport(p, c, session, 'coach-1', now), {
      report: { session, workedOn: 'a', seen: 'b', agreed: 'c', realTime: false },
    });
  await turnAt('2026-09-08T10:00');
  site.at('2026-09-08T15:00');
  await sends('session-1');
  await site.turn(cohort);
  site.at('2026-09-08T15:02');
  const sent = await readSent(site.parts.table, { kind: 'partnership', id });
  const report = sent.flatMap(({ change: c }) =>
    c.what === 'message-sent' && c.kind === 'coach-report' && c.to === 'head' ? [c.key] : [],
  );
  await tellFate(site.parts, { kind: 'partnership', id }, report[0] ?? '', 'delivered', 'message-1');
  await turnAt('2026-09-09T10:00');
  await act(site.parts, id, 'coach-1', (p) => delayReport(p, 'session-2', FORMULA, '2026-09-11'));
  await turnAt('2026-09-10T10:00');
  site.at('2026-09-10T16:00');
  await sends('session-2');
  await site.turn(cohort);
  await turnAt('2026-09-14T10:00');
  site.at('2026-09-14T11:00');
  await act(site.parts, id, 'coach-1', (p, c, now) =>
    callOff(p, c, 'session-3', 'The teacher was ill', 'coach-1', now),
  );
  await turnAt('2026-09-15T10:00');
  site.at('2026-09-15T12:00');
  lead = await site.lead();
});
afterAll(() => site.stop());

describe('the ledger', () => {
  it('says how soon heads heard, and why some reports were late', async () => {
    const { text, html } = await lead.get(home);
    for (const said of [
      '50% within 24 hours',
      '2 sessions held',
      '1 not recorded yet',
      '1 reported within',
      '1 late',
      '1 waiting',
      '1 still to come',
    ])
      expect(text).toContain(said);
    expect(text).toContain('the report went 30:00 after the session’s end. =HYPERLINK(');
    expect(text).toContain('Tue 8 Sept 2026, 3:02pm');
    expect(html).toContain('1 reached the head within 24 hours of the session’s end and 1 later');
    expect((await lead.get(`/cohorts/${cohort.id}`)).html).toContain(`href="${home}"`);
  });

  it('has the totals of the record', async () => {
    const of = ledgerOf(cohort.programme, [await site.partnership(cohort, '900101')], site.parts.now());
    expect([of.held, of.unsaid, of.within, of.late, of.waiting, of.rows.length]).toEqual([2, 1, 1, 1, 1, 5]);
  });

  it('of one school shows that school alone, and of none nothing', async () => {
    expect((await lead.get(`${home}?urn=900101`)).text).toContain('Ledger of reports at Greenlanes');
    const other = await lead.get(`${home}?urn=900102`);
    expect(other.text).toContain('No session has ended yet');
    expect((await lead.get(`${home}?urn=999999`)).status).toBe(404);
    expect((await lead.get(`${home}.csv?urn=999999`)).status).toBe(404);
  });

  it('has a picture', async () => {
    const { html, headers } = await lead.get(`${home}.svg`);
    expect(headers.get('Content-Type')).toContain('image/svg+xml');
    expect(html).toMatch(/^<svg /);
    expect(html).toContain('Within 24 hours: 1');
  });

  it('is a table for spreadsheets, in which nothing is a formula', async () => {
    const { html, headers } = await lead.get(`${home}.csv`);
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="ledger-coaching-2026.csv"');
    const rows = parse(html, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row.outcome, row.report_sent, row.hours])).toEqual([
      ['within', '2026-09-08 15:00', '5.00'],
      ['late', '2026-09-10 16:00', '30.00'],
      ['not-held', '', ''],
      ['waiting', '', ''],
    ]);
    expect(rows[0]?.report_delivered).toBe('2026-09-08 15:02');
    expect(rows[1]?.reason).toBe(`'${FORMULA}`);
  });

  it('is a PDF', async () => {
    const answer = await site.app.request(`${site.parts.origin}${home}.pdf`, {
      headers: { Cookie: [...lead.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(answer.headers.get('Content-Type')).toBe('application/pdf');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(5_000);
  });

  it('is its lead’s alone', async () => {
    const other = await site.lead('m.varga@oakbank.example.org');
    for (const ending of ['', '.svg', '.csv', '.pdf']) {
      expect((await other.get(home + ending)).status).toBe(404);
      expect((await site.visitor().get(home + ending)).location).toMatch(/^\/sign-in/);
    }
  });
});
