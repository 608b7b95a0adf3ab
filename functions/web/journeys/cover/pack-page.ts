import { type Instant, inWords, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { dateOf, type Hire, isAhead } from '#domain/cycles/cycle.ts';
import { coverId, isAlarm, neededDuties } from '#domain/cycles/rules.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { coveredParts, dutyFacts, sessionOfCycle } from '#web/kit/words/cover.ts';
import { hireName, weekInWords } from '#web/kit/words/cycle.ts';

const halves: Record<Hire['half'], string> = {
  morning: 'the morning',
  afternoon: 'the afternoon',
  day: 'the whole day',
};

/** "Supply teacher 1, the morning" */
const hireInWords = (hire: Hire): string => `${hireName(hire)}, ${halves[hire.half]}`;

const poundsFor = ({ provision }: Partnership, hires: readonly Hire[]): number | undefined => {
  const supply = provision?.supply;
  return supply && hires.reduce((sum, { half }) => sum + (half === 'day' ? supply.fullDay : supply.halfDay), 0);
};

/** Everybody who is to cover from today on, by day: who takes whose class, who stands by, whom to hire. */
export function coverPack(p: Partnership, cohort: Cohort, now: Instant) {
  const today = localDate(now);
  const sessions = p.cycles.filter(isAhead).flatMap((cycle) =>
    coveredParts.flatMap((part) => {
      const duties = neededDuties(p, cycle, part);
      const date = dateOf(cycle[part]);
      if (duties.length === 0 || date < today) return [];
      const o = obligationOf(p, coverId(cycle, part));
      return [
        {
          date,
          at: cycle[part].start.at,
          what: sessionOfCycle(cycle, part),
          confirmed: o?.end?.how === 'done',
          alarm: o !== undefined && isAlarm(o),
          asked: o !== undefined && isOpen(o),
          duties: duties.map((duty) => dutyFacts(p, cycle, duty)),
        },
      ];
    }),
  );
  const hires = (p.plan?.hires ?? []).filter((hire) => hire.date >= today);
  const dates = [...new Set([...sessions.map((s) => s.date), ...hires.map((h) => h.date)])].sort();
  return {
    days: dates.map((date) => ({
      day: `${inWords(date)}${weekInWords(p, cohort, date)}`,
      hires: hires.filter((h) => h.date === date).map(hireInWords),
      sessions: sessions.filter((s) => s.date === date).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    })),
    hires: hires
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.nth - b.nth))
      .map((h) => ({ day: inWords(h.date), who: hireInWords(h) })),
    pounds: poundsFor(p, hires)?.toLocaleString('en-GB'),
  };
}
