import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

it.each(['package.json', '.ci/run'])('%s runs scripts and tests that are there', async (file) => {
  const text = await readFile(new URL(file, ROOT), 'utf8');
  const named = [...text.matchAll(/(?<![\w./#-])(?:shared|functions|infra|test)\/[\w./-]+/g)].map(([path]) => path);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
});

it.each(['README.md', 'docs/architecture.md', 'docs/changing.md', 'docs/running.md', 'docs/CONTRIBUTING.md'])(
  '%s names files and folders that are there',
  async (page) => {
    const text = await readFile(new URL(page, ROOT), 'utf8');
    const named = [...text.matchAll(/`((?:shared|functions|infra|test)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  },
);
