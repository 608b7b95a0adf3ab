import { describe, expect, it } from 'vitest';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { decideCohort, tellOfWaiting } from '#domain/cohort/round.ts';
import type { Message } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { readyToSend } from '#domain/messages/timing.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';

const { cohort, schools } = await sampleCohort();
const NOW = '2026-09-07T07:00:00Z';
const invited = given(cohort, schools[0] as School)
  .at('2026-09-07T08:00')
  .decides();
const reminder: Change = { what: 'message-queued', message: newMessage('reminder', 'link', ['sign-agreement'], NOW) };
const keysOf = ({ outbox }: { readonly outbox: readonly Message[] }) => outbox.map(({ key }) => key);

describe('the key of a message', () => {
  it('is another for a second of one kind to one reader in one minute', () => {
    const twice = [reminder, reminder].reduce((p, change) => apply(p, change, NOW), invited.partnership);
    expect(new Set(keysOf(twice)).size).toBe(2);
  });

  it('is never one that has been used, though what had it is gone', () => {
    const queued = apply(invited.partnership, reminder, NOW);
    const [key = ''] = keysOf(queued);
    const gone = apply(queued, { what: 'message-dropped', key, why: '' }, NOW);
    expect(keysOf(apply(gone, reminder, NOW))).not.toContain(key);
  });

  it('is a number of its outbox, and so none that an earlier release gave in words', () => {
    const { messages: _, ...earlier } = invited.partnership;
    const kept: Message = { ...newMessage('reminder', 'link', [], NOW), key: `${earlier.id}/reminder/link/2026-09-07` };
    const before: Partnership = { ...earlier, outbox: [kept] };
    expect(keysOf(apply(before, reminder, NOW))).toEqual([kept.key, `${earlier.id}/1`]);
  });

  it('of a cohort’s own is another for each word to its lead', () => {
    const launched: Cohort = { ...cohort, stage: 'launched' };
    const begun = decideCohort(launched, ['invited'], NOW);
    const told = tellOfWaiting({ ...begun, outbox: [] }, NOW, '2026-09-07T09:00:00Z');
    expect([...keysOf(begun), ...keysOf(told)]).toEqual([`${cohort.id}/1`, `${cohort.id}/2`]);
  });

  it('puts what was queued first first, of one moment, kind and reader, past the ninth too', () => {
    const many = Array.from({ length: 12 }).reduce<Partnership>((p) => apply(p, reminder, NOW), invited.partnership);
    expect(readyToSend(many.outbox, cohort.calendar, NOW)).toEqual(keysOf(many));
  });
});

describe('an own programme whose second signature does not say that it follows the first', () => {
  const steps = coachingPackage.steps.map(({ pointlessWithout: _, ...step }) => step);
  const own = { ...cohort, programme: { ...coachingPackage, steps } };
  const school = {
    ...(schools[0] as School),
    coaches: [{ name: 'Cass Invented', email: 'cass@example.org' }],
  };
  const released = given(own, school)
    .at('2026-09-07T08:00')
    .decides()
    .at('2026-09-08T10:00')
    .does((p, _its, now) => {
      const signing = p.obligations.find(({ kind }) => kind === 'sign-agreement');
      return release(p, signing?.id ?? '', now);
    });

  it('asks nobody to countersign what nobody is to sign, and is not held up by it', () => {
    const later = released.decides().until('2026-09-20T12:00');
    expect(later.sent.filter((line) => line.includes('countersign-request'))).toEqual([]);
    expect(later.obligation('countersign').end?.how).toBe('released');
    expect(later.partnership.outbox).toEqual([]);
    expect(later.sent.filter((line) => line.includes('coach-welcome'))).toHaveLength(1);
  });

  it('welcomes its coaches once, whatever else is released', () => {
    const open = released.partnership.obligations.map((o) => (o.kind === 'sign-agreement' ? { ...o } : o));
    const twice = release(
      {
        ...released.partnership,
        obligations: [...open, { ...open[0], id: 'countersign', kind: 'countersign', end: undefined } as never],
      },
      'countersign',
      NOW,
    );
    expect('changes' in twice && twice.changes.map(({ what }) => what)).toEqual(['settled']);
  });
});
