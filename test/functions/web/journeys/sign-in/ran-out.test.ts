import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Instant, plus } from '#calendar/london.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { keepOwnProgramme, readOwnProgramme } from '#records/programmes.ts';
import { dump, formsOn } from '#test/functions/web/crawl.ts';
import { LEAD, ORIGIN, OTHER_LEAD, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { operate } from '#test/support/operating.ts';
import { ownPlace } from '#web/kit/own-place.ts';

const EDIT = '/programmes/ours/edit/name';
const WORDS = 'What took an hour to write';

let site: Site;
let now: Instant;
let lead: Visitor;
let fields: Readonly<Record<string, string>>;
beforeAll(async () => {
  site = await openSite({ sessionNow: () => now });
  await keepOwnProgramme(site.table, LEAD, { ...lessonStudy, key: 'ours', name: 'Ours' });
});
afterAll(() => site.stop());
let day = 0;
beforeEach(async () => {
  now = plus('2026-09-04T08:00:00Z', `P${3 * ++day}D`);
  lead = await site.lead();
  const form = formsOn(EDIT, (await lead.get(EDIT)).html).find(({ action }) => action === EDIT);
  fields = { ...form?.untouched, about: WORDS };
});

const later = (by: string) => {
  now = plus(now, by);
};
const kept = async () => (await dump(site.table)).filter(({ sk }) => String(sk).startsWith('typed#'));
const about = async () => (await readOwnProgramme(site.table, LEAD, 'ours'))?.programme.about;

/** Signs in again, in the same browser, where they were sent; gives where that leads. */
async function again(browser: Visitor, location: string, address = LEAD): Promise<string> {
  const asked = await browser.fill(location, { email: address });
  const code = site.mails.findLast(({ to, kind }) => to === address && kind === 'sign-in-code')?.text;
  const seen = await browser.fill(asked.location ?? '', { code: /\b\d{6}\b/.exec(code ?? '')?.[0] ?? '' });
  return seen.location ?? '';
}

describe('a lead whose session ends while they type', () => {
  it('finds what they typed when they have signed in, and goes on with it', async () => {
    later('PT9H');
    const { location = '' } = await lead.post(EDIT, fields);
    expect(location).toMatch(/^\/sign-in\?next=%2Fsigned-in%2Ftyped%2F[\w-]{22}$/);
    expect(await about()).not.toBe(WORDS);
    expect(JSON.stringify(await dump(site.table))).not.toContain(WORDS);
    const waiting = await lead.get(await again(lead, location));
    expect(waiting.text).toContain(WORDS);
    const sent = await lead.post(EDIT);
    expect(sent.location).toBe('/programmes/ours?told=saved');
    expect(await about()).toBe(WORDS);
    expect(await kept()).toEqual([]);
  });

  it('sees it beside what has been saved meanwhile', async () => {
    const other = await site.lead();
    later('PT9H');
    const { location = '' } = await lead.post(EDIT, { ...fields, about: 'Typed too late' });
    const newer = await again(other, '/sign-in');
    expect(newer).toBe('/cohorts');
    await other.fill(EDIT, { name: 'Ours', about: 'Saved meanwhile' });
    await lead.get(await again(lead, location));
    const both = await lead.post(EDIT);
    expect(both.status).toBe(409);
    for (const text of ['Typed too late', 'Saved meanwhile']) expect(both.text).toContain(text);
  });

  it('comes back to the page that they asked for, with its query', async () => {
    later('PT9H');
    const { location = '' } = await lead.get('/programmes/ours?told=saved&more=%C3%A9+1');
    expect(await again(lead, location)).toBe('/programmes/ours?told=saved&more=%C3%A9+1');
  });

  it('alone finds it: not another lead who signs in in that browser, nor they themselves after a day', async () => {
    later('PT9H');
    const { location = '' } = await lead.post(EDIT, fields);
    const place = await again(lead, location, OTHER_LEAD);
    expect((await lead.get(place)).location).toBe('/cohorts');
    later('PT25H');
    const own = await site.lead();
    expect((await own.get(place)).location).toBe('/cohorts');
  });

  it('has the last five kept', async () => {
    later('PT9H');
    for (let i = 0; i < 7; i++) {
      later('PT1M');
      await lead.post(EDIT, fields);
    }
    const own = (await kept()).filter(({ it }) => plus((it as { at: Instant }).at, 'PT1H') > now);
    expect(own).toHaveLength(5);
  });
});

describe('a post by whoever is not signed in', () => {
  /** How much of a body is read that never ends, and what the answer is. */
  async function sends(visitor: Visitor, path = EDIT) {
    let read = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          read += 1;
          controller.enqueue(new TextEncoder().encode('x=y&'.repeat(1024)));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { Origin: ORIGIN, 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await visitor.send(path, { method: 'POST', body, duplex: 'half', headers } as RequestInit);
    return { status: answer.status, read };
  }

  it('is read as far as its limit where their own session has run out by time', async () => {
    later('PT9H');
    const { status, read } = await sends(lead);
    expect(status).toBe(413);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(51);
    expect((await sends(lead, '/programmes/import')).read).toBe(0);
    expect((await sends(lead, '/sign-out')).read).toBe(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['ran out more than a day ago', async () => later('PT33H')],
    [
      'was ended',
      async () => {
        const copy = new Map(lead.cookies);
        await lead.get('/cohorts');
        await lead.post('/sign-out');
        for (const [name, value] of copy) lead.cookies.set(name, value);
        later('PT9H');
      },
    ],
    [
      'is written by somebody else',
      async () => {
        for (const [name, value] of lead.cookies) lead.cookies.set(name, `${value.slice(0, -4)}AAAA`);
        later('PT9H');
      },
    ],
  ])('is not read at all where it %s', async (_, happens) => {
    await happens();
    expect(await sends(lead)).toEqual({ status: 303, read: 0 });
  });

  it('is not kept without the token of that session', async () => {
    const before = (await kept()).length;
    later('PT9H');
    expect((await lead.post(EDIT, { ...fields, csrf: 'AAAA' })).status).toBe(403);
    expect(await kept()).toHaveLength(before);
  });

  it('is not read at all where its lead has been disabled', async () => {
    later('PT9H');
    await operate(site, 'disable');
    expect(await sends(lead)).toEqual({ status: 303, read: 0 });
  });
});

describe('the place to go on to', () => {
  it('is a page of the leads’ own, whatever is asked for', () => {
    const part = fc.constantFrom(
      '/',
      '//',
      '\\',
      '..',
      'cohorts',
      '/cohorts',
      '?',
      '@',
      ':',
      '%2f',
      '\n',
      '#',
      '.',
      'a',
      'https://x.example',
    );
    const given = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.array(part).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(given, fc.boolean(), (text, own) => {
        const place = ownPlace(own ? `/cohorts${text}` : text);
        if (place === undefined) return;
        const url = new URL(place, ORIGIN);
        expect(url.origin).toBe(ORIGIN);
        expect(url.pathname).toMatch(/^\/(cohorts|programmes|signed-in)(\/|$)/);
        expect(url.pathname + url.search).toBe(place);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps its query where that is plain, and is the page alone where it is not', () => {
    expect(ownPlace('/cohorts/x/dates/follows?to=eyJ_-&seen=1')).toBe('/cohorts/x/dates/follows?to=eyJ_-&seen=1');
    expect(ownPlace('/cohorts/x/evaluation.csv')).toBe('/cohorts/x/evaluation.csv');
    expect(ownPlace('/cohorts/x?next=//elsewhere.example.org')).toBe('/cohorts/x');
    for (const other of ['/cohorts/../sign-out', '/cohorts//x', '/cohortsx', '/owed/x', '//x', 'https://x.example', ''])
      expect(ownPlace(other)).toBeUndefined();
  });
});
