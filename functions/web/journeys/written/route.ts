import { Hono } from 'hono';
import { type ForGroup, readWritten } from '#use-cases/read-written.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Self } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { thingInWords } from '#web/kit/words/obligation.ts';
import { capital, momentInWords } from '#wording/wording.ts';

/** What others of somebody’s group have written for them to read, behind a link of their own. */
export const written = new Hono<Web>();

const nameIn = (it: Self, { obligation }: ForGroup): string =>
  capital(thingInWords({ ...it, obligation }).replace(/^the /, ''));

const writerIn = ({ writer }: ForGroup): string => writer ?? 'someone who has left';

/** A list of it, newest first, for the pages that somebody has. */
export async function writtenForThem({ var: { parts, self } }: Asked) {
  if (!self) return undefined;
  const found = await readWritten(parts, self, self.person.id);
  return {
    group: self.cohort.programme.groups.word,
    list: found.map((one) => ({
      text: `${nameIn(self, one)}, by ${writerIn(one)}`,
      at: momentInWords(one.at),
      href: `${self.base}/written/${one.obligation.id}`,
    })),
  };
}

written.get('/written/:obligation', async (c) => {
  const { parts, self } = c.var;
  const found = self && (await readWritten(parts, self, self.person.id));
  const one = found?.find(({ obligation }) => obligation.id === c.req.param('obligation'));
  if (!self || !one) return refusal(c, 404);
  return page(c, 'journeys/written/view', {
    title: nameIn(self, one),
    back: self.base,
    school: self.partnership.school,
    writer: writerIn(one),
    at: momentInWords(one.at),
    group: self.cohort.programme.groups.word,
    words: one.words,
  });
});
