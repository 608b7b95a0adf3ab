import ical from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropOut } from '#domain/cycles/acts.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import type { Proposal } from '#domain/cycles/plan.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { crawl, dump, formsOn } from '#test/functions/web/crawl.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { agrees, coverSchool, proposes } from '#test/support/cover-school.ts';

/** The first lesson is on Thursday 8 October 2026: its cover is asked for five school days before. */
const ASKED = '2026-10-01T08:00';
const LESSON = 'cycle-1-1-lesson-cover';

let cover: CoverSite;
let manager: Visitor;
const open = () => {
  beforeAll(async () => {
    cover = await coverSite(coverSchool(), ASKED);
    await cover.turn(ASKED);
    manager = cover.site.visitor();
  });
  afterAll(() => cover.site.stop());
};

/** What the planner would answer: the agreed plan, with somebody else in place of whoever does not come. */
async function repaired(from: string, to: string): Promise<Proposal> {
  const { cycles, plan } = await cover.partnership();
  return {
    at: cover.site.parts.now(),
    cycles: cycles.filter(isAhead).map((c) => ({
      ...c,
      duties: c.duties
        .filter((d) => !(c.id === 'cycle-1-1' && d.kind === 'stand-by'))
        .map((d) => (c.id === 'cycle-1-1' && d.by === from ? { ...d, by: to } : d)),
    })),
    hires: plan?.hires ?? [],
    pounds: 960,
    lessonsCovered: 17,
    proven: true,
    gap: 0,
    notHeld: [],
    waysOut: [],
  };
}

describe('on the day of a lesson', () => {
  open();

  it('who says that somebody cannot come sees who steps in, and they have the class at once', async () => {
    await cover.turn('2026-10-08T07:40');
    const pack = await cover.sessions('cover');
    const day = { who: 'cover-1', 'from-day': '8', 'from-month': '10', 'from-year': '2026' };
    const follows = await manager.fill(`${pack}/cover/away`, day);
    expect(follows.text).toMatch(/Who steps in at once.*Dilys Makebelieve takes Chosen Teacher 2’s class/s);
    expect(follows.text).toContain('are told by email. So is Dilys Makebelieve.');
    await manager.post(`${pack}/cover/away`, { confirm: 'yes' });
    const { text } = await manager.get(pack);
    expect(text).toMatch(/Dilys Makebelieve\s+Takes Chosen Teacher 2’s class/);
    const { cycles } = await cover.partnership();
    expect(cycles.find(({ id }) => id === 'cycle-1-1')?.duties.map(({ by }) => by)).toEqual(['cover-2', 'supply-1']);
  });

  it('sees which classes nobody takes, where nobody stands by any more', async () => {
    const pack = await cover.sessions('cover');
    const day = { who: 'cover-2', 'from-day': '8', 'from-month': '10', 'from-year': '2026' };
    const follows = await manager.fill(`${pack}/cover/away`, day);
    expect(follows.text).toMatch(/Classes without cover.*Dilys Makebelieve takes Chosen Teacher 2’s class/s);
    expect(follows.text).not.toContain('Who steps in at once');
  });
});

describe('a cover manager', () => {
  open();

  it('sees who covers whose class in the session, and confirms with a tick', async () => {
    const link = await cover.owed(LESSON);
    const { text, html } = await manager.get(link);
    expect(text).toContain('Research lesson of Triad 1, cycle 1');
    expect(text).toContain('Thursday 8 October 2026, period 3 (11:15am to 12:15pm)');
    expect(text).toMatch(/Corin Standfast\s+Takes Chosen Teacher 2’s class/);
    expect(text).toMatch(/Supply teacher 1\s+Takes Chosen Teacher 3’s class/);
    expect(text).toMatch(/Dilys Makebelieve\s+Stands by/);
    expect(html.match(/name="confirm"/g)).toHaveLength(1);
    expect(html).toContain(`href="${await cover.sessions('cover')}"`);
    expect((await manager.post(`${link}/cover`)).text).toContain('Tick the box to say that you have spoken');
    expect((await cover.partnership()).obligations.find((o) => o.id === LESSON)?.end).toBeUndefined();
    expect((await manager.post(`${link}/cover`, { confirm: 'yes' })).location).toBe(link);
    expect((await cover.partnership()).obligations.find((o) => o.id === LESSON)?.end).toMatchObject({
      how: 'done',
      by: 'cover',
    });
    const done = await manager.get(link);
    expect(done.text).toContain('Cover confirmed');
    expect(done.text).toContain(`${cover.urn}-${LESSON}`);
    expect((await manager.get(`${link}/cover/away`)).location).toBe(link);
  });

  it('has one page with everybody who is to cover, by day, and whom to hire', async () => {
    const pack = await cover.sessions('cover');
    // what is confirmed leads to no page on which anything can be done
    expect((await manager.get(await cover.owed(LESSON))).html).not.toContain('/sessions/');
    const { text, status } = await manager.get(pack);
    expect(status).toBe(200);
    expect(text).toContain('Thursday 8 October 2026: Supply teacher 1, the morning');
    expect(text).toContain('Together £960.');
    expect(text).toMatch(/Research lesson of Triad 1, cycle 1\s+Confirmed/);
    expect(text).toMatch(/Period 5, 2pm to 3pm\s+Dilys Makebelieve\s+Takes Chosen Teacher 4’s class/);
    expect((await manager.get(`${pack}/calendar.ics`)).status).toBe(404);
    expect((await manager.get(`${pack}/plan`)).status).toBe(404);
  });

  it('says that somebody cannot come, and watches what comes of it until the link has agreed', async () => {
    const pack = await cover.sessions('cover');
    const tried = (fields: Record<string, string>) => manager.fill(`${pack}/cover/away`, fields);
    const day = { 'from-day': '8', 'from-month': '10', 'from-year': '2026' };
    expect((await tried(day)).text).toContain('Choose who cannot come');
    expect((await tried({ ...day, who: 'head' })).text).toContain('Choose who cannot come');
    expect((await tried({ who: 'cover-1' })).text).toContain('Enter the first day');
    const until = { 'until-day': '7', 'until-month': '10', 'until-year': '2026' };
    expect((await tried({ ...day, ...until, who: 'cover-1' })).text).toContain('must be the first day or later');
    expect((await tried({ ...day, ...until, who: 'cover-1', forGood: 'yes' })).text).toContain('not both');
    expect((await cover.partnership()).provision?.absences).toEqual([]);

    const follows = await tried({ ...day, who: 'cover-1' });
    expect(follows.title).toBe('What will change if Corin Standfast cannot come on Thursday 8 October 2026 - Drumbeat');
    expect(follows.text).toContain('Research lesson of Triad 1, cycle 1: Thursday 8 October 2026, period 3');
    expect(follows.text).toContain('Corin Standfast takes Chosen Teacher 2’s class (Triad 1, cycle 1)');
    expect(follows.text).toContain('Then Rhodri Pugh (SLT link) is asked by email to agree');
    expect(follows.text).toMatch(/They can be: Chosen Teacher 1.*Mabel Invented \(cover manager\)/);
    expect((await manager.post(`${pack}/cover/away`)).text).toContain('Tick the box to say that they cannot come');
    expect((await cover.partnership()).provision?.absences).toEqual([]);
    const sent = await manager.post(`${pack}/cover/away`, { confirm: 'yes' });
    expect(sent.location).toBe(`${pack}/cover/next`);
    expect((await cover.partnership()).provision?.absences).toEqual([
      { who: 'cover-1', from: '2026-10-08', until: '2026-10-08' },
    ]);
    const working = await manager.get(`${pack}/cover/next`);
    expect(working.text).toContain('The planner is at work');
    expect(working.html).toContain('http-equiv="refresh" content="5"');
    expect((await manager.get(`${pack}/cover/next?again=by-hand`)).html).not.toContain('http-equiv');
    expect((await manager.get(pack)).text).toContain('The plan is being changed: The planner is at work');

    await cover.does('drumbeat', proposes(await repaired('cover-1', 'cover-2')));
    const waiting = await manager.get(`${pack}/cover/next`);
    expect(waiting.text).toContain('waiting for Rhodri Pugh to agree');
    await cover.does('link', agrees);
    const agreed = await manager.get(`${pack}/cover/next`);
    expect(agreed.text).toContain('Agreed');
    expect(agreed.html).not.toContain('http-equiv');
    expect((await manager.get(pack)).text).not.toContain('The plan is being changed');
  });

  it('is asked anew once the cover has changed, and an absence that hits nobody changes nothing', async () => {
    await cover.turn('2026-10-01T10:00');
    const again = await cover.owed(`${LESSON}-1`);
    const { text } = await manager.get(again);
    expect(text).toMatch(/Dilys Makebelieve\s+Takes Chosen Teacher 2’s class/);
    expect(text).not.toContain('Stands by');
    const follows = await manager.fill(`${again}/cover/away`, {
      who: 'cover-2',
      'from-day': '9',
      'from-month': '10',
      'from-year': '2026',
    });
    expect(follows.text).toContain('No session that is agreed is touched');
    expect(follows.text).toContain('Nobody else is told');
    const sent = await manager.post(`${again}/cover/away`, { confirm: 'yes' });
    expect(sent.location).toBe(`${again}/cover/next?nothing=changes`);
    expect((await manager.get(sent.location ?? '')).text).toContain('Noted, and nothing changes');
  });

  it('closes a day, with a reason', async () => {
    const pack = await cover.sessions('cover');
    const day = { 'date-day': '13', 'date-month': '10', 'date-year': '2026' };
    expect((await manager.fill(`${pack}/cover/close`, day)).text).toContain('Enter why the school is closed');
    const weekend = await manager.fill(`${pack}/cover/close`, { ...day, 'date-day': '17', why: 'Snow' });
    expect(weekend.text).toContain('That day is a weekend');
    const follows = await manager.fill(`${pack}/cover/close`, { ...day, why: 'Snow' });
    expect(follows.text).toContain('What will change if the school is closed on Tuesday 13 October 2026');
    expect(follows.text).toContain('Research lesson of Triad 2, cycle 1: Tuesday 13 October 2026, period 3');
    expect(follows.text).toContain('Cover that is no longer needed');
    expect(follows.text).toContain('Supply teacher 1, hired for the morning');
    expect(follows.text).toMatch(/Request to confirm cover: Research lesson of Triad 2, cycle 1 \S+ \S+ \S+ 2026 None/);
    // somebody else changes the plan meanwhile: what follows is another
    const other = { who: 'teacher-5', from: '2027-03-02', until: '2027-03-02' };
    await cover.does('lead', (p, cohort, now) => dropOut(p, cohort, other, now));
    const late = await manager.post(`${pack}/cover/close`, { confirm: 'yes' });
    expect([late.status, late.text.includes('What follows has changed since you opened this page')]).toEqual([
      422,
      true,
    ]);
    expect((await cover.partnership()).provision?.closures).toEqual([]);
    const done = await manager.post(`${pack}/cover/close`, { confirm: 'yes' });
    expect(done.location).toBe(`${pack}/cover/next`);
    expect((await cover.partnership()).plan).toMatchObject({ state: 'wanted' });
    expect((await manager.get(`${pack}/cover/next`)).text).toContain('closed on Tuesday 13 October 2026');
  });

  it('whose confirmation is released by the change still sees what comes of it, and then that it is over', async () => {
    const link = await cover.owed(`${LESSON}-1`);
    await cover.does('drumbeat', proposes(await repaired('cover-2', 'cover-1')));
    await cover.does('link', agrees);
    expect((await manager.get(`${link}/cover/next`)).text).toContain('Agreed');
    const over = await manager.get(link);
    expect([over.status, over.title]).toEqual([410, 'The cover of this session is no longer as it was - Drumbeat']);
    expect((await manager.post(`${link}/cover`, { confirm: 'yes' })).status).toBe(410);
  });
});

describe('a teacher', () => {
  open();

  it('has their cycles in order, with their part in each, and follows them in their calendar', async () => {
    const teacher = cover.site.visitor();
    const theirs = await cover.sessions('teacher-1');
    const { text } = await teacher.get(theirs);
    const parts = [...text.matchAll(/Triad 1, cycle (\d): you (teach|observe)/g)].map(
      ([, nth, does]) => `${nth} ${does}`,
    );
    expect(parts).toEqual(['1 teach', '2 observe', '3 observe', '4 teach']);
    expect(text).toContain('Corin Standfast takes it: Period 3, 11:15am to 12:15pm');
    expect(text).not.toContain('Triad 2');
    const { html } = await teacher.get(`${theirs}/calendar.ics`);
    const events = new ical.Component(ical.parse(html)).getAllSubcomponents('vevent').map((e) => new ical.Event(e).uid);
    expect(events).toHaveLength(12);
    expect(events).toContain(`${(await cover.partnership()).id}/cycle-1-2/lesson@drumbeat`);
    for (const path of ['/cover/away', '/cover/close', '/cover/next', '/plan'])
      expect((await teacher.get(`${theirs}${path}`)).status).toBe(404);
  });

  it('after the lesson finds the record that they owe', async () => {
    await cover.turn('2026-10-08T14:00');
    const teacher = cover.site.visitor();
    const { text, html } = await teacher.get(await cover.sessions('teacher-1'));
    expect(text).toContain('Lesson records you owe');
    const [, owed = ''] = /href="(\/sessions\/[^"]+\/owed\/[^"]+)"/.exec(html) ?? [];
    expect((await teacher.get(owed)).text).toContain('The lesson did not take place');
    expect((await teacher.get(await cover.sessions('teacher-2'))).text).not.toContain('Lesson records you owe');
  });
});

describe('a robot', () => {
  open();

  it('that follows every link and presses every button changes nothing', async () => {
    const links = [
      await cover.owed(LESSON),
      ...(await Promise.all(['cover', 'link', 'teacher-1'].map((who) => cover.sessions(who)))),
    ];
    const before = await dump(cover.site.table);
    const robot = cover.site.visitor();
    const pressed = new Set<string>();
    for (const [path, { html, status }] of await crawl(robot, links, (path) => robot.get(path, 'HEAD'))) {
      expect([path, status < 500]).toEqual([path, true]);
      for (const { action, untouched } of formsOn(path, html)) {
        if (action.startsWith('/sign-')) continue;
        pressed.add(action.replace(/^\/(owed|sessions)\/[^/]+/, ''));
        expect((await robot.post(action, untouched)).status).toBe(422);
      }
    }
    expect([...pressed].sort()).toEqual([
      '/calendar',
      '/cover',
      '/cover/away',
      '/cover/close',
      '/cycle-1-1/cannot-come',
      '/cycle-1-2/cannot-come',
      '/cycle-1-3/cannot-come',
      '/cycle-1-4/cannot-come',
      '/fresh',
      '/not-me',
      '/owed/cycle-1-1-lesson-cover/cover',
      '/owed/cycle-1-1-lesson-cover/cover/away',
      '/owed/cycle-2-1-planning-cover/cover',
      '/owed/cycle-2-1-planning-cover/cover/away',
      '/owed/start-questionnaire/questions/1',
      '/withdraw',
      '/withdraw-school',
      '/your-data/copy',
      '/your-data/erase',
    ]);
    expect(await dump(cover.site.table)).toEqual(before);
  });
});
