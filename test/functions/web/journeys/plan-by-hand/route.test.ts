import { afterEach, describe, expect, it } from 'vitest';
import { closeDay } from '#domain/cycles/acts.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { handCycle } from '#test/functions/web/plan-pages.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { byHandSchool, proposedSchool } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

let at: CoverSite;
let link: string;
let reader: Visitor;

async function open(given: Given): Promise<void> {
  at = await coverSite(given, '2026-09-09T11:00');
  link = await at.owed('agree-plan');
  reader = at.site.visitor();
}
afterEach(() => at.site.stop());

const fill = (fields: Record<string, string> = {}, id = 'cycle-1-1') =>
  reader.fill(`${link}/plan/by-hand/${id}`, { ...handCycle(id), ...fields });

/** Another time for that cycle. */
const on = (id: string, lesson: string, planning: string, more: Record<string, string> = {}) => {
  const date = (part: string, iso: string) => {
    const [year = '', month = '', day = ''] = iso.split('-');
    return { [`${id}-${part}-day`]: day, [`${id}-${part}-month`]: month, [`${id}-${part}-year`]: year };
  };
  return fill({ ...date('lesson', lesson), ...date('planning', planning), ...more }, id);
};

describe('a school without timetables', () => {
  it('sees a list of its cycles, and what is still to do', async () => {
    await open(byHandSchool());
    expect((await reader.get(`${link}/plan`)).location).toBe(`${link}/plan/by-hand`);
    const { text } = await reader.get(`${link}/plan/by-hand`);
    expect(text).toContain('You have planned 0 of 8 cycles');
    expect(text).toContain('The lesson is between Friday 2 October 2026 and Tuesday 10 November 2026');
    expect(text).not.toContain('Let the planner do it');
    expect((await fill()).location).toBe(`${link}/plan/by-hand`);
    const after = (await reader.get(`${link}/plan/by-hand`)).text;
    expect(after).toContain('Thursday 8 October 2026, 9:30am to 10:30am Planned');
    expect(after).toContain('Continue to agree');
  });

  it('is told beside the field what cannot be', async () => {
    await open(byHandSchool());
    const id = 'cycle-1-1';
    const tried = async (fields: Record<string, string>) => {
      const { status, text } = await fill(fields);
      expect(status).toBe(422);
      return text;
    };
    expect(await tried({ [`${id}-teaching`]: 'teacher-4' })).toContain('Choose who teaches the lesson');
    expect(await tried({ [`${id}-lesson-end`]: '9:30' })).toContain(
      'The end of the lesson must be later than its start',
    );
    expect(await tried({ [`${id}-debrief-start`]: '10:00' })).toContain('The debrief must begin when the lesson ends');
    expect(await tried({ [`${id}-lesson-day`]: '10' })).toContain('Saturday 10 October 2026 is a weekend');
    expect(await tried({ [`${id}-lesson-day`]: '1' })).toContain('The lesson must be between Friday 2 October 2026');
    expect(await tried({ [`${id}-planning-day`]: '7' })).toContain('must be 2 to 7 days before the lesson');
    expect(await tried({ [`${id}-planning-month`]: '9' })).toContain('The planning meeting must be later than now');
    expect(await tried({ [`${id}-cover-teacher-1`]: 'Edith Cover' })).toContain('needs no cover for it');
    expect(await tried({ [`${id}-stand-by`]: 'corin standfast' })).toContain('cannot do two things at once');
    expect(await tried({ [`${id}-stand-by`]: 'Visit www.evil.example' })).toContain('cannot include a web address');
    expect(await tried({ [`${id}-stand-by`]: 'Chosen Teacher 1' })).toContain('takes part in the lesson');
    expect((await reader.get(`${link}/plan/by-hand`)).text).toContain('To mend');
    expect((await reader.get(`${link}/plan/check`)).location).toBe(`${link}/plan`);
    expect((await at.partnership()).plan?.proposal).toBeUndefined();
  });

  it('is told what two cycles take from each other', async () => {
    await open(byHandSchool());
    await fill();
    const soon = await on('cycle-2-1', '2026-10-08', '2026-10-05', {
      'cycle-2-1-teaching': 'teacher-4',
      'cycle-2-1-cover-teacher-5': 'Corin Standfast',
      'cycle-2-1-stand-by': '',
    });
    expect(soon.text).toContain('Corin Standfast is needed for Triad 1, cycle 1 at that time');
    await at.does('lead', (p, cohort, now) => closeDay(p, cohort, { date: '2026-11-11', why: 'no heating' }, now));
    const early = await on('cycle-1-2', '2026-11-11', '2026-11-06');
    expect(early.text).toContain('Wednesday 11 November 2026 is closed (no heating)');
    await on('cycle-1-1', '2026-11-10', '2026-11-05');
    const near = await on('cycle-1-2', '2026-11-12', '2026-11-06');
    expect(near.text).toContain('at least 10 days after that of cycle 1, which is on Tuesday 10 November 2026');
  });

  it('keeps what was typed, half done or not, and lets a cycle be taken out again', async () => {
    await open(byHandSchool());
    const later = await reader.fill(`${link}/plan/by-hand/cycle-1-1`, {
      'cycle-1-1-stand-by': 'Edda Notreal',
      go: 'later',
    });
    expect(later.location).toBe(`${link}/saved`);
    expect((await reader.get(`${link}/plan/by-hand/cycle-1-1`)).html).toContain('value="Edda Notreal"');
    await fill();
    const empty = Object.fromEntries(Object.keys(handCycle()).map((field) => [field, '']));
    expect((await reader.fill(`${link}/plan/by-hand/cycle-1-1`, empty)).location).toBe(`${link}/plan/by-hand`);
    expect((await reader.get(`${link}/plan/by-hand`)).text).toContain('You have planned 0 of 8 cycles');
  });

  it('checks the plan and agrees to it', async () => {
    await open(byHandSchool());
    await fill();
    const { text } = await reader.get(`${link}/plan/check`);
    expect(text).toContain('Week of Monday 5 October 2026');
    expect(text).toContain('Corin Standfast takes Chosen Teacher 2’s class');
    expect(text).toContain('Chosen Teacher 1, Chosen Teacher 2 and Chosen Teacher 3 each get an email');
    expect(text).toContain('Rhodri Pugh (SLT link) gets one email with all the cover');
    await at.site.visitor().fill(`${link}/plan/by-hand/cycle-1-1`, { ...handCycle(), 'cycle-1-1-stand-by': '' });
    const late = await reader.post(`${link}/plan/check`, { confirm: 'yes' });
    expect(late.text).toContain('The plan has changed since you opened this page');
    expect((await reader.post(`${link}/plan/check`)).text).toContain('Tick the box');
    expect((await reader.post(`${link}/plan/check`, { confirm: 'yes' })).location).toBe(link);
    const { cycles, plan } = await at.partnership();
    expect(plan).toMatchObject({ state: 'agreed' });
    expect(plan?.notHeld).toHaveLength(7);
    expect(cycles).toMatchObject([
      {
        id: 'cycle-1-1',
        teaching: 'teacher-1',
        members: ['teacher-1', 'teacher-2', 'teacher-3'],
        planning: { start: { local: '2026-10-05T15:30' } },
        lesson: { start: { local: '2026-10-08T09:30' }, period: '9:30am to 10:30am' },
        debrief: { end: { local: '2026-10-08T11:15' } },
        duties: [
          { kind: 'cover', whom: 'teacher-2', by: 'Corin Standfast' },
          { kind: 'cover', whom: 'teacher-3', by: 'Dilys Makebelieve' },
        ],
      },
    ]);
  });
});

describe('a school with timetables', () => {
  const toHand = () => reader.fill(`${link}/plan/by-hand/choose`, { confirm: 'yes' });

  it('may plan by hand from what the planner proposed, and let the planner do it after all', async () => {
    await open(proposedSchool());
    expect((await reader.get(`${link}/plan/by-hand`)).location).toBe(`${link}/plan`);
    expect((await toHand()).location).toBe(`${link}/plan/by-hand`);
    expect((await at.partnership()).plan?.state).toBe('by-hand');
    const list = (await reader.get(`${link}/plan/by-hand`)).text;
    expect(list).toContain('You have planned 7 of 8 cycles');
    expect(list).toContain('Let the planner do it');
    const { html } = await reader.get(`${link}/plan/by-hand/cycle-1-1`);
    expect(html).toMatch(/name="cycle-1-1-cover-teacher-3"[^>]*value="Supply teacher 1"/);
    await reader.fill(`${link}/plan/again`, { confirm: 'yes' });
    expect((await at.partnership()).plan?.state).toBe('wanted');
  });

  it('keeps what it leaves as it is, and the names mean the people known', async () => {
    await open(proposedSchool());
    const before = (await at.partnership()).plan?.proposal?.cycles ?? [];
    await toHand();
    // PPA on Wednesdays in periods 2 and 3
    const ppa = { 'cycle-1-2-lesson-day': '18', 'cycle-1-2-lesson-start': '11:15', 'cycle-1-2-lesson-end': '12:15' };
    const refused = await reader.fill(`${link}/plan/by-hand/cycle-1-2`, {
      ...handCycle('cycle-1-2'),
      ...ppa,
      'cycle-1-2-lesson-month': '11',
      'cycle-1-2-planning-month': '11',
      'cycle-1-2-planning-day': '13',
      'cycle-1-2-debrief-start': '12:15',
      'cycle-1-2-debrief-end': '13:00',
    });
    expect(refused.text).toContain('Chosen Teacher 1 has PPA at that time');
    await on('cycle-1-2', '2026-11-20', '2026-11-16', {
      'cycle-1-2-teaching': 'teacher-2',
      'cycle-1-2-lesson-start': '11:15',
      'cycle-1-2-lesson-end': '12:15',
      'cycle-1-2-debrief-start': '12:15',
      'cycle-1-2-debrief-end': '13:00',
      'cycle-1-2-cover-teacher-2': '',
      'cycle-1-2-cover-teacher-1': 'corin standfast',
      'cycle-1-2-cover-teacher-3': 'Supply teacher 1',
    });
    await reader.fill(`${link}/plan/check`, { confirm: 'yes' });
    const { cycles, plan } = await at.partnership();
    expect(plan?.state).toBe('agreed');
    expect(cycles).toHaveLength(7);
    for (const cycle of cycles)
      if (cycle.id !== 'cycle-1-2') expect(cycle).toEqual(before.find((c) => c.id === cycle.id));
    expect(cycles.find((c) => c.id === 'cycle-1-2')).toMatchObject({
      lesson: { period: '3', start: { local: '2026-11-20T11:15' } },
      duties: [
        { whom: 'teacher-1', by: 'cover-1' },
        { whom: 'teacher-3', by: 'supply-1' },
        { kind: 'stand-by', by: 'Edda Notreal' },
      ],
    });
  });
});
