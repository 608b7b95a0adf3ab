import fc from 'fast-check';
import { type Instant, plus } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Obligation, ObligationEnd } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { AnswersGiven } from '#domain/programme/questionnaire.ts';
import type { Answered } from '#questionnaires/answered.ts';
import { publish } from '#questionnaires/publish.ts';
import type { Published, Register } from '#questionnaires/register.ts';
import { asking, startToEnd } from './answering.ts';

/*
 * Cohorts in which people answer, correct, withdraw and are erased in any order, while results are worked out now and
 * then. Every answer also chooses a point of its own on a scale as long as it takes: so what was published tells whose
 * answers it holds, whatever rule chose them. The other statement has two points.
 */

export const QUESTIONNAIRES = ['start', 'mid', 'end'] as const;

export type Key = (typeof QUESTIONNAIRES)[number];

/** One answer of one person at one school, as it was sent once: corrected, it is another. */
export interface Unit {
  readonly person: number;
  readonly school: number;
  readonly key: Key;
  readonly given: AnswersGiven;
}

export interface World {
  readonly units: readonly Unit[];
  /** everything that was ever published */
  readonly published: readonly Published[];
}

export type Event =
  | { readonly what: 'answer' | 'correct'; readonly school: number; readonly key: Key; readonly value: 1 | 2 }
  | { readonly what: 'withdraw' | 'erase'; readonly school: number }
  | { readonly what: 'late' | 'look' | 'close' };

const MOST_UNITS = 200;
const own = {
  key: 'own',
  text: 'Own',
  scale: { points: Array.from({ length: MOST_UNITS }, (_, i) => String(i)), best: 'last' as const },
};
const two = { key: 'two', text: 'Two', scale: { points: ['No', 'Yes'], best: 'last' as const } };

const compared = startToEnd([own, two]);
const [first, last] = compared.steps;

export const programme = {
  questionnaires: { ...compared.questionnaires, mid: asking([own, two]) },
  steps: [first, { ...first, key: 'mid', questionnaire: 'mid' }, last],
} as unknown as Cohort['programme'];

const BEGINS: Readonly<Record<Key, Instant>> = {
  start: '2026-09-07T08:00:00Z',
  mid: '2027-01-11T08:00:00Z',
  end: '2027-05-10T08:00:00Z',
};
const DUE: Readonly<Record<Key, Instant>> = {
  start: '2026-09-21T16:00:00Z',
  mid: '2027-01-25T16:00:00Z',
  end: '2027-05-24T16:00:00Z',
};

/**
 * Plays a history of schools with one coach each: in each phase one questionnaire is asked; `late` goes on six weeks
 * after it was due. The last schools share the coaches of the first, so many of them.
 */
export function play(schools: number, phases: Readonly<Record<Key, readonly Event[]>>, shared = 0): World {
  const units: Unit[] = [];
  const published: Published[] = [];
  const answers = new Map<string, Answered>();
  const ends = new Map<string, ObligationEnd>();
  const withdrawn = new Set<number>();
  const asked: Key[] = [];
  let register: Register = { groups: [], complete: [] };
  let now = BEGINS.start;
  const coachOf = (school: number) => (school < schools - shared ? school : school - (schools - shared));
  const gave = (school: number, key: Key, value: number): AnswersGiven => {
    units.push({ person: coachOf(school), school, key, given: { own: units.length + 1, two: value } });
    return units.at(-1)?.given ?? {};
  };
  const forget = (school: number) => {
    for (const key of QUESTIONNAIRES) answers.delete(`${key} ${school}`);
  };
  const partnerships = (): readonly Partnership[] =>
    Array.from({ length: schools }, (_, school) => ({
      id: `cohort/${school}`,
      stage: 'active' as const,
      people: [{ id: 'coach-1', role: 'coach', name: '', email: `coach-${coachOf(school)}@example.org` }],
      obligations: asked.map(
        (key) =>
          ({
            questionnaire: key,
            owner: 'coach-1',
            due: { at: DUE[key] },
            end: ends.get(`${key} ${school}`),
          }) as Obligation,
      ),
    })) as unknown as readonly Partnership[];
  const look = (stage: Cohort['stage']) => {
    const found = publish(register, {
      cohort: { programme, stage },
      partnerships: partnerships(),
      answers: [...answers.values()],
      now,
      refer: (place) => `${place.length}${place}`,
    });
    register = found.register;
    published.push(...found.results);
  };
  for (const phase of QUESTIONNAIRES) {
    asked.push(phase);
    now = BEGINS[phase];
    for (const event of phases[phase]) {
      now = plus(now, 'PT1H');
      if (event.what === 'late') now = plus(DUE[phase], 'P42D');
      else if (event.what === 'look') look('launched');
      else if (event.what === 'close') {
        for (const key of asked)
          for (let school = 0; school < schools; school++)
            if (!ends.has(`${key} ${school}`)) ends.set(`${key} ${school}`, { how: 'lapsed', at: now });
        look('closed');
      } else if (event.what === 'answer') {
        const id = `${event.key} ${event.school}`;
        if (withdrawn.has(event.school) || !asked.includes(event.key) || ends.has(id)) continue;
        ends.set(id, { how: 'done', at: now, by: 'coach-1' });
        const given = gave(event.school, event.key, event.value);
        answers.set(id, {
          partnership: `cohort/${event.school}`,
          person: 'coach-1',
          questionnaire: event.key,
          given,
          at: now,
        });
      } else if (event.what === 'correct') {
        const id = `${event.key} ${event.school}`;
        const before = answers.get(id);
        if (before) answers.set(id, { ...before, given: gave(event.school, event.key, event.value), at: now });
      } else if (event.what === 'withdraw' || event.what === 'erase') {
        forget(event.school);
        if (event.what === 'erase') continue;
        withdrawn.add(event.school);
        for (const key of QUESTIONNAIRES)
          if (!ends.has(`${key} ${event.school}`)) ends.set(`${key} ${event.school}`, { how: 'released', at: now });
      }
    }
  }
  return { units, published };
}

/** Any history of so many schools, most of whose coaches answer. */
export const histories = (least: number, most: number, shared = 0): fc.Arbitrary<World> =>
  fc.integer({ min: least, max: most }).chain((schools) => {
    const everybody = Array.from({ length: schools }, (_, i) => i);
    const school = fc.nat({ max: schools - 1 });
    const value = fc.constantFrom(1 as const, 2 as const);
    const phase = (key: Key): fc.Arbitrary<readonly Event[]> => {
      const answering = (who: readonly number[]) =>
        fc
          .array(value, { minLength: who.length, maxLength: who.length })
          .map((values) => who.map((one, i): Event => ({ what: 'answer', school: one, key, value: values[i] ?? 1 })));
      const accident: fc.Arbitrary<Event> = fc.oneof(
        { weight: 4, arbitrary: fc.record({ what: fc.constant('look' as const) }) },
        { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('withdraw' as const, 'erase' as const), school }) },
        {
          weight: 1,
          arbitrary: fc.record({
            what: fc.constant('correct' as const),
            school,
            key: fc.constantFrom(...QUESTIONNAIRES),
            value,
          }),
        },
      );
      const accidents = fc.array(fc.tuple(fc.nat({ max: 2 * schools }), accident), { maxLength: 6 });
      const among = (events: readonly Event[], more: readonly (readonly [number, Event])[]) =>
        more.reduce<readonly Event[]>((all, [at, one]) => all.toSpliced(at % (all.length + 1), 0, one), events);
      const nearly = fc.shuffledSubarray(everybody, { minLength: Math.max(0, schools - 3) });
      return fc
        .tuple(
          fc.oneof({ weight: 3, arbitrary: nearly }, { weight: 1, arbitrary: fc.shuffledSubarray(everybody) }),
          fc.nat(),
        )
        .chain(([who, cut]) => fc.tuple(answering(who), fc.constant(cut % (who.length + 1)), accidents, accidents))
        .map(([all, late, before, after]) => {
          const end: readonly Event[] = key === 'end' ? [{ what: 'look' }, { what: 'close' }] : [{ what: 'look' }];
          return [
            ...among(all.slice(late), before),
            { what: 'late' },
            { what: 'look' },
            ...among(all.slice(0, late), after),
            ...end,
          ] as const;
        });
    };
    return fc
      .record({ start: phase('start'), mid: phase('mid'), end: phase('end') })
      .map((all) => play(schools, all, Math.min(shared, schools - 5)));
  });
