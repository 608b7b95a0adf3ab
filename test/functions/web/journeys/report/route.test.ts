import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { readDraft } from '#records/drafts.ts';
import { readReport } from '#records/reports.ts';
import { crawl, formsOn } from '#test/functions/web/crawl.ts';
import { COACH, coachingSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';

const URN = '900101';
const MARKER = 'zebrafinch';
const words = {
  workedOn: `Questioning ${MARKER}`,
  seen: `Longer pauses ${MARKER}`,
  agreed: `Wait five seconds ${MARKER}`,
  'by-day': '18',
  'by-month': 'sept',
  'by-year': '2026',
  realTime: 'yes',
};

describe('a coach who is asked what became of a session', () => {
  let site: Site;
  let cohort: Cohort;
  let coach: Visitor;
  let id: string;

  beforeAll(async () => {
    ({ site, cohort } = await coachingSite());
    id = `${cohort.id}/${URN}`;
    coach = site.visitor();
  });
  afterAll(() => site.stop());

  const school = () => site.partnership(cohort, URN);
  /** A session of that day, 9am to 10am, lived until its end; the id of what is then owed. */
  async function session(date: string): Promise<string> {
    const done = await act(site.parts, id, 'coach-1', (p, c, now) =>
      planSession(
        p,
        c,
        {
          coach: 'coach-1',
          teacher: 'teacher-1',
          date,
          start: '09:00',
          end: '10:00',
          place: 'Room 4',
          focus: 'Pauses',
        },
        now,
      ),
    );
    if ('refused' in done) throw new Error(done.refused.sentence);
    site.at(`${date}T10:00`);
    await site.turn(cohort);
    return `${done.done.sessions.at(-1)?.id}-report`;
  }

  it('sees which session, by when, exactly who will read the report, and where all their sessions are', async () => {
    const report = await session('2026-09-08');
    const page = await coach.get(await site.link(cohort, URN, report));
    expect(page.status).toBe(200);
    for (const said of [
      'Greenlanes Lower School',
      'Mei-Ling Chua',
      'Tuesday 8 September 2026, 9am to 10am',
      'Room 4',
      '10am on Wednesday 9 September 2026',
      'Adaeze Okafor, headteacher',
      'Piran Nance, deputy',
      'Nobody else',
      'It took place',
      'It moved',
      'It did not happen',
      'All your sessions at Greenlanes Lower School',
    ])
      expect(page.text).toContain(said);
  });

  it('says when it really ended, and the clock runs from then', async () => {
    const link = await site.link(cohort, URN, 'session-1-report');
    site.at('2026-09-08T11:00');
    expect((await coach.get(`${link}/held`)).html).toContain('value="10am"');
    expect((await coach.post(`${link}/held`, { ended: '10am' })).text).toContain('Tick the box');
    expect((await coach.fill(`${link}/held`, { ended: '11:40', held: 'yes' })).text).toContain('later than now');
    expect((await coach.fill(`${link}/held`, { ended: 'soon', held: 'yes' })).text).toContain('must be a time');
    expect((await coach.fill(`${link}/held`, { ended: '10:20am', held: 'yes' })).location).toBe(`${link}/report`);
    expect((await school()).sessions[0]).toMatchObject({ state: 'held', ended: '2026-09-08T09:20:00Z' });
    expect((await coach.get(link)).text).toContain('10:20am on Wednesday 9 September 2026');
    expect((await coach.get(`${link}/held`)).location).toBe(link);
  });

  it('needs longer, and the head hears why if it is late', async () => {
    const link = await site.link(cohort, URN, 'session-1-report');
    const day = { 'expected-day': '7', 'expected-month': '9', 'expected-year': '2026' };
    expect((await coach.fill(`${link}/delay`, { why: 'A fire drill', ...day })).text).toContain('today or later');
    await coach.fill(`${link}/delay`, { why: 'A fire drill', ...day, 'expected-day': '10' });
    expect((await school()).sessions[0]?.delay).toEqual({ why: 'A fire drill', expected: '2026-09-10' });
    expect((await coach.get(link)).text).toContain('A fire drill');
  });

  it('writes, keeps, checks and sends it, once', async () => {
    const link = await site.link(cohort, URN, 'session-1-report');
    expect((await coach.fill(`${link}/report`, { go: 'on' })).status).toBe(422);
    expect((await coach.post(`${link}/report`, { ...words, seen: '', go: 'later' })).location).toBe(`${link}/saved`);
    expect((await coach.get(`${link}/report`)).html).toContain(`Questioning ${MARKER}`);
    expect((await coach.get(`${link}/report/check`)).location).toBe(`${link}/report`);
    expect((await coach.fill(`${link}/report`, { ...words, go: 'on' })).location).toBe(`${link}/report/check`);
    const check = await coach.get(`${link}/report/check`);
    expect(check.text).toContain('Friday 18 September 2026');
    expect((await coach.post(`${link}/report/check`)).status).toBe(422);
    await coach.get(`${link}/report/check`);
    const twice = await Promise.all([1, 2].map(() => coach.post(`${link}/report/check`, { confirm: 'yes' })));
    expect(twice.map((seen) => seen.location)).toEqual([link, link]);
    expect((await school()).sessions[0]?.report?.version).toBe(1);
    expect(await readDraft(site.table, id, 'session-1-report')).toEqual({});
    expect(await readReport(site.table, id, 'session-1', 1)).toMatchObject({
      workedOn: `Questioning ${MARKER}`,
      agreedBy: '2026-09-18',
      realTime: true,
    });
    await site.turn(cohort);
    const mails = site.mails.filter((mail) => mail.kind === 'coach-report');
    expect(mails.map((mail) => mail.to)).toEqual(['a.okafor@greenlanes.example.org']);
  });

  it('sees by the same link what was sent and to whom, and corrects it on the page of all their sessions', async () => {
    const shown = await site.link(cohort, URN, 'session-1-report');
    expect((await coach.get(`${shown}/report`)).location).toBe(shown);
    expect((await coach.get(shown)).html).not.toContain('/sessions/');
    const all = `/sessions/${writeSessionsLink(await site.parts.secret(), await school(), 'coach-1')}`;
    const link = `${all}/owed/session-1-report`;
    expect((await coach.get(all)).html).toContain(`href="${link}"`);
    expect((await coach.get(link)).html).toContain(`href="${link}/report"`);
    const sent = await coach.get(shown);
    expect(sent.text).toContain(
      'It goes to Adaeze Okafor, headteacher (or, if our email to the headteacher cannot be delivered, to Piran Nance, deputy), and to nobody else',
    );
    expect(sent.text).toContain(`Longer pauses ${MARKER}`);
    expect((await coach.get(`${link}/report`)).html).toContain(`Longer pauses ${MARKER}`);
    expect((await coach.post(`${link}/report`, { ...words, 'by-month': '9', go: 'on' })).location).toMatch(/check$/);
    expect((await coach.get(`${link}/report/check`)).location).toBe(link);
    await coach.fill(`${link}/report`, { ...words, seen: `Short pauses ${MARKER}`, go: 'on' });
    await coach.get(`${link}/report/check`);
    expect((await coach.post(`${link}/report/check`, { confirm: 'yes' })).location).toBe(link);
    expect((await school()).sessions[0]?.report?.version).toBe(2);
    expect((await coach.get(link)).text).toContain('as version 2');
    await site.turn(cohort);
    expect(site.mails.filter((mail) => mail.kind === 'coach-report')).toHaveLength(2);
  });

  it('says that it moved: this link is done, and the next email asks again', async () => {
    await session('2026-09-10');
    const link = await site.link(cohort, URN, 'session-2-report');
    const to = { 'date-day': '11', 'date-month': '9', 'date-year': '2026', start: '2pm', end: '3pm' };
    expect((await coach.fill(`${link}/move`, to)).text).toContain('Enter why it is moved');
    expect((await coach.fill(`${link}/move`, { ...to, 'date-day': '9', why: 'Ill' })).text).toContain('later than now');
    expect((await coach.fill(`${link}/move`, { ...to, why: 'Ill' })).text).toContain('What follows');
    expect((await coach.post(`${link}/move`, { ...to, why: 'Ill' })).location).toBe(link);
    expect((await coach.get(link)).text).toContain('Friday 11 September 2026, 2pm to 3pm');
    expect((await coach.get(`${link}/report`)).text).toContain('The session has moved');
    expect((await school()).sessions[1]).toMatchObject({ state: 'moved', why: 'Ill', sequence: 1 });
    site.at('2026-09-11T15:00');
    await site.turn(cohort);
    expect((await coach.get(await site.link(cohort, URN, 'session-2-report-1'))).text).toContain('It took place');
  });

  it('says that it did not happen, and owes nothing', async () => {
    const link = await site.link(cohort, URN, 'session-2-report-1');
    expect((await coach.fill(`${link}/off`)).status).toBe(422);
    expect((await coach.fill(`${link}/off`, { why: 'The teacher was away' })).location).toBe(link);
    const page = await coach.get(link);
    expect(page.text).toContain('No report is owed');
    expect((await school()).sessions[1]?.state).toBe('missed');
  });

  it('is not taken for a robot, nor a robot for them', async () => {
    const report = await session('2026-09-15');
    const link = await site.link(cohort, URN, report);
    const before = await school();
    const robot = site.visitor();
    for (const [path, { html }] of await crawl(robot, [link]))
      for (const { action, untouched } of formsOn(path, html)) await robot.post(action, untouched);
    expect(await school()).toEqual(before);
  });

  it('alone reads their words: no page, file, history or log of the lead’s has them', async () => {
    const lead = await site.lead();
    const own = `/cohorts/${cohort.id}`;
    const seen = await crawl(lead, [own, `${own}/ledger`, `${own}/ledger.svg`, `${own}/schools/${URN}`]);
    expect(seen.size).toBeGreaterThan(20);
    for (const [path, { html }] of seen) expect([path, html.includes(MARKER)]).toEqual([path, false]);
    expect(seen.get(`${own}/schools/${URN}`)?.text).toContain('The coach sent a correction of the report');
    for (const path of ['session-3-report/chase', 'session-3-report/take-over', 'session-1-report'])
      expect((await lead.get(`${own}/schools/${URN}/owed/${path}`)).status).toBe(404);
    expect(JSON.stringify([site.logged, site.started])).not.toContain(MARKER);
    const to = site.mails.filter((mail) => mail.text.includes(MARKER)).map((mail) => mail.to);
    expect(new Set(to)).toEqual(new Set(['a.okafor@greenlanes.example.org']));
    expect(to).not.toContain(COACH.email);
  });
});
