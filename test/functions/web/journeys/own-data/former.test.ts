import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '#calendar/london.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { readAnswers } from '#records/answers.ts';
import { readHistory } from '#records/history.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { withdraw } from '#use-cases/withdraw.ts';

const jo = { name: 'Jo Successor', email: 'jo@example.org' };
const START = 4;

describe('what is kept about somebody who has left', () => {
  let at: CoverSite;
  let lead: Visitor;
  const paths = (who: string) => ({ copy: `${at.home}/people/${who}/copy`, erase: `${at.home}/people/${who}/erase` });

  beforeAll(async () => {
    at = await coverSite(coverSchool().until('2026-09-15T10:00'), '2026-09-15T11:00');
    const link = at.site.visitor();
    const answering = await at.owed('start-questionnaire');
    for (let page = 1; page <= START; page++) {
      const { html } = await link.get(`${answering}/questions/${page}`);
      const fields = [...html.matchAll(/name="(answer-[^"]*)"/g)].map(([, name]) => [name, '2']);
      await link.post(`${answering}/questions/${page}`, Object.fromEntries(fields));
    }
    await link.fill(`${answering}/questions/check`, { confirm: 'yes' });
    at.site.at('2026-09-16T11:00');
    await at.does('lead', (p, c, now) => replacePerson(p, c, 'link', jo, localDate(now), 'lead', now));
    await withdraw(at.site.parts, at.id, 'teacher-1', 'teacher-1');
    await at.turn('2026-09-16T11:00');
    at.site.at('2026-09-17T11:00');
    lead = await at.site.lead();
  });
  afterAll(() => at.site.stop());

  /** Opens the copy that the lead has started, as its reader does. */
  async function copyOf(who: string): Promise<string> {
    await lead.fill(paths(who).copy, { confirm: 'yes' });
    await at.turn(at.site.parts.now().slice(0, 10).concat('T11:00'));
    const mailed = (kind: string) => at.site.mails.findLast((mail) => mail.kind === kind)?.text ?? '';
    const link = /(\/your-data\/\S+)/.exec(mailed('copy-ready'))?.[1] ?? '';
    const reader = at.site.visitor();
    await reader.get(link);
    await reader.post(`${link}/send`);
    await reader.post(`${link}/code`, { code: /\b\d{6}\b/.exec(mailed('copy-code'))?.[0] ?? '' });
    return (await reader.get(`${link}/copy`)).text;
  }

  it('goes to them: what they answered and did themselves, and nothing of who follows', async () => {
    expect((await lead.get(at.home)).html).toContain(`href="${paths('link~1').copy}"`);
    const theirs = await copyOf('link~1');
    for (const part of ['Rhodri Pugh', 'Your answers: Start questionnaire', 'The start questionnaire'])
      expect(theirs).toContain(part);
    expect(theirs).not.toContain(jo.email);
    expect(at.site.mails.findLast(({ kind }) => kind === 'copy-ready')?.to).toBe('r.pugh@greenlanes.example.org');
    const next = await copyOf('link');
    expect(next).toContain(jo.email);
    expect(next).not.toContain('Your answers');
    expect(next).not.toContain('Signature');
    const asked = (await readHistory(at.site.table, at.id)).flatMap(({ change }) =>
      change.what === 'data-asked' ? [change.asked] : [],
    );
    expect(asked).toMatchObject([
      { what: 'copy', person: 'link', version: 1, by: 'lead' },
      { what: 'copy', person: 'link', version: 2, by: 'lead' },
    ]);
  });

  /** The lead starts it, and the person confirms it from the address on record. */
  async function erase(who: string) {
    await lead.fill(paths(who).erase, { confirm: 'yes' });
    await at.turn(at.site.parts.now().slice(0, 10).concat('T11:00'));
    const mail = at.site.mails.findLast(({ kind }) => kind === 'erasure-request');
    const link = /(\/your-data\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    await at.site.visitor().post(`${link}/erase`, { confirm: 'yes' });
  }

  it('is erased when they confirm it, with the name, though the school still takes part', async () => {
    expect((await lead.get(paths('link~1').erase)).text).toContain('The name and the address are removed everywhere');
    await erase('link~1');
    expect(await readAnswers(at.site.table, at.id)).toEqual([]);
    const p = await at.partnership();
    expect(p.former?.[0]).toMatchObject({ id: 'link', name: 'SLT link', email: '' });
    expect(p.people.find(({ id }) => id === 'link')).toMatchObject(jo);
    const past = JSON.stringify(await readHistory(at.site.table, at.id));
    expect(past).not.toContain('r.pugh@');
    expect(past).toContain(jo.email);
    expect((await lead.get(at.home)).text).toContain('erased what the earlier SLT link had answered, and the name');
  });

  it('of who has withdrawn is their name and what is noted of them', async () => {
    const copy = await copyOf('teacher-1~1');
    for (const part of ['Chosen Teacher 1', 'Confirmation of a withdrawal']) expect(copy).toContain(part);
    expect(copy).not.toContain('Your answers');
    await erase('teacher-1~1');
    expect((await at.partnership()).former?.[1]).toMatchObject({ name: 'Teacher 1', email: '' });
    expect((await lead.get(paths('teacher-1~2').erase)).status).toBe(404);
  });
});
