import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeOver } from '#domain/obligations/lead-acts.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { byHandSchool, coverSchool, proposedSchool } from '#test/support/cover-school.ts';
import { invited } from '#test/support/first-school.ts';

/** The first lesson is on Thursday 8 October 2026: its cover is asked for five school days before. */
const ASKED = '2026-10-01T08:00';
const LESSON = 'cycle-1-1-lesson-cover';

let cover: CoverSite;
const open = (given = coverSchool(), local = ASKED) => {
  beforeAll(async () => {
    cover = await coverSite(given, local);
    await cover.turn(local);
  });
  afterAll(() => cover.site.stop());
};

describe('a lead', () => {
  open();

  it('sees how the plan stands, every cycle and whether its cover is confirmed, and calls a cycle off', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const { text } = await lead.get(cover.home);
    expect(text).toContain('Cycles and cover');
    expect(text).toMatch(/Agreed\. The plan is agreed/);
    expect(text).toMatch(/Triad 1, cycle 1\s+Chosen Teacher 1/);
    expect(text).toContain('Lesson: asked');
    const off = `${cover.home}/cover/cycle-1-1/off`;
    expect((await lead.fill(off)).text).toContain('Enter why it does not take place');
    expect((await lead.fill(off, { why: 'An inspection' })).location).toBe(`${cover.home}?told=off`);
    expect((await cover.partnership()).cycles[0]).toMatchObject({ state: 'cancelled', why: 'An inspection' });
    expect((await lead.get(off)).status).toBe(404);
    expect((await lead.get(`${cover.home}?told=off`)).text).toContain('An inspection');
    expect((await lead.get(`${cover.home}/cover`)).text).not.toContain('Triad 1, cycle 1');
    const over = await cover.site.visitor().get(await cover.owed(LESSON));
    expect(over.text).toContain('This session is called off');
  });

  it('is told in the table of schools where cover is an alarm', async () => {
    let lead = await cover.site.lead(cover.cohort.lead.email);
    const table = `/cohorts/${cover.cohort.id}`;
    await cover.turn('2026-10-06T08:00');
    expect((await lead.get(table)).text).not.toContain('cover not confirmed');
    await cover.turn('2026-10-09T08:00');
    lead = await cover.site.lead(cover.cohort.lead.email);
    expect((await lead.get(table)).text).toContain('cover not confirmed');
    expect((await lead.get(cover.home)).text).toContain('cover not confirmed');
  });

  it('who took the confirmation over confirms on the same page', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const id = 'cycle-2-1-lesson-cover';
    await cover.does('lead', (p, cohort, now) => takeOver(p, cohort, id, now));
    const page = await lead.get(`${cover.home}/owed/${id}`);
    expect(page.html).toContain(`href="${cover.home}/cover"`);
    await lead.post(`${cover.home}/owed/${id}/cover`, { confirm: 'yes' });
    expect((await cover.partnership()).obligations.find((o) => o.id === id)?.end).toMatchObject({ by: 'lead' });
  });

  it('says that a teacher cannot come, for as long as nobody knows', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const follows = await lead.fill(`${cover.home}/cover/away`, {
      who: 'teacher-5',
      'from-day': '1',
      'from-month': '11',
      'from-year': '2026',
      forGood: 'yes',
    });
    expect(follows.title).toContain('cannot come from Sunday 1 November 2026 for good');
    const sent = await lead.post(`${cover.home}/cover/away`, { confirm: 'yes' });
    expect(sent.location).toBe(`${cover.home}/cover/next`);
    const { provision, plan } = await cover.partnership();
    expect(provision?.absences).toEqual([{ who: 'teacher-5', from: '2026-11-01' }]);
    expect(plan?.state).toBe('wanted');
  });
});

describe('where something is not held', () => {
  open(proposedSchool(), '2026-09-08T11:00');

  it('the lead sees why, before the link has agreed', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const { text } = await lead.get(cover.home);
    expect(text).toContain('Proposed, waiting for Rhodri Pugh to agree');
    expect(text).toContain('Triad 2, cycle 4 is not held');
    expect(text).toContain('both cover people are already used');
  });
});

describe('a school that plans by hand', () => {
  open(byHandSchool(), '2026-09-08T11:00');

  it('has a page of its cover for its link, who is nobody’s cover manager yet', async () => {
    const { text, status } = await cover.site.visitor().get(await cover.sessions('link'));
    expect(status).toBe(200);
    expect(text).toContain('Nobody needs to be covered.');
    expect((await cover.site.visitor().get(await cover.sessions('cover'))).status).toBe(404);
  });
});

describe('a school without teachers', () => {
  open(invited, '2026-09-07T09:00');

  it('has nobody who could not come', async () => {
    const lead = await cover.site.lead(cover.cohort.lead.email);
    const away = `${cover.home}/cover/away`;
    await cover.does('lead', (p, _cohort, now) => ({
      partnership: { ...p, people: p.people.filter((one) => one.role !== 'teacher'), lastSignOfLife: now },
      changes: [],
    }));
    const { html, text } = await lead.get(away);
    expect(text).toContain('Nobody teaches or covers here yet');
    expect(html).not.toContain('name="who"');
    expect((await lead.post(away)).location).toBe(away);
  });
});
