import { readFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { ROOT } from '#infra/bundling.ts';
import { type Banned, complaints, grown, standing, wordsIn } from './check.ts';
import { theList } from './product.ts';
import { sentencesOf } from './sentences.ts';

const list: readonly Banned[] = [
  { not: ['called off', 'call off'], instead: 'cancelled' },
  { not: ['anew'], instead: 'again' },
];
const look = (source: string, path: string) => wordsIn(sentencesOf(source, path), path, list);
const seen = (source: string, path: string) => look(source, path).map(({ line, found }) => `${line} ${found}`);

describe('a word of the list in a program', () => {
  it('is found in sentences, in templates and in a word of its own that begins with a capital', () => {
    expect(seen("const a = 'It is called off.';", 'a.ts')).toEqual(['1 called off']);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
    expect(seen('const a = `It is\ncalled\noff, ${who}.`;', 'a.ts')).toEqual(['2 called off']);
    expect(seen("const a = { [b]: say('Anew') };", 'a.ts')).toEqual(['1 Anew']);
  });

  it('is not looked for in names, keys, modules, types, comments and errors that are thrown', () => {
    const source = `
      import { anew } from './called off.ts'; // called off
      type A = 'called off';
      const keys = { 'anew': 'anew', path: \`/\${base}/anew/\` };
      throw new RangeError('called off anew');`;
    expect(seen(source, 'a.ts')).toEqual([]);
  });

  it('is not half of two words with a value between them, nor part of a longer one', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of source
    expect(seen('const a = `They call ${who} off: it is so-called offhand.`;', 'a.ts')).toEqual([]);
  });
});

describe('a word of the list in a template', () => {
  it('is found in its text, in what it gives to a component, and in what a browser reads aloud', () => {
    const source = `{# anew #}<h1>Called
      off</h1>{% if anew %}
      {{ button({ text: "Plan it anew" }) }}<img alt="anew" src="anew.png">{% endif %}`;
    expect(seen(source, 'a.njk').toSorted()).toEqual(['1 Called off', '3 anew', '3 anew']);
  });

  it('is not looked for in tags, also where a value stands in one', () => {
    expect(seen('<a class="anew {{ a }} anew" href="/anew">Go</a>{% include "anew.njk" %}', 'a.njk')).toEqual([]);
  });
});

describe('a record of what stands', () => {
  const before = standing(look("const a = ['It is anew.', 'It is called off.'];", 'a.ts'), list);

  it('lets stand what stood', () => {
    expect(before).toEqual({ 'called off': { 'a.ts': 1 }, anew: { 'a.ts': 1 } });
    expect(complaints(look("const a = ['It is anew.', 'It is called off.'];", 'a.ts'), list, before)).toEqual([]);
  });

  it('complains of one more, and says what to write', () => {
    const now = look("const a = ['It is anew.',\n 'It is called off anew.'];", 'a.ts');
    expect(complaints(now, list, before)).toEqual([
      'a.ts:1 says "anew". Write instead: again.',
      'a.ts:2 says "anew". Write instead: again.',
    ]);
    expect(grown(standing(now, list), before)).toEqual(['anew']);
  });

  it('is to be made shorter where less stands, and moves with a file', () => {
    for (const now of [
      look("const a = 'It is anew.';", 'a.ts'),
      look("const a = 'It is anew, called off.';", 'b.ts'),
    ]) {
      expect(complaints(now, list, before)).toEqual([expect.stringContaining('--record')]);
      expect(grown(standing(now, list), before)).toEqual([]);
    }
  });

  it('does not let a word back in that stands nowhere any more', () => {
    const none = standing([], list);
    expect(none).toEqual({ 'called off': {}, anew: {} });
    expect(complaints(look("const a = 'It is anew.';", 'a.ts'), list, none)).toHaveLength(1);
  });
});

test('the guide shows the list as it is', async () => {
  const guide = await readFile(`${ROOT}docs/wording.md`, 'utf8');
  const rows = guide.slice(guide.indexOf('| not | but |')).trim().split('\n').slice(2);
  expect(rows).toEqual((await theList()).map(({ not, instead }) => `| ${not.join(', ')} | ${instead} |`));
});
