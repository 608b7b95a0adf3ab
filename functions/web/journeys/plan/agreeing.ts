import { inWords } from '#calendar/london.ts';
import type { Proposal } from '#domain/cycles/plan.ts';
import { planChanges } from '#domain/cycles/planning.ts';
import { coverManagerOf } from '#domain/cycles/rules.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { roleInWords } from '#domain/people/person.ts';
import { cycleName, hireName, nameOf, namesListed } from '#web/kit/words/cycle.ts';

/** What agreeing to a plan does: who gets an email, what is to be booked, what is left out. */
export function agreeingDoes({ partnership: p }: InCohort, proposal: Proposal) {
  const first = p.cycles.length === 0;
  const changes = planChanges(p, proposal);
  const moved = changes.filter((change) => change.times);
  const members = [
    ...new Set(moved.flatMap(({ before, after }) => [...(before?.members ?? []), ...(after?.members ?? [])])),
  ];
  const teachers = namesListed(members.filter((id) => personOf(p, id)).map((id) => nameOf(p, id)));
  const covered = changes.some(
    ({ before, after, cover }) => cover && [before, after].some((c) => c && c.duties.length > 0),
  );
  const manager = managerInWords(p);
  const emails = first
    ? [
        ...(teachers
          ? [`${teachers} each get an email with all their sessions, which they can put into their calendars`]
          : []),
        ...(covered ? [`${manager} gets one email with all the cover, day by day`] : []),
      ]
    : [
        ...(teachers ? [`${teachers} each get an email with what changes for them`] : []),
        ...(covered ? [`${manager} gets an email with the cover that changes`] : []),
      ];
  return {
    emails,
    changes: first ? undefined : changes.length,
    hires: proposal.hires.map((hire) => `${inWords(hire.date)}, ${parts[hire.half]}: ${hireName(hire).toLowerCase()}`),
    notHeld: proposal.notHeld.map(cycleName),
  };
}

const parts = { morning: 'the morning', afternoon: 'the afternoon', day: 'all day' } as const;

function managerInWords(p: Partnership): string {
  const id = coverManagerOf(p);
  const person = personOf(p, id);
  return person ? `${person.name} (${roleInWords[person.role]})` : 'Whoever manages cover';
}
