import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ROOT } from '#infra/bundling.ts';

const { optionalDependencies, engines } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8'));
const installed: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<string>(optionalDependencies).filter(([name]) => name.startsWith('node-')),
);

it('is the same on every platform for which npm installs one, and the one that runs the scripts there', () => {
  expect(new Set(Object.values(installed)).size).toBe(1);
  const here = installed[`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`];
  expect([undefined, process.version.slice(1)]).toContain(here);
});

it('is newer than the oldest that npm itself may run on', () => {
  const oldest = Number(/^>=(\d+)$/.exec(engines.node)?.[1]);
  for (const version of Object.values(installed)) expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(oldest);
});
