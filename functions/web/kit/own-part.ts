import { hasEnded } from '#domain/partnership/partnership.ts';
import { goTo, page, refusal } from './page.ts';
import type { Self } from './readers.ts';
import type { Asked } from './web-parts.ts';

/** Who came by a link of their own, while their school takes part. */
export const selfOf = (c: Asked): Self | undefined => {
  const { self } = c.var;
  return self && !hasEnded(self.partnership.stage) ? self : undefined;
};

/** Of a school whose part has ended since the form was shown, their own page shows how things stand. */
export const noPart = async (c: Asked): Promise<Response> => {
  const { self } = c.var;
  return self && hasEnded(self.partnership.stage) ? goTo(c, self.base) : refusal(c, 404);
};

/** What somebody has said of their own part is noted. */
export const notedPage = (c: Asked, { cohort }: Self, title: string, sentences: readonly string[]): Promise<Response> =>
  page(c, 'kit/noted', { title, sentences, lead: cohort.lead, self: undefined });
