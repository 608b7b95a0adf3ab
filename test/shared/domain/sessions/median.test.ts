import { expect, test } from 'vitest';
import { median } from '#domain/sessions/median.ts';

test('the middle of an odd number, halfway between the two of an even one, and nothing of none', () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([4, 1, 3, 9])).toBe(3.5);
  expect(median([0, 0])).toBe(0);
  expect(median([])).toBeUndefined();
});
