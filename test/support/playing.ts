import type { Instant } from '#calendar/london.ts';
import { questionOf, quickAnswer } from '#cover/planner.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { Players } from '#rehearsal/players.ts';
import type { Rehearsing } from '#rehearsal/rehearsal.ts';
import { type Reached, RehearsedCohort } from '#rehearsal/rehearsed-cohort.ts';

/** What a test hears while a cohort is rehearsed. */
interface Heard {
  /** somebody has done something: how their school stood before, and stands now */
  readonly done?: (before: Partnership, after: Partnership, cohort: Cohort, now: Instant) => void;
  /** an email has just gone to somebody of a school, which stands as it did when it went */
  readonly sent?: (who: Reached, cohort: Cohort, now: Instant) => void;
}

/** Rehearses a cohort and lets a test hear of each act and each email in its turn; gives the schools as they end. */
export function playing(what: Rehearsing, heard: Heard): readonly Partnership[] {
  const rehearsed = new RehearsedCohort(what, (who) => {
    heard.sent?.(who, rehearsed.cohort, rehearsed.now);
    players.hear(who);
  });
  const become = rehearsed.become.bind(rehearsed);
  rehearsed.become = (before, after) => {
    become(before, after);
    heard.done?.(before, after, rehearsed.cohort, rehearsed.now);
  };
  const players = new Players(rehearsed, what);
  while (rehearsed.goOn())
    for (let i = rehearsed.nextToPlan(); i !== undefined; i = rehearsed.nextToPlan())
      rehearsed.takePlan(i, quickAnswer(questionOf(rehearsed.at(i), rehearsed.cohort, rehearsed.now)));
  return rehearsed.partnerships;
}
