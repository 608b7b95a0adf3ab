import { type Instant, localDate, london } from '#calendar/london.ts';
import { writtenTo } from '#domain/cycles/coverers.ts';
import {
  type Coverer,
  type Cycle,
  cycleParts,
  type Duty,
  dateOf,
  type Hire,
  isSameDuty,
} from '#domain/cycles/cycle.ts';
import { coverManagerOf, coverPartOf, neededDuties } from '#domain/cycles/rules.ts';
import { lostCover, takenOf, takenUnheard, toldOf } from '#domain/cycles/stepping-in.ts';
import type { Message } from '#domain/messages/message.ts';
import { coverNews, heardOf } from '#domain/messages/news.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { cycleOf, type Partnership } from '#domain/partnership/partnership.ts';
import type { Booking } from '#email/templates/cover.ts';
import type { DutyTold } from '#email/templates/cycles.ts';
import { cycleSessionOf, nameTold } from '#use-cases/cycle-told.ts';

/** Who covers, by name: somebody of the school, hired cover with its number of the day, or as a person wrote it. */
const covererOf = ({ provision }: Pick<Partnership, 'provision'>, { by, hired }: Coverer): string =>
  hired !== undefined ? `supply teacher ${hired}` : (provision?.cover.find((person) => person.id === by)?.name ?? by);

/** A duty with names and times. @param cycle whose duty it is: planned by hand, its times may be those of no period */
function dutyTold(place: InCohort, cycle: Pick<Cycle, 'planning' | 'lesson' | 'debrief'>, duty: Duty): DutyTold {
  const { partnership: p } = place;
  const { kind, date, period: name, whom } = duty;
  const period = p.provision?.periods.find((one) => one.name === name);
  const part = cycleParts.find((one) => dateOf(cycle[one]) === date && cycle[one].period === name);
  const times = period
    ? { start: london(date, period.start).at, end: london(date, period.end).at }
    : part && { start: cycle[part].start.at, end: cycle[part].end.at };
  return {
    kind,
    date,
    ...times,
    period: name,
    whom: whom && nameTold(place, whom),
    by: covererOf(p, duty),
    hired: duty.hired !== undefined,
  };
}

const booking = (place: InCohort, { date, unit, nth, half }: Hire): Booking => ({
  date,
  who: covererOf(place.partnership, { by: unit, hired: nth }),
  half,
});

const byTime = (a: DutyTold, b: DutyTold): number => {
  const [one, other] = [a, b].map(({ date, start = '', kind }) => `${date} ${start} ${kind}`);
  return (one ?? '') < (other ?? '') ? -1 : one === other ? 0 : 1;
};

const aheadOf = (today: string) => (it: { readonly date: string }) => it.date >= today;

/** All cover that is still to come, by day. */
export function packFacts(place: InCohort, message: Message, now: Instant) {
  const { partnership: p } = place;
  const ahead = aheadOf(localDate(now));
  const cycles = cyclesOf(p, message).filter((c) => c.state === 'planned');
  const needed = (c: Cycle) => (['planning', 'lesson'] as const).flatMap((part) => neededDuties(p, c, part));
  const duties = cycles
    .flatMap((c) =>
      needed(c)
        .filter(ahead)
        .map((duty) => dutyTold(place, c, duty)),
    )
    .toSorted(byTime);
  const hires = (p.plan?.hires ?? []).filter(ahead);
  const { halfDay, fullDay } = p.provision?.supply ?? {};
  const pounds =
    halfDay === undefined || fullDay === undefined
      ? undefined
      : hires.reduce((sum, { half }) => sum + (half === 'day' ? fullDay : halfDay), 0);
  return { duties, bookings: hires.map((hire) => booking(place, hire)), pounds };
}

const cyclesOf = (p: Partnership, { cycles = [] }: Message): readonly Cycle[] =>
  cycles.flatMap((id) => cycleOf(p, id) ?? []);

/** What is no longer needed, and what is, of the cycles that changed. */
export function changedCoverFacts(place: InCohort, message: Message, now: Instant) {
  const { partnership: p } = place;
  const ahead = aheadOf(localDate(now));
  const cycles = coverNews(p, message).map((cycle) => ({ cycle, was: heardOf(message, cycle) }));
  const gone = cycles.flatMap(({ cycle, was }) =>
    (was?.duties ?? [])
      .filter((d) => ahead(d) && !cycle.duties.some(isSameDuty(d)))
      .map((duty) => ({ cycle: was ?? cycle, duty })),
  );
  const needed = cycles
    .filter(({ cycle }) => cycle.state === 'planned')
    .flatMap(({ cycle, was }) =>
      cycle.duties
        .filter(ahead)
        .map((d) => ({ ...dutyTold(place, cycle, d), fresh: !was?.duties.some(isSameDuty(d)) })),
    );
  const hires = p.plan?.hires ?? [];
  const steppedIn = cycles.flatMap(({ cycle }) => takenOf(p, cycle, now));
  const namesOf = (duties: readonly Duty[]) => [...new Set(duties.map((duty) => covererOf(p, duty)))];
  const unhired = gone
    .map(({ duty }) => duty)
    .filter(({ by, date, hired }) => hired !== undefined && !hires.some((h) => h.date === date && h.unit === by));
  return {
    gone: gone.map(({ cycle, duty }) => dutyTold(place, cycle, duty)).toSorted(byTime),
    now: needed.toSorted(byTime),
    told: namesOf(steppedIn.filter(({ by }) => writtenTo(p, by))),
    untold: namesOf(steppedIn.filter(({ by }) => !writtenTo(p, by))),
    bookingsGone: unhired
      .filter(({ by, date }, i) => i === unhired.findIndex((other) => other.date === date && other.by === by))
      .map((duty) => ({ date: duty.date, who: covererOf(p, duty) })),
    bookings: hires.filter(({ date }) => needed.some((duty) => duty.date === date)).map((hire) => booking(place, hire)),
  };
}

/** What nobody takes, as things are, and who sees to it. */
export function missingCoverFacts(place: InCohort, message: Message, now: Instant) {
  const { cohort, partnership: p } = place;
  const lost = lostCover(p, cohort, now).filter((one) => message.cycles?.includes(one.cycle.id) && toldOf(one));
  const manager = playerOf(place, coverManagerOf(p));
  return {
    missing: lost.map(({ cycle, duty }) => dutyTold(place, cycle, duty)).toSorted(byTime),
    manager: { name: manager?.name ?? '', email: manager?.email ?? '', self: manager?.id === message.to },
  };
}

/** The classes that whoever stood by takes, and who manages cover. */
export function takenCoverFacts(
  place: InCohort,
  cycle: Cycle,
  now: Instant,
  whose: (duty: Duty) => boolean = () => true,
) {
  return {
    taken: takenOf(place.partnership, cycle, now)
      .filter(whose)
      .map((duty) => dutyTold(place, cycle, duty))
      .toSorted(byTime),
    manager: managerOf(place),
  };
}

/** Of cycles, the classes that one person takes who stood by, and who manages cover. */
export function yourCoverFacts(place: InCohort, { cycles = [], to }: Pick<Message, 'cycles' | 'to'>, now: Instant) {
  const told = cycles
    .flatMap((id) => cycleOf(place.partnership, id) ?? [])
    .map((cycle) => takenCoverFacts(place, cycle, now, (duty) => duty.by === to));
  return { taken: told.flatMap(({ taken }) => taken).toSorted(byTime), manager: managerOf(place) };
}

/** Of cycles, the classes of which whoever takes them has not heard. */
export const untoldCover = (place: InCohort, { cycles = [] }: Message, now: Instant): readonly DutyTold[] =>
  cycles
    .flatMap((id) => cycleOf(place.partnership, id) ?? [])
    .flatMap((cycle) => takenUnheard(place.partnership, cycle, now).map((duty) => dutyTold(place, cycle, duty)))
    .toSorted(byTime);

function managerOf(place: InCohort) {
  const manager = playerOf(place, coverManagerOf(place.partnership));
  return { name: manager?.name ?? '', email: manager?.email ?? '' };
}

/** The cover of the one session that an obligation is about, and who sees to it. */
export function sessionCoverFacts(place: InCohort, cycle: Cycle, obligation: Obligation, reader: string) {
  const part = coverPartOf(obligation);
  const id = coverManagerOf(place.partnership);
  const manager = playerOf(place, obligation.owner) ?? playerOf(place, id);
  return {
    group: cycle.group,
    nth: cycle.nth,
    part,
    meeting: cycleSessionOf(place, cycle[part]),
    duties: neededDuties(place.partnership, cycle, part)
      .map((duty) => dutyTold(place, cycle, duty))
      .toSorted(byTime),
    due: obligation.due.at,
    manager: { name: manager?.name ?? '', email: manager?.email ?? '', self: manager?.id === reader },
  };
}
