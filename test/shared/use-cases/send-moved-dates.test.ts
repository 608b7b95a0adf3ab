import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Dates, partnershipId, type School } from '#domain/cohort/cohort.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { readCohortRecord } from '#records/cohorts.ts';
import { readSent } from '#records/outbox.ts';
import { readPartnership } from '#records/partnerships.ts';
import { parsed } from '#test/shared/calendar/calendar-file.ts';
import { choosesTeachers, countersigns, type JudgedAct, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import {
  agrees,
  cycleOn,
  manager,
  plannedSchool,
  proposalFor,
  proposes,
  provision,
} from '#test/support/cover-school.ts';
import { closed } from '#test/support/date-moves.ts';
import { cohort as first, school } from '#test/support/first-school.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { moveDatesOf } from '#use-cases/move-dates.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
});

async function turn(id: string) {
  const { messages } = await takeTurn(parts, id);
  for (const key of messages) await sendMessage(parts, outboxOf(id), key);
}
async function moving(id: string, change: Partial<Dates>) {
  const cohort = (await readCohortRecord(parts.table, id))?.value;
  if (!cohort) throw new Error('no cohort');
  const moved = await moveDatesOf(parts, id, { ...datesOf(cohort), ...change }, cohort.moves?.length ?? 0);
  expect(moved).toHaveProperty('done');
}
const mails = (to: string, since = 0) => parts.posted.slice(since).filter((m) => m.to === to);
const read = ({ text }: { readonly text: string }) => simpleParser(Buffer.from(text));
const eventsIn = ({ attachments }: Awaited<ReturnType<typeof read>>, id: string) =>
  attachments.flatMap(({ content }) =>
    parsed(content.toString())
      .getAllSubcomponents('vevent')
      .map((event) => [
        String(event.getFirstPropertyValue('uid')).replace(`${id}/`, ''),
        event.getFirstPropertyValue('status'),
      ]),
  );

describe('a coach whose session is on a day without school', () => {
  const planned = {
    coach: 'cass@example.org',
    teacher: 'olu@example.org',
    start: '13:30',
    end: '14:30',
    focus: 'Questions',
    place: 'Room 4',
  };

  it('gets one email with a file that says so to their calendar, and another if there is school after all', async () => {
    const whole = await sampleCohort();
    const cohort = { ...whole.cohort, id: 'coaching-2026', programme: coachingPackage, schoolCount: 1 };
    const coached: School = {
      ...(whole.schools[0] as School),
      coaches: [{ name: 'Cass Invented', email: 'cass@example.org' }],
      teachers: [{ name: 'Olu Placeholder', email: 'olu@example.org', group: '' }],
      sessions: ['2026-09-21', '2026-11-20'].map((date) => ({ ...planned, date })),
    };
    const id = partnershipId(cohort.id, coached.urn);
    await launch(parts, { cohort, schools: [coached] });
    parts.at('2026-09-07T08:00');
    await turn(id);
    await act(parts, id, 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
    await turn(id);
    const before = parts.posted.length;
    parts.at('2026-09-10T10:00');
    await moving(cohort.id, closed('2026-09-21', '2026-11-20'));
    parts.at('2026-09-10T10:10');
    await turn(id);
    await turn(id);
    const [told, ...more] = mails('cass@example.org', before);
    expect([told?.kind, more]).toEqual(['dates-moved', []]);
    const mail = await read(told ?? { text: '' });
    expect(mail.text).toContain('Two sessions on a day without school');
    // nobody has been invited to the other yet
    expect(eventsIn(mail, id)).toEqual([['session-1@drumbeat', 'TENTATIVE']]);
    expect(mails('olu@example.org', before)).toEqual([]);

    parts.at('2026-09-10T11:00');
    await moving(cohort.id, closed('2026-11-20'));
    parts.at('2026-09-10T11:10');
    await turn(id);
    const [, again, ...others] = mails('cass@example.org', before);
    expect(others).toEqual([]);
    const back = await read(again ?? { text: '' });
    expect(back.text).toContain('One session on a day that is a school day after all');
    expect(eventsIn(back, id)).toEqual([['session-1@drumbeat', 'CONFIRMED']]);
  });
});

describe('a link who is to agree a plan because of moved dates', () => {
  const id = partnershipId(first.id, school.urn);
  const partnership = async () => (await readPartnership(parts.table, id))?.value;
  const does = async (doing: JudgedAct) => {
    expect(await act(parts, id, 'link', doing)).toHaveProperty('done');
    await turn(id);
  };

  it('hears of both in one email, and the other is dropped for that reason', async () => {
    const plan = proposalFor(plannedSchool());
    await launch(parts, { cohort: { ...first, schoolCount: 1 }, schools: [{ ...school, provision, cover: manager }] });
    parts.at('2026-09-07T08:00');
    await turn(id);
    for (const doing of [signs, countersigns, choosesTeachers, proposes(plan), agrees]) await does(doing);
    const before = parts.posted.length;
    parts.at('2026-09-10T10:00');
    await moving(first.id, closed('2026-09-15', '2026-10-08'));
    parts.at('2026-09-10T10:10');
    await turn(id);
    expect((await partnership())?.plan?.state).toBe('wanted');
    await does((p, cohort, now) => {
      const cycles = p.cycles.map((c) => (c.id === 'cycle-1-1' ? cycleOn(p, 0, 1, '2026-10-15') : c));
      return proposes({ ...plan, cycles })(p, cohort, now);
    });
    parts.at('2026-09-10T16:00');
    await turn(id);
    const [asked, ...more] = mails(school.link.email, before);
    expect([asked?.kind, more.map(({ kind }) => kind)]).toEqual(['plan-request', []]);
    const { text } = await read(asked ?? { text: '' });
    expect(text).toContain('dates of the programme have moved');
    expect(text).toMatch(/start questionnaire/i);
    expect(text).toContain('Now due:');
    expect((await partnership())?.outbox).toEqual([]);
    const sent = await readSent(parts.table, { kind: 'partnership', id });
    expect(sent.flatMap(({ change }) => (change.what === 'message-dropped' ? [change.why] : []))).toEqual([
      'the request to agree the plan says it',
    ]);
  });
});
