import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personOf } from '#domain/partnership/partnership.ts';
import { keptSecrets } from '#links/secrets.ts';
import { writeFeed } from '#use-cases/follow-feed.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { createApp } from '#web/app.ts';
import { type CoverSite, coverSite } from './cover-site.ts';
import { coached } from './posting-schools.ts';
import { LEAD, ORIGIN, openSite, type Site } from './site.ts';
import { Visitor } from './visitor.ts';

const [OLD, NEW] = ['the secret of last year', 'the secret of this year'];
const until = '2026-10-08T10:00:00Z';
const changes = {
  planned: JSON.stringify({ current: NEW, previous: { value: OLD, until } }),
  leaked: JSON.stringify({ current: NEW, leaked: [OLD] }),
};
const EARLY = '2026-09-08T11:00';

let site: Site;
let worlds = 0;
beforeAll(async () => {
  site = await openSite({ sessionNow: () => '2026-09-04T09:00:00Z' });
});
afterAll(() => site.stop());

/** What is kept in Secrets Manager, and processes that each read it at times of their own. */
function world() {
  const store = { text: OLD, ms: 0 };
  const process = () => {
    const parts = {
      ...site.parts,
      secret: keptSecrets(
        async () => store.text,
        () => store.ms,
      ),
    };
    const app = createApp(parts);
    return { parts, visitor: () => new Visitor(app, ORIGIN) };
  };
  return { store, process };
}

async function school(): Promise<CoverSite> {
  return coverSite(coached(), EARLY, { site, id: `secret-${worlds++}` });
}

/** What one process emails now; the links in it. */
async function emails({ parts }: ReturnType<ReturnType<typeof world>['process']>, at: CoverSite) {
  const from = site.mails.length;
  const { messages } = await takeTurn(parts, at.id);
  for (const key of messages) await sendMessage(parts, { kind: 'partnership', id: at.id }, key);
  return site.mails
    .slice(from)
    .flatMap(({ text }) => [...text.matchAll(/\/(?:owed|sessions)\/\S+/g)].map(([link]) => link));
}

const MINUTE = 61_000;

describe.each(Object.entries(changes))('a secret that is changed (%s)', (how, changed) => {
  it('is noticed by whoever sends, so that what is sent meanwhile carries links that work everywhere', async () => {
    const { store, process } = world();
    const at = await school();
    const [sender, pages] = [process(), process()];
    // both have read the old one, a moment ago
    await Promise.all([sender.parts.secret(), pages.parts.secret()]);
    store.text = changed;
    store.ms += 6_000;
    const links = await emails(sender, at);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect([link, (await pages.visitor().get(link)).status]).toEqual([link, 200]);
  });

  it(`${how === 'planned' ? 'leaves' : 'ends'} what was sent before, whichever process has noticed what`, async () => {
    const { store, process } = world();
    const at = await school();
    const [sender, late, early] = [process(), process(), process()];
    const links = await emails(sender, at);
    await late.parts.secret();
    store.text = changed;
    store.ms += 10_000;
    await early.parts.secret('now');
    const status = async ({ visitor }: typeof late) =>
      new Set(await Promise.all(links.map(async (link) => (await visitor().get(link)).status)));
    const after = how === 'planned' ? 200 : 410;
    expect([...(await status(early))]).toEqual([after]);
    expect([...(await status(late))]).toEqual([200]);
    store.ms += MINUTE;
    expect([...(await status(late))]).toEqual([after]);
  });

  it(`${how === 'planned' ? 'keeps' : 'ends'} the sessions of leads, and the codes on their way to them`, async () => {
    const { store, process } = world();
    const one = process();
    const signingIn = async (between: () => void) => {
      const lead = one.visitor();
      const from = site.mails.length;
      await lead.post('/sign-in', { email: LEAD });
      const code = /\b\d{6}\b/.exec(
        site.mails.slice(from).find(({ kind }) => kind === 'sign-in-code')?.text ?? '',
      )?.[0];
      between();
      return { lead, seen: await lead.post('/sign-in/code', { code: code ?? '' }) };
    };
    const { lead, seen } = await signingIn(() => {});
    expect(seen.location).toBe('/cohorts');
    expect((await lead.get('/cohorts')).status).toBe(200);
    store.text = changed;
    store.ms += MINUTE;
    expect((await lead.get('/cohorts')).status).toBe(how === 'planned' ? 200 : 303);
    site.at('2026-09-08T11:02');
    store.text = OLD;
    store.ms += MINUTE;
    const during = await signingIn(() => {
      store.text = changed;
      store.ms += MINUTE;
    });
    expect(during.seen.location).toBe(how === 'planned' ? '/cohorts' : '/sign-in');
  });
});

it('thirty days after a planned change the earlier secret is worth what a leaked one is', async () => {
  const { store, process } = world();
  const at = await school();
  const pages = process();
  const links = await emails(pages, at);
  const feed = `/calendar/${writeFeed(await pages.parts.secret(), await at.partnership(), 'coach-1')}.ics`;
  expect((await pages.visitor().get(feed)).html).not.toContain('about to stop');
  store.text = changes.planned;
  store.ms += MINUTE;
  // a calendar, which reads its address by itself, is told in time
  expect((await pages.visitor().get(feed)).html).toMatch(/DTSTART[^\r]*20261001T080000/);
  expect((await pages.visitor().get(feed)).html).toContain('about to stop');
  site.at('2026-10-08T10:59');
  expect((await pages.visitor().get(links[0] ?? '')).status).toBe(200);
  site.at('2026-10-08T11:00');
  expect((await pages.visitor().get(links[0] ?? '')).status).toBe(410);
  expect((await pages.visitor().get(feed)).html).not.toContain('VEVENT');
});

describe('after a leak', () => {
  it('a link by the old secret shows nothing, and sends a new one to the address on record, once a day to each person', async () => {
    site.at(EARLY);
    const { store, process } = world();
    const at = await school();
    const pages = process();
    const feed = `/calendar/${writeFeed(await pages.parts.secret(), await at.partnership(), 'coach-1')}.ics`;
    const links = await emails(pages, at);
    expect((await pages.visitor().get(feed)).html).toContain('VEVENT');
    store.text = changes.leaked;
    store.ms += MINUTE;
    const coach = personOf(await at.partnership(), 'coach-1');
    const theirs = links.filter((link) => link.includes('.coach-1.'));
    expect(theirs.length).toBeGreaterThan(1);
    for (const link of theirs) {
      const { html, status } = await pages.visitor().get(link);
      expect(status).toBe(410);
      for (const word of ['Greenlanes', coach?.name ?? '', at.cohort.name, at.cohort.lead.name])
        expect(html).not.toContain(word);
      // from whichever page of theirs: one link is all of their parts'
      const root = link.split('/').slice(0, 3).join('/');
      expect(html).toContain(`action="${root}/fresh"`);
      for (const path of ['/not-me', '/withdraw', '/report', '/plan']) await pages.visitor().post(link + path, {});
      await pages.visitor().post(`${root}/fresh`, { email: 'whoever-has-the-secret@example.org' });
    }
    expect((await pages.visitor().get(feed)).html).not.toContain('VEVENT');
    expect(await emails(pages, at)).toEqual([]);
    for (const link of [...theirs, ...theirs])
      await pages.visitor().post(`${link.split('/').slice(0, 3).join('/')}/fresh`, { email: coach?.email ?? '' });
    const from = site.mails.length;
    const fresh = await emails(pages, at);
    expect(site.mails.slice(from).map(({ to, kind }) => [to, kind])).toEqual([[coach?.email, 'fresh-link']]);
    expect((await pages.visitor().get(fresh[0] ?? '')).status).toBe(200);
  });
});
