import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { chooseTeachers, countersign, sign } from '#domain/obligations/acts.ts';
import { extend, release, takeOver } from '#domain/obligations/lead-acts.ts';
import { readAnswers } from '#records/answers.ts';
import { readDraft } from '#records/drafts.ts';
import { act } from '#use-cases/act.ts';
import { launchedSite, type Site } from './site.ts';
import type { Visitor } from './visitor.ts';

const SCHOOL = '900101';
const SIGN = 'sign-agreement';
const CHOOSE = 'choose-teachers';
const START = 'start-questionnaire';

describe('somebody who comes by a link', () => {
  let site: Site;
  let cohort: Cohort;
  let visitor: Visitor;

  beforeAll(async () => {
    ({ site, cohort } = await launchedSite());
    visitor = site.visitor();
  });
  afterAll(() => site.stop());

  const where = (urn = SCHOOL) => `${cohort.id}/${urn}`;
  const signedBySchool = (urn: string) =>
    act(site.parts, where(urn), 'link', (p, _c, now) => sign(p, SIGN, 'link', { name: 'A', role: 'B' }, now));

  it('reads what is asked, for which school, by when, and who reads it', async () => {
    const { text, status } = await visitor.get(await site.link(cohort, SCHOOL, SIGN));
    expect(status).toBe(200);
    for (const words of [
      'Sign the lesson study agreement',
      'Greenlanes Lower School',
      '5pm on Monday 21 September 2026',
      'ten minutes',
      'Ingrid Solheim-Pryce',
    ])
      expect(text).toContain(words);
  });

  it('reads the whole agreement before the form', async () => {
    const { text } = await visitor.get(`${await site.link(cohort, SCHOOL, SIGN)}/agreement`);
    const { agreement } = cohort.programme;
    for (const promise of [...agreement.schoolCommitments, ...agreement.teachingSchoolCommitments, ...agreement.ethics])
      expect(text).toContain(promise);
  });

  it('is told what is missing, with what was typed kept on the page and in the draft', async () => {
    const link = await site.link(cohort, SCHOOL, SIGN);
    const { status, html, title, text } = await visitor.fill(`${link}/agreement/sign`, {
      fullName: '<b>Rhodri',
      role: ' ',
    });
    expect(status).toBe(422);
    expect(title).toBe('Error: Sign the agreement - Drumbeat');
    expect(text).toContain('There is a problem');
    expect(html).toContain('href="#role"');
    expect(html).toContain('value="&lt;b&gt;Rhodri"');
    expect(await readDraft(site.table, where(), SIGN)).toMatchObject({ fullName: '<b>Rhodri' });
    expect((await visitor.get(`${link}/agreement/sign`)).html).toContain('value="&lt;b&gt;Rhodri"');
  });

  it('saves an unfinished form and comes back to it', async () => {
    const link = await site.link(cohort, SCHOOL, SIGN);
    const saved = await visitor.fill(`${link}/agreement/sign`, { fullName: 'Rhodri Pugh', role: '', go: 'later' });
    expect(saved.location).toBe(`${link}/saved`);
    expect((await visitor.get(`${link}/saved`)).text).toContain('Your answers are saved');
    expect((await visitor.get(link)).text).toContain('Go on where you stopped');
  });

  it('signs only after a tick on the page that shows what will be signed', async () => {
    const link = await site.link(cohort, SCHOOL, SIGN);
    const form = { fullName: 'Rhodri Pugh', role: 'Deputy headteacher', agree: 'yes' };
    expect((await visitor.fill(`${link}/agreement/sign`, form)).location).toBe(`${link}/agreement/check`);
    const unticked = await visitor.fill(`${link}/agreement/check`);
    expect(unticked.status).toBe(422);
    expect((await site.partnership(cohort, SCHOOL)).signatures).toEqual([]);

    await visitor.get(`${link}/agreement/check`);
    const otherTab = site.visitor();
    await otherTab.fill(`${link}/agreement/sign`, { ...form, fullName: 'Somebody Else' });
    const changed = await visitor.post(`${link}/agreement/check`, { confirm: 'yes' });
    expect(changed.text).toContain('These answers have changed since you opened this page');
    expect(changed.text).toContain('Somebody Else');
    expect((await site.partnership(cohort, SCHOOL)).signatures).toEqual([]);
    await visitor.fill(`${link}/agreement/sign`, form);
  });

  it('signs once, however often the button is pressed, and sees the confirmation each time', async () => {
    const link = await site.link(cohort, SCHOOL, SIGN);
    await visitor.get(`${link}/agreement/check`);
    const presses = await Promise.all([1, 2, 3].map(() => visitor.post(`${link}/agreement/check`, { confirm: 'yes' })));
    for (const { location = '' } of presses) {
      // one that comes when another has just signed finds no draft, and is led on by way of the form
      if (location !== link) expect(location).toBe(`${link}/agreement/sign`);
      if (location !== link) expect((await visitor.get(location)).location).toBe(link);
    }
    const { signatures, lastSignOfLife } = await site.partnership(cohort, SCHOOL);
    expect(signatures).toEqual([
      { party: 'school', name: 'Rhodri Pugh', role: 'Deputy headteacher', at: '2026-09-07T07:00:00Z' },
    ]);
    expect(lastSignOfLife).toBe('2026-09-07T07:00:00Z');
    const { text } = await visitor.get(link);
    for (const words of [
      'Agreement signed and sent',
      'Reference',
      `${SCHOOL}-1`,
      'What happens next',
      'signs for the teaching school',
    ])
      expect(text).toContain(words);
    expect(await readDraft(site.table, where(), SIGN)).toEqual({});
    expect((await visitor.get(`${link}/agreement/sign`)).location).toBe(link);
  });

  it('names the teachers that the lead had listed, after changing one', async () => {
    await site.turn(cohort);
    await act(site.parts, where(), 'lead', (p, _c, now) =>
      countersign(p, 'countersign', { name: 'I', role: 'L' }, now),
    );
    await site.turn(cohort);
    const link = await site.link(cohort, SCHOOL, CHOOSE);
    const form = await visitor.get(`${link}/teachers`);
    expect(form.text).toContain('has given us these names');
    const fields = Object.fromEntries(
      [...form.html.matchAll(/<input class="govuk-input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
        ([, n = '', v = '']) => [n, v],
      ),
    );
    expect(Object.keys(fields)).toHaveLength(14);
    const twice = await visitor.post(`${link}/teachers`, {
      ...fields,
      'group1-teacher2-email': fields['group1-teacher1-email'] ?? '',
    });
    expect(twice.status).toBe(422);
    expect(twice.html).toContain('href="#group1-teacher2-email"');
    const named = await visitor.post(`${link}/teachers`, { ...fields, 'group1-teacher1-name': 'Wen Example' });
    expect(named.location).toBe(`${link}/teachers/check`);
    expect((await visitor.get(`${link}/teachers/check`)).text).toContain('Wen Example');
    expect((await visitor.post(`${link}/teachers/check`, { confirm: 'yes' })).location).toBe(link);
    const partnership = await site.partnership(cohort, SCHOOL);
    expect(partnership.stage).toBe('active');
    expect(partnership.people.filter((p) => p.role === 'teacher').map((p) => p.name)).toContain('Wen Example');
    expect((await visitor.get(link)).text).toContain(
      'The next thing that we will ask you for is to agree the plan of your sessions and their cover',
    );
  });

  it('answers a questionnaire over several pages, each kept, and sends it with a tick', async () => {
    await site.turn(cohort);
    const link = await site.link(cohort, SCHOOL, START);
    const grades = Object.fromEntries(
      ['role', 'time', 'cover', 'talk', 'change', 'leaders'].map((k) => [`answer-${k}`, '4']),
    );
    expect((await visitor.fill(`${link}/questions/1`, { 'answer-role': '4' })).status).toBe(422);
    expect((await visitor.get(`${link}/questions/check`)).location).toBe(`${link}/questions/1`);
    expect((await visitor.fill(`${link}/questions/1`, grades)).location).toBe(`${link}/questions/2`);
    const typed = 'First line\n\n  second, <i>kept</i>   as typed';
    await visitor.fill(`${link}/questions/2`, { 'answer-hope': typed.replaceAll('\n', '\r\n'), go: 'later' });
    const again = await visitor.get(`${link}/questions/2`);
    expect(again.html).toContain(`>${typed.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</textarea>`);
    const tooLong = await visitor.fill(`${link}/questions/3`, { 'answer-focus': 'x'.repeat(4_001) });
    expect(tooLong.status).toBe(422);
    expect(tooLong.html).toContain('x'.repeat(4_001));
    await visitor.fill(`${link}/questions/3`, { 'answer-focus': '' });
    expect((await visitor.fill(`${link}/questions/4`, { 'answer-obstacles': '' })).location).toBe(
      `${link}/questions/check`,
    );
    expect((await visitor.fill(`${link}/questions/check`)).status).toBe(422);
    expect((await visitor.fill(`${link}/questions/check`, { confirm: 'yes' })).location).toBe(link);
    expect((await readAnswers(site.table, where())).map((answers) => answers.given)).toEqual([
      { role: 4, time: 4, cover: 4, talk: 4, change: 4, leaders: 4, hope: typed.trim() },
    ]);
    expect((await visitor.get(link)).text).toContain('the mid-point questionnaire, on Friday 27 November 2026');
  });

  it('declines with a reason, once, and the lead will hear of it', async () => {
    const link = await site.link(cohort, '900103', SIGN);
    await visitor.fill(`${link}/agreement/decline`, { reason: 'Two leaders are leaving.' });
    await visitor.get(`${link}/agreement/decline/check`);
    await Promise.all([1, 2].map(() => visitor.post(`${link}/agreement/decline/check`, { confirm: 'yes' })));
    const partnership = await site.partnership(cohort, '900103');
    expect(partnership.stage).toBe('declined');
    expect(partnership.outbox.map((m) => m.kind)).toEqual(['declined']);
    const { text, status } = await visitor.get(link);
    expect(status).toBe(200);
    expect(text).toContain('Harrowfield Upper School declined to take part');
    expect((await visitor.post(`${link}/agreement/sign`, { fullName: '' })).text).toContain('declined to take part');
    const late = await visitor.post(`${link}/agreement/sign`, { fullName: 'Too Late' });
    expect([late.status, late.title]).toEqual([409, 'What you typed was not sent - Drumbeat']);
    expect(late.text).toContain('no longer asked for');
    expect(late.html).toMatch(/Too Late.*href="\/owed\/[^"]*"[^>]*>\s*See how things stand/s);
  });

  it('is told in plain words when a thing was released, taken over or has lapsed', async () => {
    const link = await site.link(cohort, '900102', SIGN);
    await signedBySchool('900102');
    await site.turn(cohort);
    await act(site.parts, where('900102'), 'lead', (p, _c, now) =>
      countersign(p, 'countersign', { name: 'I', role: 'L' }, now),
    );
    await site.turn(cohort);
    expect((await visitor.get(link)).text).toContain('You were both sent a signed copy');
    const choosing = await site.link(cohort, '900102', CHOOSE);
    await act(site.parts, where('900102'), 'lead', (p, c, now) => takeOver(p, c, CHOOSE, now));
    const taken = await visitor.get(choosing);
    expect([taken.status, taken.title]).toEqual([410, 'The programme lead is doing this - Drumbeat']);
    await act(site.parts, where('900102'), 'lead', (p, _c, now) =>
      chooseTeachers(p, CHOOSE, 'lead', [{ name: 'T', members: [] }], now),
    );
    await site.turn(cohort);
    const answering = await site.link(cohort, '900102', START);
    await act(site.parts, where('900102'), 'lead', (p, c, now) => extend(p, c, START, '2026-10-12', now));
    expect((await visitor.get(answering)).text).toContain('Monday 12 October 2026');
    await act(site.parts, where('900102'), 'lead', (p, _c, now) => release(p, START, now));
    const released = await visitor.get(answering);
    expect([released.status, released.title]).toEqual([410, 'This is no longer needed - Drumbeat']);
    expect((await visitor.post(`${answering}/questions/1`, {})).status).toBe(410);
  });
});
