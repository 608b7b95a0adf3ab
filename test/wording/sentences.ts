import nunjucks from 'nunjucks';
import { parseSync } from 'oxc-parser';

/** Words that somebody may read, and the line of the file on which they begin. */
export interface Sentence {
  readonly line: number;
  readonly text: string;
}

/** Stands for a value that is filled in, so that the words on either side of it are not read as one. */
const FILLED_IN = '\u2026';

/** A key, a path or a kind has no space and no capital at its start; words that people read have one or the other. */
const isRead = (text: string): boolean => /\S\s+\S/.test(text) || /^\s*\p{Lu}\p{Ll}+\s*$/u.test(text);

/** Of a tag only what a browser shows or reads aloud; line breaks stay. */
const withoutTags = (html: string): string =>
  html.replace(/<[^<>]*>/g, (tag) =>
    tag.replace(/ (?:alt|aria-label|placeholder|title)="([^"]*)"|[^\n]/g, (_, words?: string) => words ?? ' '),
  );

const sentence = (line: number, text: string): readonly Sentence[] => {
  const words = withoutTags(text);
  return isRead(words) ? [{ line, text: words }] : [];
};

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));

/** Modules are named by strings, types are made of them, and errors that are thrown are for whoever keeps the product running. */
const isForProgrammers = (node: Node): boolean =>
  /^(Import|TS(?!As|Satisfies|NonNull))/.test(node.type) ||
  (node.type === 'NewExpression' && isNode(node.callee) && /Error$/.test(String(node.callee.name)));

function ofProgram(source: string, path: string): readonly Sentence[] {
  const lineOf = (at: number): number => source.slice(0, at).split('\n').length;
  const read = (node: Node): readonly Sentence[] => {
    if (isForProgrammers(node)) return [];
    if (node.type === 'Literal') return typeof node.value === 'string' ? sentence(lineOf(node.start), node.value) : [];
    const inside = childrenOf(node).flatMap(read);
    if (node.type !== 'TemplateLiteral') return inside;
    const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
    return [...sentence(lineOf(node.start), quasis.map(({ value }) => value.cooked).join(FILLED_IN)), ...inside];
  };
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  return read(program as unknown as Node);
}

interface Token {
  readonly type: string;
  readonly value: string;
  readonly lineno: number;
}

/** The package's own types leave its lexer out. */
const { lexer } = nunjucks as unknown as {
  readonly lexer: { readonly lex: (source: string) => { readonly nextToken: () => Token | null } };
};

function ofTemplate(source: string): readonly Sentence[] {
  const tokens = lexer.lex(source);
  const inTags: Sentence[] = [];
  let page = '';
  for (let token = tokens.nextToken(); token !== null; token = tokens.nextToken()) {
    if (token.type === 'string') inTags.push(...sentence(token.lineno + 1, token.value));
    // a tag of HTML may begin before a value that is filled in and end after it, so the page is read as a whole
    const line = page.split('\n').length - 1;
    if (token.type === 'data') page += '\n'.repeat(Math.max(token.lineno - line, 0)) + token.value;
    else if (token.type.endsWith('-end')) page += FILLED_IN;
  }
  return [{ line: 1, text: withoutTags(page) }, ...inTags];
}

/** What people read in a file of the product. @param path its name, which says what it is written in: `.ts` or `.njk` */
export const sentencesOf = (source: string, path: string): readonly Sentence[] =>
  path.endsWith('.njk') ? ofTemplate(source) : ofProgram(source, path);
