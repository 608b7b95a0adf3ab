import { describe, expect, it } from 'vitest';
import { london } from '../../../shared/calendar/london.ts';
import type { School } from '../../../shared/domain/cohort.ts';
import type { Message, MessageKind } from '../../../shared/domain/message.ts';
import { owedBy } from '../../../shared/domain/owed.ts';
import { isStuck, readyToSend, reminderOfTheDay, toSend } from '../../../shared/domain/sending.ts';
import { countersigns, signs, takesOver } from '../../support/acting.ts';
import { sampleCohort } from '../../support/cohorts.ts';
import { active } from '../../support/first-school.ts';
import { given } from '../../support/given.ts';

const { cohort, schools } = await sampleCohort();
const [first, second] = schools as readonly [School, School];
const sharing: School = { ...second, link: { ...second.link, email: first.link.email.toUpperCase() } };
const here = given(cohort, first).at('2026-09-07T08:00').decides();
const there = given(cohort, sharing).at('2026-09-08T08:00').decides();
const everywhere = [here, there];
const message = (kind: MessageKind, key: string = kind): Message => ({
  key,
  kind,
  to: 'link',
  about: ['sign-agreement'],
  queued: '2026-09-07T07:00:00Z',
  state: 'to-send',
  attempts: 0,
});

describe('what a message speaks of', () => {
  it('is all that its reader owes, in every school, what is due first first', () => {
    const sending = toSend(there, message('reminder'), everywhere);
    if (!('about' in sending)) throw new Error(sending.dropped);
    expect(sending.about.map((o) => o.partnership.urn)).toEqual([first.urn, second.urn]);
  });

  it('is nothing once what it was about is settled', () => {
    const signed = here.at('2026-09-09T10:00').does(signs);
    expect(toSend(signed, message('reminder'), [signed, there])).toEqual({ dropped: 'it is settled' });
    expect(toSend(signed, message('agreement-request'), [])).toEqual({ dropped: 'it is settled' });
    expect(toSend(signed, message('escalation'), [])).toEqual({ dropped: 'it is settled' });
    expect(toSend(signed.decides().does(countersigns), message('signed-agreement'), [])).toHaveProperty('about');
  });

  it('is nothing to somebody whose matter is with the lead now; the lead still hears of it', () => {
    const taken = active.until('2026-09-24T10:00').does(takesOver('start-questionnaire'));
    const about = (kind: MessageKind) => ({ ...message(kind), about: ['start-questionnaire'] });
    for (const kind of ['reminder', 'questionnaire-request', 'deadline-extended', 'fresh-link'] as const)
      expect(toSend(taken, about(kind), [taken])).toEqual({ dropped: 'somebody else does it now' });
    expect(toSend(taken, { ...about('escalation'), to: 'lead' }, [])).toHaveProperty('about');
  });

  it('is nothing when nobody plays the part', () => {
    expect(toSend(here, { ...message('reminder'), to: 'link-2' }, everywhere)).toEqual({
      dropped: 'nobody plays that part any more',
    });
  });

  it('leaves out schools whose part has ended', () => {
    expect(owedBy(first.link.email, everywhere)).toHaveLength(2);
    const ended = { ...there, partnership: { ...there.partnership, stage: 'declined' as const } };
    expect(owedBy(first.link.email, [here, ended])).toHaveLength(1);
  });
});

describe('what may go', () => {
  const outbox = [message('reminder', 'b'), message('fresh-link', 'c'), message('reminder', 'a')];

  it('is all of it by day, in the order of keys, and at night only what was just asked for', () => {
    expect(readyToSend(outbox, cohort.calendar, '2026-09-07T07:00:00Z')).toEqual(['a', 'b', 'c']);
    expect(readyToSend(outbox, cohort.calendar, '2026-09-07T21:00:00Z')).toEqual(['c']);
  });

  it('is nothing that somebody is sending', () => {
    const claimed = outbox.map((m) => ({ ...m, state: 'claimed' as const }));
    expect(readyToSend(claimed, cohort.calendar, '2026-09-07T07:00:00Z')).toEqual([]);
  });

  it('is one reminder a day to an address, by London’s days', () => {
    // 23:30 UTC on a summer evening is the next day in London
    expect(reminderOfTheDay('x', '2026-09-07T23:30:00Z')).toBe(reminderOfTheDay('x', '2026-09-08T10:00:00Z'));
    expect(reminderOfTheDay('x', '2026-09-07T22:30:00Z')).not.toBe(reminderOfTheDay('x', '2026-09-08T10:00:00Z'));
  });
});

describe('a message that does not go', () => {
  const waiting = (kind: MessageKind, queued: string): Message => ({ ...message(kind), queued, attempts: 3 });
  const stuck = (m: Message, local: string) =>
    isStuck(m, cohort.calendar, london(local.slice(0, 10), local.slice(11)).at);

  it('is a person’s business after a school day, or after 24 hours if it cannot wait', () => {
    const friday = waiting('reminder', london('2026-09-11', '16:00').at);
    expect(stuck(friday, '2026-09-14T15:59')).toBe(false);
    expect(stuck(friday, '2026-09-14T16:00')).toBe(true);
    const urgent = waiting('coach-report', london('2026-09-11', '22:00').at);
    expect(stuck(urgent, '2026-09-12T21:59')).toBe(false);
    expect(stuck(urgent, '2026-09-12T22:00')).toBe(true);
  });

  it('is nobody’s while it was never tried, or when a person knows already', () => {
    const old = waiting('reminder', '2026-09-07T07:00:00Z');
    expect(stuck({ ...old, attempts: 0 }, '2026-09-14T08:00')).toBe(false);
    expect(stuck({ ...old, stuck: '2026-09-08T07:00:00Z' }, '2026-09-14T08:00')).toBe(false);
    expect(stuck({ ...old, kind: 'post-stuck' }, '2026-09-14T08:00')).toBe(false);
  });
});
