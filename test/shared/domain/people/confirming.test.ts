import { describe, expect, it } from 'vitest';
import { sign } from '#domain/obligations/acts.ts';
import { release, takeOver } from '#domain/obligations/lead-acts.ts';
import { outcome } from '#domain/partnership/outcome.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { correctAddress, nameSuccessor, replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { endSchool, withdrawSchool } from '#domain/people/withdrawal.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { active, invited, school } from '#test/support/first-school.ts';
import { type Given, sentAfter } from '#test/support/given.ts';

const jo = { name: 'Jo Successor', email: 'jo@example.org' };
const dev = { name: 'Dev Deputy', email: 'dev@example.org' };
const NOW = '2020-01-01';

const names =
  (seat: string, to = jo, by = seat): JudgedAct =>
  (p, c, now) =>
    replacePerson(p, c, seat, to, NOW, by, now);
const confirms =
  (id: string, by: string): JudgedAct =>
  (p, c, now) =>
    confirmChange(p, c, id, by, now);
const refuses =
  (id: string, by: string): JudgedAct =>
  (p, _c, now) =>
    refuseChange(p, id, by, now);
const corrects =
  (seat: string, email: string): JudgedAct =>
  (p, c, now) =>
    correctAddress(p, c, seat, email, 'lead', now);
const deputy: JudgedAct = (p, _c, now) =>
  outcome(p, [{ what: 'deputy-named', deputy: { id: 'deputy', role: 'deputy', ...dev } }], now);
const sits = (it: Given, seat: string) => personOf(it.partnership, seat)?.email;
const asked = (it: Given) =>
  it.said.flatMap((line) => /^confirmation-request to (\S+):/.exec(line)?.[1] ?? []).toSorted();

const settled = active.at('2026-09-15T10:00');

describe('a seat that names its own successor', () => {
  it.each(['link', 'head', 'teacher-1'])(
    '%s: waits, is told to whom it concerns, and holds once it is confirmed',
    (seat) => {
      const named = settled.does(deputy).does(names(seat));
      const id = `confirm-successor-${seat}`;
      expect(sits(named, seat)).not.toBe(jo.email);
      expect(asked(named)).toEqual(['deputy', 'lead', ...(seat === 'link' ? [] : ['link'])]);
      expect(named.said).toContain(`change-announced to ${seat}: ${id}`);
      expect(named.does(confirms(id, seat)).refused).toBe('not-now');
      const held = named.does(confirms(id, 'deputy'));
      expect(personOf(held.partnership, seat)).toMatchObject({ ...jo, version: 2 });
      expect(held.obligation(id).end).toMatchObject({ how: 'done', by: 'deputy' });
      expect(held.partnership.proposals).toEqual([]);
    },
  );

  it.each<[string, (named: Given) => Given]>([
    ['the lead ends it', (named) => named.does((p, _c, now) => endSchool(p, now))],
    ['its time is over', (named) => named.until('2027-08-31T12:00')],
  ])('stays in its part where nobody has confirmed it when the part ends: %s', (_how, ends) => {
    const ended = ends(settled.does(deputy).does(names('head')));
    expect(personOf(ended.partnership, 'head')).not.toHaveProperty('gone');
    expect(ended.partnership.proposals).toEqual([]);
    expect(ended.obligation('confirm-successor-head').end?.how).toBe('lapsed');
    expect(ended.partnership.outbox.filter(({ held }) => held)).toEqual([]);
  });

  it('is not reminded meanwhile; those who may confirm it are, and the lead hears when it is late', () => {
    const named = settled.does(deputy).does(names('link'));
    const later = named.until('2026-11-20T12:00');
    const after = sentAfter(later, '2026-09-15T10:01').map((line) => line.slice(17));
    expect(after.filter((line) => / to link\b/.test(line))).toEqual([]);
    expect(after.filter((line) => line.startsWith('reminder to deputy')).length).toBeGreaterThan(2);
    expect(after).toContain('escalation to lead: confirm-successor-link');
  });

  it('continues as before when it is refused, and names no one again', () => {
    const named = settled.does(names('link'));
    const kept = named.does(refuses('confirm-successor-link', 'head'));
    expect(kept.said).toEqual([
      'change-refused to lead: confirm-successor-link',
      'change-refused to link: confirm-successor-link',
    ]);
    expect(personOf(kept.partnership, 'link')?.gone).toBeUndefined();
    expect(kept.does(names('link')).refused).toBe('not-now');
    expect(kept.until('2026-11-20T12:00').sent.some((line) => line.includes('reminder to link'))).toBe(true);
  });

  it('can take it back, and say it once more, three times at most', () => {
    let it = settled;
    for (let times = 1; times <= 3; times++) {
      it = it.does(names('link'));
      expect(it.does(names('link')).refused).toBe('already');
      expect(it.does(names('link', dev)).refused).toBe('not-now');
      it = it.does(refuses(`confirm-successor-link${times > 1 ? `-${times}` : ''}`, 'link'));
      expect(it.refused).toBeUndefined();
    }
    expect(it.does(names('link')).refused).toBe('not-now');
  });

  it('is overtaken by whomever the lead names', () => {
    const named = settled.does(names('link')).does(names('link', dev, 'lead'));
    expect(sits(named, 'link')).toBe(dev.email);
    expect(named.obligation('confirm-successor-link').end?.how).toBe('released');
    expect(named.does(confirms('confirm-successor-link', 'head')).refused).toBe('released');
  });

  it('is the lead’s to settle: released is refused, taken over is the lead’s alone', () => {
    const named = settled.does(deputy).does(names('link'));
    const released = named.does((p, _c, now) => release(p, 'confirm-successor-link', now));
    expect(personOf(released.partnership, 'link')?.gone).toBeUndefined();
    expect(released.partnership.proposals).toEqual([]);
    const taken = named.does((p, c, now) => takeOver(p, c, 'confirm-successor-link', now));
    expect(taken.does(confirms('confirm-successor-link', 'lead')).partnership.people).toContainEqual(
      expect.objectContaining(jo),
    );
  });

  it('with no one else at the school is the lead’s', () => {
    const named = settled.does(names('link'));
    expect(asked(named)).toEqual(['lead']);
    expect(named.obligation('confirm-successor-link').owner).toBe('lead');
  });
});

describe('one person at two seats', () => {
  const both = settled.does(corrects('head', school.link.email));

  it('cannot confirm at the one what the other has named', () => {
    const named = both.does(names('head'));
    expect(asked(named)).toEqual(['lead']);
    expect(named.does(confirms('confirm-successor-head', 'link')).refused).toBe('not-now');
  });

  it('speaks of itself when it names at the one who sits at the other', () => {
    const named = both.does(names('head', jo, 'link'));
    expect(sits(named, 'head')).toBe(school.link.email);
    expect(named.partnership.proposals).toHaveLength(1);
  });

  it('cannot withdraw its school alone', () => {
    const leaves = both.does((p, c, now) => withdrawSchool(p, c, { by: 'head' }, now));
    expect(asked(leaves)).toEqual(['lead']);
    expect(leaves.does(confirms('confirm-withdrawal', 'link')).refused).toBe('not-now');
  });

  it('cannot confirm itself for a seat that names it', () => {
    const named = settled.does(names('head', { name: 'Rhodri Pugh', email: school.link.email }));
    expect(asked(named)).toEqual(['lead']);
    expect(named.does(confirms('confirm-successor-head', 'link')).refused).toBe('not-now');
    expect(named.does(refuses('confirm-successor-head', 'link')).refused).toBeUndefined();
  });
});

describe('someone whom a seat has named', () => {
  it('cannot confirm for it: a deputy on the agreement, until the lead has countersigned', () => {
    const signed = invited
      .at('2026-09-08T10:00')
      .does((p, _c, now) => sign(p, 'sign-agreement', 'link', { name: 'A', role: 'B', deputy: dev }, now));
    const named = signed.does(names('link'));
    expect(asked(named)).toEqual(['lead']);
    expect(named.does(confirms('confirm-successor-link', 'deputy')).refused).toBe('not-now');
  });

  it('cannot confirm for it: one who was named on a request', () => {
    const gone = settled.does(deputy).does((p, c, now) => reportGone(p, c, 'deputy', 'bounced', now));
    const named: JudgedAct = (p, c, now) => nameSuccessor(p, c, 'name-successor-deputy', jo, 'link', now);
    const then = gone.does(named);
    // a request that is open holds at once
    expect(sits(then, 'deputy')).toBe(jo.email);
    expect(asked(then.does(names('link', dev)))).toEqual(['lead']);
    expect(asked(then.does(names('teacher-1', dev)))).toEqual(['deputy', 'lead', 'link']);
  });

  it('gives a new address for that seat as a request of its own is open: it waits too', () => {
    const gone = settled.does((p, c, now) => reportGone(p, c, 'head', 'bounced', now));
    // the link's own address becomes the head's meanwhile
    const shared = {
      ...gone.partnership,
      people: gone.partnership.people.map((one) => (one.id === 'head' ? { ...one, email: school.link.email } : one)),
    };
    const said = nameSuccessor(shared, gone.cohort, 'name-successor-head', { ...jo, same: true }, 'link', gone.now);
    expect('partnership' in said && said.partnership.proposals).toEqual([
      expect.objectContaining({ seat: 'head', same: true, by: 'link', before: 'bounced' }),
    ]);
    expect('partnership' in said && personOf(said.partnership, 'head')?.email).toBe(school.link.email);
  });
});
