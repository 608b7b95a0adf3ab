import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId, type School } from '#domain/cohort/cohort.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { sessionOf } from '#domain/partnership/partnership.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import { callOff, delayReport, holdSession, moveSession, planSession, sendReport } from '#domain/sessions/acts.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { Conflict } from '#records/documents.ts';
import { readHistory } from '#records/history.ts';
import { claimMessage, readSent } from '#records/outbox.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { saveDocument } from '#records/reports.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { type Act, act } from '#use-cases/act.ts';
import { markSent } from '#use-cases/mark-sent.ts';
import { tellFate } from '#use-cases/record-fate.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const whole = await sampleCohort();
const cohort = {
  ...whole.cohort,
  id: 'coaching-2026',
  name: 'Coaching 2026',
  programme: coachingPackage,
  schoolCount: 1,
};
const coaches = [{ name: 'Cass Invented', email: 'cass@example.org' }];
const teachers = [{ name: 'Olu Placeholder', email: 'olu@example.org', group: '' }];
const planned = {
  coach: 'cass@example.org',
  teacher: 'olu@example.org',
  start: '13:30',
  end: '14:30',
  focus: 'Questions',
};
const school: School = {
  ...(whole.schools[0] as School),
  coaches,
  teachers,
  sessions: [
    { ...planned, date: '2026-09-21', place: 'Room 4' },
    { ...planned, date: '2026-09-22', place: 'Room 5' },
  ],
};
const id = partnershipId(cohort.id, school.urn);
const owner = outboxOf(id);
const words = { workedOn: 'Wait time', seen: 'Ten hands went up', agreed: 'Cold calling', realTime: true };

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, { cohort, schools: [school] });
  parts.at('2026-09-07T08:00');
  await turn();
  await act(parts, id, 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
  await turn();
});

const kept = async () => {
  const found = await readPartnership(parts.table, id);
  if (!found) throw new Error('no partnership');
  return found;
};
const session = async (name = 'session-1') => sessionOf((await kept()).value, name);
async function turn() {
  const { messages } = await takeTurn(parts, id);
  for (const key of messages) await sendMessage(parts, owner, key);
}
const posted = (kind: string, to?: string) =>
  parts.posted.filter((m) => m.kind === kind && (!to || m.to === to)).map((m) => simpleParser(Buffer.from(m.text)));
const last = async (kind: string, to?: string) => {
  const mail = await posted(kind, to).at(-1);
  if (!mail) throw new Error(`no ${kind} went`);
  return mail;
};
const doing = async (judge: Act) => {
  const done = await act(parts, id, 'coach-1', judge);
  expect(done).toHaveProperty('done');
};
const reporting = (name = 'session-1') =>
  act(parts, id, 'coach-1', (p, c, now) => sendReport(p, c, name, 'coach-1', now), {
    report: { session: name, ...words },
  });
/** The key of a report to the head, waiting or gone. */
const toHead = async (name = 'session-1', version = 1) => {
  const gone = (await readSent(parts.table, owner)).flatMap(({ change }) =>
    change.what === 'message-sent' ? [change] : [],
  );
  const found = [...(await kept()).value.outbox, ...gone].find(
    (m) => m.kind === 'coach-report' && m.to === 'head' && m.session?.id === name && m.session.version === version,
  );
  return found?.key ?? '';
};

const calendarOf = (mail: Awaited<ReturnType<typeof simpleParser>>) =>
  mail.attachments.find((a) => a.contentType === 'text/calendar' || a.filename === 'invite.ics')?.content.toString() ??
  '';

describe('the calendar', () => {
  it('of each of the two gets the session, its new time, and its end', async () => {
    expect(parts.posted.filter((m) => m.kind === 'session-invitation').map((m) => m.to)).toEqual(
      expect.arrayContaining(['cass@example.org', 'olu@example.org']),
    );
    const first = calendarOf(await last('session-invitation', 'olu@example.org'));
    expect(first).toMatch(/METHOD:REQUEST/);

    parts.at('2026-09-07T10:00');
    const to = { date: '2026-09-24', start: '09:00', end: '10:00' };
    await doing((p, c, now) => moveSession(p, c, 'session-1', to, 'A trip', 'coach-1', now));
    await turn();
    parts.at('2026-09-07T16:30');
    await turn();
    const moved = await last('sessions-changed', 'olu@example.org');
    expect(moved.subject).toBe('Moved: coaching session Thu 24 Sept, 9am to 10am with Cass Invented');
    expect(calendarOf(moved)).toContain('SEQUENCE:1');
    expect(calendarOf(moved)).toContain(`UID:${id}/session-1@drumbeat`);
    expect(calendarOf(moved)).toContain('DTSTART;TZID=Europe/London:20260924T090000');

    await doing((p, c, now) => callOff(p, c, 'session-1', 'The teacher is away', 'coach-1', now));
    await turn();
    parts.at('2026-09-08T08:00');
    await turn();
    const off = await last('sessions-changed', 'cass@example.org');
    expect(off.text).toContain('The teacher is away');
    expect(calendarOf(off)).toContain('METHOD:CANCEL');
    expect(calendarOf(off)).toContain('SEQUENCE:2');
    expect(calendarOf(off)).toContain(`UID:${id}/session-1@drumbeat`);
  });

  it('of a newcomer gets what others have been invited to, and the rest by invitations in their time', async () => {
    const nia = { name: 'Nia Newcomer', email: 'nia@example.org' };
    await doing((p, c, now) => replacePerson(p, c, 'teacher-1', nia, '2026-01-01', 'lead', now));
    await turn();
    const handed = await last('handover', nia.email);
    expect(calendarOf(handed).match(/UID:\S+/g)).toEqual([`UID:${id}/session-1@drumbeat`]);
    expect(handed.text).toContain('Tuesday 22 September 2026');
    parts.at('2026-09-08T08:00');
    await turn();
    expect(calendarOf(await last('session-invitation', nia.email))).toContain(`UID:${id}/session-2@drumbeat`);
  });

  it('gets an invitation, and no word of a move, where the session was moved before anybody was invited', async () => {
    parts.at('2026-09-07T10:00');
    const to = { date: '2026-11-10', start: '09:00', end: '10:00' };
    await doing((p, c, now) =>
      planSession(p, c, { coach: 'coach-1', teacher: 'teacher-1', ...to, place: '', focus: '' }, now),
    );
    await doing((p, c, now) => moveSession(p, c, 'session-3', { ...to, date: '2026-11-11' }, 'A trip', 'coach-1', now));
    parts.at('2026-10-28T08:00');
    await turn();
    parts.at('2026-11-02T08:00');
    await turn();
    const mail = await last('session-invitation', 'olu@example.org');
    expect(mail.subject).toBe('Coaching session: Wed 11 Nov, 9am to 10am with Cass Invented');
    expect(mail.text).not.toContain('A trip');
    expect(calendarOf(mail)).toContain('SEQUENCE:1');
  });

  it('never gets an invitation that is out of date', async () => {
    parts.at('2026-09-07T10:00');
    const to = { date: '2026-09-24', start: '09:00', end: '10:00' };
    await doing((p, c, now) => moveSession(p, c, 'session-1', to, '', 'coach-1', now));
    await takeTurn(parts, id);
    parts.at('2026-09-07T16:30');
    const { messages } = await takeTurn(parts, id);
    expect(messages).toHaveLength(2);
    await doing((p, c, now) => callOff(p, c, 'session-1', 'The teacher is away', 'coach-1', now));
    for (const key of messages) expect(await sendMessage(parts, owner, key)).toBe('not-now');
    parts.at('2026-09-08T08:00');
    await turn();
    expect((await posted('sessions-changed', 'olu@example.org')[0])?.subject).toMatch(/^Cancelled:/);
    expect(posted('sessions-changed', 'olu@example.org')).toHaveLength(1);
  });

  it('never gets an invitation to what has begun while it waited', async () => {
    parts.at('2026-09-07T10:00');
    const to = { date: '2026-09-08', start: '09:00', end: '10:00' };
    await doing((p, c, now) => moveSession(p, c, 'session-1', to, '', 'coach-1', now));
    parts.mishaps.push({ says: 'Refused' });
    await turn();
    parts.at('2026-09-08T09:30');
    await turn();
    const invited = (await readSent(parts.table, owner)).filter(
      ({ change: c }) => c.what === 'message-sent' && c.kind === 'sessions-changed',
    );
    expect(invited).toEqual([]);
    expect((await readHistory(parts.table, id)).map(({ change }) => change)).toContainEqual(
      expect.objectContaining({ what: 'message-dropped', why: 'it is as they last heard' }),
    );
  });
});

describe('somebody who withdraws', () => {
  const withdraws = () => doing((p, c, now) => withdrawPerson(p, c, 'coach-1', 'coach-1', now));
  const events = (text: string) => text.match(/^(METHOD|UID|SEQUENCE|STATUS):.*$/gm)?.map((line) => line.trim());

  it('gets what takes the one session that they were invited to out of their calendar', async () => {
    // nobody has been invited to the other yet
    parts.at('2026-09-07T10:00');
    await withdraws();
    await turn();
    const mail = await last('withdrawal-confirmed', 'cass@example.org');
    expect(events(calendarOf(mail))).toEqual([
      'METHOD:CANCEL',
      `UID:${id}/session-1@drumbeat`,
      'SEQUENCE:1',
      'STATUS:CANCELLED',
    ]);
    expect(calendarOf(mail)).toContain('cass@example.org');
  });

  it('gets one file for several, in the one email', async () => {
    parts.at('2026-09-08T08:00');
    await turn();
    const before = parts.posted.length;
    await withdraws();
    await turn();
    expect(parts.posted.slice(before).filter(({ to }) => to === 'cass@example.org')).toHaveLength(1);
    const mail = await last('withdrawal-confirmed', 'cass@example.org');
    const [file] = mail.attachments;
    expect(events(file?.content.toString() ?? '')).toEqual([
      'METHOD:PUBLISH',
      ...['session-1', 'session-2'].flatMap((s) => [`UID:${id}/${s}@drumbeat`, 'SEQUENCE:1', 'STATUS:CANCELLED']),
    ]);
    expect(mail.text).toContain('takes them out of your calendar');
  });
});

describe('a report', () => {
  beforeEach(async () => {
    parts.at('2026-09-21T14:30');
    await turn();
  });

  it('is replied to its coach, never to the lead who may not read it; and so is its correction', async () => {
    parts.at('2026-09-21T15:00');
    await reporting();
    await turn();
    parts.at('2026-09-21T15:10');
    await reporting();
    await turn();
    const went = await Promise.all(posted('coach-report'));
    expect(went).toHaveLength(2);
    for (const mail of went) {
      expect(mail.replyTo?.value.map(({ address }) => address)).toEqual(['cass@example.org']);
      expect(mail.text).toContain('A reply to this email reaches Cass Invented alone.');
      expect(JSON.stringify(mail.headers.get('reply-to'))).not.toContain(cohort.lead.email);
    }
    expect((await last('session-ended')).replyTo?.value).toMatchObject([{ address: cohort.lead.email }]);
  });

  it('is replied to nobody where its coach is gone before it goes', async () => {
    parts.at('2026-09-21T15:00');
    await reporting();
    await doing((p, c, now) => reportGone(p, c, 'coach-1', 'left', now));
    await turn();
    const mail = await last('coach-report');
    expect(mail.replyTo?.value.map(({ address }) => address)).toEqual([parts.sender]);
    expect(mail.text).toContain('Do not reply to this email');
  });

  it('is asked for when the session ends, and its words reach the head with the PDF', async () => {
    expect((await last('session-ended')).text).toContain(
      `${parts.origin}/owed/${cohort.id}.${school.urn}.session-1-report.`,
    );
    parts.at('2026-09-21T15:00');
    await reporting();
    await saveDocument(parts.table, id, 'session-1', 1, new TextEncoder().encode('%PDF-1.7 a report'));
    await turn();
    const mail = await last('coach-report');
    expect(mail.to).toMatchObject({ value: [{ address: school.head.email }] });
    for (const part of ['Wait time', 'Ten hands went up', 'Cold calling']) expect(mail.text).toContain(part);
    expect(mail.attachments).toMatchObject([
      { filename: 'coaching-report-2026-09-21.pdf', contentType: 'application/pdf' },
    ]);
    expect(mail.attachments[0]?.content.toString()).toBe('%PDF-1.7 a report');
    expect(await session()).toMatchObject({ headHeard: { at: parts.now(), how: 'report' } });
    const events = await readHistory(parts.table, id);
    expect(events.at(-1)).toMatchObject({ change: { key: await toHead(), session: { id: 'session-1', version: 1 } } });
    const history = JSON.stringify(events);
    for (const part of ['Wait time', 'Ten hands', 'Cold calling']) expect(history).not.toContain(part);
  });

  it('that is corrected says so; the head had heard before', async () => {
    await reporting();
    await turn();
    const heard = (await session())?.headHeard;
    parts.at('2026-09-22T09:00');
    await reporting();
    await turn();
    expect((await last('coach-report')).text).toContain('Correction: version 2 replaces version 1.');
    expect((await session())?.headHeard).toEqual(heard);
  });

  it('that will not come, as its coach has withdrawn: the head hears whose it was', async () => {
    parts.at('2026-09-21T18:30');
    await turn();
    await doing((p, its, now) => withdrawPerson(p, its, 'coach-1', 'coach-1', now));
    await turn();
    const none = await last('coach-report-late', school.head.email);
    expect(none.subject).toBe('No coaching report will come: Cass Invented and Olu Placeholder, Mon 21 Sept');
    expect(none.text).toContain('Cass Invented has withdrawn from the programme, so no report comes');
    expect(await session()).toMatchObject({ headHeard: { at: parts.now(), how: 'late' } });
  });

  it('that is late: the head hears why and when to expect it', async () => {
    for (const local of ['2026-09-21T18:30', '2026-09-22T11:30', '2026-09-22T12:30']) {
      parts.at(local);
      await turn();
    }
    expect((await last('report-escalation', cohort.lead.email)).text).toContain(`/schools/${school.urn}`);
    await doing((p) => delayReport(p, 'session-1', 'I was taken ill', '2026-09-24'));
    parts.at('2026-09-22T14:30');
    await turn();
    const late = await last('coach-report-late', school.head.email);
    expect(late.text).toContain('I was taken ill');
    expect(late.text).toContain('Thursday 24 September 2026');
    expect(await session()).toMatchObject({ headHeard: { at: parts.now(), how: 'late' } });
  });

  it('that is late where nobody reads reports: the lead hears that none has come, and of one that then comes', async () => {
    await doing((p, its, now) => reportGone(p, its, 'head', 'bounced', now));
    for (const local of ['2026-09-21T18:30', '2026-09-22T14:30']) {
      parts.at(local);
      await turn();
    }
    const toLead = await Promise.all(posted('report-bounced'));
    expect(toLead.map(({ subject }) => subject)).toEqual([
      `No report has come, and no one at ${school.name} reads reports`,
    ]);
    expect(toLead[0]?.to).toMatchObject({ value: [{ address: cohort.lead.email }] });
    expect(toLead[0]?.text).toContain('no one at');
    await reporting();
    await turn();
    expect((await last('report-bounced')).subject).toBe(`A coach’s report waits: nobody at ${school.name} reads it`);
  });

  it('that will not come where nobody reads reports: the lead hears why', async () => {
    await doing((p, its, now) => reportGone(p, its, 'head', 'bounced', now));
    parts.at('2026-09-21T18:30');
    await turn();
    await doing((p, its, now) => withdrawPerson(p, its, 'coach-1', 'coach-1', now));
    await turn();
    const [none, ...more] = await Promise.all(posted('report-bounced', cohort.lead.email));
    expect(more).toEqual([]);
    expect(none?.subject).toBe(`No report will come, and no one at ${school.name} reads reports`);
    expect(none?.text?.replace(/\s+/g, ' ')).toContain('Cass Invented has withdrawn from the programme, so no report');
  });

  it('is marked as heard by the event feed too, if the sender crashed', async () => {
    await reporting();
    await takeTurn(parts, id);
    parts.mishaps.push({ says: 'Unknown', gone: true });
    await expect(sendMessage(parts, owner, await toHead())).rejects.toThrow();
    expect((await session())?.headHeard).toBeUndefined();
    await tellFate(parts, owner, await toHead(), 'delivered', 'ses-1');
    expect(await session()).toMatchObject({ headHeard: { how: 'report' } });
  });

  it('is known to the head whatever is saved meanwhile', async () => {
    await reporting();
    const before = await kept();
    const report = await toHead();
    const waiting = before.value.outbox.find((m) => m.key === report);
    if (!waiting) throw new Error('no report waits');
    const claimed = await claimMessage(parts.table, owner, waiting, parts.now());
    await markSent(parts.table, owner, claimed, { about: [], messageId: 'ses-1' }, parts.now());
    // who had read before the mark cannot put the session back as it was
    const stale = holdSession(before.value, cohort, 'session-2', parts.now(), parts.now());
    const saving = { events: [], nextAt: undefined, addresses: {} };
    const partnership = 'changes' in stale ? stale.partnership : before.value;
    await expect(savePartnership(parts.table, before, partnership, saving)).rejects.toBeInstanceOf(Conflict);
    expect((await session())?.headHeard).toMatchObject({ how: 'report' });
    // and a second mark is none
    const again = markSent(parts.table, owner, claimed, { about: [], messageId: 'ses-1' }, parts.now());
    await expect(again).rejects.toBeInstanceOf(Conflict);
  });

  it('keeps its mark among turns, acts and other reports at the same moment', async () => {
    parts.at('2026-09-22T14:30');
    await turn();
    await reporting('session-1');
    await reporting('session-2');
    await takeTurn(parts, id);
    const busy = Array.from({ length: 6 }, async (_, i) => {
      await takeTurn(parts, id).catch((error: Error) => expect(error).toBeInstanceOf(Conflict));
      await act(parts, id, 'coach-1', (p) => delayReport(p, 'session-2', `reason ${i}`, '2026-09-30'));
    });
    const sent = await Promise.all([
      ...['session-1', 'session-2'].map(async (name) => sendMessage(parts, owner, await toHead(name))),
      ...busy,
    ]);
    expect(sent.slice(0, 2)).toEqual(['sent', 'sent']);
    for (const name of ['session-1', 'session-2'])
      expect((await session(name))?.headHeard).toMatchObject({ how: expect.any(String) });
    expect((await kept()).value.outbox).toEqual([]);
  });
});
