import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Posting, type Pressed, press, unlike, unmounted } from './conflicts.ts';
import { postingsByLead } from './postings-by-lead.ts';
import { postingsByLink } from './postings-by-link.ts';
import { postingsOfData } from './postings-of-data.ts';
import { postingsOfMeetings } from './postings-of-meetings.ts';
import { openSite, type Site } from './site.ts';

const postings: readonly Posting[] = [...postingsByLink, ...postingsOfMeetings, ...postingsOfData, ...postingsByLead];

let site: Site;
const routes = new Set<string>();
beforeAll(async () => {
  site = await openSite({ sessionNow: () => '2026-09-04T09:00:00Z' });
});
afterAll(() => site.stop());

describe.each(postings.map((posting) => ({ name: posting.name, posting })))('$name', ({ posting }) => {
  let once: Pressed;
  beforeAll(async () => {
    once = await press(site, posting, 'once');
    routes.add(once.route);
  });

  it('sent twice at once, and again from a tab that was opened before, is sent once', async () => {
    const twice = await press(site, posting, 'twice');
    const [said] = once.answers;
    expect(posting.late ? [409] : [200, 410]).toContain(said?.status);
    for (const { status, title } of twice.answers) {
      // a link that stopped working says why
      if (status !== 410 && !(posting.orSays && title.includes(posting.orSays)))
        expect([status, title]).toEqual([said?.status, said?.title]);
    }
    expect(twice.failed).toBe(false);
    expect(unlike(twice, once)).toEqual([]);
  });

  it('sent from two tabs with other words in each, loses none of them without showing it', async () => {
    const both = await press(site, posting, 'other words');
    expect(both.failed).toBe(false);
    const [first, second] = both.tabs;
    const lost = (typed: readonly string[] = [], shown: readonly string[] = []) =>
      typed.filter((text) => ![...both.kept, ...shown].some((line) => line.includes(text)));
    // whoever writes over what the other has typed has seen it; what they type themselves is kept or shown to them again
    expect([
      lost(first?.typed, [...(second?.pages ?? []), ...(first?.back ?? [])]),
      lost(second?.typed, second?.answers),
    ]).toEqual([[], []]);
  });

  it('sent while the turn runs, is sent before it or after it', async () => {
    const meanwhile = await press(site, posting, 'turn meanwhile');
    expect(meanwhile.failed).toBe(false);
    const wrong = unlike(meanwhile, once);
    if (wrong.length > 0)
      expect([wrong, unlike(meanwhile, await press(site, posting, 'after a turn'))]).toEqual([wrong, []]);
  });
});

it('covers every form of the site', () => {
  const all = site.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => unmounted(path));
  expect([...new Set(all)].filter((route) => !routes.has(route))).toEqual([]);
});

it('has one form at each address', () => {
  // of a middleware there may be several, and it is no form
  const all = site.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(all.filter((path, i) => all.indexOf(path) !== i)).toEqual([]);
});
