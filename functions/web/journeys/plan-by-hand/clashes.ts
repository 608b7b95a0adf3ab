import { inWords, localTime, plusDays } from '#calendar/london.ts';
import { type Cycle, type CyclePart, type CycleSlot, cycleParts, dateOf } from '#domain/cycles/cycle.ts';
import { lessonPeriods, timetableDay, timetableOf } from '#domain/cycles/provision.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { FieldFault } from '#web/kit/fields/fault.ts';
import { covererName, cycleName, dutiesIn, nameOf } from '#web/kit/words/cycle.ts';

const overlap = (a: CycleSlot, b: CycleSlot): boolean => a.start.at < b.end.at && b.start.at < a.end.at;

/** What a cycle meets: a neighbour too near, somebody in two places, time that the timetable keeps. One fault a field. */
export function faultsOfClashes(place: InCohort, cycle: Cycle, others: readonly Cycle[]): readonly FieldFault[] {
  const faults = [...tooNear(place, cycle, others), ...cycleParts.flatMap((part) => taken(place, cycle, part, others))];
  return faults.filter((fault, i) => faults.findIndex(({ field }) => field === fault.field) === i);
}

function tooNear({ cohort }: InCohort, cycle: Cycle, others: readonly Cycle[]): readonly FieldFault[] {
  const apart = cohort.programme.cycles?.apart ?? 0;
  const day = dateOf(cycle.lesson);
  return others
    .filter((other) => other.group === cycle.group)
    .flatMap((other) => {
      const there = dateOf(other.lesson);
      const [early, late] = other.nth < cycle.nth ? [there, day] : [day, there];
      if (plusDays(early, apart) <= late) return [];
      const side = other.nth < cycle.nth ? 'after' : 'before';
      const sentence = `The lesson must be at least ${apart} days ${side} that of cycle ${other.nth}, which is on ${inWords(there)}`;
      return [{ field: `${cycle.id}-lesson-day`, sentence }];
    });
}

/** Whoever is elsewhere at the time of one of a cycle's sessions. */
function taken(place: InCohort, cycle: Cycle, part: CyclePart, others: readonly Cycle[]): readonly FieldFault[] {
  const { partnership: p } = place;
  const slot = cycle[part];
  const field = `${cycle.id}-${part}-start`;
  const timetabled = cycle.members.flatMap((id) => {
    const why = keptByTimetable(place, id, slot);
    return why ? [{ field, sentence: `${nameOf(p, id)} ${why} at that time` }] : [];
  });
  const elsewhere = others.flatMap((other) =>
    cycleParts
      .filter((at) => overlap(slot, other[at]))
      .flatMap((at) => {
        const both = cycle.members.find((id) => other.members.includes(id));
        const duties = dutiesIn(other, at);
        return [
          ...(both
            ? [{ field, sentence: `${nameOf(p, both)} has a session of ${cycleName(other)} at that time` }]
            : []),
          ...dutiesIn(cycle, part).flatMap((duty) => {
            const busy =
              duties.some((d) => d.by === duty.by) || other.members.some((id) => isCalled(place, id, duty.by));
            if (!busy) return [];
            const typed = duty.kind === 'stand-by' ? `${cycle.id}-stand-by` : `${cycle.id}-cover-${duty.whom}`;
            const sentence = `${covererName(p, duty)} is needed for ${cycleName(other)} at that time`;
            return [{ field: part === 'lesson' ? typed : field, sentence }];
          }),
        ];
      }),
  );
  const own = dutiesIn(cycle, part).flatMap((duty) =>
    cycle.members.some((id) => isCalled(place, id, duty.by))
      ? [
          {
            field: duty.kind === 'stand-by' ? `${cycle.id}-stand-by` : `${cycle.id}-cover-${duty.whom}`,
            sentence: `${covererName(p, duty)} takes part in the lesson and cannot cover`,
          },
        ]
      : [],
  );
  return [...timetabled, ...elsewhere, ...own];
}

const isCalled = ({ partnership: p }: InCohort, id: PersonId, name: string): boolean =>
  nameOf(p, id).toLowerCase() === name.toLowerCase();

/** PPA is never used, and nobody is called in. */
function keptByTimetable({ cohort, partnership: p }: InCohort, id: PersonId, slot: CycleSlot): string | undefined {
  const email = personOf(p, id)?.email;
  const days = p.provision && email ? timetableOf(p.provision, email) : undefined;
  if (!p.provision || !days) return undefined;
  const day = days[timetableDay(p.provision, cohort.calendar, dateOf(slot))] ?? '';
  const [start, end] = [localTime(slot.start.at), localTime(slot.end.at)];
  const met = lessonPeriods(p.provision).flatMap((period, i) =>
    start < period.end && period.start < end ? [day[i]] : [],
  );
  if (met.includes('P')) return 'has PPA';
  return met.includes('-') ? 'is not in school' : undefined;
}
