import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '../../../shared/calendar/london.ts';
import { replacePerson } from '../../../shared/domain/people-acts.ts';
import { readAnswers } from '../../../shared/records/answers.ts';
import { readHistory } from '../../../shared/records/history.ts';
import { withdraw } from '../../../shared/use-cases/withdraw.ts';
import { coverSchool } from '../../support/cover-school.ts';
import { type CoverSite, coverSite } from './cover-site.ts';
import type { Visitor } from './visitor.ts';

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

  it('is the lead’s to give out: what she answered and did herself, and nothing of who follows', async () => {
    expect((await lead.get(at.home)).html).toContain(`href="${paths('link~1').copy}"`);
    const hers = await lead.fill(paths('link~1').copy, { confirm: 'yes' });
    const copy = JSON.parse(hers.html);
    expect(copy).toMatchObject({ person: { name: 'Rhodri Pugh' }, answers: [{ questionnaire: 'start' }] });
    expect(copy.obligations.map(({ id }: { id: string }) => id)).toContain('start-questionnaire');
    expect(hers.html).not.toContain(jo.email);
    const next = JSON.parse((await lead.fill(paths('link').copy, { confirm: 'yes' })).html);
    expect(next).toMatchObject({ person: jo, answers: [], signatures: [] });
    expect((await readHistory(at.site.table, at.id)).filter(({ change }) => change.what === 'person-exported')).toEqual(
      [
        expect.objectContaining({ change: { what: 'person-exported', person: 'link', version: 1 } }),
        expect.objectContaining({ change: { what: 'person-exported', person: 'link' } }),
      ],
    );
  });

  it('is erased when she asks, with her name, though the school still takes part', async () => {
    expect((await lead.get(paths('link~1').erase)).text).toContain('The name and the address go too');
    expect((await lead.post(paths('link~1').erase, { confirm: 'yes' })).location).toContain('told=erase');
    expect(await readAnswers(at.site.table, at.id)).toEqual([]);
    const p = await at.partnership();
    expect(p.former?.[0]).toMatchObject({ id: 'link', name: 'SLT link', email: '' });
    expect(p.people.find(({ id }) => id === 'link')).toMatchObject(jo);
    const past = JSON.stringify(await readHistory(at.site.table, at.id));
    expect(past).not.toContain('r.pugh@');
    expect(past).toContain(jo.email);
    expect((await lead.get(at.home)).text).toContain('erased what the earlier SLT link had answered, and the name');
  });

  it('of who has withdrawn is her name and what is noted of her', async () => {
    const copy = JSON.parse((await lead.fill(paths('teacher-1~1').copy, { confirm: 'yes' })).html);
    expect(copy).toMatchObject({ person: { name: 'Chosen Teacher 1', why: 'withdrawn' }, answers: [] });
    expect(copy.emails.map(({ kind }: { kind: string }) => kind)).toContain('withdrawal-confirmed');
    await lead.fill(paths('teacher-1~1').erase, { confirm: 'yes' });
    expect((await at.partnership()).former?.[1]).toMatchObject({ name: 'Teacher 1', email: '' });
    expect((await lead.get(paths('teacher-1~2').erase)).status).toBe(404);
  });
});
