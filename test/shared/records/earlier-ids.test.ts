import { describe, expect, it } from 'vitest';
import { anonymised } from '#domain/personal-data/anonymous.ts';
import { withFieldsOfIds } from '#records/earlier-ids.ts';

const person = (id: string, role: string) => ({ id, role, name: 'Ada Example', email: 'ada@example.org' });
const coverer = (id: string) => ({ id, name: 'Dilys', email: 'd@example.org', available: ['1'], mostADay: 2 });
const confirms = (id: string) => ({ id, kind: 'confirm-cover', cycle: 'cycle-1-2', owner: 'cover', policy: 'plain' });
const duty = (by: string) => ({ kind: 'cover', date: '2026-11-12', period: '3', whom: 'teacher-1', by });

describe('a record of an earlier release', () => {
  it.each([
    [person('teacher-3', 'teacher'), { nth: 3 }],
    [{ ...person('guest-1', 'teacher'), of: '900102' }, { nth: 1 }],
    [person('link-2', 'link'), { nth: 2 }],
    [coverer('cover-12'), { nth: 12 }],
    [confirms('cycle-1-2-planning-cover-1'), { part: 'planning' }],
    [confirms('cycle-1-2-lesson-cover'), { part: 'lesson' }],
    [duty('supply-2'), { hired: 2 }],
    [{ date: '2026-11-12', unit: 'supply-1', half: 'day' }, { nth: 1 }],
    [{ kind: 'cover-used', who: ['supply-1'] }, { hired: 1 }],
  ])('is read with what its id said, wherever it is kept: %o', (kept, said) => {
    const whole = { plan: { all: [kept] } };
    expect(withFieldsOfIds(whole)).toEqual({ plan: { all: [{ ...kept, ...said }] } });
  });

  it.each([
    person('head', 'head'),
    duty('cover-1'),
    duty('Edda Notreal'),
    { kind: 'cover-used', who: ['cover-1'] },
    { id: 'teacher-3', key: 'supply-1' },
    'teacher-3',
  ])('is the same where its id said nothing: %o', (kept) => {
    const whole = { kept: [kept], bytes: new Uint8Array(2) };
    expect(withFieldsOfIds(whole)).toBe(whole);
  });
});

it('a record that has its fields is as it is, whatever its ids look like', () => {
  const whole = {
    people: [{ ...person('teacher-3', 'teacher'), nth: 7 }],
    owed: { ...confirms('cycle-1-2-planning-cover'), part: 'lesson' },
    duties: [{ ...duty('supply-1'), hired: 4 }],
  };
  expect(withFieldsOfIds(whole)).toBe(whole);
});

it('whose names are erased is called by what the earlier id said', () => {
  const change = { what: 'person-replaced', person: person('teacher-3', 'teacher') };
  expect(anonymised(withFieldsOfIds(change), { people: [], everybody: true }).person).toMatchObject({
    name: 'Teacher 3',
    email: '',
  });
});
