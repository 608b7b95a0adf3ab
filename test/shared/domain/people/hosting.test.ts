import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { allAsked, newObligation, obligationId, ownersOf, waiting } from '#domain/obligations/steps.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import { obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { nextHost, takeGroup } from '#domain/people/hosting.ts';
import { settleGroup } from '#domain/people/settling.ts';
import { withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const read = await sampleCohort('cross-school-trios');
const cohort = { ...read.cohort, stage: 'launched' as const };
const NOW = london('2026-11-10', '10:00').at;
const LATER = london('2026-11-12', '10:00').at;
const step = cohort.programme.steps.find(({ owner }) => owner === 'group');
const schools = read.schools.map((school) => openPartnership(cohort, school));
const hosts = schools.filter(({ groups }) => groups.length > 0);
if (!step) throw new Error('No step is of a group');

const done = (it: Outcome): Partnership => {
  if ('refused' in it) throw new Error(it.refused.sentence);
  return it.partnership;
};
/** A school whose first group has done its first step, by whoever's turn it is. */
const whenDone = (p: Partnership, group = p.groups[0]): Partnership => {
  const owner = group?.members.find((id) => personOf(p, id)) ?? '';
  const obligation = newObligation(cohort, step, owner, NOW);
  const end = { how: 'done' as const, at: NOW, by: owner };
  const changes: readonly Change[] = [
    { what: 'opened', obligation },
    { what: 'settled', obligation: obligation.id, end },
  ];
  return changes.reduce((state, change) => apply(state, change, NOW), p);
};
/** Everybody who owes a step has done it. */
const settles =
  (p: Partnership) =>
  (one: typeof step): readonly Change[] =>
    ownersOf(p, one).flatMap((owner) => {
      const obligation = newObligation(cohort, one, owner, NOW);
      const end = { how: 'done' as const, at: NOW, by: owner };
      return [
        { what: 'opened' as const, obligation },
        { what: 'settled' as const, obligation: obligation.id, end },
      ];
    });
const ended = (p: Partnership): Partnership => done(withdrawSchool(p, cohort, { by: 'lead' }, NOW));
const asked = (p: Partnership): readonly string[] =>
  allAsked(p, step) ? [] : ownersOf(p, step).filter((owner) => !obligationOf(p, obligationId(step, owner)));

describe('a group that has come from another school', () => {
  const host = hosts[0] as Partnership;
  const group = host.groups[0] as Partnership['groups'][number];
  const next = nextHost(ended(host), group, schools, cohort, NOW) as Partnership;
  const own = next.groups[0];

  it('is asked for what it has not done, and its new host’s own groups are asked once', () => {
    const before = own ? whenDone(next) : next;
    const taken = done(takeGroup(before, cohort, ended(host), group, NOW));
    const name = taken.groups.find(({ from }) => from?.id === partnershipId(cohort.id, host.urn))?.name;
    const members = taken.groups.find((g) => g.name === name)?.members ?? [];
    expect(asked(taken).filter((id) => members.includes(id))).toHaveLength(1);
    expect(asked(taken).filter((id) => own?.members.includes(id))).toEqual([]);
  });

  it('owes nothing that was due before it came', () => {
    const before = cohort.programme.steps.filter(({ key }) => step.after.includes(key)).flatMap(settles(next));
    const ready = before.reduce((state, change) => apply(state, change, NOW), own ? whenDone(next) : next);
    const taken = done(takeGroup(ready, cohort, ended(host), group, LATER));
    const asks = waiting(taken, cohort).filter((one) => one.step === step);
    expect(asks.map(({ at }) => at >= LATER)).toEqual([true]);
  });

  it('is not asked for what it has done', () => {
    const taken = done(takeGroup(next, cohort, ended(whenDone(host)), group, NOW));
    const members = taken.groups.find(({ from }) => from)?.members ?? [];
    expect(asked(taken).filter((id) => members.includes(id))).toEqual([]);
  });

  it('is not asked again when whoever did it leaves', () => {
    const taken = done(takeGroup(next, cohort, ended(host), group, NOW));
    const doing = whenDone(
      taken,
      taken.groups.find(({ from }) => from),
    );
    const doer = doing.obligations.at(-1)?.owner ?? '';
    const left = done(withdrawPerson(doing, cohort, doer, doer, LATER));
    const settle = left.obligations.find((o) => o.kind === 'settle-group' && o.seat === doer)?.id ?? '';
    const settled = done(settleGroup(left, cohort, settle, { what: 'carry-on' }, 'link', LATER));
    const members = settled.groups.find(({ from }) => from)?.members ?? [];
    for (const p of [left, settled]) expect(asked(p).filter((id) => members.includes(id))).toEqual([]);
  });
});
