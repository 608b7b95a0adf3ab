import { describe, expect, it } from 'vitest';
import { answers, extendsTo, renewsLink, takesOver } from '#test/support/acting.ts';
import { active, invited, signed } from '#test/support/first-school.ts';
import { days, type Given, sentAfter } from '#test/support/given.ts';

describe('giving more time', () => {
  const extended = invited.until('2026-09-23T12:00').does(extendsTo('sign-agreement', '2026-10-01'));

  it('tells the owner, and starts the reminders again from there', () => {
    expect(extended.changed).toEqual(['extended']);
    expect(extended.said).toEqual([]);
    expect(extended.obligation('sign-agreement').due).toEqual({
      local: '2026-10-01T17:00',
      at: '2026-10-01T16:00:00Z',
    });
    expect(sentAfter(extended.until('2026-10-22T12:00'), '2026-09-23T13:00')).toEqual([
      '2026-09-23 16:30 deadline-extended to link: sign-agreement',
      '2026-09-24 08:00 reminder to link: sign-agreement',
      '2026-09-30 08:00 reminder to link: sign-agreement',
      '2026-10-02 08:00 reminder to link: sign-agreement',
      '2026-10-07 08:00 reminder to link: sign-agreement',
      '2026-10-12 08:00 reminder to link: sign-agreement',
      '2026-10-15 08:00 reminder to link: sign-agreement',
      '2026-10-20 08:00 escalation to lead: sign-agreement',
      '2026-10-22 08:00 decision-request to lead: sign-agreement',
    ]);
  });

  it('reminds no one on the day that the time was given', () => {
    const short = invited.until('2026-09-23T12:00').does(extendsTo('sign-agreement', '2026-09-25'));
    expect(short.decides().said).toEqual([]);
    expect(sentAfter(short.until('2026-09-28T12:00'), '2026-09-23T13:00')).toEqual([
      '2026-09-24 08:00 reminder to link: sign-agreement',
      '2026-09-28 08:00 reminder to link: sign-agreement',
    ]);
  });

  it('at night leaves no moment in the past to stand still at', () => {
    const night = invited.until('2026-09-25T21:00').does(extendsTo('sign-agreement', '2026-09-28'));
    expect(night.next).toBe('2026-09-28T07:00:00Z');
    expect(night.until('2026-09-28T12:00').said).toEqual(['deadline-extended to link: sign-agreement']);
  });

  it('escalates once for each date', () => {
    const twice = invited
      .until('2026-10-09T12:00')
      .does(extendsTo('sign-agreement', '2026-10-16'))
      .until('2027-01-29T12:00');
    expect(days(twice, 'escalation')).toEqual(['2026-10-08', '2026-11-11']);
    expect(days(twice, 'decision-request')).toEqual(['2026-11-13']);
  });

  describe('several times within a while', () => {
    const again = (...dates: readonly string[]) =>
      dates.reduce((it, to) => it.does(extendsTo('sign-agreement', to)), invited.at('2026-09-10T10:00'));
    const told = (it: Given) => sentAfter(it.until('2026-09-11T12:00'), '2026-09-10T00:00');

    it('is one email, of the date that holds', () => {
      expect(told(again('2026-09-30', '2026-09-28', '2026-09-30'))).toEqual([
        '2026-09-10 16:30 deadline-extended to link: sign-agreement',
      ]);
    });

    it('is none where it is due as they last heard', () => {
      expect(told(again('2026-09-30', '2026-09-21'))).toEqual([]);
    });

    it('is one email after ten minutes where it was due, or is, in the next two days', () => {
      const soon = invited.at('2026-09-18T10:00').does(extendsTo('sign-agreement', '2026-09-30'));
      expect(sentAfter(soon.until('2026-09-18T12:00'), '2026-09-18T09:00')).toEqual([
        '2026-09-18 10:10 deadline-extended to link: sign-agreement',
      ]);
    });

    it('is one email for all that somebody owes', () => {
      const owing = active.until('2026-12-02T12:00').at('2026-12-02T12:30');
      const both = ['start-questionnaire', 'mid-questionnaire'].filter((id) =>
        owing.partnership.obligations.some((o) => o.id === id && !o.end),
      );
      const later = both.reduce((it, id) => it.does(extendsTo(id, '2027-01-20')), owing);
      expect(sentAfter(later.until('2026-12-02T17:00'), '2026-12-02T12:30')).toEqual([
        `2026-12-02 16:30 deadline-extended to link: ${both.join(', ')}`,
      ]);
    });
  });

  it('refuses days that cannot be', () => {
    const refused = (to: string) => invited.at('2026-09-10T10:00').does(extendsTo('sign-agreement', to)).refused;
    expect(refused('2026-09-21')).toBe('already');
    expect(refused('2026-09-09')).toBe('not-now');
    expect(refused('2026-09-26')).toBe('not-now');
    expect(refused('2026-10-27')).toBe('not-now');
    expect(refused('2026-12-25')).toBe('not-now');
    expect(refused('2027-07-21')).toBe('not-now');
    expect(refused('2027-07-20')).toBeUndefined();
    expect(refused('2026-09-10')).toBeUndefined();
    expect(invited.at('2026-09-10T17:00').does(extendsTo('sign-agreement', '2026-09-10')).refused).toBe('not-now');
  });
});

describe('taking over', () => {
  const taken = active.until('2026-10-14T10:00').does(takesOver('start-questionnaire'));

  it('makes it the lead’s, with days of their own and links that no longer work', () => {
    expect(taken.obligation('start-questionnaire')).toMatchObject({
      owner: 'lead',
      due: { local: '2026-10-21T17:00' },
      linkVersion: 2,
      policy: 'lead',
    });
    expect(taken.said).toEqual([]);
  });

  it('chases the lead and no longer the school; no one is told of their lateness', () => {
    expect(sentAfter(taken.until('2026-11-26T12:00'), '2026-10-14T11:00')).toEqual(
      ['2026-10-20', '2026-10-22', '2026-11-03', '2026-11-06', '2026-11-11'].map(
        (day) => `${day} 08:00 reminder to lead: start-questionnaire`,
      ),
    );
  });

  it('is no sign of life of the school when they do it', () => {
    const done = taken.does(answers('start-questionnaire'));
    expect(done.obligation('start-questionnaire').end).toMatchObject({ how: 'done', by: 'lead' });
    expect(done.partnership.lastSignOfLife).toBe(active.partnership.lastSignOfLife);
  });

  it('is refused for signing, and for what is theirs already', () => {
    expect(invited.does(takesOver('sign-agreement')).refused).toBe('not-now');
    expect(signed.does(takesOver('countersign')).refused).toBe('already');
    expect(taken.does(takesOver('start-questionnaire')).refused).toBe('already');
    expect(taken.does(renewsLink('start-questionnaire')).refused).toBe('not-now');
  });
});
