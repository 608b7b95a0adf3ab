import { Hono } from 'hono';
import type { Instant } from '#calendar/london.ts';
import type { SessionId } from '#domain/ids.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Refusal } from '#domain/partnership/outcome.ts';
import { hasEnded, sessionOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { callOff, moveSession, planSession } from '#domain/sessions/acts.ts';
import { sessionPreview } from '#domain/sessions/preview.ts';
import { isPending, type Session, timesOf } from '#domain/sessions/session.ts';
import { act } from '#use-cases/act.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { goOnLate, readAnew, reasonSent } from '#web/kit/late.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { SessionPlanner } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { sessionFacts } from '#web/kit/words/session.ts';
import { callingOff, readMove, readPlan, typedTime } from './form.ts';
import { sessionPreviewInWords } from './preview.ts';

/** Plan, move and call off, the same for a coach as for the lead. */
export const planning = new Hono<Web>();

const people = ({ partnership }: SessionPlanner, role: string) =>
  partnership.people.filter((p) => p.role === role).map((p) => ({ value: p.id, text: p.name }));

const planForm = (c: Asked) => {
  const { planning: own } = c.var;
  return {
    title: 'Plan a session',
    school: own.partnership.school,
    back: own.base,
    action: `${own.base}/plan`,
    coaches: own.coach ? [] : people(own, 'coach'),
    teachers: people(own, 'teacher'),
  };
};

planning.use('/plan', (c, next) =>
  hasEnded(c.var.planning.partnership.stage) ? Promise.resolve(goTo(c, c.var.planning.base)) : next(),
);

planning.get('/plan', (c) => page(c, 'journeys/sessions/plan', { ...planForm(c), typed: {} }));

planning.post('/plan', async (c) => {
  const { parts, posted, planning: own } = c.var;
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/sessions/plan', { ...planForm(c), typed: posted, faults });
  const plan = readPlan(posted, own.partnership, own.coach);
  if ('faults' in plan) return again(plan.faults);
  const outcome = await act(parts, own.partnership.id, own.by, (p, cohort, now) =>
    planSession(p, cohort, plan.values, now),
  );
  return 'refused' in outcome && outcome.refused.why !== 'already'
    ? again([dayFault(outcome.refused)])
    : goTo(c, `${own.base}?told=planned`);
});

/** The session that the path names, if it is this person’s and nothing has been said yet of what became of it. */
function named(c: Asked): Session | undefined {
  const { partnership, coach } = c.var.planning;
  const session = sessionOf(partnership, c.req.param('session') ?? '');
  return session && (!coach || session.coach === coach) ? session : undefined;
}

const form = (c: Asked, session: Session, what: 'move' | 'off') => {
  const { parts, planning: own } = c.var;
  return {
    title: what === 'move' ? 'Move the session' : 'Say that the session does not take place',
    school: own.partnership.school,
    back: own.base,
    action: `${own.base}/${session.id}/${what}`,
    session: sessionFacts(own, session, parts.now()),
    forLead: !own.coach,
  };
};

for (const what of ['move', 'off'] as const) {
  const view = `journeys/sessions/${what}`;

  planning.get(`/:session/${what}`, (c) => {
    const session = named(c);
    if (!session) return refusal(c, 404);
    if (!isPending(session)) return goTo(c, `${c.var.planning.base}?told=already`);
    return page(c, view, { ...form(c, session, what), typed: what === 'move' ? typedTime(session) : {} });
  });

  planning.post(`/:session/${what}`, async (c) => {
    const session = named(c);
    if (!session) return refusal(c, 404);
    const done = await changeSession(c, c.var.planning, session, what);
    if (done === 'done') return goTo(c, `${c.var.planning.base}?told=${what}`);
    if (done === 'already') {
      const { base, partnership } = c.var.planning;
      const said = sessionOf(await readAnew(c, partnership), session.id);
      return goOnLate(c, `${base}?told=already`, reasonSent(said?.why));
    }
    if ('follows' in done) return page(c, view, { ...form(c, session, what), typed: c.var.posted, ...done.follows });
    return mend(c, view, { ...form(c, session, what), typed: c.var.posted, faults: done });
  });
}

type Follows = { readonly follows: Readonly<Record<string, unknown>> };

/**
 * Moves or calls off as posted; what is wrong with the form; or `already`, when somebody had said what became of it.
 * What follows from a move is shown before it is done.
 */
export async function changeSession(
  c: Asked,
  { cohort, partnership, by }: Pick<SessionPlanner, 'cohort' | 'partnership' | 'by'>,
  session: Session,
  what: 'move' | 'off',
): Promise<'done' | 'already' | Follows | readonly FieldFault[]> {
  const { parts, posted } = c.var;
  const change = what === 'move' ? moving(posted, session, by) : callingItOff(posted, session.id, by);
  if ('faults' in change) return change.faults;
  const follows =
    what === 'move' ? whatFollows({ cohort, partnership }, session, change.values, parts.now()) : undefined;
  if (follows && posted.seen !== follows.seen) return { follows };
  const outcome = await act(parts, partnership.id, by, change.values);
  if (!('refused' in outcome)) return 'done';
  const { why, sentence } = outcome.refused;
  if (why !== 'not-now' && why !== 'asks') return 'already';
  return what === 'move' ? [dayFault(outcome.refused)] : [{ field: 'why', sentence }];
}

/** A day that must be another; or one that can be kept with a tick, at which the form then says so. */
const dayFault = ({ why, sentence }: Refusal): FieldFault => ({
  field: why === 'asks' ? 'despite' : 'date-day',
  sentence,
});

type Judge = Parameters<typeof act>[3];

/** The report's times and who is told, and what stands for having seen just that; undefined where it cannot be moved so. */
function whatFollows(place: InCohort, session: Session, judge: Judge, now: Instant) {
  const judged = judge(place.partnership, place.cohort, now);
  const to = 'refused' in judged ? undefined : sessionOf(judged.partnership, session.id);
  const preview = to && sessionPreview(place.partnership, place.cohort, session, to, now);
  return (
    preview && {
      ...sessionPreviewInWords(place, preview, now),
      seen: [session.sequence, to.start.at, to.end.at].join(' '),
    }
  );
}

function moving(posted: Posted, { id, start, end, state, why }: Session, by: PersonId): Read<Judge> {
  const to = readMove(posted);
  if ('faults' in to) return to;
  const times = timesOf(to.values);
  const sentTwice = state === 'moved' && why === to.values.why;
  if (times.start.at === start.at && times.end.at === end.at && !sentTwice)
    return { faults: [{ field: 'date-day', sentence: 'The session is at that time already. Enter another' }] };
  return { values: (p, cohort, now) => moveSession(p, cohort, id, to.values, to.values.why, by, now) };
}

function callingItOff(posted: Posted, id: SessionId, by: PersonId): Read<Judge> {
  const said = read(callingOff, posted);
  if ('faults' in said) return said;
  return { values: (p, cohort, now) => callOff(p, cohort, id, said.values.why, by, now) };
}
