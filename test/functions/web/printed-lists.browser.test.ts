import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callOffCycle, dropOut } from '#domain/cycles/acts.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { openBrowser } from '#test/support/browser.ts';
import { coverSchool, proposedSchool } from '#test/support/cover-school.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { stylesheet } from '#web/kit/built/assets.mjs';
import { type CoverSite, coverSite } from './cover-site.ts';
import { coachingSite, type Site } from './site.ts';
import type { Seen } from './visitor.ts';

const REASON = 'Dilys is in hospital';
const FOCUS = 'Why the class does not listen';

/** What comes out of the printer, and where a print into a file would lead. */
interface Print {
  readonly text: string;
  readonly leads: readonly string[];
}

interface List {
  readonly screen: Seen;
  readonly print: Print;
  /** what stands on the wall */
  readonly shows: readonly string[];
}

let browser: BrowserContext;
const lists = new Map<string, List>();
const sites: Site[] = [];

async function printed({ html }: Seen): Promise<Print> {
  const page = await browser.newPage();
  const bar =
    '<section class="clock"><button>Add a day</button></section><style>@media print{.clock{display:none}}</style>';
  await page.setContent(`${html.replace('<header', `${bar}<header`)}<style>${stylesheet.text}</style>`);
  const pdf = await getDocument({ data: new Uint8Array(await page.pdf()), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)));
  const texts = await Promise.all(
    pages.map(async (one) =>
      (await one.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '),
    ),
  );
  const notes = (await Promise.all(pages.map((one) => one.getAnnotations()))).flat();
  await page.close();
  return {
    text: texts.join(' ').replace(/\s+/g, ' '),
    leads: notes.flatMap(({ url, unsafeUrl }: { url?: string; unsafeUrl?: string }) => url ?? unsafeUrl ?? []),
  };
}

async function keep(name: string, screen: Seen, shows: readonly string[]): Promise<void> {
  expect([name, screen.status]).toEqual([name, 200]);
  lists.set(name, { screen, print: await printed(screen), shows });
}

async function listsOfCover(at: CoverSite): Promise<void> {
  await at.does('lead', (p, cohort, now) => callOffCycle(p, cohort, 'cycle-2-4', REASON, 'lead', now));
  await at.turn('2026-10-01T08:00');
  await at.does('cover', (p, cohort, now) =>
    dropOut(p, cohort, { who: 'cover-1', from: '2026-10-08', until: '2026-10-08' }, now),
  );
  const [visitor, lead] = [at.site.visitor(), await at.site.lead()];
  const teacher = (await at.partnership()).people.find(({ id }) => id === 'teacher-1')?.name ?? '';
  const day = 'October 2026';
  await keep('cover list', await visitor.get(await at.sessions('cover')), [day]);
  await keep('cover list of the lead', await lead.get(`${at.home}/cover`), [day]);
  await keep('cycles of a teacher', await visitor.get(await at.sessions('teacher-1')), [day, teacher]);
  await keep('people of a school', await lead.get(at.home), [teacher, day]);
}

async function listsOfPlan(at: CoverSite): Promise<void> {
  const [visitor, link] = [at.site.visitor(), await at.owed('agree-plan')];
  await keep('plan', await visitor.get(`${link}/plan`), ['Week by week', 'October']);
  await keep('plan by person', await visitor.get(`${link}/plan/people`), ['October']);
}

async function listsOfSessions(): Promise<void> {
  const { site, cohort } = await coachingSite();
  sites.push(site);
  const id = `${cohort.id}/900101`;
  const when = { date: '2026-09-22', start: '09:00', end: '09:50', place: 'Room 4', focus: FOCUS };
  await act(site.parts, id, 'coach-1', (p, c, now) =>
    planSession(p, c, { coach: 'coach-1', teacher: 'teacher-1', ...when }, now),
  );
  const p = await site.partnership(cohort, '900101');
  const link = async (person: string) => `/sessions/${writeSessionsLink(await site.parts.secret(), p, person)}`;
  const [visitor, lead] = [site.visitor(), await site.lead()];
  const list = await visitor.get(await link('coach-1'));
  const move = /href="([^"]*\/move)"/.exec(list.html)?.[1] ?? '';
  const to = { 'date-day': '23', 'date-month': '9', 'date-year': '2026', start: '9am', end: '10am', why: REASON };
  await visitor.fill(move, to);
  await visitor.post(move, { ...to, confirm: 'yes' });
  const names = ['Room 4', '23 September'];
  await keep('sessions of a coach', await visitor.get(await link('coach-1')), names);
  await keep('sessions of a teacher', await visitor.get(await link('teacher-1')), names);
  await keep('sessions of a school', await lead.get(`/cohorts/${cohort.id}/schools/900101/sessions`), names);
}

beforeAll(async () => {
  browser = await openBrowser({ scripts: true });
  const cover = await coverSite(coverSchool(), '2026-09-30T09:00');
  const plan = await coverSite(proposedSchool(), '2026-09-09T11:00');
  sites.push(cover.site, plan.site);
  await listsOfCover(cover);
  await listsOfPlan(plan);
  await listsOfSessions();
});
afterAll(async () => {
  await browser.close();
  for (const site of sites) await site.stop();
});

describe('a printed list', () => {
  it('says on the page what its print shows, and not on paper', () => {
    expect(lists.size).toBe(9);
    for (const [name, { screen, print }] of lists) {
      expect([name, screen.text]).toEqual([name, expect.stringContaining('If you print this page, it shows')]);
      expect([name, print.text]).toEqual([name, expect.not.stringContaining('If you print')]);
    }
  });

  it('shows the sessions and who is in them', () => {
    for (const [name, { print, shows }] of lists)
      for (const one of shows) expect([name, print.text]).toEqual([name, expect.stringContaining(one)]);
  });

  it('leaves out navigation, buttons and the clock bar', () => {
    for (const [name, { print }] of lists)
      for (const word of [
        'Back',
        'Sign out',
        'Cohorts',
        'Add a day',
        'Continue to agree',
        'Skip to',
        'Privacy',
        'Move',
        'Withdraw',
      ])
        expect([name, print.text]).toEqual([name, expect.not.stringMatching(new RegExp(`\\b${word}\\b`))]);
  });

  it('leaves out email addresses, personal reasons, notes between two people, and costs', () => {
    const [reasons, notes] = [
      [...lists.values()].filter(({ screen }) => screen.text.includes(REASON)),
      [...lists.values()].filter(({ screen }) => screen.text.includes(FOCUS)),
    ];
    expect(reasons.length).toBeGreaterThan(2);
    expect(notes.length).toBeGreaterThan(2);
    for (const [name, { print }] of lists)
      for (const word of ['@', REASON, FOCUS, 'cannot come', '£', 'History'])
        expect([name, print.text]).toEqual([name, expect.not.stringContaining(word)]);
  });

  it('holds no address of a link, neither written nor to be followed in a file', () => {
    for (const [name, { screen, print }] of lists) {
      for (const [, href = ''] of screen.html.matchAll(/href="(\/(?:owed|sessions)\/[^"]+)"/g))
        expect([name, print.text]).toEqual([name, expect.not.stringContaining(href)]);
      expect([name, print.text]).toEqual([
        name,
        expect.not.stringMatching(/https?:|calendar\.ics|\/(owed|sessions)\//),
      ]);
      expect([name, print.leads.filter((one) => /\/(owed|sessions|room)\//.test(one))]).toEqual([name, []]);
    }
  });
});
