import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ROOT } from '#infra/bundling.ts';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

// npm leaves out, without a word, what the registry at hand lacks; `npm ci` then fails wherever it is wanted.
test('the lock file has an entry for every optional dependency of every package', async () => {
  const lock = JSON.parse(await readFile(`${ROOT}package-lock.json`, 'utf8'));
  const packages: Readonly<Record<string, Locked>> = lock.packages;
  /** where Node would look from a package's folder, nearest first */
  const places = (path: string) => {
    const parts = path.split('/node_modules/');
    return [...parts.keys()].map((i) => parts.slice(0, parts.length - i).join('/node_modules/')).concat('');
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !places(path).some((from) => packages[`${from ? `${from}/` : ''}node_modules/${name}`]))
      .map((name) => `${path || 'the project'} -> ${name}`),
  );
  expect(missing).toEqual([]);
});
