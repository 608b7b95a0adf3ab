import { Hono } from 'hono';
import { readSchools } from '#records/cohorts.ts';
import type { Cast } from '#rehearsal/cast.ts';
import { page } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { byMonth, castOf, shares } from './page.ts';

/** The whole year played out before launch: every email, to whom and when. Nothing is sent or kept. */
export const rehearseCohort = new Hono<Web>();

const castsInWords: Record<Cast, string> = {
  typical: 'Most are in time, some late',
  prompt: 'Everybody acts on the day',
  silent: 'Nobody ever acts',
};

const isCast = (text: string): text is Cast => Object.hasOwn(castsInWords, text);

rehearseCohort.get('/', async (c) => {
  const { cohort, parts } = c.var;
  const [schools, { rehearse }, { clashes }] = await Promise.all([
    readSchools(parts.table, cohort.id),
    import('#rehearsal/rehearse.ts'),
    import('#rehearsal/clashes.ts'),
  ]);
  const asked = c.req.query('cast') ?? '';
  const cast = isCast(asked) ? asked : 'typical';
  const { messages, obligations } = rehearse({ cohort, schools, cast });
  const people = castOf(cohort, schools);
  const schoolOf = new Map(schools.map((school) => [school.urn, school.name]));
  return page(c, 'journeys/rehearsal/view', {
    title: 'Rehearsal',
    back: `/cohorts/${cohort.id}`,
    cohort,
    cast,
    casts: Object.entries(castsInWords).map(([key, words]) => ({ key, words })),
    counts: [
      { number: messages.length, words: 'emails' },
      { number: messages.filter((m) => m.kind === 'reminder').length, words: 'of them reminders' },
      { number: obligations.total, words: 'things owed' },
      { number: obligations.done, words: 'done' },
      { number: obligations.lapsed, words: 'lapsed' },
    ],
    clashes: clashes(cohort),
    months: byMonth(messages, people, schoolOf),
    shares: shares(messages, people, schoolOf),
  });
});
