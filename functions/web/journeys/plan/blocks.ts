import { inWords, type LocalDate } from '#calendar/london.ts';
import type { NotHeld, Obstacle } from '#domain/cycles/plan.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { hireName, nameOf, namesListed, periodInWords } from '#web/kit/words/cycle.ts';
import { countOf, numberInWords } from '#wording/wording.ts';
import { dayOff } from './calendar.ts';

/** Obstacles of one kind: the people whom they are about, and the hired cover, by its numbers of the day. */
interface Block {
  readonly kind: Obstacle['kind'];
  readonly ids: readonly PersonId[];
  readonly hired: readonly number[];
}

/** "Ada Example and Ben Sample"; of everybody who covers at the school, "both cover people". */
function who(p: Partnership, { ids, hired }: Block): string {
  const cover = p.provision?.cover ?? [];
  const everybody = cover.length > 1 && cover.every((person) => ids.includes(person.id));
  const all = cover.length === 2 ? 'both cover people' : `all ${numberInWords(cover.length)} cover people`;
  const others = everybody ? ids.filter((id) => !cover.some((person) => person.id === id)) : ids;
  return namesListed([
    ...(everybody ? [all] : []),
    ...others.map((id) => nameOf(p, id)),
    ...hired.map((nth) => hireName({ nth }).toLowerCase()),
  ]);
}

/** Blocks of one kind are one, of all the people whom they are about. */
const together = (blocks: readonly Obstacle[]): readonly Block[] =>
  [...Map.groupBy(blocks, ({ kind }) => kind)].map(([kind, same]) => ({
    kind,
    ids: [...new Set(same.flatMap(({ who = [], hired }) => (hired === undefined ? who : [])))].filter(Boolean),
    hired: [...new Set(same.flatMap(({ hired }) => hired ?? []))],
  }));

const countIn = ({ ids, hired }: Block): number => ids.length + hired.length;

const verb = (block: Block, one: string, more: string): string => (countIn(block) > 1 ? more : one);

/** "2 periods that day", when all have the same limit */
function limit(p: Partnership, { ids }: Block, of: 'mostADay' | 'mostAWeek'): string {
  const most = new Set(p.provision?.cover.filter((c) => ids.includes(c.id)).map((c) => c[of]));
  const [only] = most;
  return only !== undefined && most.size === 1 ? ` (${countOf(only, 'period')})` : '';
}

/** What stands in the way at some time, in words that somebody can act on. */
function blockInWords(place: InCohort, block: Block, date: LocalDate): string {
  const named = countIn(block) > 0 ? ofPeople[block.kind] : undefined;
  return named ? named(place.partnership, block) : ofNobody[block.kind](place, date);
}

/** Where it is known about whom it is. */
const ofPeople: Partial<Record<Obstacle['kind'], (p: Partnership, block: Block) => string>> = {
  'cover-used': (p, block) => `${who(p, block)} ${verb(block, 'is', 'are')} already used`,
  'cover-limit-day': (p, block) =>
    `${who(p, block)} already ${verb(block, 'covers', 'cover')} as much as agreed for one day${limit(p, block, 'mostADay')}`,
  'cover-limit-week': (p, block) =>
    `${who(p, block)} already ${verb(block, 'covers', 'cover')} as much as agreed for one week${limit(p, block, 'mostAWeek')}`,
  'no-cover-available': (p, block) => `nobody is there to take the class of ${who(p, block)}`,
  'member-away': (p, block) => `${who(p, block)} ${verb(block, 'is', 'are')} not in school`,
  'needed-elsewhere': (p, block) => `${who(p, block)} ${verb(block, 'is', 'are')} not free`,
  ppa: (p, block) => `${who(p, block)} ${verb(block, 'has', 'have')} PPA`,
  'own-session-then': (p, block) => `${who(p, block)} ${verb(block, 'has', 'have')} another session`,
};

const ofNobody: Record<Obstacle['kind'], (place: InCohort, date: LocalDate) => string> = {
  'cover-used': () => 'everybody who could cover is already used',
  'cover-limit-day': () => 'the limits of cover for that day are reached',
  'cover-limit-week': () => 'the limits of cover for that week are reached',
  'no-cover-available': () => 'nobody who covers is there then',
  'member-away': () => 'somebody of the group is not in school',
  'needed-elsewhere': () => 'a teacher of the group is not free',
  ppa: () => 'somebody of the group has PPA',
  closure: (place, date) => {
    const why = dayOff(place, date);
    return why ? `no pupils come to school (${why})` : 'no pupils come to school';
  },
  'supply-budget': () => 'the budget for supply is used up',
  'supply-not-bookable': () => 'no more supply can be booked that day',
  'no-planning-time': ({ cohort }) => {
    const [least, most] = cohort.programme.cycles?.planning ?? [0, 0];
    return `there is no time for a planning meeting ${least} to ${most} days before`;
  },
  'no-debrief': () => 'there is no time for a debrief that day',
  'too-close-to-neighbour': ({ cohort }) =>
    `the group has another research lesson less than ${cohort.programme.cycles?.apart ?? 0} days away`,
  'own-session-then': () => 'the group has another session then',
};

/** "Thursday 12 November 2026, period 3: both cover people are already used, Ada Example has PPA" */
export function nearestInWords(place: InCohort, { nearest }: NotHeld): readonly string[] {
  return nearest.map(({ date, period, blocks }) => {
    const why = together(blocks)
      .map((block) => blockInWords(place, block, date))
      .join(', ');
    return `${inWords(date)}, ${periodInWords(period)}: ${why || 'it would cost another cycle its time'}`;
  });
}
