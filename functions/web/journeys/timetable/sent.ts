import type { EarlierForm } from '#web/kit/late.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { typedOf, weekLines } from './form.ts';
import { about } from './page.ts';

/** The week that was given since, where a form of the week comes too late. */
export function sentBy({ var: { doing } }: Asked, path: string): EarlierForm | undefined {
  if (!path.endsWith('/week')) return undefined;
  const { days, week } = about(doing);
  return { lines: weekLines(days), sent: typedOf(days, week), hidden: doing.way === 'task' };
}
