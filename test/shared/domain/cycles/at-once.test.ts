import { describe, expect, it } from 'vitest';
import type { LocalDate } from '#calendar/london.ts';
import { callOffCycle } from '#domain/cycles/acts.ts';
import { NOTHING_KNOWN } from '#domain/cycles/provision.ts';
import { settleGroup } from '#domain/people/settling.ts';
import { endSchool, withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

/** Whatever ends the cycle whose lesson is on Thursday 8 October 2026, and its planning on the Monday before. */
const ends: Readonly<Record<string, readonly JudgedAct[]>> = {
  'the teacher withdraws and the others go on': [
    (p, c, now) => withdrawPerson(p, c, 'teacher-1', 'teacher-1', now),
    (p, c, now) => settleGroup(p, c, 'settle-group-teacher-1', { what: 'carry-on' }, 'link', now),
  ],
  'a teacher withdraws and the others join another group': [
    (p, c, now) => withdrawPerson(p, c, 'teacher-2', 'teacher-2', now),
    (p, c, now) => settleGroup(p, c, 'settle-group-teacher-2', { what: 'merge', into: 'Triad 2' }, 'link', now),
  ],
  'the school withdraws': [(p, c, now) => withdrawSchool(p, c, { by: 'lead' }, now)],
  'the lead ends the cohort': [(p, _c, now) => endSchool(p, now)],
  'it is called off': [(p, c, now) => callOffCycle(p, c, 'cycle-1-1', 'An inspection', 'link', now)],
};

/** Who hears of changed cycles and cover within ten minutes: at once where it is within a school day. */
function heardAtOnce(moment: string, doings: readonly JudgedAct[]): readonly string[] {
  const before = coverSchool().until(moment);
  const done = doings.reduce<Given>((it, doing) => it.does(doing), before).decides();
  const after = done.decides().at(moment.replace(':00', ':10')).decides();
  expect(after.partnership.cycles.find(({ id }) => id === 'cycle-1-1')?.state).toBe('cancelled');
  return after.sent.flatMap((line) => /^(.{16}) (?:cycles|cover)-changed to (.*)$/.exec(line)?.[2] ?? []);
}

/** The school has days off of its own. */
const closesOn =
  (...days: readonly LocalDate[]): JudgedAct =>
  (p) => ({
    partnership: {
      ...p,
      provision: { ...(p.provision ?? NOTHING_KNOWN), closures: days.map((date) => ({ date, why: 'INSET' })) },
    },
    changes: [],
  });

describe.each(Object.entries(ends))('when %s', (_, doings) => {
  it.each([
    ['on the eve of the lesson', '2026-10-07T20:00'],
    ['two days before it', '2026-10-06T06:00'],
    ['on the eve of its planning', '2026-10-04T20:00'],
    // the weekend between is no school day
    ['on the Friday evening before its planning', '2026-10-02T20:00'],
  ])('%s, its people and the cover manager hear at once', (_when, moment) => {
    const heard = heardAtOnce(moment, doings);
    expect(heard).toContain('teacher-3');
    expect(heard).toContain('cover');
  });

  it('on the eve of what is the school’s own next day, the two before it being INSET days, they hear at once', () => {
    const heard = heardAtOnce('2026-10-05T20:00', [closesOn('2026-10-06', '2026-10-07'), ...doings]);
    expect(heard).toContain('teacher-3');
    expect(heard).toContain('cover');
  });

  it('well before, they hear when the post is open', () => {
    expect(heardAtOnce('2026-09-29T20:00', doings)).toEqual([]);
  });
});
