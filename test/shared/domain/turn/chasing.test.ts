import { describe, expect, it } from 'vitest';
import { localDate, plus } from '#calendar/london.ts';
import { chases } from '#domain/obligations/chases.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';
import { chasesNow, extendsTo, renewsLink, signs } from '#test/support/acting.ts';
import { active, cohort, invited, school, signed } from '#test/support/first-school.ts';
import { days, given, sentAfter } from '#test/support/given.ts';

describe('chasing a school', () => {
  it('reminds before and after it is due, escalates, and asks for a decision', () => {
    const silent = invited.until('2027-07-21T12:00');
    expect(silent.sent).toEqual([
      '2026-09-07 08:00 agreement-request to link: sign-agreement',
      '2026-09-14 08:00 reminder to link: sign-agreement',
      '2026-09-18 08:00 reminder to link: sign-agreement',
      '2026-09-22 08:00 reminder to link: sign-agreement',
      '2026-09-25 08:00 reminder to link: sign-agreement',
      '2026-09-30 08:00 reminder to link: sign-agreement',
      '2026-10-05 08:00 reminder to link: sign-agreement',
      '2026-10-08 08:00 escalation to lead: sign-agreement',
      '2026-10-12 08:00 decision-request to lead: sign-agreement',
      '2026-11-30 08:00 signing-over to lead',
      '2026-11-30 08:00 signing-over to link',
    ]);
    const facts = invited.until('2026-10-08T12:00').obligation('sign-agreement');
    expect(facts.reminded.map(localDate)).toEqual(days(silent, 'reminder'));
    expect(facts.opened).toBe('2026-09-07T07:00:00Z');
  });

  it('stops the moment it is done', () => {
    const done = invited.until('2026-09-24T12:00').does(signs).until('2026-09-25T12:00');
    expect(sentAfter(done, '2026-09-24T12:00')).toEqual(['2026-09-24 12:00 countersign-request to lead: countersign']);
    const early = invited.at('2026-09-08T10:00').does(signs).until('2026-09-14T12:00');
    expect(sentAfter(early, '2026-09-07T09:00')).toEqual([
      '2026-09-08 10:00 countersign-request to lead: countersign',
      '2026-09-14 08:00 reminder to lead: countersign',
    ]);
  });

  it('drops what waits for the morning when it is done in the night', () => {
    const night = invited.at('2026-09-15T20:00').does(extendsTo('sign-agreement', '2026-09-25')).at('2026-09-15T21:00');
    expect(night.partnership.outbox.map((m) => m.kind)).toEqual(['deadline-extended']);
    expect(night.does(signs).until('2026-09-16T12:00').sent.slice(1)).toEqual([
      '2026-09-16 08:00 countersign-request to lead: countersign',
    ]);
  });

  it('never chases on the day that it was asked', () => {
    // two school days are left before it is due: the fifth before is past, the first before is the next day
    const policy = { before: [5, 2, 1], after: [1] };
    const planned = chases(policy, cohort.calendar, '2026-09-09T07:00:00Z', '2026-09-11T16:00:00Z');
    expect(planned.map((c) => c.day)).toEqual([-1, 1]);
  });

  it('makes one reminder of all the days that were missed', () => {
    const back = invited.at('2026-09-29T10:00').decides();
    expect(back.changed).toEqual(['chased sign-agreement -5 -1 1 4']);
    expect(back.said).toEqual(['reminder to link: sign-agreement']);
    expect(back.obligation('sign-agreement').reminded).toEqual([back.now]);
    expect(days(back.until('2026-10-12T12:00'), 'reminder')).toEqual(['2026-09-29', '2026-09-30', '2026-10-05']);
  });

  it('after a long silence of its own reminds, escalates and asks in one go', () => {
    const back = invited.at('2026-10-20T10:00').decides();
    expect(back.said).toEqual([
      'decision-request to lead: sign-agreement',
      'escalation to lead: sign-agreement',
      'reminder to link: sign-agreement',
    ]);
    expect(back.decides().changed).toEqual([]);
  });

  it('decides nothing while the post is closed', () => {
    for (const closed of [
      '2026-09-14T07:29',
      '2026-09-14T17:30',
      '2026-09-20T12:00',
      '2026-10-28T12:00',
      '2026-12-25T09:00',
    ])
      expect(invited.at(closed).decides().changed, closed).toEqual([]);
    expect(invited.at('2026-09-14T08:00').decides().changed).toEqual(['chased sign-agreement -5']);
  });

  it('lists all that a person owes in one reminder', () => {
    // the mid questionnaire is asked while the start questionnaire is late
    const owing = active.until('2026-12-04T12:00');
    expect(owing.sent.at(-1)).toBe('2026-12-04 08:00 reminder to link: start-questionnaire, mid-questionnaire');
    expect(new Set(days(owing, 'reminder')).size).toBe(days(owing, 'reminder').length);
  });

  it('reminds the lead of what is theirs, and escalates to no one', () => {
    const late = signed.until('2026-12-01T12:00');
    expect(sentAfter(late, '2026-09-08T12:00')).toEqual(
      ['2026-09-14', '2026-09-16', '2026-09-21', '2026-09-24', '2026-09-29'].map(
        (day) => `${day} 08:00 reminder to lead: countersign`,
      ),
    );
  });
});

describe('chasing now', () => {
  it('goes at once by day, once a day, and counts in the facts', () => {
    const chased = invited.at('2026-09-09T10:00').does(chasesNow('sign-agreement'));
    expect(chased.said).toEqual(['reminder to link: sign-agreement']);
    expect(chased.does(chasesNow('sign-agreement')).refused).toBe('already');
    expect(chased.at('2026-09-10T10:00').does(chasesNow('sign-agreement')).refused).toBeUndefined();
    expect(chased.obligation('sign-agreement').reminded).toHaveLength(1);
  });

  it('before the morning’s own reminder is that day’s reminder, and is counted once', () => {
    const chased = invited.at('2026-09-14T07:45').does(chasesNow('sign-agreement')).until('2026-09-14T12:00');
    expect(sentAfter(chased, '2026-09-14T00:00')).toEqual(['2026-09-14 07:45 reminder to link: sign-agreement']);
    expect(chased.obligation('sign-agreement').reminded).toHaveLength(1);
    expect(chased.next).toBe('2026-09-18T07:00:00Z');
  });

  it('at night goes in the morning', () => {
    const chased = invited.at('2026-09-09T22:00').does(chasesNow('sign-agreement'));
    expect(chased.said).toEqual([]);
    expect(chased.does(chasesNow('sign-agreement')).refused).toBe('already');
    expect(chased.until('2026-09-10T12:00').sent.at(-1)).toBe('2026-09-10 08:00 reminder to link: sign-agreement');
  });
});

describe('asking for a fresh link', () => {
  it('goes at once, even at night, and stops earlier links', () => {
    const fresh = invited.at('2026-09-12T23:30').does(renewsLink('sign-agreement'));
    expect(fresh.said).toEqual(['fresh-link to link: sign-agreement']);
    expect(fresh.obligation('sign-agreement').linkVersion).toBe(2);
    expect(fresh.does(renewsLink('sign-agreement')).refused).toBe('already');
    const again = fresh.at('2026-09-13T23:30').does(renewsLink('sign-agreement'));
    expect(again.obligation('sign-agreement').linkVersion).toBe(3);
    const keys = again.steps.flatMap((step) => step.sent.map((m) => m.key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('asked twice before it went is once', () => {
    const act = renewsLink('sign-agreement')(invited.partnership, cohort, invited.now);
    if ('refused' in act) throw new Error('refused');
    expect(act.partnership.outbox).toHaveLength(1);
    expect(renewsLink('sign-agreement')(act.partnership, cohort, invited.now)).toMatchObject({
      refused: { why: 'already' },
    });
  });
});

describe('a message that someone set out to send', () => {
  const [message] = given(cohort, school)
    .at('2026-09-07T08:00')
    .decides()
    .steps.flatMap((step) => step.sent);
  if (!message) throw new Error('nothing was sent');
  const claimed = { ...message, state: 'claimed' as const, claimed: '2026-09-07T16:20:00Z', attempts: 1 };
  const partnership = { ...invited.partnership, outbox: [claimed] };

  it('is looked at again an hour later, and waits for the morning if the post has closed', () => {
    const launched = invited.cohort;
    expect(nextMoment(partnership, launched, claimed.claimed)).toBe('2026-09-07T17:20:00Z');
    expect(decide(partnership, launched, '2026-09-07T17:19:59Z').changes).toEqual([]);
    const after = decide(partnership, launched, '2026-09-07T17:20:00Z');
    expect(after.changes).toEqual([{ what: 'message-unknown', key: message.key }]);
    expect(after.partnership.outbox[0]).toMatchObject({ state: 'to-send', attempts: 1 });
    expect(nextMoment(after.partnership, launched, plus(claimed.claimed, 'PT1H'))).toBe('2026-09-08T06:30:00Z');
  });

  it('that failed while the post is open is overdue, so that its age is seen', () => {
    const failed = { ...invited.partnership, outbox: [{ ...message, attempts: 1 }] };
    expect(nextMoment(failed, invited.cohort, '2026-09-07T11:00:00Z')).toBe(message.queued);
  });
});
