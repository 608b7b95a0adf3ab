import ical from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { callOff, planSession } from '#domain/sessions/acts.ts';
import { COACH, coachingSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';

const URN = '900101';
const plan = {
  teacher: 'teacher-1',
  'date-day': '22',
  'date-month': '9',
  'date-year': '2026',
  start: '9:30',
  end: '10:30',
  place: 'Room 4; upstairs',
  focus: 'Pauses',
};

const planned = { date: '2026-10-01', start: '11:00', end: '12:00', place: 'Room 4', focus: '' };

let site: Site;
let cohort: Cohort;
let base: string;
beforeAll(async () => {
  ({ site, cohort } = await coachingSite());
  base = await linkOf('coach-1');
});
afterAll(() => site.stop());

const school = () => site.partnership(cohort, URN);
const linkOf = async (person: string) =>
  `/sessions/${writeSessionsLink(await site.parts.secret(), await school(), person)}`;

const feedOn = (html: string): string => /(\/calendar\/[^"\s<]+\.ics)/.exec(html)?.[1] ?? '';

describe('a coach with a link of their own', () => {
  let coach: Visitor;
  beforeAll(() => {
    coach = site.visitor();
  });

  it('plans a session, and nothing that cannot be', async () => {
    const tried = (fields: Record<string, string>) => coach.fill(`${base}/plan`, { ...plan, ...fields });
    expect((await tried({ teacher: '' })).text).toContain('Choose the teacher');
    expect((await tried({ teacher: 'coach-2' })).text).toContain('Choose the teacher');
    expect((await tried({ end: '9:30' })).text).toContain('The end must be later than the start');
    expect((await tried({ start: '2:15' })).text).toContain('am or pm');
    expect((await tried({ 'date-day': '1' })).text).toContain('must begin later than now');
    expect((await tried({ 'date-year': '2028' })).text).toContain('closes too soon');
    expect((await tried({ place: ' ' })).text).toContain('Enter where you meet');
    expect((await school()).sessions).toEqual([]);
    expect((await tried({ coach: 'coach-2' })).location).toBe(`${base}?told=planned`);
    const [session] = (await school()).sessions;
    expect(session).toMatchObject({ coach: 'coach-1', teacher: 'teacher-1', start: { local: '2026-09-22T09:30' } });
    expect((await tried({ start: '10:00', end: '11:00' })).text).toContain('another session at that time');
    expect((await coach.get(`${base}?told=planned`)).text).toContain('Tuesday 22 September 2026, 9:30am to 10:30am');
  });

  it('moves it, with a reason', async () => {
    const page = await coach.get(`${base}/session-1/move`);
    expect(page.html).toMatch(/name="start"[^>]*value="09:30"/);
    const { teacher: _, place: __, focus: ___, ...time } = plan;
    expect((await coach.post(`${base}/session-1/move`, { ...time, why: 'Ill' })).text).toContain(
      'at that time already',
    );
    const to = { ...time, 'date-day': '23', why: 'Ill' };
    const follows = await coach.fill(`${base}/session-1/move`, to);
    expect(follows.text).toContain('The report is due Wed 23 Sept 2026, 10:30am Thu 24 Sept 2026, 10:30am');
    expect(follows.text).toContain('Reminder to the coach');
    expect(follows.text).toMatch(/Odalys Ferreira \(coach\) and .* are told by email at .*Nobody else is told/);
    // another day than the one that was shown is shown first
    expect((await coach.post(`${base}/session-1/move`, { ...to, 'date-day': '25' })).text).toContain(
      'Sat 26 Sept 2026',
    );
    expect((await school()).sessions[0]?.state).toBe('planned');
    await coach.post(`${base}/session-1/move`, to);
    const moved = await coach.post(`${base}/session-1/move`, to);
    expect(moved.location).toBe(`${base}?told=move`);
    expect((await school()).sessions[0]).toMatchObject({ state: 'moved', start: { local: '2026-09-23T09:30' } });
  });

  it('follows their sessions in their own calendar, those called off left out', async () => {
    await coach.fill(`${base}/plan`, { ...plan, 'date-day': '24' });
    await coach.fill(`${base}/session-2/off`, { why: 'A trip' });
    const answer = await coach.get(`${base}/calendar.ics`);
    expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8');
    const calendar = new ical.Component(ical.parse(answer.html));
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ical.Event(event));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(events.map(({ uid, sequence }) => ({ uid, sequence }))).toEqual([
      { uid: `coaching-2026/900101/session-1@drumbeat`, sequence: 1 },
    ]);
    expect((await coach.get(feedOn((await coach.get(base)).html))).html).toBe(answer.html);
  });

  it('cannot call off what is called off, nor touch another coach’s sessions', async () => {
    expect((await coach.get(`${base}/session-2/off`)).location).toBe(`${base}?told=already`);
    expect((await coach.post(`${base}/session-2/off`, { why: 'A trip' })).location).toBe(`${base}?told=already`);
    const late = await coach.post(`${base}/session-2/off`, { why: 'Again' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('As it was sent A trip As you typed it here Again');
    const other = await linkOf('coach-2');
    expect((await coach.get(other)).text).not.toContain('22 September');
    expect((await coach.get(`${other}/session-1/move`)).status).toBe(404);
    expect((await coach.post(`${other}/session-1/off`, { why: 'Mischief' })).status).toBe(404);
  });

  it('lists what they owe, each with its link, and what they sent', async () => {
    site.at('2026-09-23T10:30');
    await site.turn(cohort);
    const { html, text } = await coach.get(base);
    expect(text).toContain('due by 10:30am on Thursday 24 September 2026');
    const [, owed = ''] = /href="(\/sessions\/[^"]+\/owed\/[^"]+)"/.exec(html) ?? [];
    expect((await coach.get(owed)).text).toContain('It took place');
  });
});

describe('a teacher with a link of their own', () => {
  it('looks at their sessions and follows them in their calendar', async () => {
    const teacher = site.visitor();
    const [theirs, another] = [await linkOf('teacher-1'), await linkOf('teacher-2')];
    const { text, html, status } = await teacher.get(theirs);
    expect(status).toBe(200);
    expect(text).toContain('Wednesday 23 September 2026, 9:30am to 10:30am');
    expect(text).toContain('Odalys Ferreira');
    expect(text).toContain(`${site.parts.origin}${feedOn(html)}`);
    expect(text).not.toMatch(/Plan a session|Reports you owe|Report sent/);
    expect(html).not.toMatch(/\/(plan|move|off)"/);
    const { html: feed } = await teacher.get(`${theirs}/calendar.ics`);
    expect(feed.match(/^UID:.*$/gm)?.map((line) => line.trim())).toEqual([
      'UID:coaching-2026/900101/session-1@drumbeat',
    ]);
    expect((await teacher.get(`${another}/calendar.ics`)).html).not.toContain('UID:');
    expect((await teacher.get(another)).text).not.toContain('23 September');
  });

  it('changes nothing', async () => {
    const teacher = site.visitor();
    const theirs = await linkOf('teacher-1');
    await act(site.parts, `${cohort.id}/${URN}`, 'coach-1', (p, c, now) =>
      planSession(p, c, { ...planned, coach: 'coach-1', teacher: 'teacher-1' }, now),
    );
    const before = await school();
    const pending = before.sessions.at(-1)?.id;
    expect((await teacher.get(theirs)).text).toContain('1 October 2026');
    for (const path of ['plan', `${pending}/move`, `${pending}/off`]) {
      expect((await teacher.get(`${theirs}/${path}`)).status).toBe(404);
      expect((await teacher.post(`${theirs}/${path}`, { ...plan, coach: 'coach-1', why: 'Mischief' })).status).toBe(
        404,
      );
    }
    expect(await school()).toEqual(before);
    await act(site.parts, `${cohort.id}/${URN}`, 'coach-1', (p, c, now) =>
      callOff(p, c, `${pending}`, '', 'coach-1', now),
    );
  });
});

describe('a coach whose school is agreed', () => {
  it('is told where to plan', async () => {
    const welcome = site.mails.filter((mail) => mail.kind === 'coach-welcome');
    expect(welcome.map((mail) => mail.to).sort()).toEqual(['o.ferreira@example.org', 'r.achterberg@example.org']);
    const theirs = welcome.find((mail) => mail.to === 'o.ferreira@example.org');
    expect(theirs?.text).toContain(`${site.parts.origin}${base}\n`);
    expect(theirs?.text).toContain('within 24 hours');
  });
});

describe('sessions at a school whose agreement does not hold', () => {
  const other = '900103';
  const id = () => `${cohort.id}/${other}`;
  const plans = (date: string) =>
    act(site.parts, id(), 'coach-1', (p, c, now) =>
      planSession(p, c, { ...planned, date, coach: 'coach-1', teacher: 'teacher-1' }, now),
    );

  it('wait for it, and of those that were over by then its coach is offered a report', async () => {
    const coach = site.visitor();
    const p = await site.partnership(cohort, other);
    const own = `/sessions/${writeSessionsLink(await site.parts.secret(), p, 'coach-1')}`;
    await plans('2026-09-24');
    await plans('2026-10-08');
    const waiting = (await coach.get(own)).text;
    expect(waiting).toContain('The school’s agreement is not in place yet');
    expect(waiting.match(/Waiting for the agreement/g)).toHaveLength(2);
    const to = { 'date-day': '25', 'date-month': '9', 'date-year': '2026', start: '11:00', end: '12:00', why: 'Ill' };
    expect((await coach.fill(`${own}/session-1/move`, to)).text).toContain('No one is told until it is in place');

    site.at('2026-09-24T12:30');
    await site.turn(cohort);
    expect((await coach.get(`${own}/session-1/report`)).status).toBe(404);
    await act(site.parts, id(), 'lead', (it, _c, now) => release(it, 'sign-agreement', now));
    await site.turn(cohort);
    const welcome = site.mails
      .filter((mail) => mail.kind === 'coach-welcome')
      .findLast((mail) => mail.to === COACH.email);
    expect(welcome?.text).toContain('Thursday 24 September 2026, 11am to 12pm');
    expect(welcome?.text).toContain('You do not have to write reports on them');
    const page = await coach.get(own);
    expect(page.text).toContain('Before the agreement Write a report if you want to');
    expect(page.text).toMatch(/Reports you owe None/);

    const offer = `${own}/session-1/report`;
    expect((await coach.fill(offer)).status).toBe(422);
    const { location = '' } = await coach.fill(offer, { confirm: 'yes' });
    expect((await coach.get(location)).text).toContain('You do not have to write one');
    expect((await coach.get(own)).text).toContain('Continue the report');
    const words = { workedOn: 'Questions', seen: 'Pauses', agreed: 'More of them', realTime: 'no' };
    await coach.fill(`${location}/report`, words);
    await coach.fill(`${location}/report/check`, { confirm: 'yes' });
    await site.turn(cohort);
    expect(site.mails.filter((mail) => mail.kind === 'coach-report').at(-1)?.text).toContain('Pauses');
    expect((await coach.get(own)).text).toContain('Report sent');
  });
});

describe('a link to sessions', () => {
  it('is a coach’s or a teacher’s alone, and opens nothing that is owed', async () => {
    const visitor = site.visitor();
    for (const person of ['head', 'link', 'deputy', 'lead', 'coach-9'])
      expect((await visitor.get(await linkOf(person))).status).toBe(404);
    const text = base.slice('/sessions/'.length);
    expect((await visitor.get(`/owed/${text}`)).status).toBe(404);
    expect((await visitor.get(`/sessions/${text.slice(0, -1)}x`)).status).toBe(404);
    const owed = await site.link(cohort, URN, 'session-1-report');
    expect((await visitor.get(owed.replace('/owed/', '/sessions/'))).status).toBe(404);
  });
});

describe('a head who signs', () => {
  it('names a deputy, who is somebody else at another address', async () => {
    const head = site.visitor();
    const link = await site.link(cohort, '900102', 'sign-agreement');
    expect((await head.get(link)).text).toContain('Tomasz Wrona, this is for Millbrook Middle School');
    const signs = { fullName: 'Tomasz Wrona', role: 'Headteacher', agree: 'yes' };
    const tried = (deputyEmail: string) =>
      head.fill(`${link}/agreement/sign`, { ...signs, deputyName: 'Piran Nance', deputyEmail });
    expect((await head.fill(`${link}/agreement/sign`, signs)).text).toContain('Enter the deputy’s full name');
    expect((await tried('T.Wrona@millbrook.example.org')).text).toContain('must be another than the headteacher’s');
    expect((await tried('p.nance@millbrook.example.org')).location).toMatch(/check$/);
    expect((await head.get(`${link}/agreement/check`)).text).toContain('Piran Nance, p.nance@millbrook.example.org');
    await head.post(`${link}/agreement/check`, { confirm: 'yes' });
    const { people, signatures } = await site.partnership(cohort, '900102');
    expect(people.find((p) => p.role === 'deputy')).toMatchObject({ id: 'deputy', name: 'Piran Nance' });
    expect(signatures).toEqual([expect.objectContaining({ party: 'school', name: 'Tomasz Wrona' })]);
    const done = await head.get(link);
    expect(done.text).toContain('heads’ questionnaire, start');
    expect(done.text).not.toContain('SLT link');
  });
});

describe('a lead', () => {
  it('plans, moves and calls off for any coach of a school', async () => {
    const lead = await site.lead();
    const home = `/cohorts/${cohort.id}/schools/${URN}`;
    const at = { ...plan, 'date-day': '29' };
    expect((await lead.fill(`${home}/sessions/plan`, at)).text).toContain('Choose the coach');
    expect((await lead.fill(`${home}/sessions/plan`, { ...at, coach: 'coach-2' })).status).toBe(303);
    const page = await lead.get(home);
    expect(page.text).toContain('4 sessions: 0 held, 1 still to come');
    expect(page.text).toContain('Ruben Achterberg with Mei-Ling Chua');
    const { teacher: _, place: __, focus: ___, ...time } = at;
    const later = { ...time, 'date-day': '30', why: 'A trip' };
    await lead.fill(`${home}/sessions/session-4/move`, later);
    expect((await lead.post(`${home}/sessions/session-4/move`, later)).location).toMatch(/told=move$/);
    await lead.fill(`${home}/sessions/session-4/off`, { why: 'A strike' });
    expect((await school()).sessions.find((s) => s.id === 'session-4')).toMatchObject({
      state: 'cancelled',
      why: 'A strike',
    });
    const { text } = await lead.get(`${home}/sessions`);
    expect(text).toContain('Called off');
    expect((await lead.get(home)).text).toContain('The programme lead called off the session on Wed 30 Sept 2026');
  });

  it('of a programme without sessions has no such pages', async () => {
    const lead = await site.lead();
    const { cohort: plain, schools } = await sampleCohort();
    await site.keep({ cohort: { ...plain, id: 'plain' }, schools });
    for (const path of ['/ledger', '/ledger.csv', '/schools/900101/sessions'])
      expect((await lead.get(`/cohorts/plain${path}`)).status).toBe(404);
  });
});

describe('a day without school', () => {
  it('has a session once its planner says that they mean it, and that day alone', async () => {
    const coach = site.visitor();
    const count = async () => (await school()).sessions.length;
    const before = await count();
    const onHoliday = { ...plan, 'date-day': '28', 'date-month': '10' };
    const asked = await coach.fill(`${base}/plan`, onHoliday);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('Wednesday 28 October 2026 is half-term. Choose another day, or tick the box');
    const [, value = ''] = /name="despite"[^>]*value="([^"]*)"/.exec(asked.html) ?? [];
    const other = await coach.post(`${base}/plan`, { ...onHoliday, 'date-day': '31', despite: value });
    expect(other.text).toContain('Saturday 31 October 2026 is a weekend');
    expect(other.html).not.toMatch(/name="despite"[^>]*checked/);
    expect(await count()).toBe(before);
    const planned = await coach.post(`${base}/plan`, { ...onHoliday, despite: value });
    expect(planned.location).toBe(`${base}?told=planned`);
    const session = (await school()).sessions.at(-1);
    expect(session).toMatchObject({ start: { local: '2026-10-28T09:30' } });
    // moving it asks for the new day, and shows what follows with the tick still there
    const { teacher: _, place: __, focus: ___, ...time } = onHoliday;
    const move = `${base}/${session?.id}/move`;
    const to = { ...time, 'date-day': '29', why: 'A trip' };
    expect((await coach.fill(move, to)).text).toContain('Thursday 29 October 2026 is half-term');
    const follows = await coach.post(move, { ...to, despite: value.replace('28', '29') });
    expect(follows.html).toMatch(/name="despite"[^>]*checked/);
    expect((await coach.post(move, { ...to, despite: value.replace('28', '29') })).location).toBe(`${base}?told=move`);
  });
});

describe('somebody who is needed elsewhere', () => {
  const elsewhere = { ...planned, date: '2026-11-12', place: 'Tower room', focus: 'Secret aims' };
  const asked = { ...plan, 'date-day': '12', 'date-month': '11', start: '11:30', end: '12:30', focus: 'Long pauses' };
  const NOT_FREE = 'Odalys Ferreira is not free then. Choose another time.';

  it('is not free, and nobody is told where they are or with whom; what was typed is kept', async () => {
    const other = await site.partnership(cohort, '900102');
    expect(
      await act(site.parts, other.id, 'coach-1', (p, c, now) =>
        planSession(p, c, { ...elsewhere, coach: 'coach-1', teacher: 'teacher-1' }, now),
      ),
    ).toHaveProperty('done');
    const teacher = other.people.find(({ id }) => id === 'teacher-1')?.name ?? 'Nobody';
    const [coach, lead] = [site.visitor(), await site.lead()];
    const home = `/cohorts/${cohort.id}/schools/${URN}/sessions`;
    const before = (await school()).sessions;
    for (const [visitor, path] of [
      [coach, base],
      [lead, home],
    ] as const) {
      const tried = await visitor.fill(`${path}/plan`, { ...asked, coach: 'coach-1' });
      expect(tried.status).toBe(422);
      expect(tried.text).toContain(NOT_FREE);
      for (const typed of ['12', '11', '2026', 'Room 4; upstairs', 'Long pauses'])
        expect(tried.html).toContain(`value="${typed}"`);
      expect(tried.html).toMatch(/value="11:30".*value="12:30"/s);
      expect(tried.html).toMatch(/value="teacher-1" selected/);
      for (const secret of [other.school, teacher, 'Tower', 'Secret', '11am', '11:00'])
        expect(tried.text).not.toContain(secret);

      const session = (await school()).sessions.find(({ start }) => start.local.startsWith('2026-10-29'))?.id;
      const { teacher: _, place: __, focus: ___, ...time } = asked;
      const to = { ...time, why: 'A long reason' };
      const move = `${path}/${session}/move`;
      await visitor.fill(move, to);
      const moved = await visitor.post(move, to);
      expect([moved.status, moved.text.includes(NOT_FREE)]).toEqual([422, true]);
      expect(moved.html).toMatch(/A long reason/);
      expect(moved.text).not.toContain(other.school);
    }
    expect((await school()).sessions).toEqual(before);
    expect((await coach.fill(`${base}/plan`, { ...asked, start: '12:00', end: '12:45' })).status).toBe(303);
  });
});

describe('sessions that clash with what was there already', () => {
  it('stay, and their coach and the leads of both schools see who is not free, and never why', async () => {
    const third = await site.partnership(cohort, '900103');
    const date = '2026-12-03';
    const planIn = (p: Partnership, c: Cohort, now: string) =>
      planSession(p, c, { ...planned, date, coach: 'coach-2', teacher: 'teacher-1', place: 'Cellar' }, now);
    for (const id of [`${cohort.id}/${URN}`, third.id])
      expect(await act(site.parts, id, 'coach-2', (p, c, now) => planIn(p, c, now)).then(Object.keys)).toEqual(
        id === third.id ? ['refused'] : ['done'],
      );
    // a seat there takes over somebody else's session at that time
    await act(site.parts, third.id, 'coach-1', (p, c, now) =>
      planSession(p, c, { ...planned, date, coach: 'coach-1', teacher: 'teacher-1', place: 'Cellar' }, now),
    );
    await act(site.parts, third.id, 'lead', (p, c, now) =>
      replacePerson(
        p,
        c,
        'coach-1',
        { name: 'Ruben A.', email: 'r.achterberg@example.org' },
        '2026-09-24',
        'lead',
        now,
      ),
    );
    const lead = await site.lead();
    for (const [urn, name, other] of [
      [URN, 'Ruben Achterberg', third.school],
      ['900103', 'Ruben A.', 'Cellar at'],
    ] as const) {
      const { text } = await lead.get(`/cohorts/${cohort.id}/schools/${urn}/sessions`);
      expect(text).toContain(`${name} is not free then`);
      expect(text.match(/is not free then/g)).toHaveLength(1);
      expect(text).not.toContain(other);
    }
    const p = await site.partnership(cohort, URN);
    const own = `/sessions/${writeSessionsLink(await site.parts.secret(), p, 'coach-2')}`;
    expect((await site.visitor().get(own)).text).toContain('Ruben Achterberg is not free then');
    expect((await site.visitor().get(base)).text).not.toContain('is not free then');
  });
});
