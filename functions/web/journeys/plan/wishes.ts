import { Hono } from 'hono';
import { inWords, timeInWords } from '#calendar/london.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import type { Wish } from '#domain/cycles/plan.ts';
import { planAgain } from '#domain/cycles/plan-acts.ts';
import { idOfCycle, isPlannable } from '#domain/cycles/planning.ts';
import { lessonPeriods } from '#domain/cycles/provision.ts';
import type { CycleId } from '#domain/ids.ts';
import { untilSaved } from '#records/until-saved.ts';
import { act } from '#use-cases/act.ts';
import { showBoth } from '#web/kit/both.ts';
import { digestOfDraft, draftOf, keptDraft, savedBy, saveOver } from '#web/kit/checking.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type Posted, read } from '#web/kit/fields/fault.ts';
import { type Line, OPENED, openedOn, sinceOpened } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cycleName, periodInWords, slotInWords } from '#web/kit/words/cycle.ts';
import { capital } from '#wording/wording.ts';
import { asDraft, daysFor, keyOf, readWish, typedWish, wishesIn, withWish } from './form.ts';
import { wishInWords } from './wished.ts';

/** What the link wants of another plan: collected one by one, kept, and sent together. */
export const planWishes = new Hono<Web>();

planWishes.use(async (c, next) => {
  const { partnership, base } = c.var.doing;
  if (partnership.plan?.state === 'wanted') return goTo(c, `${base}/plan`);
  return partnership.plan && isPlannable(partnership) ? next() : refusal(c, 404);
});

type Wishes = readonly Wish[];

const wishesOf = async (c: Asked): Promise<Wishes> => wishesIn(await draftOf(c), c.var.doing.partnership);

const TRIES = 5;

/** Changes what was collected; where another tab has changed it meanwhile, what it has made of it. */
const keepWishes = (c: Asked, change: (wishes: Wishes) => Wishes): Promise<Wishes> =>
  untilSaved(TRIES, async () => {
    const kept = await keptDraft(c);
    const wishes = change(wishesIn(kept.draft, c.var.doing.partnership));
    await saveOver(c, { ...kept.draft, ...asDraft(wishes) }, kept);
    return wishes;
  });

/** Sets the planner to work; what was collected is with it then. @param added what is wished beside that */
export async function sendWishes(c: Asked, added?: Wish): Promise<Response> {
  const { parts, doing } = c.var;
  const wishes = await keepWishes(c, (before) => (added ? withWish(before, added) : before));
  await act(parts, doing.partnership.id, doing.person.id, (p, _cohort, now) => planAgain(p, wishes, now));
  return goTo(c, `${doing.base}/plan`);
}

interface Named {
  readonly id: CycleId;
  readonly group: string;
  readonly nth: number;
  /** as the plan has it; undefined: it is not held */
  readonly current: Cycle | undefined;
}

/** The cycle that the path names, if a plan may still say something about it. */
function named(c: Asked): Named | undefined {
  const { partnership: p, cohort } = c.var.doing;
  const all = p.groups.flatMap(({ name: group }) =>
    (cohort.programme.cycles?.windows ?? []).map((_, i) => ({ id: idOfCycle(p, group, i + 1), group, nth: i + 1 })),
  );
  const found = all.find((one) => one.id === c.req.param('cycle'));
  if (!found) return undefined;
  const { id } = found;
  const current = p.plan?.proposal?.cycles.find((cycle) => cycle.id === id);
  const over = p.cycles.some((cycle) => cycle.id === id && (cycle.state === 'held' || cycle.state === 'missed'));
  return over ? undefined : { ...found, current };
}

const form = (c: Asked, { id, current, ...name }: Named) => {
  const { doing, parts } = c.var;
  const { partnership: p, base } = doing;
  const when = current && slotInWords(current.lesson);
  return {
    title: current ? `What you want for ${cycleName(name)}` : `Ask for a time for ${cycleName(name)}`,
    school: p.school,
    back: `${base}/plan`,
    action: `${base}/plan/cycles/${id}`,
    cycle: cycleName(name),
    when,
    choices: current
      ? [
          { value: 'keep', text: 'Keep this', hint: { text: `The lesson stays on ${when}` } },
          {
            value: 'avoid-time',
            text: 'Another time',
            hint: { text: 'The same day is possible, but not this period' },
          },
          {
            value: 'avoid-day',
            text: 'Another day',
            hint: { text: `Not on ${inWords(current.lesson.start.local.slice(0, 10))}` },
          },
          { value: 'move', text: 'Move to the day and period below' },
        ]
      : [],
    days: daysFor(doing, name.nth, parts.now()).map((day) => ({ value: day, text: inWords(day) })),
    periods: (p.provision ? lessonPeriods(p.provision) : []).map(({ name: period, start, end }) => ({
      value: period,
      text: `${capital(periodInWords(period))}, ${timeInWords(start)} to ${timeInWords(end)}`,
    })),
  };
};

/** What the form asks. For a cycle without a time there is nothing to choose but a time. */
function linesOf(c: Asked, cycle: Named): readonly Line[] {
  const { doing, parts } = c.var;
  const inWords = (typed: Posted): string => {
    const wish = readWish(asPosted(cycle, typed), doing, cycle, cycle.current, parts.now());
    return 'values' in wish ? wishInWords(doing.partnership, wish.values) : '';
  };
  const fields = cycle.current ? ['what', 'day', 'period'] : ['day', 'period'];
  return [{ label: `What you want for ${cycleName(cycle)}`, fields, inWords }];
}

const asPosted = ({ current }: Named, typed: Posted): Posted => (current ? typed : { ...typed, what: 'move' });

/** The form with what was asked for this cycle last. */
const wishing = (c: Asked, cycle: Named, typed: Posted) => ({
  ...form(c, cycle),
  typed,
  openedOn: openedOn(linesOf(c, cycle), typed),
});

planWishes.get('/cycles/:cycle', async (c) => {
  const cycle = named(c);
  if (!cycle) return refusal(c, 404);
  return page(c, 'journeys/plan/cycle', wishing(c, cycle, typedWish(await wishesOf(c), cycle, cycle.current)));
});

planWishes.post('/cycles/:cycle', async (c) => {
  const cycle = named(c);
  if (!cycle) return refusal(c, 404);
  return untilSaved(TRIES, async () => {
    const { doing, parts, posted } = c.var;
    const kept = await keptDraft(c);
    const wishes = wishesIn(kept.draft, doing.partnership);
    const lines = linesOf(c, cycle);
    const since = sinceOpened(posted, lines, typedWish(wishes, cycle, cycle.current), kept.pages[cycle.id]);
    if ('both' in since) return showBoth(c, lines, since.both, kept.at);
    const { typed } = since;
    const wish = readWish(asPosted(cycle, typed), doing, cycle, cycle.current, parts.now());
    if ('faults' in wish)
      return mend(c, 'journeys/plan/cycle', {
        ...wishing(c, cycle, typed),
        openedOn: posted[OPENED],
        faults: wish.faults,
      });
    const draft = { ...kept.draft, ...asDraft(withWish(wishes, wish.values)) };
    await saveOver(c, draft, savedBy(c, kept, cycle.id));
    return goTo(c, `${doing.base}/plan/again`);
  });
});

/** Stands for what the page showed, so that only that is asked for: another tab may have changed it since. */
const nameOfWishes = (wishes: Wishes): string => digestOfDraft({ wishes: wishes.map(keyOf).join('\n') });

const again = async (c: Asked) => {
  const { partnership, base } = c.var.doing;
  const wishes = await wishesOf(c);
  return {
    title: 'Plan again',
    school: partnership.school,
    back: `${base}/plan`,
    base,
    repair: partnership.plan?.disturbance !== undefined,
    shown: nameOfWishes(wishes),
    wishes: wishes.map((wish, i) => ({
      name: `remove-${i + 1}`,
      value: keyOf(wish),
      text: wishInWords(partnership, wish),
    })),
  };
};

planWishes.get('/again', async (c) => page(c, 'journeys/plan/again', await again(c)));

planWishes.post('/again', async (c) => {
  const { posted } = c.var;
  const wishes = await wishesOf(c);
  const ticked = read(confirmation('Tick the box to plan again'), posted);
  if ('faults' in ticked) return mend(c, 'journeys/plan/again', { ...(await again(c)), faults: ticked.faults });
  if (posted.shown !== nameOfWishes(wishes)) {
    const sentence = 'What you want has changed since you opened this page. Check it again';
    return mend(c, 'journeys/plan/again', { ...(await again(c)), faults: [{ field: 'confirm', sentence }] });
  }
  return sendWishes(c);
});

planWishes.post('/again/remove', async (c) => {
  const { doing, posted } = c.var;
  const gone = Object.entries(posted).flatMap(([name, value]) => (/^remove-\d+$/.test(name) ? [value] : []));
  if (gone.length === 0) {
    const faults = [{ field: 'remove-1', sentence: 'Tick what you want to remove' }];
    return mend(c, 'journeys/plan/again', { ...(await again(c)), faults });
  }
  await keepWishes(c, (wishes) => wishes.filter((wish) => !gone.includes(keyOf(wish))));
  return goTo(c, `${doing.base}/plan/again`);
});
