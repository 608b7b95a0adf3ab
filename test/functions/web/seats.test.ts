import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { reportGone } from '#domain/people/acts.ts';
import { planSession, sendReport } from '#domain/sessions/acts.ts';
import { ledgerOf } from '#domain/sessions/ledger.ts';
import { writeLink } from '#links/link.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { coverSite } from './cover-site.ts';
import { coachingSite, DEPUTY, LEAD, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

const URN = '900101';

/** Somebody of nobody's school, who has come by one link. */
const OUTSIDER = { name: 'Otto Outsider', email: 'otto@elsewhere.example.org' };
const WORDS = 'Wait time after questions';
const tick = { confirm: 'yes' };
const SESSION = {
  ...{ coach: 'coach-1', teacher: 'teacher-1', place: 'R1', focus: '' },
  ...{ date: '2026-09-08', start: '09:00', end: '09:50' },
};

let site: Site;
let cohort: Cohort;
beforeEach(async () => {
  ({ site, cohort } = await coachingSite());
  await site.turn(cohort);
  await does('lead', (p, c, now) => planSession(p, c, SESSION, now));
  await site.turn(cohort);
});
afterEach(() => site.stop());

const id = () => `${cohort.id}/${URN}`;
const school = () => site.partnership(cohort, URN);
const does = (by: string, judge: Parameters<typeof act>[3], along?: Parameters<typeof act>[4]) =>
  act(site.parts, id(), by, judge, along);

/** The link that a seat has to an obligation of its own, as an email of it carries. */
async function linkOf(seat: string, obligation: string): Promise<string> {
  const p = await school();
  const o = p.obligations.find((one) => one.id === obligation);
  const link = { cohort: cohort.id, urn: URN, obligation, person: seat, version: o?.linkVersion ?? 1 };
  return `/owed/${writeLink((await site.parts.secret()).current, { ...link, sitter: personOf(p, seat)?.links })}`;
}

/** A link of the head's that is still to be done: a questionnaire. */
async function headsLink(): Promise<string> {
  const p = await school();
  const open = p.obligations.find((o) => o.owner === 'head' && !o.end);
  return linkOf('head', open?.id ?? '');
}

/** The session of 8 September is over, and its coach reports. */
async function reported(at = '2026-09-08T10:30'): Promise<void> {
  site.at(at);
  await site.turn(cohort);
  const words = { session: 'session-1', workedOn: WORDS, seen: 'Much', agreed: 'More', realTime: true };
  await does('coach-1', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now), { report: words });
  await site.turn(cohort);
}

const to = (email: string) => site.mails.filter((m) => m.to === email);
const wordsTo = (email: string) => to(email).filter((m) => m.text.includes(WORDS));
const addressOf = async (seat: string) => personOf(await school(), seat)?.email ?? '';
const linkIn = (text: string) => /(\/owed\/\S+)/.exec(text)?.[1] ?? '';

/** Names an outsider in the seat's own place. */
async function names(by: Visitor, link: string): Promise<string> {
  const said = await by.fill(`${link}/not-me`, { how: 'left', ...OUTSIDER, ...tick });
  return said.text;
}

describe('a head’s link in other hands', () => {
  it('names nobody as head: link, deputy and lead are asked, the old address is told, and the deputy reads meanwhile', async () => {
    const head = personOf(await school(), 'head');
    const said = await names(site.visitor(), await headsLink());
    expect(said).toContain('must confirm that Otto Outsider takes over');
    expect(personOf(await school(), 'head')?.email).toBe(head?.email);
    await site.turn(cohort);
    const link = await addressOf('link');
    const asked = site.mails.filter((m) => m.kind === 'confirmation-request').map((m) => m.to);
    expect(asked.sort()).toEqual([link, DEPUTY.email, LEAD].sort());
    const told = to(head?.email ?? '').filter((m) => m.kind === 'change-announced');
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(OUTSIDER.email);
    expect(told[0]?.text.match(/https:/g)).toHaveLength(1);
    await reported();
    expect(wordsTo(DEPUTY.email)).toHaveLength(1);
    expect(to(OUTSIDER.email)).toEqual([]);
    // months of silence later
    for (const day of ['2026-10-12', '2026-12-07', '2027-03-08', '2027-07-20']) {
      site.at(`${day}T09:00`);
      await site.turn(cohort);
      await site.turn(cohort);
    }
    expect(to(OUTSIDER.email)).toEqual([]);
    expect(personOf(await school(), 'head')?.email).toBe(head?.email);
  });

  it('cannot confirm what it has named, by whatever page; it can take it back', async () => {
    const holder = site.visitor();
    await names(holder, await headsLink());
    await site.turn(cohort);
    const own = linkIn(to(await addressOf('head')).findLast((m) => m.kind === 'change-announced')?.text ?? '');
    const page = await holder.get(`${own}/confirm`);
    expect(page.html).not.toContain('value="yes" type="radio"');
    expect(page.html).not.toContain('name="answer"');
    await holder.post(`${own}/confirm`, { answer: 'yes', step: 'checked' });
    expect(personOf(await school(), 'head')?.name).not.toBe(OUTSIDER.name);
    const back = await holder.fill(`${own}/confirm`, { answer: 'yes', step: 'checked', ...tick });
    expect(back.status).toBe(303);
    expect((await holder.get(own)).title).toContain('This is settled');
    expect(personOf(await school(), 'head')).toMatchObject({ email: await addressOf('head') });
    expect(personOf(await school(), 'head')?.gone).toBeUndefined();
    await site.turn(cohort);
    expect(to(LEAD).at(-1)?.kind).toBe('change-refused');
  });

  it('without a deputy: a notice without words to both addresses and the lead, and the words on confirmation', async () => {
    await does('drumbeat', (p, c, now) => reportGone(p, c, 'deputy', 'bounced', now));
    const head = await addressOf('head');
    await names(site.visitor(), await headsLink());
    await site.turn(cohort);
    await reported();
    const waits = site.mails.filter((m) => m.kind === 'report-waits');
    expect(waits.map((m) => m.to).sort()).toEqual([head, LEAD, OUTSIDER.email].sort());
    for (const mail of waits) expect(mail.text).not.toMatch(/Wait time|Odalys|Teacher/);
    expect(site.mails.filter((m) => m.text.includes(WORDS))).toEqual([]);
    expect(sessionOf(await school(), 'session-1')?.headHeard?.how).toBe('waits');
    const row = () =>
      school().then((p) =>
        ledgerOf(cohort.programme, [p], site.parts.now()).rows.find((r) => r.session.id === 'session-1'),
      );
    expect((await row())?.outcome).toBe('waiting');
    site.at('2026-09-09T12:00');
    expect((await row())?.outcome).toBe('late');
    // the link confirms: the words follow
    const asked = linkIn(to(await addressOf('link')).findLast((m) => m.kind === 'confirmation-request')?.text ?? '');
    const link = site.visitor();
    const page = await link.get(`${asked}/confirm`);
    for (const shown of [head, OUTSIDER.email, OUTSIDER.name]) expect(page.text).toContain(shown);
    expect((await link.fill(`${asked}/confirm`, { answer: 'yes' })).text).toContain('becomes the headteacher');
    expect((await link.post(`${asked}/confirm`, {})).status).toBe(422);
    await link.post(`${asked}/confirm`, tick);
    expect(personOf(await school(), 'head')).toMatchObject({ ...OUTSIDER, version: 2 });
    await site.turn(cohort);
    expect(wordsTo(OUTSIDER.email)).toHaveLength(1);
    expect(sessionOf(await school(), 'session-1')?.headHeard?.how).toBe('report');
    expect((await row())?.outcome).toBe('late');
  });

  it('within the 24 hours a confirmation keeps the promise', async () => {
    await does('drumbeat', (p, c, now) => reportGone(p, c, 'deputy', 'bounced', now));
    await names(site.visitor(), await headsLink());
    await site.turn(cohort);
    await reported();
    const lead = await site.lead();
    const home = `/cohorts/${cohort.id}/schools/${URN}`;
    const shown = await lead.get(home);
    expect(shown.text).toContain('It is not confirmed yet');
    const path = `${home}/owed/confirm-successor-head/confirm`;
    expect(shown.html).toContain(`href="${path}"`);
    await lead.fill(path, { answer: 'yes' });
    expect((await lead.post(path, tick)).location).toContain('told=confirmed');
    await site.turn(cohort);
    expect(wordsTo(OUTSIDER.email)).toHaveLength(1);
    const p = await school();
    expect(ledgerOf(cohort.programme, [p], site.parts.now()).within).toBe(1);
  });

  it('is refused by the link: the head stays, is told, and gets what waited', async () => {
    await does('drumbeat', (p, c, now) => reportGone(p, c, 'deputy', 'bounced', now));
    const head = await addressOf('head');
    await names(site.visitor(), await headsLink());
    await site.turn(cohort);
    await reported();
    const asked = linkIn(to(await addressOf('link')).findLast((m) => m.kind === 'confirmation-request')?.text ?? '');
    const link = site.visitor();
    await link.fill(`${asked}/confirm`, { answer: 'no' });
    await link.post(`${asked}/confirm`, tick);
    await site.turn(cohort);
    expect(to(head).map((m) => m.kind)).toContain('change-refused');
    expect(to(LEAD).map((m) => m.kind)).toContain('change-refused');
    expect(wordsTo(head)).toHaveLength(1);
    expect(wordsTo(OUTSIDER.email)).toEqual([]);
    // and the same link names nobody again
    expect(await names(site.visitor(), await headsLink())).toContain('an earlier name was not right');
  });
});

/** Everything that a page behind one link lets its holder say about who sits where, with an outsider wherever a name goes. */
async function saysEverything(site: Site, cohort: Cohort, link: string): Promise<void> {
  const holder = site.visitor();
  const other = { who: 'other', ...OUTSIDER };
  const twoSteps: readonly (readonly [string, Record<string, string>])[] = [
    ['/successor', other],
    ['/successor', { who: 'same', email: OUTSIDER.email }],
    ['/group', { choice: 'replace', ...OUTSIDER }],
    ['/confirm', { answer: 'yes' }],
  ];
  const deputy = { deputyName: OUTSIDER.name, deputyEmail: OUTSIDER.email };
  await holder.fill(`${link}/agreement/sign`, { fullName: 'A', role: 'B', agree: 'yes', ...deputy });
  await holder.fill(`${link}/agreement/check`, tick);
  await site.turn(cohort);
  for (const how of ['left', 'not-me'])
    await holder.fill(`${link}/not-me`, { how, ...(how === 'left' ? OUTSIDER : {}), ...tick });
  await holder.fill(`${link}/not-me`, { how: 'left', ...tick });
  for (const [path, fields] of twoSteps) {
    await holder.fill(link + path, fields);
    await holder.post(link + path, tick);
  }
  await holder.fill(`${link}/withdraw-school`, tick);
  await site.turn(cohort);
}

describe('with one link of a seat, and everybody else silent for the rest of the year', () => {
  const seats = ['head', 'coach-1', 'coach-2', 'teacher-1'] as const;
  it.each(seats)('an outsider at the %s’s gets no word of a report', async (seat) => {
    const p = await school();
    const own = p.obligations.filter((o) => o.owner === seat).map((o) => o.id);
    const sessions = `/sessions/${writeSessionsLink(await site.parts.secret(), p, seat)}`;
    for (const obligation of own) await saysEverything(site, cohort, await linkOf(seat, obligation));
    await saysEverything(site, cohort, sessions);
    expect(personOf(await school(), seat)?.email).not.toBe(OUTSIDER.email);
    expect((await school()).stage).not.toBe('withdrawn');
    await reported();
    await silence();
    expect(wordsTo(OUTSIDER.email)).toEqual([]);
    // whoever sits at the head's seat, or reads for it, has them
    expect([...wordsTo(await addressOf('head')), ...wordsTo(DEPUTY.email)]).toHaveLength(1);
  });

  it.each(['link', 'cover', 'teacher-1', 'head'])(
    'an outsider at the %s’s of a school with cycles gets no link and no seat',
    async (seat) => {
      const at = await coverSite(coverSchool().until('2026-09-14T12:00'), '2026-09-15T10:00');
      const p = await at.partnership();
      // what a request that is open names somebody for is the link's to say: the plan alone is asked of them here
      const own = p.obligations.filter((o) => o.owner === seat).map((o) => o.id);
      const links = [
        ...(await Promise.all(own.map((id) => at.owed(id)))),
        ...(seat === 'head' ? [] : [await at.sessions(seat)]),
      ];
      for (const link of links) await saysEverything(at.site, at.cohort, link);
      for (const day of ['2026-09-28', '2026-11-16', '2027-03-08', '2027-07-20']) await at.turn(`${day}T09:00`);
      const then = await at.partnership();
      expect(links.length > 0 || seat === 'head').toBe(true);
      expect(then.stage).not.toBe('withdrawn');
      expect(then.people.map(({ email }) => email)).not.toContain(OUTSIDER.email);
      expect(at.site.mails.filter((m) => m.to === OUTSIDER.email)).toEqual([]);
      await at.site.stop();
    },
  );

  it('a deputy whom an agreement’s link has named reads nothing, until the lead has checked who it is', async () => {
    const urn = '900102';
    const other = `${cohort.id}/${urn}`;
    const link = await site.link(cohort, urn, 'sign-agreement');
    await saysEverything(site, cohort, link);
    const p = await site.partnership(cohort, urn);
    expect(personOf(p, 'deputy')?.email).toBe(OUTSIDER.email);
    await act(site.parts, other, 'lead', (now, _c, at) => release(now, 'countersign', at));
    await site.turn(cohort);
    // and with every later email to that inbox
    const later = (await site.partnership(cohort, urn)).obligations.filter((o) => o.owner === 'head' && !o.end);
    expect(later.length).toBeGreaterThan(0);
    for (const { id: obligation } of later)
      await saysEverything(site, cohort, await site.link(cohort, urn, obligation));
    // the same coach is at another school until ten
    await act(site.parts, other, 'lead', (now, c, at) =>
      planSession(now, c, { ...SESSION, start: '10:00', end: '10:25' }, at),
    );
    site.at('2026-09-08T10:30');
    await site.turn(cohort);
    const words = { session: 'session-1', workedOn: WORDS, seen: 'Much', agreed: 'More', realTime: true };
    await act(site.parts, other, 'coach-1', (now, c, at) => sendReport(now, c, 'session-1', 'coach-1', at), {
      report: words,
    });
    await silence();
    expect(site.mails.filter((m) => m.kind === 'report-waits').length).toBeGreaterThan(0);
    expect(wordsTo(OUTSIDER.email)).toEqual([]);
  });
});

describe('the lead who countersigns', () => {
  it('is shown the deputy, and must say that the name and address have been checked', async () => {
    const urn = '900102';
    await act(site.parts, `${cohort.id}/${urn}`, 'head', (p, _c, now) =>
      sign(p, 'sign-agreement', 'head', { name: 'A Head', role: 'Headteacher', deputy: OUTSIDER }, now),
    );
    await site.turn(cohort);
    const lead = await site.lead();
    const path = `/cohorts/${cohort.id}/schools/${urn}/countersign`;
    const shown = await lead.get(path);
    expect(shown.text).toContain(`${OUTSIDER.name} (${OUTSIDER.email})`);
    const signed = { fullName: 'Ingrid', role: 'Lead', agree: 'yes' };
    expect((await lead.post(path, signed)).text).toContain('checked who the deputy is');
    expect((await lead.post(path, { ...signed, deputy: 'yes' })).status).toBe(303);
    expect(personOf(await site.partnership(cohort, urn), 'deputy')?.namedBy).toBeUndefined();
  });
});

/** Months in which nobody does anything; the turns go on. */
async function silence(): Promise<void> {
  for (const day of ['2026-09-09', '2026-09-14', '2026-10-12', '2026-12-07', '2027-03-08', '2027-07-20']) {
    site.at(`${day}T09:00`);
    await site.turn(cohort);
    await site.turn(cohort);
  }
}
