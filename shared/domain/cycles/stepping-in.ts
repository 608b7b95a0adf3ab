import type { Instant } from '#calendar/london.ts';
import { isSchoolDay } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { isWithinASchoolDay } from '#domain/dates/soon.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { dutySpan, neededAt, overlap } from '#domain/people/busy.ts';
import { isDuring, isDutyOf } from './absent.ts';
import { type Coverer, type Cycle, type Duty, isAhead, isSameDuty, type MissingCover } from './cycle.ts';
import { NOTHING_KNOWN } from './provision.ts';
import { neededDuties } from './rules.ts';
import type { SteppedIn } from './stood-in.ts';

/** A class of a cycle that is to come, and whoever was to take it cannot come. */
export interface LostCover {
  readonly cycle: Cycle;
  readonly duty: Duty;
  readonly starts: Instant;
}

/**
 * Cover that is to be given and that an absence takes away, of lessons that take place as agreed: where a member of the group cannot
 * come that day, or no pupils do, the lesson itself is planned anew.
 */
export function lostCover(p: Partnership, cohort: Cohort, now: Instant): readonly LostCover[] {
  const { absences } = p.provision ?? NOTHING_KNOWN;
  if (absences.length === 0) return [];
  const calendar = postCalendar(p, cohort);
  const isAway = (who: string, date: string) => absences.some((a) => a.who === who && isDuring(a, date));
  return p.cycles.filter(isAhead).flatMap((cycle) =>
    (['planning', 'lesson'] as const)
      .flatMap((part) => neededDuties(p, cycle, part))
      .filter((duty) => duty.kind === 'cover' && isAbsent(p, duty))
      .filter(({ date }) => isSchoolDay(calendar, date) && !cycle.members.some((who) => isAway(who, date)))
      .map((duty) => ({ cycle, duty, starts: dutySpan(p, cycle, duty).from }))
      .filter(({ starts }) => starts > now),
  );
}

/** Can whoever has that duty not come that day? */
const isAbsent = ({ provision }: Pick<Partnership, 'provision'>, duty: Duty): boolean =>
  provision?.absences.some((a) => isDutyOf(a.who, duty) && isDuring(a, duty.date)) === true;

/** When it was told that nobody takes it; undefined: not yet. */
export const toldOf = ({ cycle, duty }: LostCover): MissingCover | undefined => cycle.missing?.find(isSameDuty(duty));

/** What becomes of one cycle's cover that is lost within a school day: one of the two lists has something in it. */
interface Lost {
  readonly cycle: Cycle;
  readonly steps: readonly SteppedIn[];
  /** what nobody who stands by can take, and nobody has been told of yet */
  readonly missing: readonly LostCover[];
}

/**
 * Cover that is lost and is to be given on the next school day at the latest: there is no time to plan it and to have that agreed
 * to, so whoever stands by for that cycle in that period steps in at once. They are kept free for it, and it counts in their
 * day and week already, so that no limit can be broken by it.
 */
export function lostWithinADay(p: Partnership, cohort: Cohort, now: Instant): readonly Lost[] {
  const calendar = postCalendar(p, cohort);
  const soon = lostCover(p, cohort, now).filter(({ starts }) => isWithinASchoolDay(calendar, [starts], now));
  return [...Map.groupBy(soon, ({ cycle }) => cycle)]
    .map(([cycle, lost]) => whoStepsIn(p, cycle, lost))
    .filter(({ steps, missing }) => steps.length > 0 || missing.length > 0);
}

function whoStepsIn(p: Partnership, cycle: Cycle, lost: readonly LostCover[]): Lost {
  const free = cycle.duties.filter((duty) => duty.kind === 'stand-by' && canStepIn(p, cycle, duty));
  const steps: SteppedIn[] = [];
  const missing: LostCover[] = [];
  for (const one of lost) {
    const { duty } = one;
    const place = free.findIndex(({ date, period }) => date === duty.date && period === duty.period);
    const [standBy] = place < 0 ? [] : free.splice(place, 1);
    if (standBy) steps.push({ ...placeOf(duty), from: covererOf(duty), to: covererOf(standBy) });
    else if (!toldOf(one)) missing.push(one);
  }
  return { cycle, steps, missing };
}

const placeOf = ({ date, period, whom }: Duty) => ({ date, period, whom });

const covererOf = ({ by, hired }: Duty): Coverer => ({ by, ...(hired !== undefined && { hired }) });

/** Are they there that day, still one of the school's, and needed for nothing else in that time? */
function canStepIn(p: Partnership, cycle: Cycle, standBy: Duty): boolean {
  const { by, date } = standBy;
  if (isAbsent(p, standBy)) return false;
  if (p.provision?.cover.some((one) => one.id === by && one.erased !== undefined)) return false;
  if (!personOf(p, by) && p.former?.some((one) => one.id === by)) return false;
  const span = dutySpan(p, cycle, standBy);
  const twice = cycle.duties.some(
    (duty) => duty !== standBy && duty.by === by && duty.date === date && overlap(dutySpan(p, cycle, duty), span),
  );
  return !twice && neededAt(p, [by], span, cycle.id).length === 0;
}

/** Of a cycle, the classes that are taken by whoever stood by, as things are, and are to come. */
export const takenOf = (p: Pick<Partnership, 'provision'>, cycle: Cycle, now: Instant): readonly Duty[] =>
  isAhead(cycle)
    ? cycle.duties.filter((duty) => cycle.steppedIn?.some(isSameDuty(duty)) && dutySpan(p, cycle, duty).from > now)
    : [];

/** Of those, the ones of which whoever takes them has not heard: the email came back. */
export const takenUnheard = (p: Pick<Partnership, 'provision'>, cycle: Cycle, now: Instant): readonly Duty[] =>
  takenOf(p, cycle, now).filter(({ by }) => p.provision?.cover.some((one) => one.id === by && one.returned));
