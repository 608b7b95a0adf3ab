import type { Busy } from './clashes.ts';
import { timesOverlap } from './timetable.ts';

/** What keeps each teacher on each day. */
export class BusyTeachers {
  private readonly byDay = new Map<string, Set<Busy>>();

  areFree(things: readonly Busy[]): boolean {
    return things.every(
      (one) => ![...(this.byDay.get(dayKey(one)) ?? [])].some(({ times }) => timesOverlap(times, one.times)),
    );
  }

  keep(things: readonly Busy[]): void {
    for (const one of things) this.byDay.set(dayKey(one), (this.byDay.get(dayKey(one)) ?? new Set()).add(one));
  }

  release(things: readonly Busy[]): void {
    for (const one of things) this.byDay.get(dayKey(one))?.delete(one);
  }
}

const dayKey = ({ teacher, d }: Busy): string => `${teacher}|${d}`;
