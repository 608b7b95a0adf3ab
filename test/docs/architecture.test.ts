import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/**
 * Names that stand in two rooms. A journey says in the same words what every journey has, and what goes by one name on its way: its
 * letter, its row of the catalogue, its page. The planner has a language of its own, in which a school is what it solves for.
 */
const ALSO_ELSEWHERE: readonly string[] = [
  ...['about', 'check', 'form', 'found', 'handler', 'sentBy', 'task'],
  ...['agreement', 'cannotCome', 'chasing', 'cohort', 'confirmations', 'countersign', 'coverPack', 'freshLink'],
  ...['importCohort', 'ownData', 'planCover', 'signInCode', 'withdrawal', 'withdrawing', 'disturb'],
  ...['changeInWords', 'dueInWords', 'partInWords', 'periodInWords'],
  ...['CoverPerson', 'Duty', 'Group', 'Hire', 'School', 'PrivateKind'],
];

it('an exported name means one thing', async () => {
  const files = ['shared', 'functions', 'infra'].flatMap((room) =>
    readdirSync(new URL(room, ROOT), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${room}/${file}`),
  );
  const exported = /^export (?:const|function|async function|interface|type|class) (\w+)/gm;
  const names = files.flatMap((file) => {
    const text = readFileSync(new URL(file, ROOT), 'utf8');
    return [...new Set([...text.matchAll(exported)].map(([, name = '']) => name))];
  });
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  expect(twice.length).toBeGreaterThan(0);
  expect([...new Set(twice)].toSorted()).toEqual(ALSO_ELSEWHERE.toSorted());
});
