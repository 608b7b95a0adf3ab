import { neededDuties } from '#domain/cycles/rules.ts';
import { allTheirs, freshAt } from '#web/kit/task-links.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { coveredByInWords, dutyFacts, sessionOfCycle } from '#web/kit/words/cover.ts';
import { coverState } from '#web/kit/words/cover-state.ts';
import { nameOf, slotInWords } from '#web/kit/words/cycle.ts';
import { dueInWords, overdueBy } from '#web/kit/words/obligation.ts';

/** The session and everybody on its duties. */
export async function aboutCover(c: Asked) {
  const { doing, parts } = c.var;
  const { cohort, partnership, obligation, person, base } = doing;
  const about = coveredByInWords(partnership, obligation);
  if (!about) return undefined;
  const { cycle, part } = about;
  const { plan } = partnership;
  return {
    base,
    cohort,
    lead: cohort.lead,
    person,
    school: partnership.school,
    what: sessionOfCycle(cycle, part),
    time: slotInWords(cycle[part]),
    teaches: part === 'lesson' ? nameOf(partnership, cycle.teaching) : undefined,
    duties: neededDuties(partnership, cycle, part).map((duty) => dutyFacts(partnership, cycle, duty)),
    due: dueInWords(obligation),
    overdue: overdueBy(doing, parts.now()) !== undefined,
    changing: plan?.disturbance && plan.state !== 'agreed' ? coverState(doing).title : undefined,
    all: doing.home ? `${doing.home}/cover` : await allTheirs(c.var),
    fresh: freshAt(doing),
  };
}
