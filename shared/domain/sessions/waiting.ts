import { type Instant, localDate, london, plusDays } from '#calendar/london.ts';
import { MORNING, postIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { hasEnded, type Partnership, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import type { PersonId } from '#domain/people/person.ts';
import { goesAt, isPending, type Session } from './session.ts';

/*
 * Until a school's agreement holds its sessions wait: they can be planned, and nobody is invited to one, asked about one, or
 * sent a report on one.
 */

/** Was it over before the agreement held, or is it while none holds? Nothing is ever asked about it. */
export const isBefore = (held: Instant | undefined, s: Session): boolean => held === undefined || s.end.at <= held;

/** Is it a report that its coach may write, and that nobody asks for? */
export function isOffered(p: Partnership, { programme }: Pick<Cohort, 'programme'>, { session }: Obligation): boolean {
  const s = session && sessionOf(p, session);
  return s ? isBefore(heldSince(p, programme), s) : false;
}

/** Days before the first session that waits on which its coach and the lead are told: most schools have signed by then. */
const TOLD_AHEAD = 7;

/** Coach and lead hear once that sessions wait, when the first of them is near. */
export function waitingRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const first = new Map<PersonId, Session>();
  for (const s of p.sessions)
    if (isPending(s) && s.start.at > now && s.start.at < (first.get(s.coach)?.start.at ?? '9999'))
      first.set(s.coach, s);
  return [...first]
    .filter(([coach]) => personOf(p, coach) && !p.waitTold?.includes(coach))
    .map(([coach, s]) => {
      const at = goesAt(
        postCalendar(p, cohort),
        s,
        london(plusDays(localDate(s.start.at), -TOLD_AHEAD), MORNING).at,
        now,
      );
      return { at, do: (current) => tell(current, cohort, coach, now) };
    });
}

function tell(p: Partnership, cohort: Cohort, coach: PersonId, now: Instant): readonly Change[] {
  const people = [coach, 'lead'].filter((id) => !p.waitTold?.includes(id));
  const urgent = !postIsOpen(postCalendar(p, cohort), now);
  return [
    { what: 'wait-told', people },
    ...people.map((to) => ({
      what: 'message-queued' as const,
      message: { ...newMessage('sessions-wait', to, [], now), ...(urgent && { urgent }) },
    })),
  ];
}

/** Sessions at a school that wait for its agreement, the next first; none once it holds. */
export const waitingFor = (p: Partnership, { programme }: Cohort, now: Instant): readonly Session[] =>
  heldSince(p, programme) === undefined && !hasEnded(p.stage)
    ? p.sessions.filter((s) => isPending(s) && s.start.at > now)
    : [];
