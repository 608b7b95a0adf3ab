import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import type { Stage } from '#domain/partnership/partnership.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { busyOf, daysTouched, overlap } from '#domain/people/busy.ts';
import type { Session } from '#domain/sessions/session.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import { coverSchool } from '#test/support/cover-school.ts';

const coaching = coached().partnership;
const studying = coverSchool().partnership;

const emailOf = (p: Partnership, id: string) =>
  [...p.people, ...(p.provision?.cover ?? [])].find((one) => one.id === id)?.email.toLowerCase();

const states: readonly Session['state'][] = ['planned', 'moved', 'held', 'cancelled', 'missed'];
const coaches = coaching.people.filter(({ role }) => role === 'coach').map(({ id }) => id);
const teachers = coaching.people.filter(({ role }) => role === 'teacher').map(({ id }) => id);

const sessions = fc.array(
  fc
    .record({
      coach: fc.constantFrom(...coaches),
      teacher: fc.constantFrom(...teachers),
      state: fc.constantFrom(...states),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 8, max: 22 }),
      hours: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ day, hour, hours, ...who }): Omit<Session, 'id'> => {
      const date = (d: number) => `2026-11-${String(d).padStart(2, '0')}`;
      const end = hour + hours;
      return {
        ...who,
        place: 'Room 4',
        focus: '',
        sequence: 0,
        start: london(date(day), `${String(hour).padStart(2, '0')}:00`),
        end: london(date(day + (end > 23 ? 1 : 0)), `${String(end % 24).padStart(2, '0')}:00`),
      };
    }),
  { maxLength: 12 },
);

const numbered = (all: readonly Omit<Session, 'id'>[]): readonly Session[] =>
  all.map((one, i) => ({ ...one, id: `session-${i + 1}` }));

describe('who is needed when', () => {
  it('is coach and teacher of every session that is to come, for all of it, and nobody of any other', () => {
    fc.assert(
      fc.property(sessions, (made) => {
        const p: Partnership = { ...coaching, sessions: numbered(made) };
        const wanted = p.sessions
          .filter(({ state }) => state === 'planned' || state === 'moved')
          .flatMap(({ id, coach, teacher, start, end }) =>
            [coach, teacher].map((who) => ({
              address: emailOf(p, who),
              from: start.at,
              until: end.at,
              who,
              what: id,
            })),
          );
        expect(busyOf(p)).toEqual(wanted);
      }),
    );
  });

  it('touches the day on which it begins, the one on which it ends, and none between that is not there', () => {
    fc.assert(
      fc.property(sessions, (made) => {
        for (const one of busyOf({ ...coaching, sessions: numbered(made) })) {
          const days = daysTouched(one);
          const inside = ['from', 'until'].map((edge) => london(String(one[edge as 'from']).slice(0, 10), '12:00'));
          expect(days.length).toBeLessThanOrEqual(2);
          for (const { local } of inside) expect(days).toContain(local.slice(0, 10));
        }
      }),
    );
  });

  it('is nobody once the school’s part has ended, however it ended', () => {
    const stages: readonly Stage[] = ['invited', 'agreed', 'active', 'completed', 'declined', 'withdrawn', 'lapsed'];
    for (const p of [coaching, studying])
      for (const stage of stages) expect(busyOf({ ...p, stage }).length > 0).toBe(!hasEnded(stage));
  });

  it('is each of a group in each part of a cycle, and whoever covers or stands by, but no hired cover', () => {
    const busy = busyOf(studying);
    expect(studying.cycles).toHaveLength(8);
    for (const cycle of studying.cycles) {
      for (const part of [cycle.planning, cycle.lesson, cycle.debrief])
        for (const who of cycle.members)
          expect(busy).toContainEqual({
            address: emailOf(studying, who),
            from: part.start.at,
            until: part.end.at,
            who,
            what: cycle.id,
          });
      const own = busy.filter(({ what }) => what === cycle.id);
      const duties = cycle.duties.filter(({ hired }) => hired === undefined);
      expect(own).toHaveLength(9 + duties.length);
      for (const { by, date } of duties)
        expect(own.some((one) => one.who === by && one.from.startsWith(date))).toBe(true);
    }
  });

  it('is as long as the time that a plan by hand names, which may be no period, and of names alone nobody', () => {
    const [cycle] = studying.cycles;
    if (!cycle) throw new Error('No cycle');
    const date = cycle.lesson.start.local.slice(0, 10);
    const lesson = { start: london(date, '10:10'), end: london(date, '10:50'), period: '10:10am to 10:50am' };
    const duties = ['cover-1', 'Nobody We Know'].map((by) => ({
      kind: 'cover' as const,
      date,
      period: lesson.period,
      by,
    }));
    const byHand = busyOf({ ...studying, cycles: [{ ...cycle, lesson, duties }] });
    expect(byHand.filter(({ who }) => !cycle.members.includes(who))).toEqual([
      { address: 'corin@example.org', from: lesson.start.at, until: lesson.end.at, who: 'cover-1', what: cycle.id },
    ]);
  });

  it('is nobody who has left, or of whom no address is left', () => {
    const gone = (p: Partnership): Partnership => ({
      ...p,
      people: p.people.map((one) => ({ ...one, gone: 'left' as const })),
      provision: p.provision && { ...p.provision, cover: p.provision.cover.map((one) => ({ ...one, email: '' })) },
    });
    for (const p of [coaching, studying]) expect(busyOf(gone(p))).toEqual([]);
  });

  it('meets what it shares a minute with, and not what begins when it ends', () => {
    const nine = { from: '2026-11-02T09:00:00Z', until: '2026-11-02T10:00:00Z' };
    const times = ['08:00', '08:59', '09:00', '09:01', '09:59', '10:00', '10:30'].map((t) => `2026-11-02T${t}:00Z`);
    for (const from of times)
      for (const until of times.filter((t) => t > from)) {
        const meets = from < nine.until && until > nine.from;
        expect([overlap(nine, { from, until }), overlap({ from, until }, nine)]).toEqual([meets, meets]);
      }
  });
});
