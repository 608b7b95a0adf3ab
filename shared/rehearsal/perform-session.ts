import { type Instant, london } from '../calendar/london.ts';
import type { Outcome } from '../domain/acts.ts';
import type { Cohort } from '../domain/cohort.ts';
import type { Message } from '../domain/message.ts';
import { reportId } from '../domain/obligation/sessions.ts';
import { obligationOf, type Partnership } from '../domain/partnership.ts';
import { type PersonId, sameAddress } from '../domain/person.ts';
import { isPending, type Session } from '../domain/session.ts';
import { bounced, callOff, holdSession, moveSession, planSession, sendReport } from '../domain/session-acts.ts';
import type { SessionLine } from './story.ts';

/** A message that went, for a story in which it bounces. */
export interface Sent extends Pick<Message, 'kind' | 'to' | 'session'> {
  readonly partnership: string;
  readonly address: string;
}

export interface Performed {
  readonly before: Partnership;
  readonly outcome: Outcome;
}

/** Does a line about a session, by the same acts that the pages call. Undefined: there is nothing that it could be about. */
export function performSession(
  line: SessionLine,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
  sent: readonly Sent[],
): Performed | undefined {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  if (line.does === 'plan-session') return plan(line, cohort, candidates, now);
  if (line.does === 'bounce') return bounce(line.who, candidates, now, sent);
  const mine = (p: Partnership, s: Session) =>
    isLead || p.people.some((one) => one.id === s.coach && sameAddress(one.email) === line.who);
  const found = candidates
    .flatMap((before) => before.sessions.filter((s) => mine(before, s)).map((session) => ({ before, session })))
    .filter(({ session: s }) => line.session === undefined || s.id === line.session || s.start.local === line.session)
    .sort(
      (a, b) =>
        rank(line, a.before, a.session, now) - rank(line, b.before, b.session, now) ||
        (a.session.end.at < b.session.end.at ? -1 : 1),
    )[0];
  if (!found) return undefined;
  const { before, session } = found;
  const by: PersonId = isLead ? 'lead' : session.coach;
  return { before, outcome: done() };

  function done(): Outcome {
    switch (line.does) {
      case 'held':
        return holdSession(before, cohort, session.id, line.ended ? at(line.ended) : session.end.at, now);
      case 'moved':
        return moveSession(before, cohort, session.id, line, line.why ?? '', by, now);
      case 'cancelled':
        return callOff(before, session.id, line.why ?? '', by, now);
      default:
        return sendReport(before, cohort, session.id, by, now);
    }
  }
}

const at = (local: string): Instant => london(local.slice(0, 10), local.slice(11, 16)).at;

/** What a line most likely means, where it names no session: the report still owed, the session still to be spoken of. */
function rank(line: SessionLine, p: Partnership, s: Session, now: Instant): number {
  const owed = obligationOf(p, reportId(s));
  if (line.does === 'report')
    return owed && !owed.end ? 0 : s.state === 'held' && !s.report ? 1 : isPending(s) && s.start.at < now ? 2 : 3;
  if (!isPending(s)) return 9;
  return line.does === 'held' ? (s.end.at <= now ? 0 : 1) : s.start.at > now ? 0 : 1;
}

function plan(
  line: Extract<SessionLine, { does: 'plan-session' }>,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
): Performed | undefined {
  const coachAddress = line.coach ?? line.who;
  for (const before of candidates) {
    const coach = before.people.find((one) => one.role === 'coach' && sameAddress(one.email) === coachAddress);
    const teacher = before.people.find(
      (one) => one.role === 'teacher' && (!line.teacher || sameAddress(one.email) === line.teacher),
    );
    if (!coach || !teacher) continue;
    const { date, start, end, place = '', focus = '' } = line;
    return {
      before,
      outcome: planSession(
        before,
        cohort,
        { coach: coach.id, teacher: teacher.id, date, start, end, place, focus },
        now,
      ),
    };
  }
  return undefined;
}

/** The last message that went to the address comes back. */
function bounce(
  address: string,
  candidates: readonly Partnership[],
  now: Instant,
  sent: readonly Sent[],
): Performed | undefined {
  const last = sent.findLast((one) => one.session && sameAddress(one.address) === address);
  const before = candidates.find((p) => p.id === last?.partnership);
  return last && before && { before, outcome: bounced(before, last, now) };
}
