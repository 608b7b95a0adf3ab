import { localDate, plusDays } from '#calendar/london.ts';
import { callOffCycle, closeDay, dropOut } from '#domain/cycles/acts.ts';
import { type Cycle, dateOf, isAhead } from '#domain/cycles/cycle.ts';
import { planAgain } from '#domain/cycles/plan-acts.ts';
import { type Absence, SUPPLY } from '#domain/cycles/provision.ts';
import { by, type Doing, type Scene, type SomeAct } from './scene.ts';

/** Something that befalls a cycle that is to come. */
const onCycle = (name: string, weight: number, doing: (cycle: Cycle, scene: Scene) => Doing): SomeAct => ({
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
