import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { planSession, sendReport } from '#domain/sessions/acts.ts';
import { type Post, PostError } from '#email/ses.ts';
import { timelinessOf } from '#evaluation/timeliness.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { openCoaching, openSite, type Site } from './site.ts';

let site: Site;
let taken: Post;
beforeEach(async () => {
  site = await openSite();
  taken = site.parts.post;
});
afterEach(() => site.stop());

/** The mail service refuses all emails but sign-in codes, as while a sender is not verified; or takes them again. */
const refuses = (yes: boolean) => {
  const refusing: Post = {
    send: (message) =>
      message.kind === 'sign-in-code'
        ? taken.send(message)
        : Promise.reject(new PostError('Refused', 'MessageRejected', undefined)),
  };
  (site.parts as { post: Post }).post = yes ? refusing : taken;
};

describe('while the mail service takes no email', () => {
  it('leads see since when none go, and no school as invited that is not', async () => {
    let lead = await site.lead();
    const cohort = await site.keep(await sampleCohort());
    expect((await lead.get('/cohorts')).text).not.toContain('No emails have been sent');
    await site.launch(cohort);
    refuses(true);
    site.at('2026-09-07T08:00');
    await site.turn(cohort);
    site.at('2026-09-08T12:00');
    await site.turn(cohort);

    lead = await site.lead();
    for (const path of ['/cohorts', `/cohorts/${cohort.id}`, `/cohorts/${cohort.id}/schools/900101`]) {
      const { text } = await lead.get(path);
      expect(text).toContain('No emails have been sent since 8am on Monday 7 September 2026');
      expect(text).toContain('will be sent when it is fixed');
    }
    const before = (await lead.get(`/cohorts/${cohort.id}`)).text;
    expect(before).toContain('3 not invited yet');
    expect(before).not.toContain('3 invited');
    expect((await site.visitor().get('/')).text).not.toContain('No emails have been sent');

    refuses(false);
    for (const time of ['12:15', '12:20', '12:35']) {
      site.at(`2026-09-08T${time}`);
      await site.turn(cohort);
    }
    const after = (await lead.get(`/cohorts/${cohort.id}`)).text;
    expect(after).toContain('3 invited');
    expect(after).not.toContain('No emails have been sent');
    expect(site.mails.filter(({ kind }) => kind === 'agreement-request')).toHaveLength(3);
  });

  it('a report that reached nobody is late in the ledger and in the evaluation, and reaches its head afterwards', async () => {
    const cohort: Cohort = await openCoaching(site);
    const id = `${cohort.id}/900101`;
    const coach = 'coach-1';
    const planned = { coach, teacher: 'teacher-1', date: '2026-09-08', start: '09:00', end: '10:00' };
    await act(site.parts, id, coach, (p, c, now) => planSession(p, c, { ...planned, place: '', focus: '' }, now));
    await site.turn(cohort);
    refuses(true);
    site.at('2026-09-08T12:00');
    await act(site.parts, id, coach, (p, c, now) => sendReport(p, c, 'session-1', coach, now), {
      report: { session: 'session-1', workedOn: 'Pauses', seen: 'b', agreed: 'c', realTime: false },
    });
    await site.turn(cohort);
    const ledger = async () => (await (await site.lead()).get(`/cohorts/${cohort.id}/ledger`)).text;
    const reports = async () =>
      timelinessOf(cohort.programme, [await site.partnership(cohort, '900101')], site.parts.now()).find(
        ({ what }) => what === 'reports',
      );
    expect(await ledger()).toContain('1 waiting');
    expect(await reports()).toMatchObject({ inTime: 0, waiting: 1 });

    site.at('2026-09-10T11:00');
    await site.turn(cohort);
    expect(await ledger()).toContain('0% within 24 hours');
    expect(await ledger()).toContain('1 late');
    expect(await ledger()).toContain('its email has not reached the school');
    expect(await reports()).toMatchObject({ inTime: 0, never: 1 });

    refuses(false);
    for (const time of ['11:20', '11:25', '11:40']) {
      site.at(`2026-09-10T${time}`);
      await site.turn(cohort);
    }
    const went = site.mails.filter(({ kind }) => kind === 'coach-report');
    expect(went.map(({ text }) => text.includes('Pauses'))).toEqual([true]);
    expect(await ledger()).toContain('0% within 24 hours');
    // from the end of the session to the moment when the email was taken
    expect(await ledger()).toMatch(/the report went 49:(20|25|40) after the session’s end/);
    expect(await reports()).toMatchObject({ inTime: 0, late: 1, never: 0 });
  });
});
