/**
 * Turns the templates and the style sheet into two modules under built/, which is all that the running app loads.
 * Run before the app starts, is tested or bundled: `node functions/web/kit/compile.ts`.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import nunjucks from 'nunjucks';
import * as sass from 'sass';

const here = import.meta.dirname;
const web = dirname(here);
const built = join(here, 'built');
const modules = dirname(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')));

/** `govuk/...` is the design system's own; every other name is a file's path from functions/web. */
const fileOf = (name: string): string =>
  name.startsWith('govuk/') ? join(modules, 'govuk-frontend/dist', name) : join(web, name);

/** The templates and whatever they import, however deep. */
function reached(names: readonly string[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sources.has(name)) continue;
    const source = readFileSync(fileOf(name), 'utf8');
    sources.set(name, source);
    for (const [, other = ''] of source.matchAll(/{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']/g))
      waiting.push(other.startsWith('.') ? posix.join(posix.dirname(name), other) : other);
  }
  return sources;
}

function templates(): string {
  const own = globSync('**/*.njk', { cwd: web }).map((name) => name.replaceAll('\\', '/'));
  const env = new nunjucks.Environment([], { autoescape: true, trimBlocks: true, lstripBlocks: true });
  const compiled = [...reached(own.sort())].map(([name, source]) =>
    nunjucks.precompileString(source, {
      name,
      env,
      // the declared type says one template, the library gives a list
      wrapper: (made) => `${JSON.stringify(name)}: (function() {${[made].flat()[0]?.template}})()`,
    }),
  );
  return `export default {\n${compiled.join(',\n')}\n};\n`;
}

function assets(): string {
  const { css } = sass.compile(join(here, 'styles/styles.scss'), {
    style: 'compressed',
    loadPaths: [modules],
    quietDeps: true,
  });
  const icon = readFileSync(join(here, 'styles/favicon.svg'), 'utf8');
  const named = (text: string, ending: string) =>
    `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.${ending}`;
  const made = {
    stylesheet: { name: named(css, 'css'), text: css },
    icon: { name: named(icon, 'svg'), text: icon },
  };
  return Object.entries(made)
    .map(([name, asset]) => `export const ${name} = ${JSON.stringify(asset)};\n`)
    .join('');
}

mkdirSync(built, { recursive: true });
writeFileSync(join(built, 'templates.mjs'), templates());
writeFileSync(join(built, 'assets.mjs'), assets());
