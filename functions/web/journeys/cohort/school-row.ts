import { type Instant, inShort, localDate } from '#calendar/london.ts';
import { isAlarm } from '#domain/cycles/rules.ts';
import type { Urn } from '#domain/ids.ts';
import { isOpen, isOverdue } from '#domain/obligations/obligation.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { overdueBy, shortThing } from '#web/kit/words/obligation.ts';
import { schoolStage, type Tag } from '#web/kit/words/stage.ts';
import { capital } from '#wording/wording.ts';

/** A school in its cohort's table. */
export interface SchoolRow {
  readonly urn: Urn;
  readonly school: string;
  readonly phase: string;
  readonly stage: Tag;
  readonly owed: readonly {
    readonly what: string;
    readonly by: string;
    readonly due: string;
    readonly overdue: number | undefined;
    /** of cover: the session is near, and nobody has confirmed it */
    readonly alarm: boolean;
  }[];
  readonly overdue: boolean;
  readonly yours: boolean;
  readonly lastSign: string;
}

export function schoolRow(place: InCohort, now: Instant): SchoolRow {
  const { partnership } = place;
  const open = partnership.obligations.filter(isOpen).toSorted((a, b) => (a.due.at < b.due.at ? -1 : 1));
  return {
    urn: partnership.urn,
    school: partnership.school,
    phase: partnership.phase,
    stage: schoolStage(partnership),
    owed: open.map((obligation) => ({
      what: capital(shortThing({ ...place, obligation })),
      by: obligation.owner === 'lead' ? 'you' : (playerOf(place, obligation.owner)?.name ?? ''),
      due: inShort(localDate(obligation.due.at)),
      overdue: overdueBy({ ...place, obligation }, now),
      alarm: isAlarm(obligation),
    })),
    overdue: open.some((o) => isOverdue(o, now)),
    yours: open.some((o) => o.owner === 'lead'),
    lastSign: partnership.lastSignOfLife ? inShort(localDate(partnership.lastSignOfLife)) : 'None yet',
  };
}
