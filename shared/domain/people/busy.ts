import { type Instant, type LocalDate, localDate, london, plusDays } from '#calendar/london.ts';
import { type Cycle, type CycleSlot, cycleParts, type Duty, dateOf, isAhead } from '#domain/cycles/cycle.ts';
import type { CycleId, SessionId } from '#domain/ids.ts';
import { type Refusal, refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { isPending } from '#domain/sessions/session.ts';
import { hasLeft, type PersonId, sameAddress } from './person.ts';

/** Somebody is needed somewhere: in a session, in a meeting or a lesson of a cycle, to cover a class or to stand by. */
export interface BusyTime {
  /** in lower case */
  readonly address: string;
  readonly from: Instant;
  /** exclusive */
  readonly until: Instant;
  /** the seat, or who only covers */
  readonly who: PersonId;
  readonly what: SessionId | CycleId;
}

/** A stretch of time. */
export type Span = Pick<BusyTime, 'from' | 'until'>;

export const overlap = (a: Span, b: Span): boolean => a.from < b.until && b.from < a.until;

/** The days in London that a stretch of time touches. */
export function daysTouched({ from, until }: Span): readonly LocalDate[] {
  const last = localDate(until);
  const days: LocalDate[] = [];
  for (let day = localDate(from); day <= last; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** A seat, or who only covers, is needed at a time, whoever sits there. */
export type SeatTime = Omit<BusyTime, 'address'>;

/** Which seats a school needs when: what is still to come, or of which nobody has said what became of it. */
export function seatTimesOf(p: Partnership): readonly SeatTime[] {
  if (hasEnded(p.stage)) return [];
  return [
    ...p.sessions
      .filter(isPending)
      .flatMap(({ id, coach, teacher, start, end }) =>
        [coach, teacher].map((who) => ({ from: start.at, until: end.at, who, what: id })),
      ),
    ...p.cycles.filter(isAhead).flatMap((cycle) => seatTimesIn(p, cycle)),
  ];
}

/**
 * Who is needed when, at one school, of whom an address is known. Whoever a plan by hand names, and nobody has told of, has no
 * address; nor has hired cover.
 */
export const busyOf = (p: Partnership): readonly BusyTime[] =>
  seatTimesOf(p).flatMap(({ who, what, from, until }) => busyAt(p, who, what, { from, until }));

const seatTimesIn = (p: Partnership, cycle: Cycle): readonly SeatTime[] => [
  ...cycle.members.flatMap((who) => cycleParts.map((part) => ({ ...spanOf(cycle[part]), who, what: cycle.id }))),
  ...cycle.duties.map((duty) => ({ ...dutySpan(p, cycle, duty), who: duty.by, what: cycle.id })),
];

const spanOf = ({ start, end }: CycleSlot): Span => ({ from: start.at, until: end.at });

/** A duty names a period of the school's day; planned by hand, a time of its cycle that may be no period. */
export function dutySpan({ provision }: Pick<Partnership, 'provision'>, cycle: Cycle, { date, period }: Duty): Span {
  const same = cycleParts.find((part) => dateOf(cycle[part]) === date && cycle[part].period === period);
  if (same) return spanOf(cycle[same]);
  const known = provision?.periods.find(({ name }) => name === period);
  if (known) return { from: london(date, known.start).at, until: london(date, known.end).at };
  return spanOf(date === dateOf(cycle.planning) && date !== dateOf(cycle.lesson) ? cycle.planning : cycle.lesson);
}

function busyAt(p: Partnership, who: PersonId, what: BusyTime['what'], { from, until }: Span): readonly BusyTime[] {
  const address = addressOf(p, who);
  return address && from < until ? [{ address, from, until, who, what }] : [];
}

function addressOf(p: Partnership, who: PersonId): string | undefined {
  const person = personOf(p, who);
  if (person) return hasLeft(person) ? undefined : sameAddress(person.email);
  const cover = p.provision?.cover.find(({ id }) => id === who);
  return cover && sameAddress(cover.email);
}

/** Two of these are one booking of one person: it is claimed once. */
export const isSameTime = (a: Span & { readonly address: string }, b: Span & { readonly address: string }): boolean =>
  a.address === b.address && a.from === b.from && a.until === b.until;

/** Which of these people the school itself needs at a time, whatever seat of theirs it is for. @param but for that */
export function neededAt(p: Partnership, people: readonly PersonId[], span: Span, but?: string): readonly BusyTime[] {
  const busy = busyOf(p).filter(({ what }) => what !== but);
  return people
    .flatMap((who) => busyAt(p, who, '', span))
    .filter((asked) => busy.some((one) => one.address === asked.address && overlap(one, asked)));
}

/** Whoever asked for them then hears no more than this: not where they are needed, at which school, or with whom. */
export const notFree = (p: Partnership, lost: readonly BusyTime[]): { readonly refused: Refusal } =>
  refuse('not-now', `${notFreeInWords(p, lost)}. Choose another time.`);

/** "Odalys Ferreira is not free then" */
export function notFreeInWords(p: Partnership, lost: readonly Pick<BusyTime, 'who'>[]): string {
  const names = [...new Set(lost.map(({ who }) => nameAt(p, who)))].sort();
  const others = names.slice(0, -1);
  const [last = ''] = names.slice(-1);
  return others.length > 0 ? `${others.join(', ')} and ${last} are not free then` : `${last} is not free then`;
}

/** Of a seat, or of somebody who only covers. */
export const nameAt = (p: Partnership, who: PersonId): string =>
  (personOf(p, who) ?? p.provision?.cover.find(({ id }) => id === who))?.name ?? 'A person';
