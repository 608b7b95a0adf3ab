import { Hono } from 'hono';
import { sessionOf } from '#domain/partnership/partnership.ts';
import { cannotCome } from '#domain/sessions/cannot-come.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { act } from '#use-cases/act.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
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

absence.get('/:session/cannot-come', (c) => {
  const { parts, planning: it } = c.var;
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
  const s = named(c);
  if (!s || s.coach === it.by) return refusal(c, 404);
  const outcome = await act(parts, it.partnership.id, it.by, (p, cohort, now) =>
    cannotCome(p, cohort, s.id, it.by, now),
  );
  return goTo(c, `${it.base}?told=${'refused' in outcome && s.cannotCome !== it.by ? 'already' : 'cannot-come'}`);
});
