import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schoolDays } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { readCohortRecord } from '#records/cohorts.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { formsOn } from '#test/functions/web/crawl.ts';
import { launchedSite, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { extendsTo } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

describe('a lead who moves dates', () => {
  let site: Site;
  let cohort: Cohort;
  let lead: Visitor;
  let path: string;
  beforeAll(async () => {
    ({ site, cohort } = await launchedSite());
    path = `/cohorts/${cohort.id}/dates`;
  });
  afterAll(() => site.stop());

  const at = async (local: string) => {
    site.at(local);
    lead = await site.lead();
  };
  /** The form as it is shown, with some fields otherwise; where it leads. */
  const asks = async (fields: Readonly<Record<string, string>>) => {
    const seen = await lead.get(path);
    const form = formsOn(path, seen.html).find(({ action }) => action === path);
    return lead.post(path, { ...form?.untouched, ...fields });
  };
  const snow = (nth: number, day: string) => ({
    [`closure${nth}-day`]: day,
    [`closure${nth}-month`]: '9',
    [`closure${nth}-year`]: '2026',
    [`closure${nth}-why`]: 'Snow',
  });
  const record = async () => (await readCohortRecord(site.table, cohort.id))?.value as Cohort;
  const dues = async () =>
    (await partnershipsOf(site.table, cohort.id)).flatMap((p) => p.obligations.map((o) => o.due.local.slice(0, 10)));

  it('is told what is wrong with what they typed', async () => {
    await at('2026-09-10T10:00');
    expect((await asks({})).text).toContain('Change a date, then see what follows');
    expect((await asks({ 'closure1-day': '16' })).text).toContain('must include a month and a year');
    expect((await asks(snow(1, '9'))).text).toContain('Days that are over cannot be moved');
    expect((await asks({ 'term1-end-year': '2025' })).text).toContain('must end on or after');
    expect((await asks({ 'closes-day': '8', 'closes-month': '9', 'closes-year': '2026' })).text).toContain(
      'The programme must close later than today',
    );
  });

  it('sees all that follows, for each school, before anything happens', async () => {
    const { location = '' } = await asks(snow(1, '16'));
    const page = await lead.get(location);
    expect(page.text).toContain('3 schools 3 due at another time');
    expect(page.text).toContain('Schools are closed None Wed 16 Sept 2026');
    expect(page.text).toContain('The lesson study agreement: due Mon 21 Sept 2026 Tue 22 Sept 2026');
    expect(page.text).toContain('Told by email: Rhodri Pugh (SLT link)');
    expect((await lead.post(`${path}/follows`)).text).toContain('Tick the box to move the dates');
    expect((await record()).moves).toBeUndefined();
  });

  it('moves them once, however often and from wherever they press', async () => {
    const { location = '' } = await asks(snow(1, '16'));
    await lead.get(location);
    const pressed = await Promise.all([1, 2, 3].map(() => lead.post(`${path}/follows`, { confirm: 'yes' })));
    expect(pressed.map((one) => one.location?.replace(/.*told=/, '')).sort()).toEqual(['already', 'already', 'moved']);
    expect((await record()).moves).toHaveLength(1);
    expect((await lead.get(`${path}?told=moved`)).text).toContain(
      'At 10:10am on Thursday 10 September 2026 each school takes them up',
    );
    expect(await dues()).toEqual(['2026-09-21', '2026-09-21', '2026-09-21']);
  });

  it('cannot move by a page that shows what no longer follows, and sees their dates beside those that were saved', async () => {
    const [first, second] = [await asks(snow(2, '17')), await asks(snow(2, '18'))];
    const other = await site.lead();
    await lead.get(first.location ?? '');
    await other.get(second.location ?? '');
    await lead.post(`${path}/follows`, { confirm: 'yes' });
    const late = await other.post(`${path}/follows`, { confirm: 'yes' });
    expect([late.status, late.title]).toEqual([409, 'This has changed since you opened the page - Drumbeat']);
    expect(late.text).toContain('As it was saved 17 9 2026 Snow As you typed it here 18 9 2026 Snow');
    expect((await other.get(second.location ?? '')).status).toBe(409);
    expect((await record()).calendar.closures?.map((c) => c.date)).toEqual(['2026-09-16', '2026-09-17']);
  });

  it('undoes the last move before anything has been sent, once', async () => {
    await lead.get(path);
    const pressed = await Promise.all([1, 2].map(() => lead.post(`${path}/undo`, { nth: '2' })));
    expect(pressed.map((one) => one.location?.replace(/.*told=/, '')).sort()).toEqual(['already', 'undone']);
    expect((await record()).calendar.closures?.map((c) => c.date)).toEqual(['2026-09-16']);
  });

  it('each school takes them up and tells those concerned, once, though turns run at the same time', async () => {
    await at('2026-09-10T10:10');
    const ids = (await partnershipsOf(site.table, cohort.id)).map((p) => p.id);
    await Promise.all([turnCohort(site.parts, cohort.id), ...ids.map((id) => takeTurn(site.parts, id))]);
    await turnCohort(site.parts, cohort.id);
    expect((await record()).movesSpread).toBe(3);
    await site.turn(cohort);
    await site.turn(cohort);
    expect(await dues()).toEqual(['2026-09-22', '2026-09-22', '2026-09-22']);
    const told = site.mails.filter((mail) => mail.kind === 'dates-moved');
    expect(new Set(told.map((mail) => mail.to)).size).toBe(3);
    expect(told).toHaveLength(3);
    expect(told[0]?.text).toContain('Was due: 5pm on Monday 21 September 2026');
    expect(told[0]?.text).toContain('Now due: 5pm on Tuesday 22 September 2026');
    expect((await lead.get(`/cohorts/${cohort.id}/schools/900101`)).text).toContain(
      'The programme lead moved dates: the lesson study agreement is due on Tue 22 Sept 2026.',
    );
  });

  it('can undo no more once an email has gone', async () => {
    await at('2026-09-10T11:00');
    const { location = '' } = await asks(snow(2, '18'));
    await lead.get(location);
    await lead.post(`${path}/follows`, { confirm: 'yes' });
    site.at('2026-09-10T11:10');
    // a form that is sent while the turn runs: both hold, and who has done it is told nothing
    const [signed] = await Promise.all([
      act(site.parts, `${cohort.id}/900103`, 'link', (p, _c, now) =>
        sign(p, 'sign-agreement', 'link', { name: 'Kofi Asante', role: 'Deputy' }, now),
      ),
      turnCohort(site.parts, cohort.id),
    ]);
    expect(signed).toHaveProperty('done');
    const { signatures, movesTaken } = await site.partnership(cohort, '900103');
    expect([signatures.length, movesTaken]).toEqual([1, 4]);
    expect((await lead.get(path)).text).toContain('Undo');
    await site.turn(cohort);
    expect(site.mails.filter((mail) => mail.kind === 'dates-moved')).toHaveLength(5);
    expect((await lead.get(path)).html).not.toContain('/undo');
    expect((await lead.post(`${path}/undo`, { nth: '4' })).location).toMatch(/told=late$/);
    expect(schoolDays((await record()).calendar)).not.toContain('2026-09-18');
  });
});

describe('a lead whose year ends later than July', () => {
  let site: Site;
  let cohort: Cohort;
  let path: string;
  beforeAll(async () => {
    ({ site, cohort } = await launchedSite());
    path = `/cohorts/${cohort.id}/dates`;
    // they are given until July to sign
    for (const urn of ['900101', '900102', '900103'])
      await act(site.parts, `${cohort.id}/${urn}`, 'lead', extendsTo('sign-agreement', '2027-07-16'));
    site.at('2027-06-21T10:00');
  });
  afterAll(() => site.stop());

  const day = (prefix: string, date: string) => {
    const [year = '', month = '', day = ''] = date.split('-');
    return { [`${prefix}-day`]: day, [`${prefix}-month`]: month, [`${prefix}-year`]: year };
  };
  const more = {
    'term4-name': 'Autumn 2027',
    ...day('term4-start', '2027-08-30'),
    ...day('term4-end', '2027-10-22'),
  };
  const record = async () => (await readCohortRecord(site.table, cohort.id))?.value as Cohort;

  it('adds a term, closes the programme in it, and gives more time there; whoever is concerned hears', async () => {
    const lead = await site.lead();
    const asks = async (fields: Readonly<Record<string, string>>) => {
      const seen = await lead.get(path);
      const form = formsOn(path, seen.html).find(({ action }) => action === path);
      return lead.post(path, { ...form?.untouched, ...fields });
    };
    expect((await asks(day('closes', '2027-09-24'))).text).toContain('Add a term to close it later');
    expect((await asks(more)).text).toContain('Select what the term is for');
    const purpose = { ...more, 'term4-added': 'more-time' };
    expect((await asks({ ...purpose, 'term4-name': '' })).text).toContain('Enter a name for the new term');
    expect((await asks({ ...purpose, ...day('term4-end', '2038-10-22') })).html).toMatch(
      /href="#term4-start-day">\s*Autumn 2027 must end within a year/,
    );
    expect((await asks({ ...purpose, ...day('closes', '2027-08-30') })).text).toContain('must close on a school day');
    const { location = '' } = await asks({ ...purpose, ...day('closes', '2027-09-24') });
    const page = await lead.get(location);
    expect(page.text).toContain('Autumn 2027 starts None Mon 30 Aug 2027');
    expect(page.text).toContain('Autumn 2027 is for None What is left');
    expect(page.text).toContain('The programme closes on Fri 24 Sept 2027 instead of');
    expect(page.text).toContain('How long answers, reports and names are kept is counted from the end');
    expect((await lead.post(`${path}/follows`, { confirm: 'yes' })).location).toMatch(/told=moved$/);
    expect((await record()).calendar.bankHolidays.map(({ date }) => date)).toContain('2027-08-30');

    site.at('2027-06-21T10:10');
    await turnCohort(site.parts, cohort.id);
    await site.turn(cohort);
    const told = site.mails.filter(({ kind }) => kind === 'dates-moved');
    expect(told.map(({ to }) => to).toSorted()).toEqual([...new Set(told.map(({ to }) => to))].toSorted());
    expect(told).toHaveLength(6);
    for (const { text } of told) expect(text).toContain('Now closes: Friday 24 September 2027');

    const later = await site.lead();
    const extend = `/cohorts/${cohort.id}/schools/900101/owed/sign-agreement/extend`;
    await later.fill(extend, day('to', '2027-09-17'));
    await later.post(extend, day('to', '2027-09-17'));
    const p = await site.partnership(cohort, '900101');
    expect(p.obligations.find(({ id }) => id === 'sign-agreement')?.due.local).toBe('2027-09-17T17:00');
  });

  it('takes it out again by clearing its dates', async () => {
    const lead = await site.lead();
    const seen = await lead.get(path);
    expect(seen.text).toContain('You added this term. To remove it, clear all its dates');
    const form = formsOn(path, seen.html).find(({ action }) => action === path);
    const clear = Object.fromEntries(
      Object.keys(form?.untouched ?? {}).flatMap((name) =>
        /^term4-(start|end|from|until)-/.test(name) ? [[name, '']] : [],
      ),
    );
    const { location = '' } = await lead.post(path, { ...form?.untouched, ...clear, ...day('closes', '2027-07-21') });
    expect((await lead.get(location)).text).toContain('Autumn 2027 starts Mon 30 Aug 2027 None');
    await lead.post(`${path}/follows`, { confirm: 'yes' });
    expect((await record()).calendar.terms).toHaveLength(3);
  });
});

describe('a lead whose programme has not begun yet', () => {
  let site: Site;
  let cohort: Cohort;
  beforeAll(async () => {
    site = await openSite();
    cohort = await site.keep(await sampleCohort());
    site.at('2026-09-04T09:00');
    await site.launch(cohort);
  });
  afterAll(() => site.stop());

  const day = (date: string) => ({ 'launch-day': date, 'launch-month': '9', 'launch-year': '2026' });

  it('moves its launch day with what follows, and each school is invited on the new day alone', async () => {
    const path = `/cohorts/${cohort.id}/dates`;
    const lead = await site.lead();
    const seen = await lead.get(path);
    expect(seen.html).toMatch(/name="launch-day"[^>]*value="7"/);
    const form = formsOn(path, seen.html).find(({ action }) => action === path);
    expect((await lead.post(path, { ...form?.untouched, ...day('12') })).text).toContain(
      'The launch day must be a school day',
    );
    const { location = '' } = await lead.post(path, { ...form?.untouched, ...day('9') });
    const page = await lead.get(location);
    expect(page.text).toContain('The launch day Mon 7 Sept 2026 Wed 9 Sept 2026');
    expect(page.text).toContain('asked for Mon 7 Sept 2026 Wed 9 Sept 2026');
    expect(page.text).toContain('Nothing changes at a school before 9:10am on Friday 4 September 2026');
    expect((await lead.post(`${path}/follows`, { confirm: 'yes' })).location).toMatch(/told=moved$/);
    const sent = () => site.mails.filter(({ kind }) => kind === 'agreement-request').length;
    site.at('2026-09-07T08:00');
    await turnCohort(site.parts, cohort.id);
    await site.turn(cohort);
    await site.turn(cohort);
    expect(sent()).toBe(0);
    site.at('2026-09-09T08:00');
    await site.turn(cohort);
    expect(sent()).toBe(3);
    const later = await site.lead();
    expect((await later.get(path)).html).not.toContain('launch-day');
  });
});
