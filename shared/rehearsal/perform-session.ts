import { type Instant, london } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { type Outcome, refuse } from '#domain/partnership/outcome.ts';
import { obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { reportGone } from '#domain/people/acts.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { bounced, callOff, holdSession, moveSession, planSession, sendReport } from '#domain/sessions/acts.ts';
import { reportId } from '#domain/sessions/reports.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import type { SessionLine } from './story.ts';

/** A message that went, for a story in which it bounces. */
export interface SentMessage extends Pick<Message, 'key' | 'kind' | 'to' | 'session' | 'proposed' | 'former'> {
  readonly partnership: PartnershipId;
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
  sent: readonly SentMessage[],
): Performed | undefined {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  if (line.does === 'bounce') return bounce(line.who, cohort, candidates, now, sent);
  // of a stranger, it is not for us to say what is whose
  if (!isLead && !candidates.some((p) => p.people.some((one) => sameAddress(one.email) === line.who))) return undefined;
  if (line.does === 'plan-session') return plan(line, cohort, candidates, now);
  const isCoach = (p: Partnership, s: Session) =>
    p.people.some((one) => one.id === s.coach && sameAddress(one.email) === line.who);
  const leadToo = line.does === 'moved' || line.does === 'cancelled';
  const meant = candidates
    .flatMap((before) => before.sessions.map((session) => ({ before, session })))
    .filter(({ session: s }) => line.session === undefined || s.id === line.session || s.start.local === line.session);
  const found = meant
    .filter(({ before, session }) => (leadToo && isLead) || isCoach(before, session))
    .sort(
      (a, b) =>
        rank(line, a.before, a.session, now) - rank(line, b.before, b.session, now) ||
        (a.session.end.at < b.session.end.at ? -1 : 1),
    )[0];
  if (!found) return meant[0] && { before: meant[0].before, outcome: refuse('not-asked', whose[line.does]) };
  const { before, session } = found;
  const by: PersonId = isCoach(before, session) ? session.coach : 'lead';
  return { before, outcome: done() };

  function done(): Outcome {
    switch (line.does) {
      case 'held':
        return holdSession(before, cohort, session.id, line.ended ? at(line.ended) : session.end.at, now);
      case 'moved':
        // a story says what its people mean
        return moveSession(before, cohort, session.id, { ...line, despite: true }, line.why ?? '', by, now);
      case 'cancelled':
        return callOff(before, cohort, session.id, line.why ?? '', by, now);
      default:
        return sendReport(before, cohort, session.id, by, now);
    }
  }
}

/** Whose a matter is, for those who try though it is not theirs. */
const whose: Record<Exclude<SessionLine['does'], 'bounce'>, string> = {
  'plan-session': 'Only its coach or the programme lead can plan a session.',
  moved: 'Only its coach or the programme lead can move a session.',
  cancelled: 'Only its coach or the programme lead can cancel a session.',
  held: 'Only its coach can say that a session was held.',
  report: 'Only its coach can send a report.',
};

const at = (local: string): Instant => london(local.slice(0, 10), local.slice(11, 16)).at;

/** What a line most likely means, where it names no session: the report still owed, the session still to be spoken of. */
function rank(line: SessionLine, p: Partnership, s: Session, now: Instant): number {
  const owed = obligationOf(p, reportId(s));
  const isOwed = owed !== undefined && isOpen(owed);
  if (line.does === 'report') return isOwed ? 0 : reportRank(s, now);
  if (!isPending(s)) return 9;
  if (line.does === 'held') return s.end.at <= now ? 0 : 1;
  // moved or cancelled: the answer to the question what became of it, before any plan for one to come
  if (isOwed) return 0;
  return s.start.at > now ? 1 : 2;
}

/** Where no report is owed. */
function reportRank(s: Session, now: Instant): number {
  if (s.state === 'held' && !s.report) return 1;
  return isPending(s) && s.start.at < now ? 2 : 3;
}

function plan(
  line: Extract<SessionLine, { does: 'plan-session' }>,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
): Performed | undefined {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  const coachAddress = line.coach ?? line.who;
  const isCoach = candidates.some((p) =>
    p.people.some((one) => one.role === 'coach' && sameAddress(one.email) === line.who),
  );
  if (!isLead && !(isCoach && coachAddress === line.who))
    return candidates[0] && { before: candidates[0], outcome: refuse('not-asked', whose['plan-session']) };
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
        { coach: coach.id, teacher: teacher.id, date, start, end, place, focus, despite: true },
        now,
      ),
    };
  }
  return undefined;
}

/** The last message that went to the address comes back. */
function bounce(
  address: string,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
  sent: readonly SentMessage[],
): Performed | undefined {
  const ofThese = ({ partnership }: SentMessage) => candidates.some((p) => p.id === partnership);
  const last = sent.findLast((one) => sameAddress(one.address) === address && ofThese(one));
  const before = candidates.find((p) => p.id === last?.partnership);
  if (!last || !before) return undefined;
  // what follows of the session, then what follows of its reader, as when the mail service tells it
  const first = bounced(before, last, now);
  const known = 'refused' in first ? before : first.partnership;
  const seat = personOf(known, last.to);
  const isTheirs = seat && sameAddress(seat.email) === address && !last.proposed && last.former === undefined;
  const then = isTheirs ? reportGone(known, cohort, last.to, 'bounced', now) : undefined;
  if (!then || 'refused' in then) return { before, outcome: 'refused' in first && then ? then : first };
  if ('refused' in first) return { before, outcome: then };
  return { before, outcome: { ...then, changes: [...first.changes, ...then.changes] } };
}
