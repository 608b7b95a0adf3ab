import { isOpen } from '#domain/obligations/obligation.ts';
import type { Owed } from '#domain/obligations/owed.ts';
import { feedAt } from '#web/journeys/calendar-feed/route.ts';
import { guidesForThem } from '#web/journeys/guide/route.ts';
import { writtenForThem } from '#web/journeys/written/route.ts';
import { page } from '#web/kit/page.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { cycleFacts, dutyFacts } from '#web/kit/words/cover.ts';
import { dueInWords, taskInWords } from '#web/kit/words/obligation.ts';
import { ownTasks } from './tasks.ts';

const own = ({ var: { planning: it } }: Asked) =>
  it.partnership.cycles
    .filter((cycle) => cycle.members.includes(it.by))
    .toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));

const sentences: Readonly<Record<string, string>> = {
  'cannot-come': 'We have noted that you cannot come. We email you when the time of a session changes.',
  already: 'That cannot be said of this cycle any more. This page shows how things stand now.',
};

const toldOfCycles = (what = ''): string | undefined => (Object.hasOwn(sentences, what) ? sentences[what] : undefined);

/** A teacher's cycles at their school, by their own link: what is to come first to last, what is over last to first. */
export async function showOwnCycles(c: Asked): Promise<Response> {
  const { parts, planning: it } = c.var;
  const { cohort, partnership, by } = it;
  const records = partnership.obligations
    .filter((o) => o.kind === 'lesson-record' && isOpen(o) && o.owner === by)
    .map((obligation): Owed => ({ cohort, partnership, obligation }));
  const shown = own(c).map((cycle) => ({
    ...cycleFacts(partnership, cycle, parts.now()),
    youTeach: cycle.teaching === by,
    yourClass: cycle.duties.filter((d) => d.whom === by).map((d) => dutyFacts(partnership, cycle, d)),
  }));
  return page(c, 'journeys/own-page/cycles', {
    title: `Your cycles at ${partnership.school}`,
    base: it.base,
    told: toldOfCycles(c.req.query('told')),
    cohort,
    lead: cohort.lead,
    owed: records.map((one) => ({
      what: taskInWords(one),
      due: dueInWords(one.obligation),
      href: `${it.base}/owed/${one.obligation.id}`,
    })),
    upcoming: shown.filter((one) => one.toCome),
    past: shown.filter((one) => !one.toCome).toReversed(),
    tasks: ownTasks(c, 'lesson-record'),
    written: await writtenForThem(c),
    guides: guidesForThem(c),
    feed: await feedAt(c),
  });
}
