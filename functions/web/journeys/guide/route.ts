import { Hono } from 'hono';
import { hasEnded } from '#domain/partnership/partnership.ts';
import type { Guide, Programme } from '#domain/programme/programme.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/** "0:04": minutes since the beginning, as a clock on the wall would run from noon. */
const onClock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** A timed protocol with its running times. */
function timed({ steps }: Guide) {
  let since = 0;
  return {
    steps: steps.map((step) => {
      const from = onClock(since);
      since += step.minutes;
      return { ...step, from, until: onClock(since) };
    }),
    total: since,
  };
}

/** A guide of a programme, to be read or put on a wall; undefined where it has none of that key. */
export function showGuide(c: Asked, { name, guides }: Programme, key: string, back: string): Promise<Response> {
  const guide = guides?.find((one) => one.key === key);
  if (!guide) return Promise.resolve(refusal(c, 404));
  return page(c, 'journeys/guide/view', { title: guide.title, back, programme: name, guide, ...timed(guide) });
}

/** Behind the link of everybody who takes part: how their meetings are run. */
export const guides = new Hono<Web>();

/** A list of them, for the pages that somebody has, while their school takes part. */
export const guidesForThem = ({ var: { self } }: Asked) =>
  self && !hasEnded(self.partnership.stage)
    ? (self.cohort.programme.guides ?? []).map(({ key, title }) => ({
        text: title,
        href: `${self.base}/guide/${key}`,
      }))
    : [];

guides.get('/guide/:guide', (c) => {
  const { self } = c.var;
  if (!self) return refusal(c, 404);
  return showGuide(c, self.cohort.programme, c.req.param('guide'), self.base);
});
