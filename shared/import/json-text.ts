import { quoted, type Trouble } from './fault.ts';

const scalar =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const key = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const space = /[ \t\r\n]*/y;
const DEEPEST = 100;

/** The data that a JSON text holds, or where it stops being JSON, in words: the engine's own messages are for programmers. */
export function readJson(text: string): { readonly data: unknown } | { readonly trouble: Trouble } {
  try {
    return { data: JSON.parse(text) };
  } catch {
    return { trouble: syntaxTrouble(text) };
  }
}

function syntaxTrouble(text: string): Trouble {
  const { at, wanted } = firstBreak(text);
  if (text.trim() === '') return { problem: 'This file is empty.', remedy: 'Write the cohort between { and }.' };
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  const place = `On line ${before.length}, column ${(before.at(-1) ?? '').length + 1},`;
  const found = [
    ...text
      .slice(at, at + 20)
      .split(/\s/, 1)
      .join(''),
  ]
    .slice(0, 10)
    .join('');
  const remedy = `Write ${wanted} there.`;
  if (at >= text.length) return { problem: `${place} the file ends too early.`, remedy };
  if (/^[“”‘’'`]/u.test(found))
    return {
      problem: `${place} there is ${found[0]} where only a straight double quotation mark will do.`,
      remedy: 'Write " around every name and every text.',
    };
  if (/^[}\]]/.test(found) && /,\s*$/.test(text.slice(0, at)))
    return {
      problem: `${place} there is a comma before ${found[0]} and nothing between them.`,
      remedy: 'Take that comma away.',
    };
  return { problem: `${place} there is ${quoted(found)} where something else belongs.`, remedy };
}

/** Walks the text as far as it is JSON. */
function firstBreak(text: string): { at: number; wanted: string } {
  let at = 0;
  let wanted = '';
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (what: string | RegExp, inWords: string): boolean => {
    skip(space);
    wanted = inWords;
    if (typeof what !== 'string') return skip(what);
    if (!text.startsWith(what, at)) return false;
    at += what.length;
    return true;
  };
  const items = (item: () => boolean, close: string): boolean => {
    if (take(close, '')) return true;
    do if (!item()) return false;
    while (take(',', ''));
    return take(close, `a comma or ${close}`);
  };
  const value = (depth: number): boolean => {
    if (depth > DEEPEST) {
      wanted = 'fewer brackets within brackets';
      return false;
    }
    if (take('{', ''))
      return items(
        () => take(key, 'a name in double quotation marks') && take(':', 'a colon') && value(depth + 1),
        '}',
      );
    if (take('[', '')) return items(() => value(depth + 1), ']');
    return take(scalar, 'a text in double quotation marks');
  };
  if (value(0)) take('nothing more', 'nothing more');
  return { at, wanted };
}
