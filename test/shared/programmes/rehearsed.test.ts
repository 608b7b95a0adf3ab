import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rehearseAll } from '#infra/local/rehearse-all.ts';
import { library } from '#programmes/library.ts';

const lines: string[] = [];
const well = await rehearseAll(join(import.meta.dirname, '../../cohorts'), (line) => lines.push(line));

it('every programme has a sample that runs from launch to close, whoever does what', () => {
  expect(well, lines.join('\n')).toBe(true);
  expect(lines).toHaveLength(3 * Object.keys(library).length);
  expect(lines.map((line) => line.split(',')[0])).toEqual(
    Object.keys(library)
      .sort()
      .flatMap((key) => [key, key, key]),
  );
});

it('where everybody is prompt, everything is done', () => {
  for (const line of lines.filter((one) => one.includes(', prompt:')))
    expect(line).toMatch(/ (\d+) obligations: \1 done, 0 lapsed, 0 released$/);
});

it('where nobody does anything, every school is invited and lets it lapse', () => {
  for (const line of lines.filter((one) => one.includes(', silent:') && !one.startsWith('coaching-package'))) {
    const [, schools, obligations] = line.match(/: (\d+) schools?, .* (\d+) obligations?: 0 done/) ?? [];
    expect(obligations, line).toBe(schools);
  }
});

it('a folder without cohorts is not well', async () => {
  const said: string[] = [];
  expect(await rehearseAll(join(import.meta.dirname, '../../cohorts/lesson-study'), (line) => said.push(line))).toBe(
    false,
  );
  expect(said).toHaveLength(1);
});
