import { posix } from 'node:path';
import nunjucks from 'nunjucks/browser/nunjucks-slim.js';
import { icon, stylesheet } from './built/assets.mjs';
import templates from './built/templates.mjs';
import type { FieldFault } from './fields/fault.ts';

/** The design system's templates include their neighbours by relative paths, which the runtime alone cannot resolve. */
class Built extends nunjucks.PrecompiledLoader {
  override isRelative(name: string): boolean {
    return name.startsWith('.');
  }
  override resolve(from: string, to: string): string {
    return posix.join(posix.dirname(from), to);
  }
}

const environment = new nunjucks.Environment(new Built(templates as never) as never, { autoescape: true });
environment.addGlobal('stylesheet', stylesheet.name);
environment.addGlobal('icon', icon.name);

/** The message beside a field, as the design system's macros take it. */
environment.addFilter('of', (faults: readonly FieldFault[] | undefined, field: string) => {
  const fault = faults?.find((f) => f.field === field);
  return fault ? { text: fault.sentence } : undefined;
});

/** "1 school", "138 schools" */
environment.addFilter(
  'count',
  (n: number, thing: string) => `${n.toLocaleString('en-GB')} ${thing}${n === 1 ? '' : 's'}`,
);

/** A page as HTML. Everything in `data` is escaped where it is written. */
export const render = (view: string, data: object): string => environment.render(`${view}.njk`, data);
