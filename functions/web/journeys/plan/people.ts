import { type Instant, inWords } from '#calendar/london.ts';
import { type Cycle, type CycleSlot, cycleParts, type Duty, dateOf } from '#domain/cycles/cycle.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { covererName, cycleName, dutiesIn, nameOf, partInWords, timeOfDay, weekInWords } from '#web/kit/words/cycle.ts';
import { capital } from '#wording/wording.ts';

/** One line of a person's own calendar. */
interface Line {
  readonly at: Instant;
  readonly day: string;
  readonly time: string;
  readonly what: string;
}

const inOrder = (lines: readonly Line[]): readonly Line[] => lines.toSorted((a, b) => (a.at < b.at ? -1 : 1));

const line = ({ cohort, partnership }: InCohort, slot: CycleSlot, what: string): Line => ({
  at: slot.start.at,
  day: `${inWords(dateOf(slot))}${weekInWords(partnership, cohort, dateOf(slot))}`,
  time: capital(timeOfDay(slot)),
  what,
});

/** A plan person by person: the teachers with their sessions and who takes their classes, then whoever covers. */
export function peopleOf(place: InCohort, cycles: readonly Cycle[]) {
  const { partnership: p } = place;
  const members = [...new Set(cycles.flatMap((cycle) => cycle.members))].sort();
  const teachers = members.map((id) => ({
    name: nameOf(p, id),
    lines: inOrder(cycles.filter((c) => c.members.includes(id)).flatMap((c) => sessionsOf(place, c, id))),
  }));
  const duties = cycles.flatMap((cycle) =>
    [...cycleParts].flatMap((part) => dutiesIn(cycle, part).map((duty) => ({ cycle, slot: cycle[part], duty }))),
  );
  const cover = [...Map.groupBy(duties, ({ duty }) => duty.by)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) =>
      first
        ? {
            name: covererName(p, first.duty),
            lines: inOrder(
              [first, ...others].map(({ cycle, slot, duty }) => line(place, slot, dutyOf(p, cycle, duty))),
            ),
          }
        : [],
    );
  return { teachers, cover };
}

const dutyOf = (p: Partnership, cycle: Cycle, duty: Duty): string =>
  duty.kind === 'stand-by'
    ? `Stands by for ${cycleName(cycle)}`
    : `Takes ${duty.whom ? `${nameOf(p, duty.whom)}’s class` : 'a class'} (${cycleName(cycle)})`;

function sessionsOf(place: InCohort, cycle: Cycle, id: PersonId): readonly Line[] {
  const { partnership: p } = place;
  return cycleParts.map((part) => {
    const role = part === 'lesson' ? (cycle.teaching === id ? ', teaches' : ', observes') : '';
    const cover = dutiesIn(cycle, part).find((duty) => duty.whom === id);
    const covered = cover ? `; ${covererName(p, cover)} takes the class` : '';
    return line(place, cycle[part], `${partInWords[part]} of ${cycleName(cycle)}${role}${covered}`);
  });
}
