import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import type { Contact } from '#domain/people/person.ts';
import type { QuestionnaireItem, Scale } from '#domain/programme/questionnaire.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { type Analysis, comparedIn } from '#questionnaires/analysis.ts';
import type { Answered } from '#questionnaires/answered.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { analyse, answered, startToEnd } from './answering.ts';

const agree: Scale = { points: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'], best: 'last' };
const graded: Scale = { points: ['Very', 'Fairly', 'Somewhat', 'Hardly', 'Not at all'], best: 'first' };
const items: readonly QuestionnaireItem[] = [
  { key: 'plan', text: 'I plan with others', scale: agree, strand: 'Planning' },
  { key: 'alone', text: 'I plan alone', scale: graded, strand: 'Planning' },
  { key: 'cover', text: 'Cover holds', scale: agree },
];
const programme = startToEnd(items);
const only = (answers: readonly Answered[]): Analysis => {
  const [analysis] = analyse(programme, [], answers);
  if (!analysis) throw new Error('Nothing is compared');
  return analysis;
};
const give = (plan: number, alone: number, cover: number) => ({ plan, alone, cover });
const found = ({ items: all, strands }: Analysis, key: string) =>
  [...all, ...strands].find((result) => result.key === key)?.moved;

describe('what is compared', () => {
  it('is each role’s first questionnaire with its last, in what both ask', () => {
    expect(comparedIn(lessonStudy).map(({ owner, from, to, items: all }) => [owner, from, to, all.length])).toEqual([
      ['link', 'start', 'end', 6],
    ]);
    expect(comparedIn(coachingPackage).map(({ owner, from, to }) => [owner, from, to])).toEqual([
      ['head', 'heads-start', 'heads-end'],
      ['coach', 'coaches-start', 'coaches-end'],
    ]);
  });

  it('is nothing where people are asked once, or a room without names, or on another scale', () => {
    const { steps, questionnaires } = programme;
    const { start, end } = questionnaires;
    if (!start || !end) throw new Error('No questionnaires');
    expect(comparedIn({ questionnaires, steps: steps.slice(0, 1) })).toEqual([]);
    expect(comparedIn({ steps, questionnaires: { start, end: { ...end, anonymous: true } } })).toEqual([]);
    const shorter = items.map((item) => ({ ...item, scale: { ...item.scale, points: ['No', 'Yes'] } }));
    expect(
      comparedIn({ steps, questionnaires: { start, end: startToEnd(shorter).questionnaires.start ?? end } }),
    ).toEqual([]);
  });
});

describe('an analysis', () => {
  const before = [give(2, 2, 3), give(3, 3, 3), give(3, 4, 3), give(2, 5, 3), give(4, 1, 3), give(1, 4, 3)];
  const after = [give(3, 3, 3), give(4, 3, 3), give(3, 2, 3), give(4, 5, 3), give(3, 2, 3), give(2, 4, 3)];
  const answers = [
    ...before.map((given, i) => answered(i, 'start', given)),
    ...after.map((given, i) => answered(i, 'end', given)),
  ];

  it('is as worked out by hand, statement by statement', () => {
    const analysis = only(answers);
    expect(analysis).toMatchObject({ paired: 6, onlyFirst: 0, onlyLast: 0, leftOut: 0 });
    // 2 3 3 2 4 1 and 3 4 3 4 3 2: four up, one the same, one down
    expect(found(analysis, 'plan')).toMatchObject({
      n: 6,
      before: { median: 2.5, mean: 2.5 },
      after: { median: 3, mean: 19 / 6 },
      rose: 4,
      stayed: 1,
      fell: 1,
    });
    expect(analysis.items[0]?.spread).toEqual({ before: [1, 2, 2, 1, 0], after: [0, 1, 3, 2, 0] });
    // here less is better: 2 3 4 5 1 4 and 3 3 2 5 2 4
    expect(found(analysis, 'alone')).toMatchObject({ rose: 1, stayed: 3, fell: 2 });
    expect(found(analysis, 'cover')).toMatchObject({ rose: 0, stayed: 6, fell: 0, p: 1, gain: 0 });
  });

  it('turns a statement round that runs the other way than the first of its strand', () => {
    // 6 less "alone" at the start 4 3 2 1 5 2, with "plan" 3 3 2.5 1.5 4.5 1.5; at the end 3 3 4 1 4 2, so 3 3.5 3.5 2.5 3.5 2
    expect(found(only(answers), 'Planning')).toMatchObject({
      n: 6,
      before: { mean: 16 / 6, median: 2.75 },
      after: { mean: 18 / 6, median: 3.25 },
      rose: 4,
      stayed: 1,
      fell: 1,
    });
  });

  it('compares nobody who left a statement out, and says how many answered once', () => {
    const { cover: _, ...unfinished } = give(1, 1, 1);
    const more = [
      answered(6, 'start', give(1, 1, 1)),
      answered(7, 'end', give(1, 1, 1)),
      answered(8, 'start', unfinished),
      answered(8, 'end', give(1, 1, 1)),
    ];
    expect(only([...answers, ...more])).toMatchObject({ paired: 6, onlyFirst: 1, onlyLast: 2 });
  });

  it('shows nothing of four', () => {
    const four = answers.filter(({ person, partnership }) => person && !/[45]$/.test(partnership));
    expect(only(four)).toMatchObject({ paired: 4, items: [], strands: [] });
  });

  const grade = fc.integer({ min: 1, max: 5 });
  const anyone = fc.record({ plan: grade, alone: grade, cover: grade });
  const cohort = fc
    .array(fc.tuple(fc.option(anyone), fc.option(anyone)), { maxLength: 25 })
    .map((people) =>
      people.flatMap(([start, end], i) => [
        ...(start ? [answered(i, 'start', start)] : []),
        ...(end ? [answered(i, 'end', end)] : []),
      ]),
    );

  it('does not depend on the order in which answers are read', () => {
    fc.assert(
      fc.property(
        cohort.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(only(shuffled)).toEqual(only(all));
        },
      ),
    );
  });

  it('changes its sign when start and end change places', () => {
    fc.assert(
      fc.property(cohort, (all) => {
        const swapped = all.map((one) => ({ ...one, questionnaire: one.questionnaire === 'start' ? 'end' : 'start' }));
        const [one, other] = [only(all), only(swapped)];
        expect([other.onlyFirst, other.onlyLast, other.paired]).toEqual([one.onlyLast, one.onlyFirst, one.paired]);
        for (const key of ['plan', 'alone', 'cover', 'Planning']) {
          const [a, b] = [found(one, key), found(other, key)];
          if (!a || !b || one.leftOut > 0) continue;
          expect([b.rose, b.stayed, b.fell, b.p]).toEqual([a.fell, a.stayed, a.rose, a.p]);
          expect(b.gain).toBeCloseTo(-a.gain, 12);
        }
      }),
    );
  });
});

describe('somebody who answers for several schools', async () => {
  const { cohort, schools } = await sampleCohort();
  const at = (n: number, coach: Contact) =>
    openPartnership(
      { ...cohort, programme: coachingPackage },
      { ...(schools[0] as School), urn: String(910_000 + n), coaches: [coach] },
    );
  const same = { name: 'One Coach', email: 'one@coaches.example.org' };
  const partnerships = Array.from({ length: 7 }, (_, n) =>
    at(n, n < 3 ? same : { ...same, email: `coach-${n}@coaches.example.org` }),
  );
  const answers = partnerships.flatMap(({ id }, n) =>
    ['start', 'end'].map((questionnaire, i) => ({
      partnership: id,
      person: 'coach-1',
      questionnaire,
      given: give(n < 3 ? 1 + n + i * (n - 1) : 2 + i, 3, 3),
    })),
  );

  it('is one person, by the school that was answered for first', () => {
    const [analysis] = analyse(programme, partnerships, answers);
    // of 1 2 3, which become 0 2 4, the first
    expect(analysis).toMatchObject({ paired: 5 });
    expect(analysis && found(analysis, 'plan')).toMatchObject({
      n: 5,
      rose: 4,
      stayed: 0,
      fell: 1,
      before: { mean: 9 / 5 },
    });
  });

  it('stands in the analysis by no name, address or id', () => {
    const told = JSON.stringify(analyse(programme, partnerships, answers));
    for (const secret of ['One Coach', '@', '9100', 'coach-']) expect(told).not.toContain(secret);
  });
});
