import { Hono } from 'hono';
import { inWords } from '#calendar/london.ts';
import { dropOut } from '#domain/cycles/acts.ts';
import { type Cycle, isAhead } from '#domain/cycles/cycle.ts';
import { daysAhead } from '#domain/cycles/plan-acts.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import { cycleOf, sessionOf } from '#domain/partnership/partnership.ts';
import { cannotCome } from '#domain/sessions/cannot-come.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { act } from '#use-cases/act.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cycleFacts } from '#web/kit/words/cover.ts';
import { sessionFacts } from '#web/kit/words/session.ts';

/**
 * Where the link of an invitation leads. Its teacher says there that they cannot come; its coach can move the session or call it
 * off.
 */
export const absence = new Hono<Web>();

/** The reader's own session that the path names. */
function named({ req, var: { planning: it } }: Asked): Session | undefined {
  const s = sessionOf(it.partnership, req.param('session') ?? '');
  return s && (s.coach === it.by || s.teacher === it.by) ? s : undefined;
}

/** The reader's own cycle that the path names, and the days on which something of it is still to come. */
function namedCycle({ req, var: { parts, planning: it } }: Asked) {
  const cycle = cycleOf(it.partnership, req.param('session') ?? '');
  if (!cycle?.members.includes(it.by)) return undefined;
  return { cycle, days: isAhead(cycle) ? [...new Set(daysAhead(cycle, parts.now()))].sort() : [] };
}

/** Have they said so of that day? */
const isAway = ({ var: { planning: it } }: Asked, day: string): boolean =>
  it.partnership.provision?.absences.some(({ who, from, until }) => who === it.by && from === day && until === day) ===
  true;

/** Where somebody says on which day of a cycle they cannot come: another time is looked for, and the school's link agrees to it. */
function showCycle(c: Asked, { cycle, days }: { readonly cycle: Cycle; readonly days: readonly string[] }) {
  const { parts, planning: it } = c.var;
  if (days.length === 0) return goTo(c, `${it.base}?told=already`);
  return page(c, 'journeys/sessions/cannot-come-cycle', {
    title: 'If you cannot come',
    school: it.partnership.school,
    base: it.base,
    cycle: cycleFacts(it.partnership, cycle, parts.now()),
    link: playerOf(it, 'link')?.name ?? it.cohort.lead.name,
    days: days.map((day) => ({ day, text: inWords(day), said: isAway(c, day) })),
  });
}

absence.get('/:session/cannot-come', (c) => {
  const { parts, planning: it } = c.var;
  const theirs = namedCycle(c);
  if (theirs) return showCycle(c, theirs);
  const s = named(c);
  if (!s) return refusal(c, 404);
  if (!isPending(s) || s.start.at <= parts.now()) return goTo(c, `${it.base}?told=already`);
  return page(c, 'journeys/sessions/cannot-come', {
    title: 'If you cannot come',
    school: it.partnership.school,
    base: it.base,
    session: sessionFacts(it, s, parts.now()),
    forCoach: s.coach === it.by,
    said: s.cannotCome === it.by,
  });
});

absence.post('/:session/cannot-come', async (c) => {
  const { parts, planning: it } = c.var;
  const theirs = namedCycle(c);
  if (theirs) return saysOfCycle(c, theirs.days);
  const s = named(c);
  if (!s || s.coach === it.by) return refusal(c, 404);
  const outcome = await act(parts, it.partnership.id, it.by, (p, cohort, now) =>
    cannotCome(p, cohort, s.id, it.by, now),
  );
  return goTo(c, `${it.base}?told=${'refused' in outcome && s.cannotCome !== it.by ? 'already' : 'cannot-come'}`);
});

async function saysOfCycle(c: Asked, days: readonly string[]): Promise<Response> {
  const { parts, planning: it } = c.var;
  const day = String((await c.req.parseBody()).day ?? '');
  if (!days.includes(day)) return goTo(c, `${it.base}?told=already`);
  const outcome = await act(parts, it.partnership.id, it.by, (p, cohort, now) =>
    dropOut(p, cohort, { who: it.by, from: day, until: day }, now),
  );
  const known = 'refused' in outcome && outcome.refused.why !== 'already';
  return goTo(c, `${it.base}?told=${known ? 'already' : 'cannot-come'}`);
}
