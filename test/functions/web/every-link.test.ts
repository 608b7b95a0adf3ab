import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { correctAddress, replacePerson, reportGone } from '#domain/people/acts.ts';
import { endLinks, newLink, replaceFeed } from '#domain/people/link-acts.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { callOff } from '#domain/sessions/acts.ts';
import { writeLink } from '#links/link.ts';
import { type Item, queryAll } from '#records/documents.ts';
import * as keys from '#records/keys.ts';
import { signs } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { invited } from '#test/support/first-school.ts';
import type { Given } from '#test/support/given.ts';
import { writeFeed } from '#use-cases/follow-feed.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { type CoverSite, coverSite } from './cover-site.ts';
import { jo } from './filling.ts';
import { coached } from './posting-schools.ts';
import { openSite, type Site } from './site.ts';

/** Everything that any form of the site has a field for: whatever a route reads, it finds filled in. */
const everything = {
  confirm: 'yes',
  step: 'checked',
  seen: '1',
  how: 'left',
  who: 'other',
  choice: 'carry-on',
  what: 'keep',
  why: 'Ill',
  go: 'on',
  ended: '10am',
  held: 'yes',
  agree: 'yes',
  fullName: 'Somebody Else',
  role: 'Stranger',
  reason: 'No time',
  workedOn: 'Other words',
  agreed: 'Other words',
  realTime: 'no',
  teacher: 'teacher-1',
  place: 'Elsewhere',
  focus: 'Other',
  start: '9am',
  end: '10am',
  ...jo,
  ...Object.fromEntries(
    ['date', 'from', 'until', 'expected', 'on', 'held'].flatMap((name) => [
      [`${name}-day`, '2'],
      [`${name}-month`, '10'],
      [`${name}-year`, '2026'],
    ]),
  ),
};

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

/** Every form behind a link of that kind, its wildcards filled in; asking for a new link is the one that may always be sent. */
const formsBehind = (mount: string, ids: Readonly<Record<string, string>>): readonly string[] => [
  ...new Set(
    site.app.routes
      .filter(({ method, path }) => method === 'POST' && path.startsWith(`${mount}/`) && !path.endsWith('/fresh'))
      .map(({ path }) =>
        path.slice(mount.length).replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => ids[name] ?? '1'),
      ),
  ),
];

/** All that is kept of the school, its history and its drafts too. */
const kept = ({ site: { table }, id }: CoverSite): Promise<readonly Item[]> =>
  queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.partition({ kind: 'partnership', id }) },
    ConsistentRead: true,
  });

/** Sends every form behind a link, and says what of the records is another. */
async function sendsEverything(at: CoverSite, link: string, mount: string, ids = {}): Promise<readonly string[]> {
  const forms = formsBehind(mount, ids);
  expect(forms.length).toBeGreaterThan(10);
  const changed: string[] = [];
  for (const form of forms) {
    const before = await kept(at);
    const visitor = at.site.visitor();
    const seen = await visitor.post(link + form, everything);
    expect([form, seen.status < 500]).toEqual([form, true]);
    if (!isDeepStrictEqual(await kept(at), before)) changed.push(form);
  }
  return changed;
}

interface Old {
  readonly name: string;
  readonly stands: () => Given;
  readonly at: string;
  /** what the link is to, and whose */
  readonly obligation: string;
  /** what becomes of it after the link was written */
  readonly becomes: (at: CoverSite) => Promise<void>;
}

const id = (p: Partnership, kind: string) => p.obligations.find((o) => o.kind === kind)?.id ?? '';
const does = (by: string, doing: Parameters<CoverSite['does']>[1]) => (at: CoverSite) => at.does(by, doing);
const signed = does('link', signs);

function settled(p: Partnership, obligation: string, how: 'done' | 'released' | 'lapsed', at: string) {
  const end = { how, at, by: obligationOf(p, obligation)?.owner ?? 'link' };
  const obligations = p.obligations.map((o) => (o.id === obligation ? { ...o, end } : o));
  return { partnership: { ...p, obligations }, changes: [] };
}

const EARLY = '2026-09-08T11:00';

const olds: readonly Old[] = [
  {
    name: 'an agreement that is signed',
    stands: () => invited,
    at: EARLY,
    obligation: 'sign-agreement',
    becomes: signed,
  },
  ...(['done', 'released', 'lapsed'] as const).flatMap((how): Old[] => [
    {
      name: `a questionnaire that is ${how}`,
      stands: () => coverSchool().until('2026-09-14T10:00'),
      at: '2026-09-14T10:00',
      obligation: 'start-questionnaire',
      becomes: does('link', (p, _c, now) => settled(p, 'start-questionnaire', how, now)),
    },
    {
      name: `cover that is ${how}`,
      stands: () => coverSchool().until('2026-10-02T10:00'),
      at: '2026-10-02T10:00',
      obligation: 'cycle-1-1-lesson-cover',
      becomes: does('cover', (p, _c, now) => settled(p, 'cycle-1-1-lesson-cover', how, now)),
    },
  ]),
  {
    name: 'a report on a session that is off',
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    obligation: 'session-1-report',
    becomes: does('coach-1', (p, c, now) => callOff(p, c, 'session-1', 'Ill', 'coach-1', now)),
  },
  {
    name: 'a plan that is agreed',
    stands: coverSchool,
    at: '2026-09-15T10:00',
    obligation: 'agree-plan',
    becomes: async () => {},
  },
  {
    name: 'a task with a newer link',
    stands: () => invited,
    at: EARLY,
    obligation: 'sign-agreement',
    becomes: does('link', (p, _c, now) => newLink(p, 'link', { task: 'sign-agreement' }, now)),
  },
  {
    name: 'a task of somebody whose links the lead has ended',
    stands: () => invited,
    at: EARLY,
    obligation: 'sign-agreement',
    becomes: does('lead', (p, c, now) => endLinks(p, c, 'link', 1, now)),
  },
  {
    name: 'a task of somebody whose address was wrong',
    stands: () => invited,
    at: EARLY,
    obligation: 'sign-agreement',
    becomes: does('lead', (p, c, now) => correctAddress(p, c, 'link', 'right@example.org', 'lead', now)),
  },
  {
    name: 'a task of somebody whose place another has taken',
    stands: () => invited,
    at: EARLY,
    obligation: 'sign-agreement',
    becomes: does('lead', (p, c, now) => replacePerson(p, c, 'link', jo, '2026-09-08', 'lead', now)),
  },
];

describe('a link to what is done, released, lapsed, replaced or another’s', () => {
  it.each(olds)('$name: changes nothing, whatever is sent by it', async (old) => {
    const at = await coverSite(old.stands(), old.at, { site, id: `w${olds.indexOf(old)}` });
    const link = await at.owed(old.obligation);
    const kind = obligationOf(await at.partnership(), old.obligation)?.kind;
    expect(kind, 'there is such a thing').toBeDefined();
    await old.becomes(at);
    expect(await sendsEverything(at, link, '/owed/:link', { cycle: 'cycle-1-1', session: 'session-1' })).toEqual([]);
    // nor does its page lead to one that does
    const { html } = await site.visitor().get(link);
    const hrefs = [...html.matchAll(/href="(\/(?:owed|sessions)\/[^"]+)"/g)].map(([, href]) => href);
    expect(hrefs.filter((href) => !/\/(fresh|plan|plan\/people)$/.test(href ?? ''))).toEqual([]);
  });

  it('of whoever has withdrawn: neither the task’s nor the page of all that was theirs', async () => {
    const at = await coverSite(coverSchool().until('2026-10-08T14:00'), '2026-10-08T14:00', { site, id: 'withdrawn' });
    const links = [await at.owed(id(await at.partnership(), 'lesson-record')), await at.sessions('teacher-1')] as const;
    await at.does('teacher-1', (p, c, now) => withdrawPerson(p, c, 'teacher-1', 'teacher-1', now));
    expect(await sendsEverything(at, links[0], '/owed/:link')).toEqual([]);
    expect(await sendsEverything(at, links[1], '/sessions/:link', { session: 'session-1' })).toEqual([]);
  });

  it('of the page of all that is somebody’s, once it was replaced', async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'replaced' });
    const own = await at.sessions('coach-1');
    await at.does('coach-1', (p, _c, now) => newLink(p, 'coach-1', {}, now));
    const ids = { session: 'session-2', obligation: 'session-1-report' };
    expect(await sendsEverything(at, own, '/sessions/:link', ids)).toEqual([]);
    expect((await site.visitor().get(own)).html).toContain(`action="${own}/fresh"`);
    // while what was sent instead does
    expect(await sendsEverything(at, await at.sessions('coach-1'), '/sessions/:link', ids)).not.toEqual([]);
  });
});

describe('somebody who asks for a new link', () => {
  const asks = (link: string, email: string) => site.visitor().post(`${link}/fresh`, { email });
  const mailsTo = (email: string) => site.mails.filter((m) => m.to === email && m.kind === 'fresh-link');

  it('gets it at the address on record, whatever became of the task, and can do there what they need', async () => {
    // the head of a coaching programme has signed, and has no sessions
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'asks' });
    const link = await at.owed('sign-agreement');
    const { email } = personOf(await at.partnership(), 'head') ?? { email: '' };
    expect((await site.visitor().get(link)).html).toContain(`href="${link}/fresh"`);
    const before = mailsTo(email).length;
    const pages = [
      await asks(link, 'x@example.org'),
      await asks(link, email),
      await asks(link, email),
      await asks('/sessions/not.a.link.at.all.x', email),
    ].map(({ status, html }) => [status, html.replaceAll(/action="[^"]*"/g, '')]);
    expect(new Set(pages.map((one) => JSON.stringify(one))).size).toBe(1);
    await site.turn(at.cohort);
    const mails = mailsTo(email).slice(before);
    expect(mails).toHaveLength(1);
    const [, own = ''] = /(\/sessions\/\S+)/.exec(mails[0]?.text ?? '') ?? [];
    const page = await site.visitor().get(own);
    expect(page.status).toBe(200);
    expect(page.html).toContain(`href="${own}/not-me"`);
    // the old one shows nothing any more
    expect((await site.visitor().get(link)).status).toBe(410);
    // of somebody who has no sessions it works for a week
    site.at('2026-09-15T11:01');
    expect((await site.visitor().get(own)).status).toBe(410);
  });

  it('is sent no second one on a day, however often and at once they press', async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'presses' });
    const own = await at.sessions('coach-1');
    const { email } = personOf(await at.partnership(), 'coach-1') ?? { email: '' };
    const before = mailsTo(email).length;
    await Promise.all([1, 2, 3].map(() => asks(own, email)));
    await site.turn(at.cohort);
    expect(mailsTo(email)).toHaveLength(before + 1);
    const next = await at.sessions('coach-1');
    expect(next).not.toBe(own);
    site.at('2026-09-09T10:59');
    await asks(next, email);
    await site.turn(at.cohort);
    expect(mailsTo(email)).toHaveLength(before + 1);
    site.at('2026-09-09T11:00');
    await asks(next, email);
    await site.turn(at.cohort);
    expect(mailsTo(email)).toHaveLength(before + 2);
  });

  it('by a GET, or by a button that a mail scanner presses, gets none', async () => {
    const at = await coverSite(invited, EARLY, { site, id: 'scanned' });
    const link = await at.owed('sign-agreement');
    const before = await kept(at);
    expect((await site.visitor().get(`${link}/fresh`)).status).toBe(200);
    expect((await site.visitor().fill(`${link}/fresh`)).status).toBe(422);
    expect(await kept(at)).toEqual(before);
  });
});

describe('the lead who ends somebody’s links', () => {
  it('leaves none of them alive, and the emails that follow carry new ones', async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'ended' });
    const p = await at.partnership();
    const secrets = await site.parts.secret();
    const [own, task, feed] = [
      await at.sessions('coach-1'),
      await at.owed('session-1-report'),
      `/calendar/${writeFeed(secrets, p, 'coach-1')}.ics`,
    ];
    const visitor = site.visitor();
    expect((await visitor.get(feed)).html).toContain('BEGIN:VEVENT');
    const lead = await site.lead();
    const form = `${at.home}/people/coach-1/links`;
    expect((await lead.get(at.home)).html).toContain(`href="${form}"`);
    expect((await lead.fill(form)).status).toBe(422);
    expect((await lead.fill(form, { confirm: 'yes' })).location).toContain('told=links-ended');
    for (const link of [own, task]) expect((await visitor.get(link)).status).toBe(410);
    const calendar = await visitor.get(feed);
    expect([calendar.status, calendar.html.includes('VEVENT')]).toEqual([200, false]);
    await site.turn(at.cohort);
    const mail = site.mails.findLast((m) => m.kind === 'fresh-link');
    const links = [...(mail?.text.matchAll(/\/(?:owed|sessions)\/\S+/g) ?? [])].map(([link]) => link);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) expect([link, (await visitor.get(link)).status]).toEqual([link, 200]);
    // sent again from a page that was opened before, it ends nothing more
    expect((await lead.post(form, { confirm: 'yes', seen: '1' })).location).toContain('told=links-ended');
    for (const link of links) expect((await visitor.get(link)).status).toBe(200);
  });

  it('ends those of a predecessor whose number a newcomer could have had', async () => {
    const at = await coverSite(coverSchool().until('2026-10-08T14:00'), '2026-10-08T14:00', { site, id: 'numbers' });
    for (const seen of [1, 2]) await at.does('lead', (p, c, now) => endLinks(p, c, 'teacher-1', seen, now));
    const own = await at.sessions('teacher-1');
    await at.does('teacher-1', (p, c, now) => withdrawPerson(p, c, 'teacher-1', 'teacher-1', now));
    await at.does('lead', (p, c, now) => replacePerson(p, c, 'teacher-1', jo, '2026-10-08', 'lead', now));
    expect((await site.visitor().get(own)).status).toBe(410);
    expect((await site.visitor().get(await at.sessions('teacher-1'))).status).toBe(200);
  });
});

describe('the address of a calendar', () => {
  it('tells times and nothing else, opens no page, and can be replaced', async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'calendar' });
    const secrets = await site.parts.secret();
    const token = async () => writeFeed(secrets, await at.partnership(), 'coach-1');
    const old = await token();
    const visitor = site.visitor();
    const { html } = await visitor.get(`/calendar/${old}.ics`);
    expect(html).toContain('BEGIN:VEVENT');
    const people = (await at.partnership()).people.map(({ name }) => name);
    for (const word of [...people, 'Pauses', 'Room', '/owed/', '/sessions/', 'ATTENDEE'])
      expect(html).not.toContain(word);
    for (const path of [`/sessions/${old}`, `/owed/${old}`]) expect((await visitor.get(path)).status).toBe(404);
    const own = await at.sessions('coach-1');
    expect((await visitor.get(`/calendar/${own.slice('/sessions/'.length)}.ics`)).status).toBe(404);
    // the same words signed as a link are no address of a calendar
    const link = { cohort: at.cohort.id, urn: at.urn, obligation: 'feed', person: 'coach-1', version: 1 };
    expect((await visitor.get(`/calendar/${writeLink(secrets.current, link)}.ics`)).status).toBe(404);
    expect((await visitor.get(own)).html).toContain(`/calendar/${old}.ics`);
    expect((await visitor.fill(`${own}/calendar`)).status).toBe(422);
    expect((await visitor.fill(`${own}/calendar`, { confirm: 'yes' })).title).toContain('has been replaced');
    const empty = await visitor.get(`/calendar/${old}.ics`);
    expect([empty.status, empty.headers.get('Content-Type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(empty.html).toMatch(/^BEGIN:VCALENDAR/);
    expect(empty.html).not.toContain('VEVENT');
    expect((await visitor.get(`/calendar/${await token()}.ics`)).html).toBe(html);
    // their page and their emails work as before
    expect((await visitor.get(own)).status).toBe(200);
    await at.does('coach-1', (p, _c, now) => replaceFeed(p, 'coach-1', 2, now));
  });

  it('of somebody who has left tells nothing', async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'left' });
    const secrets = await site.parts.secret();
    const address = `/calendar/${writeFeed(secrets, await at.partnership(), 'coach-1')}.ics`;
    await at.does('lead', (p, c, now) => replacePerson(p, c, 'coach-1', jo, '2026-09-08', 'lead', now));
    const { status, html } = await site.visitor().get(address);
    expect([status, html.includes('VEVENT')]).toEqual([200, false]);
  });
});

describe.each(['left', 'not-me'] as const)('a calendar address of somebody who has said %s', (how) => {
  it('is an empty calendar, and has its times again when they are there after all', async () => {
    const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: `said-${how}` });
    const secrets = await site.parts.secret();
    const p = await at.partnership();
    const feed = `/calendar/${writeFeed(secrets, p, 'coach-1')}.ics`;
    const earlier = `/sessions/${writeSessionsLink(secrets, p, 'coach-1')}/calendar.ics`;
    const shows = async (address: string) => {
      const { status, headers, html } = await site.visitor().get(address);
      expect([status, headers.get('Content-Type')]).toEqual([200, 'text/calendar; charset=utf-8']);
      return html.includes('BEGIN:VEVENT');
    };
    expect([await shows(feed), await shows(earlier)]).toEqual([true, true]);
    await at.does('coach-1', (now, c, when) => reportGone(now, c, 'coach-1', how, when));
    expect([await shows(feed), await shows(earlier)]).toEqual([false, false]);
    await at.does('lead', (now, c, when) => correctAddress(now, c, 'coach-1', 'cass@example.org', 'lead', when));
    const again = `/calendar/${writeFeed(secrets, await at.partnership(), 'coach-1')}.ics`;
    expect(await shows(again)).toBe(true);
  });
});

it('the link to a person’s page is the one that their emails carry', async () => {
  const at = await coverSite(coached().until('2026-09-08T10:00'), EARLY, { site, id: 'carries' });
  await at.does('coach-1', (p, _c, now) => newLink(p, 'coach-1', {}, now));
  const own = `/sessions/${writeSessionsLink(await site.parts.secret(), await at.partnership(), 'coach-1')}`;
  await site.turn(at.cohort);
  expect(site.mails.at(-1)?.text).toContain(own);
});
