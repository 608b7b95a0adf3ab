import { describe, expect, it } from 'vitest';
import { localDate, localTime } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { casts } from '#rehearsal/cast.ts';
import { clashes } from '#rehearsal/clashes.ts';
import type { Rehearsal } from '#rehearsal/rehearsal.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

const { cohort, schools } = await sampleCohort();
const count = (it: Rehearsal) =>
  Object.fromEntries([...Map.groupBy(it.messages, (m) => m.kind)].map(([kind, all]) => [kind, all.length]));

const [prompt, typical, silent] = casts.map((cast) => rehearse({ cohort, schools, cast })) as [
  Rehearsal,
  Rehearsal,
  Rehearsal,
];
const many: readonly School[] = Array.from({ length: 40 }, (_, i) => {
  const school = schools[i % 3] as School;
  const own = (email: string) => email.replace('@', `-${i}@`);
  return {
    ...school,
    urn: String(910000 + i),
    link: { ...school.link, email: own(school.link.email) },
    head: { ...school.head, email: own(school.head.email) },
  };
});
const manySchools = { ...cohort, schoolCount: many.length };

describe('the rehearsal of the sample cohort', () => {
  it('with a prompt cast asks everything, reminds nobody', () => {
    expect(prompt.obligations).toEqual({ total: 18, done: 18, lapsed: 0, released: 0 });
    expect(count(prompt)).toEqual({
      'agreement-request': 3,
      'countersign-request': 3,
      'signed-agreement': 6,
      'teachers-request': 3,
      'questionnaire-request': 9,
      'school-summary': 6,
      'cohort-launched': 1,
      'cohort-summary': 1,
    });
    expect(prompt.messages).toHaveLength(32);
    expect(prompt.messages.at(-1)).toMatchObject({ kind: 'cohort-summary', at: '2027-06-24T08:00:00Z', urn: null });
  });

  it('with a silent cast chases every school to the end', () => {
    expect(silent.obligations).toEqual({ total: 3, done: 0, lapsed: 3, released: 0 });
    expect(count(silent)).toEqual({
      'agreement-request': 3,
      reminder: 18,
      escalation: 3,
      'decision-request': 3,
      'signing-over': 6,
      'cohort-launched': 1,
      'cohort-summary': 1,
    });
    expect(silent.messages).toHaveLength(35);
    expect(silent.messages.at(-1)).toMatchObject({ kind: 'cohort-summary', at: '2027-06-24T08:00:00Z' });
  });

  it('with a typical cast is the same for a seed, and another for another', () => {
    expect(rehearse({ cohort, schools, cast: 'typical', seed: 1 })).toEqual(typical);
    expect(rehearse({ cohort, schools, cast: 'typical', seed: 2 }).messages).not.toEqual(typical.messages);
    const { total, done, lapsed, released } = typical.obligations;
    expect({
      schools: typical.schools,
      messages: typical.messages.length,
      total,
      done,
      lapsed,
      released,
    }).toMatchInlineSnapshot(`
      {
        "done": 12,
        "lapsed": 1,
        "messages": 34,
        "released": 0,
        "schools": 3,
        "total": 13,
      }
    `);
    expect(done + lapsed + released).toBe(total);
  });

  it('is a story of its own: told again with nobody else acting, it is the same year', () => {
    for (const year of [prompt, typical]) {
      const again = rehearse({ cohort, schools, story: year.acts, cast: 'silent' });
      expect(again.messages).toEqual(year.messages);
      expect(again.obligations).toEqual(year.obligations);
    }
  });
});

describe('a rehearsal', () => {
  const year = rehearse({ cohort: manySchools, schools: many, cast: 'typical', seed: 7 });

  it('tells messages in the order of time, each key once', () => {
    const times = year.messages.map((m) => m.at);
    expect(times).toEqual(times.toSorted());
    expect(new Set(year.messages.map((m) => m.key)).size).toBe(year.messages.length);
  });

  it('of one school is the same whoever else is in it, but for the lead’s own reminders', () => {
    const [alone] = many;
    const one = rehearse({
      cohort: { ...cohort, schoolCount: 1 },
      schools: [alone as School],
      cast: 'typical',
      seed: 7,
    });
    const own = (it: Rehearsal) => it.messages.filter((m) => m.urn === alone?.urn && m.to !== cohort.lead.email);
    expect(own(year)).toEqual(own(one));
  });

  it('reminds the lead of many schools once a day, listing what they owe in all of them', () => {
    const story = many.map((school) => ({ at: '2026-09-08T10:00', who: school.link.email, does: 'sign' as const }));
    const { messages } = rehearse({ cohort: manySchools, schools: many, story, cast: 'silent' });
    const reminders = messages.filter((m) => m.kind === 'reminder' && m.to === cohort.lead.email);
    expect(reminders.map((m) => localDate(m.at))).toEqual([
      '2026-09-14',
      '2026-09-16',
      '2026-09-21',
      '2026-09-24',
      '2026-09-29',
    ]);
    for (const m of reminders) expect(m.about).toEqual(many.map(() => 'countersign'));
  });

  it('sends in school hours, reminders at 08:00 before and after the clocks change', () => {
    for (const m of year.messages) expect(localTime(m.at) >= '07:30' && localTime(m.at) < '17:30', m.at).toBe(true);
    const reminders = year.messages.filter((m) => m.kind === 'reminder');
    expect(new Set(reminders.map((m) => localTime(m.at)))).toEqual(new Set(['08:00']));
    expect(new Set(reminders.map((m) => m.at.slice(11)))).toEqual(new Set(['07:00:00Z', '08:00:00Z']));
  });

  it('changes nothing that it was given', () => {
    const before = JSON.stringify([cohort, schools]);
    rehearse({ cohort, schools, cast: 'typical', seed: 3 });
    expect(JSON.stringify([cohort, schools])).toBe(before);
  });

  it('of an odd launch day goes with the next school morning', () => {
    const { messages } = rehearse({ cohort: { ...cohort, launch: '2026-10-26' }, schools, cast: 'prompt' });
    expect(messages[0]?.at).toBe('2026-11-02T08:00:00Z');
  });
});

describe('clashes', () => {
  it('say what the dates run into', () => {
    expect(clashes(cohort).map((c) => c.date)).toEqual(
      clashes(cohort)
        .map((c) => c.date)
        .toSorted(),
    );
    expect(clashes(cohort).map((c) => c.sentence)).toContainEqual(expect.stringContaining('Early May bank holiday'));
    expect(clashes({ ...cohort, launch: '2026-09-05' })[0]?.sentence).toBe(
      'The launch day, Saturday 5 September 2026, is a weekend: invitations go on Monday 7 September 2026 instead.',
    );
  });
});
