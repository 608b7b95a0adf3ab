import { Hono } from 'hono';
import { sessionOf } from '#domain/partnership/partnership.ts';
import { takeUpReport } from '#domain/sessions/acts.ts';
import { reportId } from '#domain/sessions/reports.ts';
import type { Session } from '#domain/sessions/session.ts';
import { act } from '#use-cases/act.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { sessionFacts } from '#web/kit/words/session.ts';
import { offersOf } from './page.ts';

/** Reports that a coach may write on sessions of theirs; a lead, and whoever was not the coach, is offered none. */
export const offeredReports = new Hono<Web>();

/** A report on a session from before the agreement: its coach can write one, and nobody asks for it. */
const offer = (c: Asked, session: Session): AskPage => {
  const { planning: own, parts } = c.var;
  const { teacher, time } = sessionFacts(own, session, parts.now());
  return {
    title: 'Write a report on an earlier session',
    school: own.partnership.school,
    back: own.base,
    sentences: [
      `This session with ${teacher} was on ${time}, before the agreement was in place. You do not have to write a report on it.`,
    ],
    heading: 'What will happen',
    follows: [
      'You can write the report now or later, and we do not remind you of it.',
      'If you send it, it goes to the same readers as your other reports.',
    ],
    tick: 'I want to write a report on this session',
    button: 'Continue to the report',
  };
};

const offeredTo = (c: Asked): Session | undefined => {
  const { planning: own, parts } = c.var;
  const found = sessionOf(own.partnership, c.req.param('session') ?? '');
  const session = found?.coach === own.coach ? found : undefined;
  return session && offersOf(own, own.base, parts.now())(session).offers ? session : undefined;
};

offeredReports.get('/:session/report', (c) => {
  const session = offeredTo(c);
  return session ? ask(c, offer(c, session)) : refusal(c, 404);
});

offeredReports.post('/:session/report', (c) => {
  const session = offeredTo(c);
  if (!session) return refusal(c, 404);
  const { parts, planning: own } = c.var;
  return askAndAct(c, {
    form: offer(c, session),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => act(parts, own.partnership.id, own.by, (p, cohort, now) => takeUpReport(p, cohort, session.id, now)),
    done: () => goTo(c, `${own.base}/owed/${reportId(session)}`),
  });
});
