import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { callOffCycle, closeDay, confirmCover, dropOut } from '#domain/cycles/acts.ts';
import { obligationOf } from '#domain/partnership/partnership.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { readPartnership } from '#records/partnerships.ts';
import { momentsIn, parsed } from '#test/shared/calendar/calendar-file.ts';
import { choosesTeachers, countersigns, type JudgedAct, signs } from '#test/support/acting.ts';
import {
  agrees,
  cycleOn,
  manager,
  plannedSchool,
  proposalFor,
  proposes,
  provision,
} from '#test/support/cover-school.ts';
import { cohort, school } from '#test/support/first-school.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { followSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { tellFate } from '#use-cases/record-fate.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const id = partnershipId(cohort.id, school.urn);
const planned = plannedSchool();
const plan = proposalFor(planned);
const ada = 'chosen-1@example.org';

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, { cohort: { ...cohort, schoolCount: 1 }, schools: [{ ...school, provision, cover: manager }] });
  parts.at('2026-09-07T08:00');
  await turn();
  for (const doing of [signs, countersigns, choosesTeachers]) await does(doing);
  await does(proposes(plan));
});

const partnership = async () => {
  const kept = await readPartnership(parts.table, id);
  if (!kept) throw new Error('no partnership');
  return kept.value;
};
async function turn() {
  const { messages } = await takeTurn(parts, id);
  for (const key of messages) await sendMessage(parts, outboxOf(id), key);
}
async function does(doing: JudgedAct) {
  expect(await act(parts, id, 'link', doing)).toHaveProperty('done');
  await turn();
}
const addressees = (kind: string) => parts.posted.filter((m) => m.kind === kind).map((m) => m.to);
const last = async (kind: string, to: string) => {
  const found = parts.posted.findLast((m) => m.kind === kind && m.to === to);
  if (!found) throw new Error(`no ${kind} went to ${to}`);
  return simpleParser(Buffer.from(found.text));
};
type Mail = Awaited<ReturnType<typeof last>>;
const fileOf = ({ attachments }: Mail) => {
  const [file, ...more] = attachments;
  if (!file || more.length > 0) throw new Error('not one attachment');
  return file;
};
const eventsIn = (mail: Mail) =>
  parsed(fileOf(mail).content.toString())
    .getAllSubcomponents('vevent')
    .map((event) => ({
      uid: String(event.getFirstPropertyValue('uid')).replace(`${id}/`, ''),
      sequence: Number(event.getFirstPropertyValue('sequence') ?? 0),
      status: event.getFirstPropertyValue('status'),
    }));

const without = { ...plan, cycles: plan.cycles.filter((c) => c.id !== 'cycle-1-2') };
const later = { ...without, cycles: [...without.cycles, cycleOn(planned.partnership, 0, 2, '2026-11-26')] };
const closes: JudgedAct = (p, c, now) => closeDay(p, c, { date: '2026-11-19', why: 'An election' }, now);

describe('a plan', () => {
  it('is put to the link in numbers, with the page to agree it on', async () => {
    const { subject, text } = await last('plan-request', school.link.email);
    expect(subject).toBe('Agree the plan of the triads’ sessions by Monday 21 September');
    for (const part of ['Held: 8 of 8 cycles', 'Lessons covered: 17', 'Supply: £960', 'no plan is better'])
      expect(text).toContain(part);
    expect(text).toMatch(/https:\/\/drumbeat\.example\.org\/owed\/\S+/);
  });

  it('brings each teacher their twelve sessions in one email, and whoever sees to cover one list', async () => {
    await does(agrees);
    expect(addressees('plan-invitation').toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `chosen-${n}@example.org`));
    const mail = await last('plan-invitation', ada);
    expect(mail.subject).toBe('Lesson study: your 12 sessions, from Mon 5 Oct');
    const file = fileOf(mail);
    expect([file.filename, file.contentType]).toEqual(['sessions.ics', 'text/calendar']);
    expect(parts.posted.find((m) => m.kind === 'plan-invitation')?.text).toMatch(/text\/calendar;[^:]*method=PUBLISH/);
    const events = eventsIn(mail);
    expect(events).toHaveLength(12);
    expect(new Set(events.map((e) => `${e.sequence} ${e.status}`))).toEqual(new Set(['0 CONFIRMED']));
    expect(events.map((e) => e.uid)).toContain('cycle-1-2/lesson@drumbeat');
    // in summer time, and after the clocks went back
    const moments = momentsIn(file.content.toString(), 'dtstart');
    expect(moments).toContain('2026-10-08T10:15:00Z');
    expect(moments).toContain('2026-11-19T11:15:00Z');
    expect(mail.text).not.toContain('Chosen Teacher 4');

    expect(addressees('cover-pack')).toEqual([manager.email]);
    const pack = (await last('cover-pack', manager.email)).text ?? '';
    expect(pack).toContain('- Period 5, 2pm to 3pm: Dilys Makebelieve takes the class of Chosen Teacher 4');
    expect(pack).toContain('- Period 3, 11:15am to 12:15pm: supply teacher 1 takes the class of Chosen Teacher 3');
    expect(pack).toContain('Supply in all: £960');
    expect(pack.match(/supply teacher 1, for the morning/g)).toHaveLength(8);
  });

  it('gives a teacher and the cover manager links that open', async () => {
    await does(agrees);
    for (const [kind, to, person] of [
      ['plan-invitation', ada, 'teacher-1'],
      ['cover-pack', manager.email, 'cover'],
    ] as const) {
      const [, link = ''] = /\/sessions\/(\S+)/.exec((await last(kind, to)).text ?? '') ?? [];
      expect(await followSessionsLink(parts, link)).toMatchObject({ person: { id: person } });
    }
  });
});

describe('a change', () => {
  beforeEach(async () => {
    parts.at('2026-09-09T10:00');
    await does(agrees);
    await does(closes);
    await does(proposes(later));
  });

  it('is put to the link as what would change, with the reason', async () => {
    const { text } = await last('plan-request', school.link.email);
    expect(text).toContain('Something came between: the school is closed on Thursday 19 November 2026.');
    expect(text).toContain(
      '- Triad 1, cycle 2: the lesson moves from Thu 19 Nov, 11:15am to 12:15pm to Thu 26 Nov, 11:15am to 12:15pm',
    );
  });

  it('is told to its three teachers and the cover manager alone, and changes their calendars', async () => {
    await does(agrees);
    parts.at('2026-09-09T16:30');
    await turn();
    expect(addressees('cycles-changed').toSorted()).toEqual([1, 2, 3].map((n) => `chosen-${n}@example.org`));
    const mail = await last('cycles-changed', ada);
    expect(mail.text).toContain('Thursday 26 November 2026, 11:15am to 12:15pm (period 3) (was Thursday 19 November');
    expect(mail.text).toContain('Why: the school is closed on Thursday 19 November 2026');
    expect(eventsIn(mail)).toEqual(
      ['planning', 'lesson', 'debrief'].map((part) => ({
        uid: `cycle-1-2/${part}@drumbeat`,
        sequence: 1,
        status: 'CONFIRMED',
      })),
    );
    expect(addressees('cover-changed')).toEqual([manager.email]);
    const { text } = await last('cover-changed', manager.email);
    expect(text).toContain('- Not needed: Thursday 19 November 2026, period 3, 11:15am to 12:15pm: Corin Standfast');
    expect(text).toContain('- New: Period 3, 11:15am to 12:15pm: Corin Standfast takes the class of Chosen Teacher 1');
  });

  it('of who takes part is told to whoever stays, whose calendars name the newcomer', async () => {
    const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };
    await does((p, c, now) => replacePerson(p, c, 'teacher-2', nia, '2026-01-01', 'lead', now));
    parts.at('2026-09-09T16:30');
    await turn();
    expect(addressees('cycles-changed').toSorted()).toEqual([1, 3].map((n) => `chosen-${n}@example.org`));
    const mail = await last('cycles-changed', ada);
    expect(mail.text).toContain('New in the group: Nia Newcomer, in place of Chosen Teacher 2');
    expect(eventsIn(mail)).toHaveLength(12);
    expect(new Set(eventsIn(mail).map((e) => `${e.sequence} ${e.status}`))).toEqual(new Set(['1 CONFIRMED']));
    const [calendar = ''] = mail.attachments.map(({ content }) => content.toString().replaceAll('\r\n ', ''));
    expect(calendar.match(/(Teaching|Observing): [^\\]*Nia Newcomer/g)).toHaveLength(12);
    expect(calendar).not.toContain('Chosen Teacher 2');
  });

  it('that calls a cycle off takes it out of the calendars, with the reason', async () => {
    await does((p, c, now) => callOffCycle(p, c, 'cycle-1-3', 'A school trip', 'link', now));
    parts.at('2026-09-09T16:30');
    await turn();
    const mail = await last('cycles-changed', ada);
    expect(mail.text).toContain('Why: A school trip');
    expect(new Set(eventsIn(mail).map((e) => `${e.sequence} ${e.status}`))).toEqual(new Set(['1 CANCELLED']));
    const { text } = await last('cover-changed', manager.email);
    expect(text).toContain('- Not needed: Thursday 14 January 2027, period 3, 11:15am to 12:15pm: Dilys Makebelieve');
    expect(text).toContain('- Not needed: Thursday 14 January 2027, period 3, 11:15am to 12:15pm: supply teacher 1');
  });
});

describe('cover', () => {
  beforeEach(async () => {
    await does(agrees);
    parts.at('2026-10-01T08:00');
    await turn();
  });

  it('is asked for five school days ahead, session by session', async () => {
    const { subject, text } = await last('cover-request', manager.email);
    expect(subject).toMatch(/^Confirm cover by Monday 5 October: Triad \d’s (lesson|planning meeting), Thu 8 Oct$/);
    expect(text).toContain('Confirm by: 5pm on Monday 5 October 2026');
    expect(addressees('cover-request')).toEqual([manager.email, manager.email]);
  });

  it('that nobody confirms alarms link and lead with whom to ring', async () => {
    await does((p, _c, now) => confirmCover(p, 'cycle-2-1-planning-cover', 'cover', now));
    parts.at('2026-10-06T08:00');
    await turn();
    expect(addressees('cover-alarm').toSorted()).toEqual([cohort.lead.email, school.link.email].toSorted());
    const { text } = await last('cover-alarm', cohort.lead.email);
    expect(text).toContain('Who sees to cover: Mabel Invented, mabel@example.org');
    expect(text).toContain('What: Research lesson of Triad 1, cycle 1');
    expect(text).toContain(`/cohorts/${cohort.id}/schools/${school.urn}`);
    expect((await last('cover-alarm', school.link.email)).text).toContain('/sessions/');
  });
});

describe('cover that is lost on the day', () => {
  it('and that whoever stands by takes is told with who covers now', async () => {
    await does(agrees);
    parts.at('2026-10-08T07:40');
    await turn();
    await does((p, c, now) => dropOut(p, c, { who: 'cover-1', from: '2026-10-08', until: '2026-10-08' }, now));
    const { subject, text } = await last('cover-stepped-in', school.link.email);
    expect(subject).toBe('Cover has changed: Triad 1’s lesson, Thu 8 Oct');
    expect(text).toMatch(/period 3, 11:15am to 12:15pm: Dilys Makebelieve takes the class of/);
    expect(addressees('cover-stepped-in')).toHaveLength(3);
    expect((await last('cover-changed', manager.email)).text).toContain('Dilys Makebelieve');
  });

  it('is told to whoever steps in, who can reply to the cover manager, and the manager hears where that comes back', async () => {
    await does(agrees);
    parts.at('2026-10-08T07:40');
    await turn();
    await does((p, c, now) => dropOut(p, c, { who: 'cover-1', from: '2026-10-08', until: '2026-10-08' }, now));
    const { subject, text, replyTo } = await last('cover-yours', 'dilys@example.org');
    expect(subject).toBe('You cover a class: Thu 8 Oct');
    expect(text).toMatch(/period 3, 11:15am to 12:15pm: the class of/);
    expect(replyTo?.value).toEqual([{ name: manager.name, address: manager.email }]);
    expect(text).not.toMatch(/\/(sessions|owed|cohorts)\//);
    expect((await last('cover-changed', manager.email)).text).toContain('We are emailing Dilys Makebelieve');

    const sent = parts.posted.find(({ kind }) => kind === 'cover-yours');
    await tellFate(parts, outboxOf(id), sent?.key ?? '', 'bounced', 'returned-1');
    await turn();
    const untold = await last('cover-untold', manager.email);
    expect(untold.subject).toBe('Ring Dilys Makebelieve: our email about cover came back');
    expect(untold.text).toContain('/sessions/');
    expect(addressees('successor-request')).toEqual([]);
  });

  it('is told to nobody whose address the mail service refuses, and the manager hears', async () => {
    await does(agrees);
    parts.at('2026-10-08T07:40');
    await turn();
    const away: JudgedAct = (p, c, now) =>
      dropOut(p, c, { who: 'cover-1', from: '2026-10-08', until: '2026-10-08' }, now);
    await act(parts, id, 'link', away);
    const yours = (await partnership()).outbox.find(({ kind }) => kind === 'cover-yours');
    parts.mishaps.push({ says: 'Rejected' });
    expect(await sendMessage(parts, outboxOf(id), yours?.key ?? '')).toBe('refused');
    await turn();
    expect(addressees('cover-yours')).toEqual([]);
    expect(addressees('cover-untold')).toEqual([manager.email]);
  });

  it('and that nobody who stands by can take is told with whose class it is and whom to ring', async () => {
    await does(agrees);
    parts.at('2026-10-08T07:40');
    await turn();
    const away =
      (who: string): JudgedAct =>
      (p, c, now) =>
        dropOut(p, c, { who, from: '2026-10-08', until: '2026-10-08' }, now);
    await does(away('cover-2'));
    await does(away('cover-1'));
    expect(addressees('cover-missing')).toContain(cohort.lead.email);
    const { subject, text } = await last('cover-missing', cohort.lead.email);
    expect(subject).toBe('No one covers a class: Triad 1’s lesson, Thu 8 Oct');
    expect(text).toMatch(/period 3, 11:15am to 12:15pm: Corin Standfast takes the class of/);
    expect(text).toContain('Who manages cover: Mabel Invented, mabel@example.org');
    expect(text).toContain(`/cohorts/${cohort.id}/schools/${school.urn}`);
    const found = await last('cover-missing', manager.email);
    expect(found.text).toContain('Find someone now');
    expect(found.text).toContain('/sessions/');
  });
});

describe('a lesson', () => {
  it('asks whoever taught it for the record, by letter only', async () => {
    await does(agrees);
    parts.at('2026-10-08T13:00');
    await turn();
    expect(addressees('record-request')).toEqual([ada]);
    const { subject, text } = await last('record-request', ada);
    expect(subject).toBe('Lesson record due by Thursday 15 October: your lesson of Thu 8 Oct');
    expect(text).toContain('by letter only');
    expect(obligationOf(await partnership(), 'cycle-1-1-record')?.owner).toBe('teacher-1');
  });
});
