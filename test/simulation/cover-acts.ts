import { localDate, plusDays } from '#calendar/london.ts';
import { callOffCycle, closeDay, dropOut } from '#domain/cycles/acts.ts';
import { type Cycle, type Duty, dateOf, isAhead } from '#domain/cycles/cycle.ts';
import { planAgain } from '#domain/cycles/plan-acts.ts';
import { type Absence, SUPPLY } from '#domain/cycles/provision.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import { cycleOf } from '#domain/partnership/partnership.ts';
import type { Random } from './random.ts';
import { by, type PlayedAct, type Scene, type SomeAct } from './scene.ts';
import { MINUTE, msOf } from './time.ts';

/** Those who have such a duty in a cycle cannot come on its day, one after another. */
function away(school: string, cycle: string, [kind, ...more]: readonly Duty['kind'][], random: Random): PlayedAct {
  const doing = by(`whoever has ${kind} in ${cycle} is away on the day`, school, 'link', (it, cohort, at) => {
    const duty = cycleOf(it, cycle)?.duties.find((one) => one.kind === kind && one.date >= localDate(at));
    if (!duty) return refuse('not-asked', 'Nobody has.');
    const who = duty.hired === undefined ? duty.by : SUPPLY;
    return dropOut(it, cohort, { who, from: duty.date, until: duty.date }, at);
  });
  return more.length > 0
    ? { ...doing, later: { after: random.int(0, 20), doing: away(school, cycle, more, random) } }
    : doing;
}

/** Something that befalls a cycle that is to come. */
const onCycle = (name: string, weight: number, doing: (cycle: Cycle, scene: Scene) => PlayedAct): SomeAct => ({
  name,
  weight,
  doing: (scene) => {
    const ahead = scene.partnership.cycles.filter(isAhead);
    return ahead.length > 0 ? doing(scene.random.pick(ahead), scene) : undefined;
  },
});

/** Cover falls through, a teacher is away, the school closes; the link plans again, or calls a cycle off. */
export const coverActs: readonly SomeAct[] = [
  onCycle('drop out', 8, (cycle, { partnership: p, now, random }) => {
    const who = random.pick([...cycle.members, ...cycle.duties.map((duty) => duty.by), SUPPLY]);
    const from = random.chance(0.7) ? dateOf(cycle.lesson) : localDate(now);
    const until = random.chance(0.8) ? plusDays(from, random.int(0, 10)) : undefined;
    const absence: Absence = { who, from, ...(until && { until }) };
    return by(`${who} is away from ${from} until ${until ?? 'ever'}`, p.id, 'link', (it, cohort, at) =>
      dropOut(it, cohort, absence, at),
    );
  }),
  onCycle('drop out on the day', 10, ({ id, lesson }, { partnership: p, now, random }) => {
    const toLesson = Math.round((msOf(lesson.start.at) - msOf(now)) / MINUTE);
    const before = random.pick([5, 40, 70, 100, 200, 300, 700, 1200, 1700, 3000]);
    // whoever stands by cannot come either, now and then
    const gone = random.pick([['cover'], ['cover'], ['stand-by', 'cover'], ['cover', 'cover', 'cover']] as const);
    return {
      line: `waits for ${id}`,
      perform: async () => undefined,
      later: { after: Math.max(0, toLesson - before), doing: away(p.id, id, gone, random) },
    };
  }),
  onCycle('close day', 5, ({ lesson }, { partnership: p }) =>
    by(`closes ${dateOf(lesson)}`, p.id, 'link', (it, cohort, at) =>
      closeDay(it, cohort, { date: dateOf(lesson), why: 'Snow' }, at),
    ),
  ),
  onCycle('call off cycle', 2, ({ id }, { partnership: p }) =>
    by(`calls off ${id}`, p.id, 'link', (it, cohort, at) => callOffCycle(it, cohort, id, 'Illness', 'link', at)),
  ),
  {
    name: 'plan again',
    weight: 2,
    doing: ({ partnership: p }) =>
      p.plan && by('plans again', p.id, 'link', (it, _cohort, at) => planAgain(it, [], at)),
  },
];
