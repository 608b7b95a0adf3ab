import { afterEach, describe, expect, it } from 'vitest';
import type { Proposal } from '#domain/cycles/plan.ts';
import { planAgain, proposePlan } from '#domain/cycles/plan-acts.ts';
import { takeOver } from '#domain/obligations/lead-acts.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { disturbedSchool, disturbedWithOneOff, improvingSchool } from '#test/functions/web/plan-pages.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { coverSchool, plannedSchool, proposalFor, proposedSchool } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

let at: CoverSite;
let link: string;
let reader: Visitor;

async function open(given: Given, obligation = 'agree-plan'): Promise<void> {
  at = await coverSite(given, '2026-09-09T11:00');
  link = await at.owed(obligation);
  reader = at.site.visitor();
}
afterEach(() => at.site.stop());

const planOf = async () => (await at.partnership()).plan;

/** The planner's answer to what it was last asked. */
const answers = (without: readonly string[] = []) =>
  at.does('drumbeat', (p, cohort, now) =>
    proposePlan(
      p,
      cohort,
      p.plan?.nth ?? 0,
      { ...proposalFor({ partnership: p, cohort, now } as Given, without), at: now },
      { final: true },
      now,
    ),
  );

describe('while the planner works', () => {
  it('the page says what it does and since when, and loads itself anew until its reader stops it', async () => {
    await open(plannedSchool());
    expect((await reader.get(link)).html).toContain(`href="${link}/plan"`);
    const { html, text } = await reader.get(`${link}/plan`);
    expect(html).toContain('<meta http-equiv="refresh" content="5">');
    expect(text).toContain('Now: the planner looks for a first plan');
    expect(text).toContain('began at 10am on Tuesday 8 September 2026');
    const still = await reader.get(`${link}/plan?again=by-hand`);
    expect(still.html).not.toContain('http-equiv="refresh"');
    expect(still.text).toContain('Look again');
    for (const path of ['again', 'cycles/cycle-1-1', 'check'])
      expect((await reader.get(`${link}/plan/${path}`)).location).toBe(`${link}/plan`);
  });

  it('a first plan is shown already, and cannot be agreed yet', async () => {
    await open(improvingSchool());
    const { html, text } = await reader.get(`${link}/plan`);
    expect(html).toContain('http-equiv="refresh"');
    expect(text).toContain('looks for a better one, or proves that there is none');
    expect(text).toContain('Cycles held 8 of 8');
    expect(text).toContain('Week of Monday 5 October 2026');
    expect(text).not.toContain('Continue to agree');
    expect((await reader.post(`${link}/plan/check`, { confirm: 'yes' })).location).toBe(`${link}/plan`);
    expect((await planOf())?.state).toBe('wanted');
  });
});

describe('a plan that is proposed', () => {
  it('is summed up, with what is not held, why, and the ways out with their price', async () => {
    await open(proposedSchool());
    const { text } = await reader.get(`${link}/plan`);
    expect(text).toMatch(/Cycles held 7 of 8 Lessons covered 15 Cost of supply £840 How good it is No plan is better/);
    expect(text).toContain('Tuesday 2 March 2027, period 3: both cover people are already used');
    expect(text).toContain('period 4: the budget for supply is used up, Chosen Teacher 5 has PPA');
    expect(text).toContain('Corin Standfast may cover one more period a week: no cost, holds 1 more cycle');
    expect(text).toContain('One more supply half-day on Tuesday 2 March 2027 (morning): £120, holds 1 more cycle');
  });

  it('is a calendar with a table and a list a week, and a list for each person', async () => {
    await open(proposedSchool());
    const { html } = await reader.get(`${link}/plan`);
    const [week = ''] = html.match(/<section class="app-week".*?<\/section>/s) ?? [];
    expect(week).toContain('<caption class="govuk-visually-hidden">Week of Monday 5 October 2026');
    expect([...week.matchAll(/<th scope="col"/g)]).toHaveLength(6);
    expect(week).toMatch(/<th scope="row"[^>]*>Period 3 <span class="app-week__time">11:15am to 12:15pm/);
    expect(week).toContain('Corin Standfast takes Chosen Teacher 2’s class');
    expect(week).toContain('<h4 class="app-week__day">Thursday 8 October 2026</h4>');
    const people = (await reader.get(`${link}/plan/people`)).text;
    expect(people).toContain('Research lesson of Triad 1, cycle 2, observes; Corin Standfast takes the class');
    expect(people).toMatch(/Dilys Makebelieve Day Time What .*Stands by for Triad 1, cycle 1/);
  });

  it('takes a way out and plans again with it', async () => {
    await open(proposedSchool());
    const none = await reader.fill(`${link}/plan/ways-out`);
    expect([none.status, none.text.includes('Choose what you can give')]).toEqual([422, true]);
    expect((await reader.post(`${link}/plan/ways-out`, { way: '2' })).location).toBe(`${link}/plan`);
    expect(await planOf()).toMatchObject({
      state: 'wanted',
      wishes: [{ what: 'allow', relief: { kind: 'supply-day', date: '2027-03-02', half: 'morning' } }],
    });
    expect(at.site.started).toHaveLength(1);
  });

  it('collects wishes, lets them be taken back, and plans again with what is left', async () => {
    await open(proposedSchool());
    const cycle = (id: string, fields: Record<string, string>) => reader.fill(`${link}/plan/cycles/${id}`, fields);
    expect((await cycle('cycle-1-1', {})).text).toContain('Choose what you want for this cycle');
    expect((await cycle('cycle-1-1', { what: 'move' })).text).toContain('Choose a day');
    expect((await cycle('cycle-1-1', { what: 'move', day: '2026-10-26' })).text).toContain('Choose a day');
    expect((await cycle('cycle-1-1', { what: 'keep' })).location).toBe(`${link}/plan/again`);
    await cycle('cycle-1-2', { what: 'avoid-time' });
    await cycle('cycle-1-2', { what: 'avoid-day' });
    await cycle('cycle-1-3', { what: 'keep' });
    await cycle('cycle-1-3', { what: 'move', day: '2027-01-12', period: '4' });
    await cycle('cycle-1-4', { what: 'keep' });
    await cycle('cycle-2-4', { day: '2027-03-04', period: '' });
    expect((await cycle('cycle-3-1', { what: 'keep' })).status).toBe(404);
    expect((await cycle('cycle-1-5', { what: 'keep' })).status).toBe(404);

    const { html, text } = await reader.get(`${link}/plan/again`);
    expect(text).toContain('Triad 1, cycle 1 stays where it is');
    expect(text).toContain('Triad 1, cycle 2 is not on Thursday 19 November 2026, period 3');
    expect(text).toContain('Triad 1, cycle 3 is on Tuesday 12 January 2027, period 4');
    expect(text).toContain('Triad 2, cycle 4 is on Thursday 4 March 2027, at any time');
    const [, gone = ''] = /name="remove-1" type="checkbox" value="([^"]*)"/.exec(html) ?? [];
    expect((await reader.post(`${link}/plan/again/remove`)).text).toContain('Tick what you want to remove');
    await reader.post(`${link}/plan/again/remove`, { 'remove-1': gone.replaceAll('&quot;', '"') });
    expect((await reader.get(`${link}/plan/again`)).text).not.toContain('Triad 1, cycle 1 stays');

    expect((await reader.post(`${link}/plan/again`)).text).toContain('Tick the box to plan again');
    expect((await planOf())?.state).toBe('proposed');
    await reader.post(`${link}/plan/again`, { confirm: 'yes' });
    const day = { group: 'Triad 1', nth: 2, date: '2026-11-19' };
    expect(await planOf()).toMatchObject({
      state: 'wanted',
      wishes: [
        { what: 'avoid', ...day, period: '3' },
        { what: 'avoid', ...day },
        { what: 'move', group: 'Triad 1', nth: 3, date: '2027-01-12', period: '4' },
        { what: 'keep', group: 'Triad 1', nth: 4, cycle: { id: 'cycle-1-4', lesson: { period: '3' } } },
        { what: 'move', group: 'Triad 2', nth: 4, date: '2027-03-04' },
      ],
    });
    await answers();
    expect((await reader.get(`${link}/plan`)).text).toContain('Triad 1, cycle 3 is on Tuesday 12 January 2027');
  });

  it('is agreed once, when the box is ticked, and everybody is written to', async () => {
    await open(proposedSchool());
    const path = `${link}/plan/check`;
    const { text } = await reader.get(path);
    expect(text).toMatch(/Chosen Teacher 5 and Chosen Teacher 6 each get an email with all their sessions/);
    expect(text).toContain('Mabel Invented (cover manager) gets one email with all the cover');
    expect(text).toContain('Thursday 8 October 2026, the morning: supply teacher 1');
    expect(text).toContain('These cycles have no time yet: Triad 2, cycle 4');
    expect((await reader.post(path)).text).toContain('Tick the box to agree the plan');
    expect((await at.partnership()).cycles).toEqual([]);
    expect((await reader.post(path, { confirm: 'yes' })).location).toBe(link);
    const agreed = await at.partnership();
    expect(agreed.cycles).toHaveLength(7);
    expect(agreed.plan).toMatchObject({ state: 'agreed', notHeld: [{ group: 'Triad 2', nth: 4 }] });
    expect(agreed.outbox.map((m) => m.kind).sort()).toEqual([
      'cover-pack',
      'plan-holds-fewer',
      ...Array.from({ length: 6 }, () => 'plan-invitation'),
    ]);
    expect((await reader.post(path, { confirm: 'yes' })).location).toBe(link);
    expect((await at.partnership()).outbox).toHaveLength(8);
    const done = await reader.get(link);
    expect(done.text).toContain('Plan agreed');
    expect(done.html).toContain(`href="${link}/plan"`);
    expect((await reader.get(`${link}/plan`)).text).toContain('The plan as it is agreed now');
    expect((await reader.get(`${link}/plan/people`)).text).toContain('Corin Standfast takes the class');
    expect((await reader.get(`${link}/plan/again`)).location).toBe(link);
  });

  it('is not agreed when another has taken its place since the page was opened', async () => {
    await open(proposedSchool());
    await reader.get(`${link}/plan/check`);
    const other = at.site.visitor();
    await other.fill(`${link}/plan/again`, { confirm: 'yes' });
    expect((await reader.post(`${link}/plan/check`, { confirm: 'yes' })).location).toBe(`${link}/plan`);
    await answers(['cycle-1-1']);
    await reader.get(link);
    const late = await reader.post(`${link}/plan/check`, { confirm: 'yes', shown: '1 2026-09-08T09:00:00Z' });
    expect(late.text).toContain('The plan has changed since you opened this page. Read it again before you agree');
    expect((await at.partnership()).cycles).toEqual([]);
  });

  it('changes nothing by links followed or buttons pressed without a tick', async () => {
    await open(proposedSchool());
    const before = await dump(at.site.table);
    for (const path of ['', '/people', '/check', '/again', '/cycles/cycle-1-1', '/by-hand/choose']) {
      await reader.get(`${link}/plan${path}`);
      await reader.get(`${link}/plan${path}`, 'HEAD');
    }
    for (const path of ['ways-out', 'check', 'again', 'again/remove', 'cycles/cycle-1-1', 'by-hand/choose'])
      expect((await reader.fill(`${link}/plan/${path}`)).status).toBe(422);
    expect(await dump(at.site.table)).toEqual(before);
  });

  it('is agreed by the lead who took it over, from pages of their own', async () => {
    await open(proposedSchool());
    await at.does('lead', (p, cohort, now) => takeOver(p, cohort, 'agree-plan', now));
    const lead = await at.site.lead();
    const own = `${at.home}/owed/agree-plan`;
    expect((await lead.get(`${own}/plan`)).text).toContain('Cycles held 7 of 8');
    expect((await lead.fill(`${own}/plan/check`, { confirm: 'yes' })).location).toBe(own);
    expect((await planOf())?.state).toBe('agreed');
  });
});

describe('a plan that is repaired', () => {
  it('leads with what changes, for whom, and what stays', async () => {
    await open(disturbedSchool(), 'agree-plan-2');
    const { text, title } = await reader.get(`${link}/plan`);
    expect(title).toContain('What changes, and for whom');
    expect(text).toContain('something has changed: the school is closed on Tuesday 13 October 2026.');
    expect(text).toMatch(/Research lesson Tuesday 13 October 2026, period 3 .* Tuesday 20 October 2026, period 3/);
    expect(text).toContain('Told by email: Chosen Teacher 4, Chosen Teacher 5, Chosen Teacher 6 and Mabel Invented.');
    expect(text).toMatch(/What stays as it was Triad 1, cycle 1 .*Triad 2, cycle 4/);
    expect(text).not.toContain('What changes in Triad 1');
    expect(text).toContain('No plan changes less of what was agreed');
    expect(text).not.toContain('No plan is better');
  });

  it('says of a repair by an earlier release what was proven of it', async () => {
    const { proposal } = disturbedSchool().partnership.plan ?? {};
    const { leastChanges: _, ...told } = { ...proposal, proven: true } as Proposal;
    await open(
      coverSchool()
        .does((p, _cohort, now) => planAgain(p, [], now))
        .does((p, cohort, now) => proposePlan(p, cohort, p.plan?.nth ?? 0, told, { final: true }, now)),
      'agree-plan-2',
    );
    const { text } = await reader.get(`${link}/plan`);
    expect(text).toContain('No plan changes less of what was agreed');
    expect(text).not.toContain('No plan is better');
  });

  it('leaves out what somebody has called off, and offers to ask for a time for it', async () => {
    await open(disturbedWithOneOff(), 'agree-plan-2');
    const { text, html } = await reader.get(`${link}/plan`);
    expect(text).toContain('The best that was found: another could change less');
    expect(text).toContain('What was cancelled Triad 1, cycle 1: The class is on a trip');
    expect(text).not.toContain('What is not held');
    expect(html).toContain(`href="${link}/plan/cycles/cycle-1-1"`);
    expect((await reader.get(`${link}/plan/cycles/cycle-1-1`)).title).toContain('Ask for a time for Triad 1, cycle 1');
  });

  it('is agreed, and only those concerned are written to', async () => {
    await open(disturbedSchool(), 'agree-plan-2');
    const before = (await at.partnership()).outbox.length;
    const { text } = await reader.get(`${link}/plan/check`);
    expect(text).toContain(
      'Chosen Teacher 4, Chosen Teacher 5 and Chosen Teacher 6 each get an email with what changes',
    );
    await reader.post(`${link}/plan/check`, { confirm: 'yes' });
    const after = await at.partnership();
    expect(after.cycles.find((c) => c.id === 'cycle-2-1')?.lesson.start.local).toBe('2026-10-20T11:15');
    expect(after.cycles.filter((c) => c.coverVersion > 0).map((c) => c.id)).toEqual(['cycle-2-1']);
    expect(
      after.outbox
        .slice(before)
        .map((m) => `${m.kind} ${m.to}`)
        .sort(),
    ).toEqual([
      'cover-changed cover',
      'cycles-changed teacher-4',
      'cycles-changed teacher-5',
      'cycles-changed teacher-6',
    ]);
  });
});

describe('a plan for which somebody is not free any more', () => {
  it('is not agreed, says so without saying where they are, and is made anew', async () => {
    await open(proposedSchool());
    const other = await coverSite(coverSchool(), '2026-09-09T11:00', { site: at.site, id: 'another-cohort' });
    await other.turn('2026-09-09T11:00');
    const check = await reader.get(`${link}/plan/check`);
    const [, shown = ''] = /name="shown" value="([^"]*)"/.exec(check.html) ?? [];
    const said = await reader.post(`${link}/plan/check`, { confirm: 'yes', shown });
    expect(said.location).toBe(`${link}/plan?told=not-free`);
    const { text } = await reader.get(said.location ?? '');
    expect(text).toContain(
      'The plan is not agreed. One of its people is no longer free at one of its times. We are planning again around that.',
    );
    expect(await planOf()).toMatchObject({ state: 'wanted', nth: 2 });
    expect((await at.partnership()).cycles).toEqual([]);
    expect((await other.partnership()).cycles).toHaveLength(8);
    expect((await reader.get(`${link}/plan`)).text).not.toContain('no longer free');
  });
});
