import type { EarlierForm } from '#web/kit/late.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { asImported, teacherLines } from './form.ts';
import { shapeOf } from './page.ts';

/** The teachers as they are known now. */
export function sentBy(c: Asked, path: string): EarlierForm | undefined {
  const { partnership, way } = c.var.doing;
  if (path !== '/teachers') return undefined;
  const shape = shapeOf(c);
  return { lines: teacherLines(shape), sent: asImported(partnership, shape), hidden: way === 'task' };
}
