import { type Instant, localDate } from '#calendar/london.ts';
import { isSchoolDay } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { isWithinASchoolDay } from '#domain/dates/soon.ts';
import type { CycleId } from '#domain/ids.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { dutySpan, neededAt, overlap } from '#domain/people/busy.ts';
import { isDuring, isDutyOf } from './absent.ts';
import { type Coverer, type Cycle, type Duty, isAhead } from './cycle.ts';
import { type Absence, NOTHING_KNOWN } from './provision.ts';
import { neededDuties } from './rules.ts';
import type { SteppedIn } from './stood-in.ts';

/** What becomes of one cycle's cover that is lost within a school day. One of the two lists has something in it. */
export interface CoverLost {
  readonly cycle: CycleId;
  readonly steps: readonly SteppedIn[];
  /** what nobody who stands by can take */
  readonly missing: readonly Duty[];
}

/**
 * Cover that an absence takes away and that is to be given on the next school day at the latest: there is no time to plan it and
 * to have that agreed to, so whoever stands by for that cycle in that period steps in at once. They are kept free for it, and it
 * counts in their day and week already, so that no limit can be broken by it.
 */
export function lostWithinADay(p: Partnership, cohort: Cohort, absence: Absence, now: Instant): readonly CoverLost[] {
  const absences = [...(p.provision ?? NOTHING_KNOWN).absences, absence];
  const calendar = postCalendar(p, cohort);
  const isNow = (cycle: Cycle, duty: Duty) => {
    const { from } = dutySpan(p, cycle, duty);
    return isSchoolDay(calendar, localDate(from)) && isWithinASchoolDay(calendar, [from], now);
  };
  const isLost = (duty: Duty) => duty.kind === 'cover' && isDutyOf(absence.who, duty) && isDuring(absence, duty.date);
  return p.cycles
    .filter((cycle) => isAhead(cycle) && !cycle.members.includes(absence.who))
    .flatMap((cycle) => {
      const lost = (['planning', 'lesson'] as const)
        .flatMap((part) => neededDuties(p, cycle, part))
        .filter((duty) => isLost(duty) && isNow(cycle, duty));
      return lost.length > 0 ? [whoStepsIn(p, cycle, lost, absences)] : [];
    });
}

function whoStepsIn(p: Partnership, cycle: Cycle, lost: readonly Duty[], absences: readonly Absence[]): CoverLost {
  const free = cycle.duties.filter((duty) => duty.kind === 'stand-by' && canStepIn(p, cycle, duty, absences));
  const steps: SteppedIn[] = [];
  const missing: Duty[] = [];
  for (const duty of lost) {
    const place = free.findIndex(({ date, period }) => date === duty.date && period === duty.period);
    const [standBy] = place < 0 ? [] : free.splice(place, 1);
    if (standBy) steps.push({ ...placeOf(duty), from: covererOf(duty), to: covererOf(standBy) });
    else missing.push(duty);
  }
  return { cycle: cycle.id, steps, missing };
}

const placeOf = ({ date, period, whom }: Duty) => ({ date, period, whom });

const covererOf = ({ by, hired }: Duty): Coverer => ({ by, ...(hired !== undefined && { hired }) });

/** Are they there that day, still one of the school's, and needed for nothing else in that time? */
function canStepIn(p: Partnership, cycle: Cycle, standBy: Duty, absences: readonly Absence[]): boolean {
  const { by, date } = standBy;
  if (absences.some((a) => isDutyOf(a.who, standBy) && isDuring(a, date))) return false;
  if (p.provision?.cover.some((one) => one.id === by && one.erased !== undefined)) return false;
  if (!personOf(p, by) && p.former?.some((one) => one.id === by)) return false;
  const span = dutySpan(p, cycle, standBy);
  const twice = cycle.duties.some(
    (duty) => duty !== standBy && duty.by === by && duty.date === date && overlap(dutySpan(p, cycle, duty), span),
  );
  return !twice && neededAt(p, [by], span, cycle.id).length === 0;
}
