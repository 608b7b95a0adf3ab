import { type Instant, localDate, localTime, london, plusDays, weekday } from '#calendar/london.ts';
import type { SchoolCalendar } from '#calendar/school-calendar.ts';
import { type Cycle, cycleParts, type Duty, dateOf } from '#domain/cycles/cycle.ts';
import type { Message } from '#domain/messages/message.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { TWO_TICKS } from './faults.ts';
import type { Promised } from './promise.ts';
import { HOUR, instantOf, MINUTE, type Milliseconds, msOf } from './time.ts';
import { idOf } from './truth.ts';

/** A class that is to be taken, by somebody who cannot come. */
interface Lost {
  readonly cycle: Cycle;
  readonly duty: Duty;
  readonly starts: Instant;
}

const nameOf = ({ cycle, duty: { date, period, whom, by } }: Lost): string =>
  `${cycle.id} ${date} ${period} ${whom} ${by}`;

const isAway = (p: Partnership, who: string, date: string, hired = false): boolean =>
  p.provision?.absences.some(
    (a) => (a.who === who || (hired && a.who === 'supply')) && a.from <= date && (a.until ?? '9') >= date,
  ) === true;

/** The classes that are lost, of lessons that take place as far as everybody else is concerned. */
function lostAt(p: Partnership, now: Instant): readonly Lost[] {
  const sits = (seat: string) => p.people.some(({ id }) => id === seat);
  const lost = p.cycles
    .filter((c) => c.state === 'planned' && sits(c.teaching))
    .flatMap((cycle) =>
      cycle.duties
        .filter(({ kind, whom, by, date, hired }) => {
          const meets = cycle.members.every((who) => sits(who) && !isAway(p, who, date));
          return kind === 'cover' && whom && meets && isAway(p, by, date, hired !== undefined);
        })
        .flatMap((duty) => {
          const starts = startOf(p, cycle, duty);
          return starts ? [{ cycle, duty, starts }] : [];
        }),
    );
  return lost.filter(({ starts }) => starts > now);
}

function startOf(p: Partnership, cycle: Cycle, { date, period }: Duty): Instant | undefined {
  const part = cycleParts.find((one) => dateOf(cycle[one]) === date && cycle[one].period === period);
  const known = p.provision?.periods.find(({ name }) => name === period);
  return part ? cycle[part].start.at : known && london(date, known.start).at;
}

function isSchoolDay(p: Partnership, calendar: SchoolCalendar, day: string): boolean {
  const term = calendar.terms.find(({ start, end }) => start <= day && day <= end);
  const [from, to] = term?.halfTerm ?? ['9', '9'];
  const closed = [...calendar.bankHolidays, ...(calendar.closures ?? []), ...(p.provision?.closures ?? [])];
  const isOff = calendar.inset.includes(day) || closed.some(({ date }) => date === day);
  return term !== undefined && weekday(day) <= 5 && !(from <= day && day <= to) && !isOff;
}

/** Is a class on the next school day at the latest, from eight that morning on? */
function isNear(p: Partnership, calendar: SchoolCalendar, { duty: { date } }: Lost, now: Instant): boolean {
  if (!isSchoolDay(p, calendar, date)) return false;
  let eve = plusDays(date, -1);
  while (!isSchoolDay(p, calendar, eve)) {
    if (eve < (calendar.terms[0]?.start ?? '')) return false;
    eve = plusDays(eve, -1);
  }
  return `${localDate(now)} ${localTime(now)}` >= `${eve} 08:00`;
}

const isSame = (a: Duty, b: Duty): boolean =>
  a.date === b.date && a.period === b.period && a.whom === b.whom && a.by === b.by;

/** Does somebody stand by for that class whom nothing else keeps from it? */
const standsBy = (p: Partnership, { cycle, duty: { date, period } }: Lost): boolean =>
  cycle.duties.some((one) => {
    const isTheirs = one.kind === 'stand-by' && one.date === date && one.period === period && one.hired === undefined;
    const known = p.provision?.cover.find(({ id }) => id === one.by);
    if (!isTheirs || !known || known.erased || isAway(p, one.by, date)) return false;
    return !p.cycles
      .flatMap((c) => c.duties)
      .some((other) => other !== one && other.by === one.by && other.date === date);
  });

/** Of cover lost on the day, these speak. */
const SPEAKS = /^cover-(stepped-in|missing|yours|untold)$/;

export const lostCoverIsSeenTo: Promised = {
  says: 'Cover that is lost within a school day is given by whoever stands by, or said to be missing within the hour and again before the class; at night only those hear whom it concerns first',
  watch({ truth, faults, now, partnerships, poisoned, cohort }) {
    /** by school and class: since when it is lost and near */
    const since = new Map<string, Milliseconds>();

    function unseen(id: string, p: Partnership, one: Lost, at: Milliseconds): string | undefined {
      const name = `${id} ${nameOf(one)}`;
      const from = since.get(name) ?? at;
      since.set(name, from);
      const excused = Math.max(faults.excusedUntil(id), faults.excusedUntil(cohort)) + TWO_TICKS;
      const said = one.cycle.missing?.find((told) => isSame(told, one.duty));
      if (!said) return Math.max(from + HOUR, excused) < at ? `${name}: nobody takes it or has been told` : undefined;
      const told = msOf(said.since);
      if (at < told + 3 * MINUTE && standsBy(p, one)) return `${name}: is said to be missing, and somebody stands by`;
      const soon = msOf(one.starts) - HOUR;
      const late = told < soon && !said.again && Math.max(soon + 30 * MINUTE, excused) < at;
      return late ? `${name}: nobody takes it, and nobody has been told again` : undefined;
    }

    return {
      written(written) {
        for (const { pk, sk, before, after } of written) {
          const message = after?.it as Message | undefined;
          if (!sk.startsWith('live#message#') || before || !message || !SPEAKS.test(message.kind)) continue;
          const time = localTime(message.queued);
          const p = truth.partnership(idOf(pk));
          const sees = p?.people.some((one) => one.id === 'cover' && !one.gone) ? 'cover' : 'link';
          const isFirst = message.to !== 'lead' && (message.to !== 'link' || sees === 'link');
          if ((time < '07:00' || time >= '20:00') && p && !isFirst)
            return `${message.key} tells ${message.to} at night of cover`;
        }
        return undefined;
      },
      tick(at) {
        const calendar = truth.cohort()?.calendar;
        if (!calendar) return undefined;
        const moment = instantOf(now());
        for (const id of partnerships()) {
          const p = poisoned.has(id) ? undefined : truth.partnership(id);
          if (!p || hasEnded(p.stage) || !p.provision?.absences.length) continue;
          for (const one of lostAt(p, moment)) {
            const broken = isNear(p, calendar, one, moment) ? unseen(id, p, one, at) : undefined;
            if (broken) return broken;
          }
        }
        return undefined;
      },
    };
  },
};
