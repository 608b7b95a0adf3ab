import { sessionOf } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import { isOffered } from '#domain/sessions/waiting.ts';
import { readersOf } from '#use-cases/report-readers.ts';
import { allTheirs, freshAt } from '#web/kit/task-links.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { dueInWords } from '#web/kit/words/obligation.ts';
import { sessionFacts, standInForHead } from '#web/kit/words/session.ts';

/** The session whose report is owed; the journey’s pages do not exist without one. */
export const sessionAt = (c: Asked): Session | undefined => {
  const { partnership, obligation } = c.var.doing;
  return obligation.kind === 'report-session' ? sessionOf(partnership, obligation.session ?? '') : undefined;
};

/** What every page about a report shows. */
export async function aboutReport(c: Asked, session: Session, back = '') {
  const { parts, doing } = c.var;
  const { cohort, partnership, base } = doing;
  return {
    base,
    back: base + back,
    cohort,
    lead: cohort.lead,
    school: partnership.school,
    session: sessionFacts(doing, session, parts.now()),
    due: dueInWords(doing.obligation),
    /** nobody waits for it: the session was over before the agreement held */
    offered: isOffered(partnership, cohort, doing.obligation),
    readers: readersOf(doing, session),
    standIn: standInForHead(partnership),
    sessions: await allTheirs(c.var),
    fresh: freshAt(doing),
  };
}
