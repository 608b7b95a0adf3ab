import { expect, it } from 'vitest';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { library } from '#programmes/library.ts';
import { onSampleYear } from '#programmes/sample-year.ts';

it('places every step of every programme within its terms, in the order in which they wait for each other', () => {
  for (const programme of Object.values(library)) {
    const { terms, steps, closes } = onSampleYear(programme);
    const until = new Map(steps.map((one) => [one.step.key, one.until]));
    expect([programme.key, steps.map(({ step }) => step)]).toEqual([programme.key, programme.steps]);
    for (const { step, from, until: due } of steps) {
      expect(from >= (terms[0]?.start ?? '') && from <= due && due <= closes, `${programme.key}, ${step.key}`).toBe(
        true,
      );
      for (const key of step.after) expect(from >= (until.get(key) ?? ''), `${programme.key}, ${step.key}`).toBe(true);
    }
  }
});

it('counts school days from the launch', () => {
  const { steps, terms, cycles } = onSampleYear(lessonStudy);
  expect(terms.map(({ name }) => name)).toEqual(['Autumn', 'Spring', 'Summer']);
  // a school day is not counted twice: ten after Monday 7 September is Monday 21 September
  expect(steps[0]).toMatchObject({ from: '2026-09-07', until: '2026-09-21' });
  expect(cycles).toHaveLength(4);
});
