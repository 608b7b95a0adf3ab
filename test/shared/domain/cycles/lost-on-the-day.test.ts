import { describe, expect, it } from 'vitest';
import { dropOut } from '#domain/cycles/acts.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';
import { type Given, sentAfter } from '#test/support/given.ts';

const lesson = '2026-10-08';
const dropsOut =
  (who: string, from = lesson, until: string | undefined = from): JudgedAct =>
  (p, cohort, now) =>
    dropOut(p, cohort, { who, from, until }, now);

const agreed = coverSchool();

/** The planner finds nothing to change. */
const stands: JudgedAct = (p, cohort, now) =>
  proposes({ ...proposalFor(agreed), at: now, cycles: p.cycles.filter((c) => c.state === 'planned') })(p, cohort, now);

/** The planner finds somebody else for what that person was to do. */
const finds =
  (by: string): JudgedAct =>
  (p, cohort, now) => {
    const cycles = p.cycles.map((c) => ({
      ...c,
      duties: c.duties.map((d) => (d.by === by ? { ...d, by: 'Somebody Else' } : d)),
    }));
    return proposes({ ...proposalFor(agreed), at: now, cycles })(p, cohort, now);
  };

/** Without the planning meeting of that day, which needs cover too. */
const alone = agreed.does((p, cohort) => ({
  partnership: { ...p, cycles: p.cycles.map((c) => ({ ...c, duties: c.duties.filter((d) => d.period !== '5') })) },
  changes: [],
  cohort,
}));

/** The stand-by of the first lesson cannot come, which begins at 11:15: nobody takes what is lost then. */
const nobody = (at: string): Given => alone.until(at).does(dropsOut('cover-2')).does(dropsOut('cover-1'));
const missing = (lines: readonly string[]) => lines.filter((line) => line.includes('cover-missing'));
const told = (it: Given, from: string, to: string) => missing(sentAfter(it.does(stands).until(to), from));
const ALL = ['cover', 'lead', 'link', 'teacher-2'];
const at = (time: string, whom: readonly string[] = ALL) => whom.map((to) => `${time} cover-missing to ${to}`);

describe('cover that nobody who stands by can take', () => {
  it('is told at once to whose class it is, the cover manager, the link and the lead', () => {
    const lost = nobody(`${lesson}T07:40`);
    expect(lost.changed.slice(0, 2)).toEqual(['away', 'cover-missing']);
    expect(missing(lost.said)).toEqual(ALL.map((to) => `cover-missing to ${to}`));
  });

  it('is told again an hour before it begins, while nobody takes it', () => {
    const lost = nobody(`${lesson}T07:40`);
    expect(told(lost, `${lesson}T07:41`, `${lesson}T18:00`)).toEqual(at(`${lesson} 10:15`));
  });

  it('is not told again once a plan that is agreed gives it to somebody', () => {
    const lost = nobody(`${lesson}T07:40`);
    const found = lost.does(finds('cover-1')).does(agrees);
    expect(found.refused).toBeUndefined();
    expect(missing(sentAfter(found.until(`${lesson}T18:00`), `${lesson}T07:41`))).toEqual([]);
  });

  it('is told once where less than an hour is left', () => {
    const lost = nobody(`${lesson}T10:40`);
    expect(missing(lost.said)).toHaveLength(4);
    expect(told(lost, `${lesson}T10:41`, `${lesson}T18:00`)).toEqual([]);
  });

  it('at night is told to whose class it is and the cover manager, and in the morning to the others', () => {
    const lost = nobody('2026-10-07T22:30');
    expect(missing(lost.said)).toEqual(['cover-missing to cover', 'cover-missing to teacher-2']);
    expect(told(lost, '2026-10-07T22:31', `${lesson}T09:00`)).toEqual(at(`${lesson} 07:00`, ['lead', 'link']));
  });

  it('at night, of what begins after noon, is told to nobody before the morning', () => {
    // a planning meeting in the fifth period, from 14:00
    const lost = agreed.until('2026-10-07T22:30').does(dropsOut('cover-2'));
    expect(lost.changed).toContain('cover-missing');
    expect(missing(lost.said)).toEqual([]);
    expect(told(lost, '2026-10-07T22:31', `${lesson}T12:59`)).toEqual(
      at(`${lesson} 07:00`, ['cover', 'lead', 'link', 'teacher-4']),
    );
  });
});

describe('cover that was lost earlier and that nobody has agreed to give otherwise', () => {
  it('is taken by whoever stands by on the morning of the school day before', () => {
    const lost = alone.until('2026-10-06T10:00').does(dropsOut('cover-1')).does(finds('cover-1'));
    expect(lost.partnership.plan?.state).toBe('proposed');
    const by = (it: Given) => it.partnership.cycles[0]?.duties.map((d) => `${d.kind} ${d.by}`);
    expect(by(lost.until('2026-10-07T07:50'))).toEqual(['cover cover-1', 'cover supply-1', 'stand-by cover-2']);
    const taken = lost.until('2026-10-07T08:00');
    expect(by(taken)).toEqual(['cover cover-2', 'cover supply-1']);
    expect(sentAfter(taken, '2026-10-07T07:59')).toContain('2026-10-07 08:00 cover-changed to cover');
  });

  it('is told of then where nobody stands by, and again before it begins', () => {
    const lost = alone.until('2026-10-05T10:00').does(dropsOut('cover-2')).does(dropsOut('cover-1'));
    expect(missing(lost.said)).toEqual([]);
    expect(told(lost, '2026-10-05T10:00', `${lesson}T12:00`).filter((line) => line.endsWith('to link'))).toEqual([
      '2026-10-07 08:00 cover-missing to link',
      `${lesson} 10:15 cover-missing to link`,
    ]);
  });
});
