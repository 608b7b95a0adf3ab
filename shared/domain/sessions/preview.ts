import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import type { Shift } from '#domain/dates/preview.ts';
import { whenTold } from '#domain/messages/changed.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ReportPolicy } from '#domain/programme/policies.ts';
import { type ReportChase, reportChases } from './report-chases.ts';
import { inviteAt } from './rules.ts';
import { reportDue, type Session } from './session.ts';

/** All that follows when a session moves. */
export interface SessionPreview {
  /** when both hear of it; undefined: once the agreement holds, for which it waits */
  readonly told: { readonly people: readonly PersonId[]; readonly at: Instant | undefined };
  /** when its coach is asked for the report, and when that is due */
  readonly asked: Shift;
  readonly due: Shift;
  /** each email that chases it */
  readonly chases: readonly (Shift & Pick<ReportChase, 'act' | 'hours'>)[];
}

/** What the same rules decide that will decide it. @param to the session as it would be */
export function sessionPreview(
  p: Partnership,
  cohort: Cohort,
  from: Session,
  to: Session,
  now: Instant,
): SessionPreview | undefined {
  const policy = cohort.programme.sessions?.report;
  if (!policy) return undefined;
  const waits = heldSince(p, cohort.programme) === undefined;
  const due = ({ end }: Session) => reportDue(policy, cohort.calendar, end.at);
  const [olds, news] = [from, to].map((s) => chasesOf(policy, s, due(s)));
  return {
    told: {
      people: [to.coach, to.teacher].filter((id) => personOf(p, id)),
      at: waits ? undefined : toldAt(p, cohort, from, to, now),
    },
    asked: { old: from.end.at, new: to.end.at },
    due: { old: due(from), new: due(to) },
    chases: [...new Map([...(olds ?? []), ...(news ?? [])])].map(([name, { act, hours }]) => ({
      act,
      hours,
      old: olds?.get(name)?.at,
      new: news?.get(name)?.at,
    })),
  };
}

/** Whoever was invited hears of the new time with all else that changes for them; the others are invited by it. */
const toldAt = (p: Partnership, cohort: Cohort, from: Session, to: Session, now: Instant): Instant =>
  from.invited === undefined
    ? inviteAt(p, cohort, to, now)
    : whenTold(postCalendar(p, cohort), { starts: [from.start.at, to.start.at] }, now).queued;

const chasesOf = (policy: ReportPolicy, { end }: Session, due: Instant): ReadonlyMap<string, ReportChase> =>
  new Map(reportChases(policy, end.at, due).map((c) => [`${c.act} ${c.hours}`, c]));
