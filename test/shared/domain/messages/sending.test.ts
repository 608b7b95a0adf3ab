import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { callOffCycle, confirmCover, sayHeld } from '#domain/cycles/acts.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { toSend } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import { onceFor, readyToSend, stuckFrom } from '#domain/messages/timing.ts';
import { owedBy } from '#domain/obligations/owed.ts';
import { countersigns, type JudgedAct, signs, takesOver } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import {
  agrees,
  coverSchool,
  plannedSchool,
  proposalFor,
  proposedSchool,
  proposes,
} from '#test/support/cover-school.ts';
import { active } from '#test/support/first-school.ts';
import { type Given, given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort();
const [first, second] = schools as readonly [School, School];
const sharing: School = { ...second, link: { ...second.link, email: first.link.email.toUpperCase() } };
const here = given(cohort, first).at('2026-09-07T08:00').decides();
const there = given(cohort, sharing).at('2026-09-08T08:00').decides();
const everywhere = [here, there];
const NOW = '2026-09-09T10:00:00Z';
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
    const sending = toSend(there, message('reminder'), everywhere, NOW);
    if (!('about' in sending)) throw new Error(sending.dropped);
    expect(sending.about.map((o) => o.partnership.urn)).toEqual([first.urn, second.urn]);
  });

  it('is nothing once what it was about is settled', () => {
    const signed = here.at('2026-09-09T10:00').does(signs);
    expect(toSend(signed, message('reminder'), [signed, there], NOW)).toEqual({ dropped: 'it is settled' });
    expect(toSend(signed, message('agreement-request'), [], NOW)).toEqual({ dropped: 'it is settled' });
    expect(toSend(signed, message('escalation'), [], NOW)).toEqual({ dropped: 'it is settled' });
    expect(toSend(signed.decides().does(countersigns), message('signed-agreement'), [], NOW)).toHaveProperty('about');
  });

  it('is nothing to somebody whose matter is with the lead now; the lead still hears of it', () => {
    const taken = active.until('2026-09-24T10:00').does(takesOver('start-questionnaire'));
    const about = (kind: MessageKind) => ({ ...message(kind), about: ['start-questionnaire'] });
    for (const kind of ['reminder', 'questionnaire-request', 'deadline-extended', 'fresh-link'] as const)
      expect(toSend(taken, about(kind), [taken], NOW)).toEqual({ dropped: 'somebody else does it now' });
    expect(toSend(taken, { ...about('escalation'), to: 'lead' }, [], NOW)).toHaveProperty('about');
  });

  it('is nothing when nobody plays the part', () => {
    expect(toSend(here, { ...message('reminder'), to: 'link-2' }, everywhere, NOW)).toEqual({
      dropped: 'nobody plays that part any more',
    });
  });

  it('leaves out schools whose part has ended', () => {
    expect(owedBy(first.link.email, everywhere)).toHaveLength(2);
    const ended = { ...there, partnership: { ...there.partnership, stage: 'declined' as const } };
    expect(owedBy(first.link.email, [here, ended])).toHaveLength(1);
  });
});

describe('a message about cycles', () => {
  const agreed = coverSchool();
  const about = (kind: MessageKind, to: string, cycles = ['cycle-1-1'], obligation = ''): Message => ({
    ...message(kind),
    to,
    cycles,
    about: obligation ? [obligation] : [],
  });
  const off: JudgedAct = (p, cohort, now) => callOffCycle(p, cohort, 'cycle-1-1', 'A trip', 'link', now);
  const over = { dropped: 'those sessions are over' };

  it('goes while what it asks for is owed, and no longer', () => {
    const asked = agreed.until('2026-10-08T13:30');
    const cover = 'cycle-2-1-lesson-cover';
    for (const kind of ['cover-request', 'cover-alarm'] as const) {
      const it = about(kind, 'cover', ['cycle-2-1'], cover);
      expect(toSend(asked, it, [], NOW)).toHaveProperty('about');
      const confirmed = asked.does((p, _c, now) => confirmCover(p, cover, 'cover', now));
      expect(toSend(confirmed, it, [], NOW)).toEqual({ dropped: 'it is settled' });
    }
    const record = about('record-request', 'teacher-1', ['cycle-1-1'], 'cycle-1-1-record');
    expect(toSend(asked, record, [], NOW)).toHaveProperty('about');
    const kept = asked.does((p, _c, now) => sayHeld(p, 'cycle-1-1-record', 'teacher-1', now));
    expect(toSend(kept, record, [], NOW)).toEqual({ dropped: 'it is settled' });
    const plan = about('plan-request', 'link', [], 'agree-plan');
    expect(toSend(proposedSchool(), plan, [], NOW)).toHaveProperty('about');
    expect(toSend(agreed, plan, [], NOW)).toEqual({ dropped: 'it is settled' });
  });

  it('tells that a cycle is called off, but invites nobody to it', () => {
    const cancelled = agreed.does(off);
    expect(cancelled.refused).toBeUndefined();
    for (const kind of ['cycles-changed', 'cover-changed'] as const)
      expect(toSend(cancelled, about(kind, 'teacher-1'), [], NOW)).toHaveProperty('about');
    for (const kind of ['plan-invitation', 'cover-pack'] as const) {
      expect(toSend(cancelled, about(kind, 'teacher-1'), [], NOW)).toEqual(over);
      expect(toSend(cancelled, about(kind, 'teacher-1', ['cycle-1-1', 'cycle-1-2']), [], NOW)).toHaveProperty('about');
    }
  });

  it('is nothing once they are over', () => {
    const missed = agreed.at('2026-10-08T14:00').does(off);
    expect(missed.partnership.cycles[0]?.state).toBe('missed');
    for (const kind of ['cycles-changed', 'cover-changed', 'plan-invitation', 'cover-pack'] as const)
      expect(toSend(missed, about(kind, 'teacher-1'), [], NOW)).toEqual(over);
  });

  it('goes to the cover manager, or to the link where a school has none', () => {
    const packTo = (it: Given) => it.does(proposes(proposalFor(it))).does(agrees);
    expect(packTo(plannedSchool()).said).toContain('cover-pack to cover');
    expect(packTo(plannedSchool({ cover: undefined })).said).toContain('cover-pack to link');
  });
});

describe('what may go', () => {
  const outbox = [message('reminder', 'b'), message('fresh-link', 'c'), message('reminder', 'a')];

  it('is all of it by day, kind by kind as it was queued, and at night only what was just asked for', () => {
    expect(readyToSend(outbox, cohort.calendar, '2026-09-07T07:00:00Z')).toEqual(['c', 'a', 'b']);
    expect(readyToSend(outbox, cohort.calendar, '2026-09-07T21:00:00Z')).toEqual(['c']);
  });

  it('is nothing that somebody is sending', () => {
    const claimed = outbox.map((m) => ({ ...m, state: 'claimed' as const }));
    expect(readyToSend(claimed, cohort.calendar, '2026-09-07T07:00:00Z')).toEqual([]);
  });

  it('is one reminder a day to an address, by London’s days', () => {
    const name = (now: string) => onceFor({ kind: 'reminder' }, cohort.id, 'x', now)?.name;
    // 23:30 UTC on a summer evening is the next day in London
    expect(name('2026-09-07T23:30:00Z')).toBe(name('2026-09-08T10:00:00Z'));
    expect(name('2026-09-07T22:30:00Z')).not.toBe(name('2026-09-08T10:00:00Z'));
  });

  it('is one word of its end from each cohort to an address, whenever it goes', () => {
    const name = (id: string, now: string) => onceFor({ kind: 'cohort-ended' }, id, 'x', now)?.name;
    expect(name('a', '2026-12-01T10:00:00Z')).toBe(name('a', '2026-12-03T10:00:00Z'));
    expect(name('a', '2026-12-01T10:00:00Z')).not.toBe(name('b', '2026-12-01T10:00:00Z'));
    expect(onceFor({ kind: 'handover' }, cohort.id, 'x', '2026-12-01T10:00:00Z')).toBeUndefined();
  });
});

describe('a message that does not go', () => {
  const waiting = (kind: MessageKind, queued: string): Message => ({ ...message(kind), queued, attempts: 3 });
  const stuck = (m: Message, local: string) => {
    const from = stuckFrom(m, cohort.calendar);
    return from !== undefined && from <= london(local.slice(0, 10), local.slice(11)).at;
  };

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
