import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openAgenda } from '#rehearsal/agenda.ts';

const entry = fc.record({ day: fc.integer({ min: 1, max: 5 }), rank: fc.integer({ min: 0, max: 3 }) });

it('gives what is earliest, then of lowest rank, then what was put in first, whenever it was put in', () => {
  fc.assert(
    fc.property(fc.array(fc.option(entry)), (steps) => {
      const agenda = openAgenda();
      let waiting: { at: string; rank: number; happen: () => void }[] = [];
      for (const step of steps) {
        if (step) {
          const added = { at: `2026-09-0${step.day}T07:00:00Z`, rank: step.rank, happen: () => {} };
          agenda.add(added);
          waiting = [...waiting, added].toSorted((a, b) => a.at.localeCompare(b.at) || a.rank - b.rank);
        } else expect(agenda.next()).toBe(waiting.shift());
      }
    }),
  );
});
