import { inShort, inWords, type LocalDate, type LondonTime, localTime, timeInWords } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import {
  type Coverer,
  type Cycle,
  type CyclePart,
  type CycleSlot,
  type Duty,
  dateOf,
  type Hire,
  hiredCover,
} from '#domain/cycles/cycle.ts';
import { weekLetter } from '#domain/cycles/provision.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { withinSentence } from '#wording/wording.ts';

/** Of a teacher, or of somebody who covers: whoever was written by hand as written. */
export function nameOf(p: Partnership, id: PersonId): string {
  const known = personOf(p, id)?.name ?? p.provision?.cover.find((c) => c.id === id)?.name;
  if (known !== undefined) return known;
  return p.former?.some((one) => one.id === id) ? 'Somebody who has left' : id;
}

/** Of whoever has a duty: hired cover has no name but its number of the day. */
export const covererName = (p: Partnership, { by, hired }: Coverer): string =>
  hired === undefined ? nameOf(p, by) : supplyTeacher(hired);

const supplyTeacher = (nth: number): string => `Supply teacher ${nth}`;

export const hireName = ({ nth }: Pick<Hire, 'nth'>): string => supplyTeacher(nth);

/** Whom a name means to the plan: somebody who covers, hired cover, anybody else as written. */
export function covererNamed(p: Partnership, name: string): Coverer {
  const same = (other: string) => sameAddress(other) === sameAddress(name);
  const [, number] = /^supply teacher (\d+)$/i.exec(name) ?? [];
  const known = p.provision?.cover.find((c) => same(c.name));
  return !known && number ? hiredCover(Number(number)) : { by: known?.id ?? name };
}

/** "Ada, Ben and Cy" */
export const namesListed = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);

export const partInWords: Record<CyclePart, string> = {
  planning: 'Planning meeting',
  lesson: 'Research lesson',
  debrief: 'Debrief',
};

/** "period 3", "lunch", "after school"; a time that is no period of the school's as it is. */
export const periodInWords = (name: string): string =>
  /^\d+\w?$/.test(name) ? `period ${name}` : withinSentence(name);

/** "9am to 10am" */
export const fromTo = ({ start, end }: { readonly start: LondonTime; readonly end: LondonTime }): string =>
  `${timeInWords(localTime(start.at))} to ${timeInWords(localTime(end.at))}`;

/** "Thursday 12 November 2026, period 3 (11:15am to 12:15pm)" */
export const slotInWords = (slot: CycleSlot): string => `${inWords(dateOf(slot))}, ${timeOfDay(slot)}`;

/** "period 3 (11:15am to 12:15pm)" */
export const timeOfDay = (slot: CycleSlot): string =>
  slot.period && slot.period !== fromTo(slot) ? `${periodInWords(slot.period)} (${fromTo(slot)})` : fromTo(slot);

/** "Mon 2 Nov" */
export const dayInBrief = (date: LocalDate): string => inShort(date).replace(/ \d{4}$/, '');

/** "Triad 1, cycle 2" */
export const cycleName = ({ group, nth }: Pick<Cycle, 'group' | 'nth'>): string => `${group}, cycle ${nth}`;

/** The duties of one of a cycle's sessions. */
export const dutiesIn = (cycle: Cycle, part: CyclePart): readonly Duty[] =>
  cycle.duties.filter((duty) => duty.date === dateOf(cycle[part]) && duty.period === cycle[part].period);

/** "Corin Standfast takes Ben Sample’s class", "Dilys Makebelieve stands by" */
export const dutyInWords = (p: Partnership, duty: Duty): string =>
  duty.kind === 'stand-by'
    ? `${covererName(p, duty)} stands by`
    : `${covererName(p, duty)} takes ${duty.whom ? `${nameOf(p, duty.whom)}’s class` : 'a class'}`;

/** ", week B": which week of the school's timetable a day is in, where these differ. */
export function weekInWords({ provision }: Partnership, { calendar }: Cohort, date: LocalDate): string {
  const letter = provision && weekLetter(provision, calendar, date);
  return letter ? `, week ${letter}` : '';
}
