import { mayCorrect } from '#domain/obligations/corrections.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { type Owed, owedAt } from '#domain/obligations/owed.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import { guidesForThem } from '#web/journeys/guide/route.ts';
import { writtenForThem } from '#web/journeys/written/route.ts';
import { page } from '#web/kit/page.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { dueInWords, taskInWords, thingInWords } from '#web/kit/words/obligation.ts';
import { capital, momentInWords } from '#wording/wording.ts';

/**
 * What is somebody's to do, and what they sent and can still correct, each with its place behind the page of all that is
 * theirs. @param but kinds that the page shows in a place of its own
 */
export function ownTasks(c: Asked, ...but: readonly ObligationKind[]) {
  const { planning: it, parts } = c.var;
  const at = ({ obligation }: Owed) => `${it.base}/owed/${obligation.id}`;
  const done = it.partnership.obligations
    .filter((o) => !isOpen(o) && o.end?.how === 'done' && o.end.by === it.by && !but.includes(o.kind))
    .map((obligation): Owed => ({ ...it, obligation }));
  return {
    toDo: owedAt(it, it.by)
      .filter(({ obligation }) => !but.includes(obligation.kind))
      .map((one) => ({ what: taskInWords(one), due: dueInWords(one.obligation), href: at(one) })),
    done: done.map((one) => ({
      what: capital(thingInWords(one).replace(/^the /, '')),
      at: momentInWords(one.obligation.end?.at ?? ''),
      correct: mayCorrect(it.partnership, one.obligation, parts.now())
        ? { until: dueInWords(one.obligation) }
        : undefined,
      href: at(one),
    })),
  };
}

/** The page of all that is theirs, of somebody who has no sessions and sees to no cover. */
export async function showOwnPart(c: Asked): Promise<Response> {
  const { planning: it } = c.var;
  return page(c, 'journeys/own-page/view', {
    title: `Your part at ${it.partnership.school}`,
    cohort: it.cohort,
    lead: it.cohort.lead,
    tasks: ownTasks(c),
    written: await writtenForThem(c),
    guides: guidesForThem(c),
  });
}
