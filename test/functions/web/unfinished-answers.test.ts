import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeOver } from '#domain/obligations/lead-acts.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { privateWords, queryAll } from '#records/documents.ts';
import { saveDraft } from '#records/drafts.ts';
import * as keys from '#records/keys.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { invited } from '#test/support/first-school.ts';
import { withdraw } from '#use-cases/withdraw.ts';
import { type CoverSite, coverSite } from './cover-site.ts';
import { jo } from './filling.ts';
import { openSite, type Site } from './site.ts';

const SECRET_WORD = 'aardvark';
const NOW = '2026-10-08T14:00';
const RECORD = 'cycle-1-1-record';

let site: Site;
let worlds = 0;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

const drafts = async ({ id }: CoverSite): Promise<string> =>
  JSON.stringify(
    await queryAll(privateWords(site.table), {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.privatePartition('DRAFTS', id) },
    }),
  );

/** A teacher has begun the record of their lesson, and the link a questionnaire. */
async function begun(): Promise<CoverSite> {
  const at = await coverSite(coverSchool().until(NOW), NOW, { site, id: `unfinished-${worlds++}` });
  for (const obligation of [RECORD, 'start-questionnaire']) {
    const link = await at.owed(obligation);
    const visitor = site.visitor();
    const { html } = await visitor.get(`${link}/questions/2`);
    const [, field = ''] = /name="(answer-[^"]*)"/.exec(html.slice(html.indexOf('<textarea'))) ?? [];
    await visitor.post(`${link}/questions/2`, { [field]: SECRET_WORD, go: 'later' });
    expect((await visitor.get(`${link}/questions/2`)).html).toContain(SECRET_WORD);
  }
  return at;
}

const pages = [1, 2, 3, 4].map((page) => `/questions/${page}`);

/** Whether anything on any page of it shows the word. */
async function shows(link: string): Promise<boolean> {
  const visitor = site.visitor();
  const seen = await Promise.all(['', '/questions/check', ...pages].map((path) => visitor.get(link + path)));
  expect(seen[0]?.status).toBe(200);
  return seen.some(({ html }) => html.includes(SECRET_WORD));
}

const seats = { [RECORD]: 'teacher-1', 'start-questionnaire': 'link' } as const;

describe.each(Object.entries(seats))('what somebody has begun to write for %s', (obligation, seat) => {
  it('is not read by whoever takes their place, and is deleted', async () => {
    const at = await begun();
    await at.does('lead', (p, c, now) => replacePerson(p, c, seat, jo, '2026-10-08', 'lead', now));
    expect(await shows(await at.owed(obligation))).toBe(false);
    expect((await drafts(at)).split(SECRET_WORD)).toHaveLength(2);
  });

  it('is deleted by the turn in which a planned successor begins', async () => {
    const at = await begun();
    await at.does('lead', (p, c, now) => replacePerson(p, c, seat, jo, '2026-10-12', 'lead', now));
    expect(await shows(await at.owed(obligation))).toBe(true);
    await at.turn('2026-10-12T08:00');
    expect(await shows(await at.owed(obligation))).toBe(false);
    expect((await drafts(at)).split(SECRET_WORD)).toHaveLength(2);
  });

  it('is deleted when they say that they have left', async () => {
    const at = await begun();
    await at.does(seat, (p, c, now) => reportGone(p, c, seat, 'left', now));
    expect((await drafts(at)).split(SECRET_WORD)).toHaveLength(2);
  });

  it('as an earlier release kept it, is theirs and not their successor’s', async () => {
    const at = await coverSite(coverSchool().until(NOW), NOW, { site, id: `unfinished-${worlds++}` });
    const { html } = await site.visitor().get(`${await at.owed(obligation)}/questions/2`);
    const [, field = ''] = /name="(answer-[^"]*)"/.exec(html.slice(html.indexOf('<textarea'))) ?? [];
    await saveDraft(site.table, at.id, obligation, { [field]: SECRET_WORD }, site.parts.now(), { role: 'teacher' });
    expect(await shows(await at.owed(obligation))).toBe(true);
    await at.does('lead', (p, c, now) => replacePerson(p, c, seat, jo, '2026-10-08', 'lead', now));
    expect(await shows(await at.owed(obligation))).toBe(false);
    expect(await drafts(at)).not.toContain(SECRET_WORD);
  });
});

it('what a teacher has begun is deleted when they withdraw', async () => {
  const at = await begun();
  await withdraw(site.parts, at.id, 'teacher-1', 'teacher-1');
  expect((await drafts(at)).split(SECRET_WORD)).toHaveLength(2);
});

it('what the link has begun is not read by the lead who takes it over', async () => {
  const at = await begun();
  await at.does('lead', (p, c, now) => takeOver(p, c, 'start-questionnaire', now));
  const lead = await site.lead();
  for (const page of pages) {
    const seen = await lead.get(`${at.home}/owed/start-questionnaire${page}`);
    expect([seen.status, seen.html.includes(SECRET_WORD)]).toEqual([200, false]);
  }
});

it('an agreement that was begun passes to whoever follows', async () => {
  const at = await coverSite(invited, '2026-09-08T11:00', { site, id: 'passes-on' });
  const link = await at.owed('sign-agreement');
  await site.visitor().fill(`${link}/agreement/sign`, { fullName: 'Half Written', role: '', go: 'later' });
  await at.does('lead', (p, c, now) => replacePerson(p, c, 'link', jo, '2026-09-08', 'lead', now));
  const next = await site.visitor().get(`${await at.owed('sign-agreement')}/agreement/sign`);
  expect(next.html).toContain('Half Written');
});
