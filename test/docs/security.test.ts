import { access, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ROOT } from '#infra/bundling.ts';

it('names tests that there are for all that is protected', async () => {
  const text = await readFile(`${ROOT}docs/SECURITY.md`, 'utf8');
  const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path);
  expect(named.length).toBeGreaterThan(10);
  for (const path of named) await expect(access(`${ROOT}${path}`), path).resolves.toBeUndefined();
});
