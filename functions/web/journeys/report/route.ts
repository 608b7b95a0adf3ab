import { Hono } from 'hono';
import { inWords, localTime, timeInWords } from '#calendar/london.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { delayReport, holdSession } from '#domain/sessions/acts.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { readReport } from '#records/reports.ts';
import { act } from '#use-cases/act.ts';
import { readDelay, readEnd, typedTime } from '#web/journeys/sessions/form.ts';
import { changeSession } from '#web/journeys/sessions/planning.ts';
import { draftOf } from '#web/kit/checking.ts';
import type { Posted } from '#web/kit/fields/fault.ts';
import { asItStands, goOnLate } from '#web/kit/late.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { overdueBy, referenceOf, taskInWords } from '#web/kit/words/obligation.ts';
import { momentInWords } from '#wording/wording.ts';
import { sentBy } from './form-route.ts';
import { aboutReport, sessionAt } from './page.ts';

/** Where the link of the email at a session’s end leads. */
export async function showReportOwed(c: Asked): Promise<Response> {
  const { doing, parts } = c.var;
  const session = sessionAt(c);
  if (!session) return refusal(c, 404);
  return page(c, 'journeys/report/start', {
    ...(await aboutReport(c, session)),
    back: undefined,
    title: taskInWords(doing),
    person: doing.person,
    overdue: overdueBy(doing, parts.now()) !== undefined,
    ended: session.ended && momentInWords(session.ended),
    delay: session.delay,
    started: Object.values(await draftOf(c)).some(Boolean),
  });
}

/** What was sent, for its coach alone and while the school takes part. */
export async function showReportSent(c: Asked): Promise<Response> {
  const { doing, parts } = c.var;
  const { partnership } = doing;
  const session = sessionAt(c);
  if (!session?.report) return refusal(c, 404);
  const ended = hasEnded(partnership.stage);
  const { version } = session.report;
  const words = ended ? undefined : await readReport(parts.table, partnership.id, session.id, version);
  return page(c, 'journeys/report/sent', {
    ...(await aboutReport(c, session)),
    back: undefined,
    title: version > 1 ? 'Correction sent' : 'Report sent',
    reference: referenceOf(doing),
    version,
    corrects: doing.way === 'own',
    at: momentInWords(words?.at ?? session.report.at),
    words,
    agreedBy: words?.agreedBy && inWords(words.agreedBy),
  });
}

/** The session moved, or did not happen: no report is owed. */
export async function showReportOff(c: Asked): Promise<Response> {
  const session = sessionAt(c);
  if (!session) return refusal(c, 404);
  const about = await aboutReport(c, session);
  const moved = session.state === 'moved' || session.state === 'planned' || session.state === 'held';
  return page(c, 'journeys/report/off', {
    ...about,
    back: undefined,
    title: moved ? 'The session has moved' : 'The session did not take place',
    moved,
  });
}

/** What a coach can say of a session before they write its report. */
export const ofSession = new Hono<Web>();

type Way = 'held' | 'move' | 'off' | 'delay';

/** Only while the report is owed; what became of a session is said once. */
function at(c: Asked, way: Way): Session | Response | Promise<Response> {
  const session = sessionAt(c);
  if (!session) return refusal(c, 404);
  if (!isOpen(c.var.doing.obligation) || (way !== 'delay' && !isPending(session))) return goTo(c, c.var.doing.base);
  return session;
}

const isPage = (found: Session | Response | Promise<Response>): found is Response | Promise<Response> =>
  found instanceof Response || found instanceof Promise;

const views: Readonly<Record<Way, { readonly view: string; readonly title: string }>> = {
  held: { view: 'journeys/report/held', title: 'The session took place' },
  move: { view: 'journeys/sessions/move', title: 'The session moved' },
  off: { view: 'journeys/sessions/off', title: 'The session did not happen' },
  delay: { view: 'journeys/report/delay', title: 'Say that you need longer' },
};

const untouched = (session: Session, way: Way): Posted =>
  way === 'held' ? { ended: timeInWords(localTime(session.end.at)) } : way === 'move' ? typedTime(session) : {};

for (const [way, { view, title }] of Object.entries(views) as [Way, (typeof views)[Way]][]) {
  const form = async (c: Asked, session: Session) => ({
    ...(await aboutReport(c, session)),
    title,
    action: `${c.var.doing.base}/${way}`,
    afterwards: true,
  });

  ofSession.get(`/${way}`, async (c) => {
    const session = at(c, way);
    if (isPage(session)) return session;
    return page(c, view, { ...(await form(c, session)), typed: untouched(session, way) });
  });

  ofSession.post(`/${way}`, async (c) => {
    const session = at(c, way);
    if (isPage(session)) return goOnLate(c, c.var.doing.base, await sentBy(c, `/${way}`));
    const done = await say(c, session, way);
    if (done === undefined) {
      await asItStands(c);
      return goOnLate(c, c.var.doing.base, await sentBy(c, `/${way}`));
    }
    if (typeof done === 'string') return goTo(c, done);
    if ('follows' in done) return page(c, view, { ...(await form(c, session)), typed: c.var.posted, ...done.follows });
    return mend(c, view, { ...(await form(c, session)), typed: c.var.posted, faults: done });
  });
}

/** Does what was posted, and says where to go on; or what is wrong with it. Undefined: somebody had said it before. */
async function say(c: Asked, session: Session, way: Way) {
  const { parts, doing, posted } = c.var;
  const { cohort, partnership, person, base } = doing;
  if (way === 'move' || way === 'off') {
    const done = await changeSession(c, { cohort, partnership, by: person.id }, session, way);
    return done === 'done' ? base : done === 'already' ? undefined : done;
  }
  if (way === 'held') {
    const ended = readEnd(posted, session);
    if ('faults' in ended) return ended.faults;
    const outcome = await act(parts, partnership.id, person.id, (p, cohort, now) =>
      holdSession(p, cohort, session.id, ended.values, now),
    );
    return 'refused' in outcome && outcome.refused.why === 'not-now'
      ? [{ field: 'ended', sentence: outcome.refused.sentence }]
      : `${base}/report`;
  }
  const delay = readDelay(posted, parts.now());
  if ('faults' in delay) return delay.faults;
  const { why, expected } = delay.values;
  await act(parts, partnership.id, person.id, (p) => delayReport(p, session.id, why, expected));
  return base;
}
