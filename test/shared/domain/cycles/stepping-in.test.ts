import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropOut } from '#domain/cycles/acts.ts';
import { type Cycle, type Duty, dateOf, hiredCover, isAhead } from '#domain/cycles/cycle.ts';
import { covererUnreached } from '#domain/cycles/lost-on-the-day.ts';
import { proposeByHand } from '#domain/cycles/plan-acts.ts';
import type { Absence, CoverPerson } from '#domain/cycles/provision.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { busyOf } from '#domain/people/busy.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, byHandSchool, coverSchool, proposalFor, proposes } from '#test/support/cover-school.ts';
import { type Given, sentAfter } from '#test/support/given.ts';

const lesson = '2026-10-08';
const dropsOut =
  (who: string, from = lesson, until?: string): JudgedAct =>
  (p, cohort, now) =>
    dropOut(p, cohort, { who, from, until }, now);

const agreed = coverSchool();
const dawn = agreed.until(`${lesson}T07:40`);

const cycleOf = ({ partnership: p }: Given, id = 'cycle-1-1'): Cycle => p.cycles.find((c) => c.id === id) as Cycle;
const inLesson = (it: Given): readonly string[] => cycleOf(it).duties.map(({ kind, by }) => `${kind} ${by}`);

const changed = (it: Given, change: (p: Partnership) => Partnership): Given =>
  it.does((p, cohort) => ({ partnership: change(p), changes: [], cohort }));

/** With the first cycle's duties otherwise. */
const withDuties = (it: Given, duties: (before: readonly Duty[]) => readonly Duty[]): Given =>
  changed(it, (p) => ({
    ...p,
    cycles: p.cycles.map((c) => (c.id === 'cycle-1-1' ? { ...c, duties: duties(c.duties) } : c)),
  }));

describe('cover that is lost within a school day', () => {
  it('is given by whoever stands by, at once and with nobody’s agreement', () => {
    const lost = dawn.does(dropsOut('cover-1'));
    expect(lost.changed).toEqual(['away', 'stood-in', 'released cycle-1-1-lesson-cover', 'plan-wanted']);
    expect(inLesson(lost)).toEqual(['cover cover-2', 'cover supply-1']);
    expect(cycleOf(lost).duties[0]).toEqual({
      kind: 'cover',
      date: lesson,
      period: '3',
      whom: 'teacher-2',
      by: 'cover-2',
    });
  });

  it('is told at once to all whom it concerns, and the cover manager is asked anew to see to it', () => {
    const lost = dawn.does(dropsOut('cover-1'));
    expect(lost.said).toEqual([
      'cover-changed to cover',
      'cover-stepped-in to lead',
      'cover-stepped-in to link',
      'cover-stepped-in to teacher-2',
      'cover-yours to cover-2',
    ]);
    expect(lost.decides().said).toEqual(['cover-request to cover: cycle-1-1-lesson-cover-1']);
    expect(lost.decides().obligation('cycle-1-1-lesson-cover-1').due.local).toBe(`${lesson}T11:15`);
  });

  it('is what the next plan begins with: what it looks for is somebody to stand by', () => {
    const lost = dawn.does(dropsOut('cover-1', lesson, lesson));
    expect(lost.partnership.plan?.state).toBe('wanted');
    const none = lost.does(proposes({ ...proposalFor(lost), cycles: lost.partnership.cycles }));
    expect(none.partnership.plan?.state).toBe('agreed');
    expect(inLesson(none)).toEqual(['cover cover-2', 'cover supply-1']);
    expect(none.said).toEqual([]);
  });

  it('at night is told to whose class it is and the cover manager, and in the morning to the others', () => {
    const night = agreed.until('2026-10-07T22:30').does(dropsOut('cover-1', lesson, lesson));
    expect(night.said).toEqual(['cover-changed to cover', 'cover-stepped-in to teacher-2', 'cover-yours to cover-2']);
    const stands = night.does(proposes({ ...proposalFor(night), cycles: night.partnership.cycles }));
    expect(sentAfter(stands.until(`${lesson}T07:10`), '2026-10-07T22:31')).toEqual([
      `${lesson} 07:00 cover-stepped-in to lead`,
      `${lesson} 07:00 cover-stepped-in to link`,
    ]);
  });

  it('is told to whoever steps in only where we have an address that reaches them', () => {
    const dilys = (change: Partial<CoverPerson>) =>
      changed(dawn, (p) => ({
        ...p,
        provision: p.provision && {
          ...p.provision,
          cover: p.provision.cover.map((one) => (one.id === 'cover-2' ? { ...one, ...change } : one)),
        },
      })).does(dropsOut('cover-1'));
    for (const change of [{ email: '' }, { returned: '2026-10-01T08:00:00Z' }]) {
      const lost = dilys(change);
      expect(inLesson(lost)).toEqual(['cover cover-2', 'cover supply-1']);
      expect(lost.said.join()).not.toContain('cover-yours');
    }
    const supply = withDuties(dawn, (duties) =>
      duties.map((duty) => (duty.kind === 'stand-by' ? { ...duty, ...hiredCover(2) } : duty)),
    ).does(dropsOut('cover-1'));
    expect(inLesson(supply)).toEqual(['cover supply-2', 'cover supply-1']);
    expect(supply.said.join()).not.toContain('cover-yours');
  });

  it('of which whoever steps in does not hear is told to the cover manager once, while they take it', () => {
    const lost = dawn.does(dropsOut('cover-1', lesson, lesson));
    const back: JudgedAct = (p, _cohort, now) => covererUnreached(p, 'cover-2', now);
    expect(lost.does(back).said).toEqual(['cover-untold to cover']);
    expect(lost.does(back).does(back).refused).toBe('already');
    expect(dawn.does(back).said).toEqual([]);
    expect(lost.does((p, _cohort, now) => covererUnreached(p, 'teacher-1', now)).refused).toBe('not-asked');
  });

  it('is given too where hired cover does not come, and is hired no more', () => {
    const lost = dawn.does(dropsOut('supply', lesson, lesson));
    expect(inLesson(lost)).toEqual(['cover cover-1', 'cover cover-2']);
    expect(cycleOf(lost).duties.filter(({ hired }) => hired !== undefined)).toEqual([]);
  });

  it('is known on the school day before, and planned when it is known earlier', () => {
    expect(inLesson(agreed.until('2026-10-07T16:00').does(dropsOut('cover-1')))).toContain('cover cover-2');
    expect(inLesson(agreed.until('2026-10-06T16:00').does(dropsOut('cover-1')))).toContain('cover cover-1');
    expect(inLesson(agreed.until(`${lesson}T11:20`).does(dropsOut('cover-1')))).toContain('cover cover-1');
  });

  it('in a plan by hand asks nothing of its maker where somebody stands by', () => {
    const byHand = byHandSchool();
    const planned = byHand
      .does((p, _cohort, now) => proposeByHand(p, proposalFor(byHand), now))
      .at('2026-09-09T10:00')
      .does(agrees)
      .until(`${lesson}T07:40`);
    const lost = planned.does(dropsOut('cover-1', lesson, lesson));
    expect(inLesson(lost)).toEqual(['cover cover-2', 'cover supply-1']);
    expect(lost.said.filter((line) => line.startsWith('plan-request'))).toEqual([]);
    expect(lost.does(dropsOut('cover-2', lesson, lesson)).said.join()).toContain('plan-request to link');
  });

  it('leaves everybody else’s lesson as it was', () => {
    const lost = dawn.does(dropsOut('cover-1', lesson, lesson));
    const others = (it: Given) => it.partnership.cycles.filter(({ id }) => id !== 'cycle-1-1');
    expect(others(lost)).toEqual(others(dawn));
    expect(cycleOf(lost)).toMatchObject({ sequence: 0, coverVersion: 1, lesson: cycleOf(dawn).lesson });
    expect(sentAfter(lost, `${lesson}T07:39`).some((line) => line.includes('cycles-changed'))).toBe(false);
  });
});

describe('whoever stands by does not step in', () => {
  it.each([
    ['who cannot come themselves', dawn.does(dropsOut('cover-2', lesson, lesson))],
    [
      'who has taken another class in that time',
      withDuties(dawn, (before) => [
        ...before,
        { kind: 'cover', date: lesson, period: '3', whom: 'teacher-1', by: 'cover-2' },
      ]),
    ],
    [
      'whom another group of the school needs in that time',
      changed(dawn, (p) => ({
        ...p,
        cycles: p.cycles.map((c) => {
          const duty: Duty = { kind: 'cover', date: lesson, period: '3', whom: 'teacher-4', by: 'cover-2' };
          return c.id === 'cycle-2-1' ? { ...c, duties: [...c.duties, duty] } : c;
        }),
      })),
    ],
    [
      'who has been erased',
      changed(dawn, (p) => ({
        ...p,
        provision: p.provision && {
          ...p.provision,
          cover: p.provision.cover.map((one) => (one.id === 'cover-2' ? { ...one, email: '', erased: dawn.now } : one)),
        },
      })),
    ],
    ['where nobody stands by', withDuties(dawn, (before) => before.filter(({ kind }) => kind === 'cover'))],
    [
      'of another period',
      withDuties(dawn, (before) => before.map((d) => (d.kind === 'stand-by' ? { ...d, period: '4' } : d))),
    ],
    [
      'who is hired, where hired cover does not come',
      withDuties(dawn, (before) =>
        before.map((d) => (d.kind === 'stand-by' ? { ...d, by: 'cover-1', hired: 2 } : d)),
      ).does(dropsOut('supply', lesson, lesson)),
    ],
  ])('%s', (_who, it) => {
    const lost = it.does(dropsOut('cover-1', lesson, lesson));
    expect(lost.refused).toBeUndefined();
    expect(lost.changed).not.toContain('stood-in');
    expect(cycleOf(lost).duties).toEqual(cycleOf(it).duties);
  });

  it('for two classes at once', () => {
    const two = withDuties(dawn, (before) =>
      before.map((d) =>
        d.kind === 'cover' ? { kind: d.kind, date: d.date, period: d.period, whom: d.whom, by: 'cover-1' } : d,
      ),
    );
    expect(inLesson(two.does(dropsOut('cover-1')))).toEqual(['cover cover-2', 'cover cover-1']);
  });
});

/** Who is needed in two things at one minute. */
function twice(p: Partnership): readonly string[] {
  const busy = busyOf(p);
  return busy.flatMap((a, i) =>
    busy
      .slice(i + 1)
      .flatMap((b) => (a.address === b.address && a.from < b.until && b.from < a.until ? [a.address] : [])),
  );
}

const dutiesOfDay = (p: Partnership, who: string, date: string): number =>
  p.cycles
    .filter(isAhead)
    .flatMap((c) => c.duties)
    .filter((d) => d.by === who && d.date === date).length;

describe('whatever is lost, and whenever', () => {
  const lessons = agreed.partnership.cycles.map((c) => dateOf(c.lesson));
  const absences = fc.array(fc.constantFrom('cover-1', 'cover-2', 'supply', 'teacher-1', 'teacher-4'), {
    minLength: 1,
    maxLength: 4,
  });
  const moments = fc.constantFrom('07:40', '10:50', '11:20', '19:30');
  const daysBefore = fc.constantFrom(0, 1, 2, 5);

  it('nobody is in two places, nobody has more to do, and no absent person is given a class', () => {
    fc.assert(
      fc.property(fc.constantFrom(...lessons), daysBefore, moments, absences, (date, before, time, whos) => {
        const day = new Date(Date.parse(date) - before * 86_400_000).toISOString().slice(0, 10);
        let it = agreed.at(`${day}T${time}`);
        for (const who of whos) {
          const absence: Absence = { who, from: date, until: date };
          const then = it.does((p, cohort, now) => dropOut(p, cohort, absence, now));
          if (then.refused) continue;
          const [was, is] = [it.partnership, then.partnership];
          expect(twice(is).length).toBeLessThanOrEqual(twice(was).length);
          for (const { id } of is.provision?.cover ?? [])
            expect(dutiesOfDay(is, id, date)).toBeLessThanOrEqual(dutiesOfDay(was, id, date));
          const away = is.provision?.absences.filter((a) => a.from === date).map((a) => a.who) ?? [];
          const given = is.cycles.flatMap((c) =>
            c.duties.filter((d) => !was.cycles.some((o) => o.id === c.id && o.duties.some((x) => same(x, d)))),
          );
          expect(given.filter((d) => away.includes(d.by) || d.kind === 'stand-by')).toEqual([]);
          it = then;
        }
      }),
      { numRuns: 60 },
    );
  });
});
const same = (a: Duty, b: Duty) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
