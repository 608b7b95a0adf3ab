import { journeys } from '#web/journeys/tasks.ts';
import type { Way } from '#web/kit/readers.ts';
import type { Asked } from '#web/kit/web-parts.ts';

/** How a task stands for whoever came to it by a link that works. */
export type Standing = 'open' | 'done' | 'released' | 'lapsed' | 'taken-over';

/** What a form of theirs does: the task itself, a correction of what was sent, or something about their own part. */
type Act = 'task' | 'correction' | 'own part';

/**
 * What may be started, by the link and by how the task stands: the one place that says so. Old emails lie about, so a
 * task's link is good for its task alone: once that is done it shows what was done. Everything else has the link to the
 * page of all that is theirs, which a form on every page sends to the address on record.
 */
const mayStart: Readonly<Record<Way, Readonly<Record<Standing, readonly Act[]>>>> = {
  task: { open: ['task', 'own part'], done: [], released: [], lapsed: [], 'taken-over': [] },
  own: { open: ['task'], done: ['correction'], released: [], lapsed: [], 'taken-over': [] },
};

export const starts = (way: Way, standing: Standing, act: Act): boolean => mayStart[way][standing].includes(act);

const OWN_PART =
  /^\/(your-data\/(copy|erase)|not-me|withdraw|withdraw-school|withdraw-school\/cancel|school\/(close|next))$/;

/** What the page or form at this path is for. */
export function actAt(c: Asked): Act {
  const { base, obligation } = c.var.doing;
  const path = c.req.path.slice(base.length);
  if (OWN_PART.test(path)) return 'own part';
  return obligation.end ? 'correction' : 'task';
}

/** Can what was sent be corrected here, at this path? */
export function corrects(c: Asked): boolean {
  const { doing, parts } = c.var;
  const path = c.req.path.slice(doing.base.length);
  return journeys[doing.obligation.kind].corrects?.(doing, path, parts.now()) ?? false;
}
