import { type Instant, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { type Cycle, cycleParts, type Duty, dateOf, dutiesOf, endsAt, isAhead } from '#domain/cycles/cycle.ts';
import { coverId, coverPartOf } from '#domain/cycles/rules.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { cycleOf, obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { capital } from '#wording/wording.ts';
import { covererName, cycleName, nameOf, partInWords, periodInWords, slotInWords } from './cycle.ts';
import { shortTime } from './session.ts';
import type { Tag } from './stage.ts';

type CoveredPart = 'planning' | 'lesson';

export const coveredParts: readonly CoveredPart[] = ['planning', 'lesson'];

/** "11:15am to 12:15pm"; undefined where the school has not told when its periods are. */
function timeOfDuty(p: Partnership, cycle: Cycle, { date, period }: Duty): string | undefined {
  const slot = cycleParts.map((part) => cycle[part]).find((s) => dateOf(s) === date && s.period === period);
  const known = p.provision?.periods.find((each) => each.name === period);
  const [start, end] = slot ? [localTime(slot.start.at), localTime(slot.end.at)] : [known?.start, known?.end];
  return start && end && `${timeInWords(start)} to ${timeInWords(end)}`;
}

/** A duty as its table shows it. */
export const dutyFacts = (p: Partnership, cycle: Cycle, duty: Duty) => ({
  when: [...new Set([capital(periodInWords(duty.period)), timeOfDuty(p, cycle, duty)])].filter(Boolean).join(', '),
  who: covererName(p, duty),
  whom: duty.whom === undefined ? undefined : nameOf(p, duty.whom),
  standBy: duty.kind === 'stand-by',
});

/** Which day of which cycle a confirmation is about. */
export function coveredByInWords(
  p: Partnership,
  o: Obligation,
): { readonly cycle: Cycle; readonly part: CoveredPart } | undefined {
  const cycle = cycleOf(p, o.cycle ?? '');
  return cycle && { cycle, part: coverPartOf(o) };
}

/** "Research lesson of Triad 1, cycle 2" */
export const sessionOfCycle = (cycle: Cycle, part: CoveredPart): string =>
  `${partInWords[part]} of ${cycleName(cycle)}`;

/** Of which session cover is, by the id of its confirmation. */
export function coverInWords(p: Partnership, id: ObligationId): string {
  const found = p.cycles
    .flatMap((cycle) => coveredParts.map((part) => ({ cycle, part })))
    .find(({ cycle, part }) => coverId(cycle, part) === id);
  return found ? sessionOfCycle(found.cycle, found.part) : 'a session';
}

const tag = (text: string, colour: string): Tag => ({ text, classes: `govuk-tag--${colour}` });

/** What has become of a cycle. */
function cycleStage(cycle: Cycle, now: Instant): Tag {
  switch (cycle.state) {
    case 'planned':
      return endsAt(cycle) > now ? tag('Planned', 'blue') : tag('Not said yet', 'yellow');
    case 'held':
      return tag('Held', 'green');
    case 'cancelled':
      return tag('Called off', 'grey');
    case 'missed':
      return tag('Did not happen', 'orange');
  }
}

const confirmation = (o: Obligation | undefined): string =>
  o
    ? { none: 'asked', done: 'confirmed', released: 'no longer needed', lapsed: 'not confirmed' }[o.end?.how ?? 'none']
    : 'not asked yet';

/** Whether somebody has spoken with those who cover each of a cycle's days: "Lesson: confirmed". */
export const confirmations = (p: Partnership, cycle: Cycle): readonly string[] =>
  coveredParts.flatMap((part) =>
    dutiesOf(cycle, part).length > 0
      ? [`${capital(part)}: ${confirmation(obligationOf(p, coverId(cycle, part)))}`]
      : [],
  );

/** A cycle as a page shows it to everybody who may see it. */
export const cycleFacts = (p: Partnership, cycle: Cycle, now: Instant) => ({
  id: cycle.id,
  name: cycleName(cycle),
  teaches: nameOf(p, cycle.teaching),
  observers: cycle.members.filter((id) => id !== cycle.teaching).map((id) => nameOf(p, id)),
  parts: cycleParts.map((part) => ({ name: partInWords[part], time: slotInWords(cycle[part]) })),
  planning: shortTime(cycle.planning.start.at),
  lesson: shortTime(cycle.lesson.start.at),
  day: localDate(cycle.lesson.start.at),
  tag: cycleStage(cycle, now),
  why: cycle.why,
  toCome: isAhead(cycle) && endsAt(cycle) > now,
});
