import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { correctAddress, replacePerson, reportGone } from '#domain/people/acts.ts';
import { endSchool } from '#domain/people/withdrawal.ts';
import { PostError } from '#email/ses.ts';
import { readAnswers } from '#records/answers.ts';
import { readHistory } from '#records/history.ts';
import { readReport } from '#records/reports.ts';
import { WHERE } from '#test/functions/web/answering-site.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { dump } from '#test/functions/web/crawl.ts';
import { type DataSite, dataSite, REPORT } from '#test/functions/web/own-data-site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { foundIn } from '#test/support/raw-table.ts';
import { act } from '#use-cases/act.ts';
import { startCopy } from '#use-cases/ask-for-data.ts';
import { tellFate } from '#use-cases/record-fate.ts';

let at: DataSite;
let lead: Visitor;
const person = (id: string, form: string) => `${at.home}/people/${id}/${form}`;
const saysLead = (id: string, form: string) => lead.fill(person(id, form), { confirm: 'yes' });
const everything = async () =>
  (await dump(at.site.table)).toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
const erased = async () =>
  (await readHistory(at.site.table, WHERE)).filter(({ change }) => change.what === 'person-erased');

beforeEach(async () => {
  at = await dataSite();
  at.site.at('2026-09-15T10:00');
  lead = await at.site.lead();
});
afterEach(() => at.site.stop());

/** The head leaves out these sentences, by their place on the page. */
async function checks(out: readonly string[] = []) {
  const head = at.site.visitor();
  const link = at.linkIn('copy-check-request');
  const { html } = await head.get(`${link}/copy`);
  const fields = [...html.matchAll(/<p class="app-typed[^>]*id="text-([^"]*)">([^<]*)<\/p>/g)];
  const ticked = fields
    .filter(([, , text]) => out.some((one) => text?.includes(one)))
    .map(([, field]) => [field, 'yes']);
  return {
    link,
    head,
    html,
    answer: await head.post(`${link}/copy`, { ...Object.fromEntries(ticked), confirm: 'yes' }),
  };
}

describe('a copy of what is kept about somebody', () => {
  it('shows no words to whoever holds a link of a head who is to be another, until that is confirmed', async () => {
    await saysLead('teacher-1', 'copy');
    await at.turn('2026-09-15T10:01');
    const link = at.linkIn('copy-check-request');
    const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };
    await act(at.site.parts, WHERE, 'head', (p, c, now) => replacePerson(p, c, 'head', nia, '2026-09-15', 'head', now));
    const { status, html } = await at.site.visitor().get(`${link}/copy`);
    expect(status).toBe(409);
    expect(html).toContain('as soon as we know who that is');
    expect(html).not.toContain('Ten hands');
  });

  it('promises no code while none can be sent, however often the button is pressed', async () => {
    await saysLead('coach-2', 'copy');
    await at.turn('2026-09-15T10:01');
    const link = at.linkIn('copy-ready');
    const { post } = at.site.parts;
    const send = vi.spyOn(post, 'send').mockRejectedValue(new PostError('Refused', 'MessageRejected', undefined));
    const reader = at.site.visitor();
    await reader.get(link);
    for (let times = 1; times <= 2; times++) {
      const { status, text } = await reader.post(`${link}/send`);
      expect(status).toBe(200);
      expect(text).toContain('We cannot send codes at the moment');
    }
    expect(send).toHaveBeenCalledTimes(1);
    send.mockRestore();
    at.site.at('2026-09-15T10:08');
    expect((await reader.post(`${link}/send`)).location).toBe(`${link}/code`);
    expect(at.lastMail('copy-code')?.text).toMatch(/\b\d{6}\b/);
  });

  it('is started by the lead, checked by the head, and goes to that person alone', async () => {
    expect((await lead.get(person('teacher-1', 'copy'))).text).toContain(
      'You can see that it was sent, but cannot read it',
    );
    expect((await lead.fill(person('teacher-1', 'copy'))).status).toBe(422);
    const started = await saysLead('teacher-1', 'copy');
    expect(started.location).toBe(`${at.home}?told=copy-asked`);
    expect(started.html).not.toContain('Ten hands');
    await at.turn('2026-09-15T10:01');
    expect(at.lastMail('copy-check-request')?.to).toBe('a.okafor@greenlanes.example.org');
    expect(at.lastMail('copy-check-request')?.text).not.toContain('Ten hands');
    expect(at.lastMail('copy-ready')).toBeUndefined();
    expect((await lead.get(at.home)).text).toContain('The school is checking it');

    const { html, answer, link } = await checks(['head of year']);
    expect(html).toContain('The head of year was cross about it.');
    expect(answer.location).toBe(link);
    await at.turn('2026-09-15T10:02');
    const mail = at.lastMail('copy-ready');
    const teacher = (await at.site.partnership(at.cohort, '900101')).people.find(({ id }) => id === 'teacher-1');
    expect(mail?.to).toBe(teacher?.email);

    const reader = at.site.visitor();
    await at.open(reader, at.linkIn('copy-ready'));
    const copy = await reader.get(`${at.linkIn('copy-ready')}/copy`);
    expect(copy.status).toBe(200);
    for (const part of [
      'Ten hands went up.',
      'Then all were quiet.',
      'Wait for five seconds.',
      'Left out by the school',
    ])
      expect(copy.text).toContain(part);
    expect(copy.text).not.toContain('head of year');
    const json = await reader.get(`${at.linkIn('copy-ready')}/your-data.json`);
    expect(json.headers.get('content-disposition')).toContain('your-data.json');
    expect(JSON.parse(json.html)).toMatchObject({ school: expect.stringContaining('Greenlanes'), leftOut: true });
    expect(json.html).not.toContain('head of year');
    const file = await reader.get(`${at.linkIn('copy-ready')}/your-data.html`);
    expect(file.html).toContain('Ten hands went up.');

    // nothing is changed in the original, and the lead sees only that it went
    expect(await readReport(at.site.table, WHERE, 'session-1', 1)).toMatchObject(REPORT);
    const school = await lead.get(at.home);
    expect(school.text).toContain('A copy was sent on Tuesday 15 September 2026.');
    expect(school.text).not.toContain('Ten hands');
    for (const path of ['copy', 'your-data.json', 'your-data.html'])
      expect((await lead.get(`${at.linkIn('copy-ready')}/${path}`)).location).toBe(at.linkIn('copy-ready'));
  });

  it('holds questions beside answers, a coach’s own words, sessions, emails and the history, and no internal keys', async () => {
    await saysLead('coach-1', 'copy');
    await at.turn('2026-09-15T10:01');
    await checks();
    await at.turn('2026-09-15T10:02');
    const reader = at.site.visitor();
    await at.open(reader, at.linkIn('copy-ready'));
    const { text } = await reader.get(`${at.linkIn('copy-ready')}/copy`);
    const asked = at.cohort.programme.questionnaires['coaches-start']?.questions[0];
    expect(asked && 'text' in asked ? text : '').toContain(asked && 'text' in asked ? asked.text : 'nothing');
    for (const part of [
      'coach-1@example.org',
      'Monday 14 September 2026',
      'R4',
      'The head of year was cross',
      'Reports that you wrote',
      'Emails sent to you',
      'History',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/coaches-start|session-1|teacher-1\b|"welcome"/);
    expect(text).not.toContain('coach-2@example.org');
  });

  it('goes at once where there are no words by or about others', async () => {
    await saysLead('coach-2', 'copy');
    await at.turn('2026-09-15T10:01');
    expect(at.lastMail('copy-check-request')).toBeUndefined();
    expect(at.lastMail('copy-ready')?.to).toBe('coach-2@example.org');
  });

  it('opens with a code, once, and only in the browser that asked for it', async () => {
    await saysLead('coach-2', 'copy');
    await at.turn('2026-09-15T10:01');
    const link = at.linkIn('copy-ready');
    const [one, other] = [at.site.visitor(), at.site.visitor()];
    const before = await everything();
    for (const path of ['', '/code', '/copy', '/your-data.json']) await one.get(link + path);
    expect(await everything()).toEqual(before);
    expect(at.lastMail('copy-code')).toBeUndefined();
    expect((await one.get(`${link}/copy`)).location).toBe(link);
    await one.get(link);
    await one.post(`${link}/send`);
    const code = /\b\d{6}\b/.exec(at.lastMail('copy-code')?.text ?? '')?.[0] ?? '';
    expect(at.lastMail('copy-code')?.to).toBe('coach-2@example.org');
    // a browser that did not ask for it
    expect((await other.post(`${link}/code`, { code })).location).toBe(link);
    await other.get(link);
    await other.post(`${link}/send`);
    await other.get(`${link}/code`);
    expect((await other.post(`${link}/code`, { code })).status).toBe(422);
    const latest = /\b\d{6}\b/.exec(at.lastMail('copy-code')?.text ?? '')?.[0] ?? '';
    expect((await one.fill(`${link}/code`, { code: latest })).status).toBe(422);
    expect((await other.fill(`${link}/code`, { code: latest })).location).toBe(`${link}/copy`);
    expect((await other.get(`${link}/copy`)).status).toBe(200);
    // no code to open a copy signs anybody in
    expect((await other.get('/cohorts')).location).toMatch(/^\/sign-in/);
    expect((await lead.get(`${link}/copy`)).location).toBe(link);
  });

  it('ends after 14 days, and when its reader’s address is put right', async () => {
    await saysLead('coach-2', 'copy');
    await at.turn('2026-09-15T10:01');
    const link = at.linkIn('copy-ready');
    at.site.at('2026-09-29T09:59');
    expect((await at.site.visitor().get(link)).status).toBe(200);
    at.site.at('2026-09-29T10:00');
    expect((await at.site.visitor().get(link)).status).toBe(410);
    expect((await at.site.visitor().post(`${link}/send`)).status).toBe(410);
    expect((await at.site.visitor().get(`${link}x`)).status).toBe(404);
    // asked for again, and put right before it is opened
    await startCopy(at.site.parts, WHERE, 'coach-2', 'lead');
    await at.turn('2026-09-29T10:01');
    const later = at.linkIn('copy-ready');
    expect(later).not.toBe(link);
    at.site.at('2026-09-29T10:05');
    await act(at.site.parts, WHERE, 'lead', (p, c, now) =>
      correctAddress(p, c, 'coach-2', 'right@example.org', 'lead', now),
    );
    expect((await at.site.visitor().get(later)).status).toBe(410);
    // whoever has left by the time that it goes gets it all the same, and not their successor
    await startCopy(at.site.parts, WHERE, 'coach-2', 'lead');
    const jo = { name: 'Jo Successor', email: 'jo@example.org' };
    await act(at.site.parts, WHERE, 'lead', (p, c, now) =>
      replacePerson(p, c, 'coach-2', jo, '2026-09-29', 'lead', now),
    );
    await at.turn('2026-09-29T10:06');
    expect(at.lastMail('copy-ready')?.to).toBe('right@example.org');
    await at.open(at.site.visitor(), at.linkIn('copy-ready'));
    expect(at.lastMail('copy-code')?.to).toBe('right@example.org');
  });

  it('waits for the head with reminders, then the lead is told without a word of it, in holidays and after the end too', async () => {
    at.site.at('2027-07-30T10:00');
    await act(at.site.parts, WHERE, 'lead', (p, _c, now) => endSchool(p, now));
    await at.turn('2027-07-30T10:01');
    lead = await at.site.lead();
    await saysLead('teacher-1', 'copy');
    await at.turn('2027-07-30T10:02');
    expect(at.lastMail('copy-check-request')?.text).toContain('13 August 2027');
    const from = at.site.mails.length;
    for (const day of ['2027-08-06', '2027-08-11', '2027-08-16', '2027-08-23']) await at.turn(`${day}T08:00`);
    const mails = at.site.mails.slice(from);
    expect(mails.map(({ kind }) => kind).toSorted()).toEqual([
      'escalation',
      'escalation',
      'reminder',
      'reminder',
      'reminder',
      'reminder',
    ]);
    expect(mails.filter(({ kind }) => kind === 'escalation').length).toBeGreaterThan(0);
    for (const { text } of mails) expect(text).not.toContain('Ten hands');
    expect(mails.find(({ kind }) => kind === 'reminder')?.text).toContain('copy of the data about');
    // the lead can send a reminder and nothing else
    lead = await at.site.lead();
    const owed = `${at.home}/owed/check-copy-1`;
    for (const act of ['release', 'take-over', 'extend']) expect((await lead.get(`${owed}/${act}`)).status).toBe(404);
    expect((await lead.get(`${owed}/copy`)).status).toBe(404);
    await checks(['head of year']);
    await at.turn('2027-08-23T09:00');
    expect(at.lastMail('copy-ready')).toBeDefined();
  });

  it('holds nothing that was written after the head had looked', async () => {
    await saysLead('teacher-1', 'copy');
    await at.turn('2026-09-15T10:01');
    await checks();
    await at.turn('2026-09-15T10:02');
    const { sendReport } = await import('#domain/sessions/acts.ts');
    at.site.at('2026-09-15T11:00');
    await act(at.site.parts, WHERE, 'coach-1', (p, c, now) => sendReport(p, c, 'session-1', 'coach-1', now), {
      report: { ...REPORT, seen: 'Unchecked words.' },
    });
    const reader = at.site.visitor();
    await at.open(reader, at.linkIn('copy-ready'));
    expect((await reader.get(`${at.linkIn('copy-ready')}/copy`)).text).not.toContain('Unchecked words');
  });
});

describe('somebody asks by a link of their own', () => {
  it('and all that starts is an email to the address on record', async () => {
    const own = await at.site.link(at.cohort, '900101', 'coaches-start-coach-2');
    const coach = at.site.visitor();
    expect((await coach.get(own)).html).toContain(`${own}/your-data/copy`);
    expect((await coach.fill(`${own}/your-data/copy`)).status).toBe(422);
    expect((await coach.fill(`${own}/your-data/copy`, { confirm: 'yes' })).text).toContain('coach-2@example.org');
    await coach.fill(`${own}/your-data/erase`, { confirm: 'yes' });
    await at.turn('2026-09-15T10:01');
    expect(at.lastMail('copy-ready')?.to).toBe('coach-2@example.org');
    expect(at.lastMail('erasure-request')?.to).toBe('coach-2@example.org');
    expect(await erased()).toEqual([]);
  });
});

describe('erasing', () => {
  it('wants the word of the person, from their own address', async () => {
    expect((await readAnswers(at.site.table, WHERE)).map((one) => one.person)).toContain('coach-1');
    const started = await saysLead('coach-1', 'erase');
    expect(started.location).toBe(`${at.home}?told=erasing-asked`);
    await at.turn('2026-09-15T10:01');
    expect((await readAnswers(at.site.table, WHERE)).map((one) => one.person)).toContain('coach-1');
    expect(at.lastMail('erasure-request')?.to).toBe('coach-1@example.org');
    const link = at.linkIn('erasure-request');
    const coach = at.site.visitor();
    const page = await coach.get(link);
    for (const part of ['Backups, for 35 days', 'signatures', 'inboxes', 'mail service', 'stay for now'])
      expect(page.text).toContain(part);
    expect((await coach.post(`${link}/erase`)).status).toBe(422);
    expect((await readAnswers(at.site.table, WHERE)).map((one) => one.person)).toContain('coach-1');
    await coach.post(`${link}/erase`, { confirm: 'yes' });
    expect((await readAnswers(at.site.table, WHERE)).map((one) => one.person)).not.toContain('coach-1');
    expect(await readReport(at.site.table, WHERE, 'session-1', 1)).toBeUndefined();
    expect((await coach.get(link)).text).toContain('Your data has been erased');
    expect(await erased()).toMatchObject([{ by: 'coach-1', change: { name: 'kept' } }]);
    expect((await lead.get(at.home)).text).toContain('Erased on Tuesday 15 September 2026.');
  });

  it('without it is possible only where no email reaches them, and says how the lead knows', async () => {
    expect((await lead.get(person('coach-2', 'erase'))).html).not.toContain('name="why"');
    await lead.post(person('coach-2', 'erase'), { confirm: 'yes', why: 'They rang me' });
    expect(await erased()).toEqual([]);
    await at.turn('2026-09-15T10:01');
    // the email comes back
    const [sent] = (await readHistory(at.site.table, WHERE)).flatMap(({ change }) =>
      change.what === 'message-sent' && change.kind === 'erasure-request' ? [change.key] : [],
    );
    await tellFate(at.site.parts, { kind: 'partnership', id: WHERE }, sent ?? '', 'bounced', 'a-message');
    expect((await lead.get(person('coach-2', 'erase'))).html).toContain('name="why"');
    expect((await lead.fill(person('coach-2', 'erase'), { confirm: 'yes' })).text).toContain(
      'Enter how you know that they want this',
    );
    await lead.fill(person('coach-2', 'erase'), { confirm: 'yes', why: 'They rang me' });
    expect(await erased()).toMatchObject([{ by: 'lead', change: { why: 'They rang me' } }]);
  });

  it('a copy is sent nowhere while no email reaches them', async () => {
    await act(at.site.parts, WHERE, 'coach-3', (p, c, now) => reportGone(p, c, 'coach-3', 'left', now));
    expect((await lead.get(person('coach-3', 'copy'))).text).toContain('cannot be sent now');
    await lead.post(person('coach-3', 'copy'), { confirm: 'yes' });
    await at.turn('2026-09-15T10:01');
    expect(at.lastMail('copy-ready')).toBeUndefined();
  });
});

describe('people who only cover', () => {
  let covered: CoverSite;
  let own: Visitor;
  const path = (form: string) => `${covered.home}/people/cover-1/${form}`;
  beforeAll(async () => {
    covered = await coverSite(
      coverSchool().does((p) => ({
        partnership: {
          ...p,
          provision: p.provision && {
            ...p.provision,
            cover: p.provision.cover.map((one) => (one.id === 'cover-1' ? { ...one, email: '' } : one)),
          },
        },
        changes: [],
      })),
      '2026-09-15T11:00',
    );
    own = await covered.site.lead();
  });
  afterAll(() => covered.site.stop());

  it('have their copy at the address that they give, and the history says who wrote it down', async () => {
    expect((await own.get(covered.home)).html).toContain(path('copy'));
    expect((await own.fill(path('copy'), { confirm: 'yes' })).text).toContain('Enter their email address');
    await own.fill(path('copy'), { confirm: 'yes', email: 'corin@example.org' });
    await covered.turn('2026-09-15T11:01');
    const mail = covered.site.mails.findLast(({ kind }) => kind === 'copy-ready');
    expect(mail?.to).toBe('corin@example.org');
    const link = /(\/your-data\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const reader = covered.site.visitor();
    await reader.get(link);
    await reader.post(`${link}/send`);
    const code =
      /\b\d{6}\b/.exec(covered.site.mails.findLast(({ kind }) => kind === 'copy-code')?.text ?? '')?.[0] ?? '';
    await reader.post(`${link}/code`, { code });
    const { text } = await reader.get(`${link}/copy`);
    for (const part of ['Corin Standfast', 'When you can cover', 'Most periods', 'you cover the class of'])
      expect(text).toContain(part);
    expect(
      (await readHistory(covered.site.table, covered.id)).some(
        ({ by, change }) => by === 'lead' && change.what === 'address-on-record',
      ),
    ).toBe(true);
  });

  it('are erased on their own word; the name stays while they are to cover', async () => {
    await own.fill(path('erase'), { confirm: 'yes' });
    await covered.turn('2026-09-15T11:02');
    const mail = covered.site.mails.findLast(({ kind }) => kind === 'erasure-request');
    const link = /(\/your-data\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const reader = covered.site.visitor();
    expect((await reader.get(link)).text).toContain('stay for now');
    await reader.post(`${link}/erase`, { confirm: 'yes' });
    expect((await foundIn(covered.site.table, ['Corin Standfast'], covered.id)).length).toBeGreaterThan(0);
    await act(covered.site.parts, covered.id, 'lead', (p, _c, now) => endSchool(p, now));
    for (let i = 0; i < 3; i++) await covered.turn('2026-09-15T11:03');
    const { turnCohort } = await import('#use-cases/turn-cohort.ts');
    await turnCohort(covered.site.parts, covered.cohort.id);
    covered.site.at('2026-09-16T09:30');
    await turnCohort(covered.site.parts, covered.cohort.id);
    expect(await foundIn(covered.site.table, ['Corin Standfast', 'corin@example.org'], covered.id)).toEqual([]);
  });
});
