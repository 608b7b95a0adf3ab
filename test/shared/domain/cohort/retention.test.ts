import { describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { afterErasing, erasures, erasuresDue, nextErasure } from '#domain/cohort/retention.ts';
import { anonymised, placeholderName } from '#domain/personal-data/anonymous.ts';
import { canForget, erasePerson } from '#domain/personal-data/erasure.ts';
import { active, cohort } from '#test/support/first-school.ts';

const closed: Cohort = { ...cohort, stage: 'closed', closed: '2027-07-15T08:00:00Z' };

describe('what is erased when', () => {
  it('is nothing before the cohort has closed', () => {
    expect(erasures({ ...closed, stage: 'launched' })).toEqual([]);
    expect(nextErasure({ ...closed, stage: 'launched' })).toBeUndefined();
  });

  it('is reports after half a year and the rest after a year, on the school’s clock, unless the programme says other', () => {
    expect(erasures(closed)).toEqual([
      { what: 'reports', at: '2028-01-15T09:00:00Z' },
      { what: 'answers', at: '2028-07-15T08:00:00Z' },
      { what: 'names', at: '2028-07-15T08:00:00Z' },
    ]);
    const short = { ...closed, programme: { ...closed.programme, retention: { answersMonths: 1, reportsMonths: 2 } } };
    expect(erasures(short).map(({ what, at }) => `${what} ${at.slice(0, 10)}`)).toEqual([
      'answers 2027-08-15',
      'reports 2027-09-15',
      'names 2027-09-15',
    ]);
  });

  it('counts from the programme’s closing day where no one knows when the cohort closed', () => {
    const { closed: _, ...older } = closed;
    expect(nextErasure(older)?.slice(0, 7)).toBe('2028-01');
  });

  it('continues from one to the next, and ends', () => {
    expect(erasuresDue(closed, '2028-01-15T08:59:59Z')).toEqual([]);
    expect(erasuresDue(closed, '2028-01-15T09:00:00Z')).toEqual(['reports']);
    const half = afterErasing(closed, ['reports'], '2028-01-15T09:00:00Z');
    expect(half.erased).toBeUndefined();
    expect(nextErasure(half)).toBe('2028-07-15T08:00:00Z');
    const all = afterErasing(half, ['answers', 'names'], '2028-07-15T08:00:00Z');
    expect(all.erased).toBe('2028-07-15T08:00:00Z');
    expect(nextErasure(all)).toBeUndefined();
    expect(afterErasing(all, ['names'], '2029-01-01T08:00:00Z')).toEqual(all);
  });
});

describe('a record without names', () => {
  const { partnership } = active;
  const { people } = partnership;

  it('holds stand-ins for everyone, no address and nothing that people typed; and is the same a second time', () => {
    const event = { what: 'session-moved', why: 'Aunt Example was ill', people, by: people[0]?.name };
    const once = anonymised({ partnership, event }, { people, everybody: true });
    const text = JSON.stringify(once);
    for (const { name, email } of people) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(email);
    }
    expect(text).not.toContain('Aunt Example');
    expect(once.partnership.obligations).toEqual(partnership.obligations);
    expect(once.partnership.signatures.map(({ party, at }) => [party, at])).toEqual(
      partnership.signatures.map(({ party, at }) => [party, at]),
    );
    expect(anonymised(once, { people: once.partnership.people, everybody: true })).toEqual(once);
  });

  it('forgets one person alone, who keeps their signature', () => {
    const [one, ...others] = people;
    if (!one) throw new Error('The school has people');
    const signature = { party: 'school', name: one.name, role: 'Deputy', at: '2026-09-08T09:00:00Z' };
    const timetables = { [one.email]: ['TTT'], 'another@example.org': ['FFF'] };
    const found = anonymised({ people, signature, timetables }, { people: [one], everybody: false });
    expect(found.people[0]).toEqual({ ...one, name: placeholderName(one), email: '' });
    expect(found.people.slice(1)).toEqual(others);
    expect(found.signature).toEqual(signature);
    expect(Object.keys(found.timetables)).toEqual(['another@example.org']);
  });

  it('does not take an id for a name', () => {
    const head = { id: 'head', role: 'head', name: 'Head', email: 'head@example.org' } as const;
    expect(anonymised({ owner: 'head' }, { people: [head], everybody: true })).toEqual({ owner: 'head' });
  });

  it('tells who it was by part', () => {
    expect(placeholderName({ role: 'teacher', nth: 3 })).toBe('Teacher 3');
    expect(placeholderName({ role: 'teacher', of: '900101', nth: 1 })).toBe('Guest 1');
    expect(placeholderName({ role: 'link' })).toBe('SLT link');
  });
});

describe('erasing one person', () => {
  const NOW = '2027-07-20T09:00:00Z';

  it('keeps the name while the school takes part or an email waits, and takes it afterwards', () => {
    const { partnership } = active;
    expect(canForget(partnership, 'teacher-1')).toBe(false);
    const during = erasePerson(partnership, 'teacher-1', NOW);
    expect('changes' in during && during.changes).toEqual([
      { what: 'person-erased', person: 'teacher-1', name: 'kept' },
    ]);
    const over = { ...partnership, stage: 'completed' as const, outbox: [] };
    const done = erasePerson(over, 'teacher-1', NOW);
    if ('refused' in done) throw new Error(done.refused.sentence);
    expect(done.partnership.people.find(({ id }) => id === 'teacher-1')).toMatchObject({
      name: 'Teacher 1',
      email: '',
    });
    expect(done.partnership.people.filter(({ email }) => email === '')).toHaveLength(1);
  });

  it('is refused for someone who is not there', () => {
    expect(erasePerson(active.partnership, 'teacher-99', NOW)).toMatchObject({ refused: { why: 'not-asked' } });
  });
});
