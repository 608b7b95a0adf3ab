import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import type { Obligation, ObligationEnd } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Contact } from '#domain/people/person.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import type { Answered } from '#questionnaires/answered.ts';
import { summarise } from '#questionnaires/summary.ts';
import { FEWEST_SHOWN } from '#questionnaires/suppression.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { given } from '#test/support/given.ts';
import { publishedOf } from './answering.ts';

const { cohort, schools } = await sampleCohort();
const KEY = 'role';
const others = { time: 3, cover: 3, talk: 3, change: 3, leaders: 3 };

const school = (n: number) => ({ ...(schools[0] as School), urn: String(910000 + n) });
const id = (n: number) => `${cohort.id}/${910000 + n}`;
const gave = (n: number, questionnaire: string, value: number | string, person = 'link'): Answered => ({
  partnership: id(n),
  person,
  questionnaire,
  given: { ...others, [KEY]: value, hope: 'Something that only one person would say' },
});
const summed = (answers: readonly Answered[], of = cohort, partnerships: readonly Partnership[] = []) =>
  summarise(of, partnerships, publishedOf(of.programme, partnerships, answers));
/** The movement of the statement `role`, of people who answered so at start and end. */
const moved = (pairs: readonly (readonly [number, number])[]) => {
  const answers = pairs.flatMap(([a, b], n) => [gave(n, 'start', a), gave(n, 'end', b)]);
  return summed(answers).statements[0]?.shown;
};

describe('how a cohort moved', () => {
  it('is shown of five people and not of four', () => {
    const four: [number, number][] = [
      [1, 2],
      [2, 3],
      [3, 3],
      [4, 2],
    ];
    expect(FEWEST_SHOWN).toBe(5);
    expect(moved(four)).toBeUndefined();
    expect(moved([...four, [5, 5]])).toEqual({ n: 5, startMedian: 3, endMedian: 3, rose: 2, stayed: 2, fell: 1 });
    expect(moved([])).toBeUndefined();
  });

  it('never sets a successor’s answers beside their predecessor’s', () => {
    const at = (n: number) => [gave(n, 'start', 1), gave(n, 'end', 5, 'link.2')];
    expect(summed([0, 1, 2, 3, 4].flatMap(at)).statements[0]?.shown).toBeUndefined();
    const both = [0, 1, 2, 3, 4].flatMap((n) => [
      gave(n, 'start', 2, 'link.2'),
      gave(n, 'end', 5, 'link.2'),
      gave(n, 'start', 1),
    ]);
    expect(summed(both).statements[0]?.shown).toMatchObject({ n: 5, startMedian: 2 });
  });

  it('has the middle answers, between two where they are even in number', () => {
    expect(
      moved([
        [1, 5],
        [1, 5],
        [2, 4],
        [3, 4],
        [5, 3],
        [5, 1],
      ]),
    ).toMatchObject({ n: 6, startMedian: 2.5, endMedian: 4 });
  });

  it('counts everybody once and agrees with itself', () => {
    const pair = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const shown = moved(pairs);
        expect(shown !== undefined).toBe(pairs.length >= 5);
        if (!shown) return;
        expect(shown.n).toBe(pairs.length);
        expect(shown.rose + shown.stayed + shown.fell).toBe(shown.n);
        const starts = pairs.map(([a]) => a);
        expect(starts.filter((s) => s < shown.startMedian).length).toBeLessThanOrEqual(pairs.length / 2);
        expect(starts.filter((s) => s > shown.startMedian).length).toBeLessThanOrEqual(pairs.length / 2);
      }),
    );
  });

  it('is of the same person in the same school only', () => {
    const five = [0, 1, 2, 3, 4];
    const answers = [
      ...five.map((n) => gave(n, 'start', 2)),
      ...five.slice(0, 4).map((n) => gave(n, 'end', 4)),
      gave(4, 'end', 4, 'link-2'),
      gave(9, 'end', 4),
      gave(4, 'mid', 4),
    ];
    expect(summed(answers).statements[0]?.shown).toBeUndefined();
    expect(summed([...answers, gave(4, 'end', 5)]).statements[0]?.shown).toMatchObject({
      n: 5,
      rose: 5,
    });
  });

  it('is of people who graded every statement both times', () => {
    const answers = [0, 1, 2, 3, 4].flatMap((n) => [gave(n, 'start', 2), gave(n, 'end', n === 4 ? '' : 4)]);
    const { statements } = summed(answers);
    expect(statements).toHaveLength(6);
    expect(statements.map((s) => s.shown)).toEqual(Array(6).fill(undefined));
  });

  it('holds no names, addresses or open answers', () => {
    const answers = Array.from({ length: 9 }, (_, n) => [gave(n, 'start', 2), gave(n, 'end', 4)]).flat();
    const partnerships = answers.map((_, n) => openPartnership(cohort, school(n)));
    const told = JSON.stringify(summed(answers, cohort, partnerships));
    for (const secret of ['only one person', 'Rhodri', '@', 'Greenlanes', '9100']) expect(told).not.toContain(secret);
  });
});

describe('who answered what', () => {
  const asked = given(cohort, school(0)).at('2026-09-07T08:00').decides().obligation('sign-agreement');
  const owing = (
    n: number,
    stage: Partnership['stage'],
    ends: Record<string, ObligationEnd['how'] | 'open'>,
  ): Partnership => ({
    ...openPartnership(cohort, school(n)),
    stage,
    obligations: Object.entries(ends).map(([key, how]): Obligation => {
      const one: Obligation = { ...asked, id: key, step: key, kind: 'answer-questionnaire' };
      return how === 'open' ? one : { ...one, end: { how, at: asked.opened } };
    }),
  });

  it('counts what was asked and not released, and of it what was answered', () => {
    const partnerships = [
      owing(0, 'completed', {
        'start-questionnaire': 'done',
        'mid-questionnaire': 'done',
        'end-questionnaire': 'lapsed',
      }),
      owing(1, 'completed', {
        'start-questionnaire': 'released',
        'mid-questionnaire': 'done',
        'end-questionnaire': 'open',
      }),
      owing(2, 'active', { 'start-questionnaire': 'open' }),
      owing(3, 'declined', {}),
      owing(4, 'lapsed', {}),
    ];
    const { points, schools: counts } = summed([], cohort, partnerships);
    expect(points).toEqual([
      { title: 'Start questionnaire', asked: 2, answered: 1 },
      { title: 'Mid-point questionnaire', asked: 2, answered: 2 },
      { title: 'End questionnaire', asked: 2, answered: 0 },
    ]);
    expect(counts).toEqual({ invited: 5, completed: 2, declined: 1, withdrawn: 0, lapsed: 1 });
  });
});

describe('people who answer for several schools', () => {
  const programme = coachingPackage;
  const coach = { name: 'One Coach', email: 'one@coaches.example.org' };
  const at = (n: number, coaches: readonly Contact[]) =>
    openPartnership({ ...cohort, programme }, { ...school(n), coaches });
  const shown = (partnerships: readonly Partnership[]) => {
    const answers = partnerships.flatMap((p) =>
      ['coaches-start', 'coaches-end'].map((questionnaire, i) => ({
        partnership: p.id,
        person: 'coach-1',
        questionnaire,
        given: { welcome: 4 - i, realtime: 2, questions: 2, time: 2, network: 2 },
      })),
    );
    const { statements } = summed(answers, { ...cohort, programme }, partnerships);
    return statements.find((s) => s.text === 'Teachers welcome me into their lessons')?.shown;
  };

  it('are one person each: five schools of one coach show nothing, five coaches do', () => {
    expect(shown([0, 1, 2, 3, 4].map((n) => at(n, [coach])))).toBeUndefined();
    expect(
      shown([0, 1, 2, 3, 4].map((n) => at(n, [{ ...coach, email: `coach-${n}@coaches.example.org` }]))),
    ).toMatchObject({ n: 5 });
  });

  it('of every role have their own first and last questionnaire compared', () => {
    const { statements } = summed([], { ...cohort, programme });
    expect(statements.length).toBe(10);
  });
});
