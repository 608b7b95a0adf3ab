import { Hono } from 'hono';
import { inWords } from '#calendar/london.ts';
import { dropOut } from '#domain/cycles/acts.ts';
import { type Cycle, isAhead } from '#domain/cycles/cycle.ts';
import { daysAhead } from '#domain/cycles/plan-acts.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import { cycleOf, sessionOf } from '#domain/partnership/partnership.ts';
import { cannotCome } from '#domain/sessions/cannot-come.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { act } from '#use-cases/act.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cycleFacts } from '#web/kit/words/cover.ts';
import { sessionFacts } from '#web/kit/words/session.ts';

/**
 * Where the link of an invitation leads. Its teacher says there that they cannot come; its coach can move the session or call it
 * off.
 */
export const absence = new Hono<Web>();

/** The reader's own session that the path names. */
function named({ req, var: { planning: it } }: Asked): Session | undefined {
  const s = sessionOf(it.partnership, req.param('session') ?? '');
  return s && (s.coach === it.by || s.teacher === it.by) ? s : undefined;
}

/** The reader's own cycle that the path names, and the days on which something of it is still to come. */
function namedCycle({ req, var: { parts, planning: it } }: Asked) {
  const cycle = cycleOf(it.partnership, req.param('session') ?? '');
  if (!cycle?.members.includes(it.by)) return undefined;
  return { cycle, days: isAhead(cycle) ? [...new Set(daysAhead(cycle, parts.now()))].sort() : [] };
}

/** Have they said so of that day? */
const isAway = ({ var: { planning: it } }: Asked, day: string): boolean =>
  it.partnership.provision?.absences.some(({ who, from, until }) => who === it.by && from === day && until === day) ===
  true;

/** Where somebody says on which day of a cycle they cannot come: another time is looked for, and the school's link agrees to it. */
function cycleForm(c: Asked, { cycle, days }: { readonly cycle: Cycle; readonly days: readonly string[] }): AskPage {
  const { parts, planning: it } = c.var;
  const { name, parts: sessions } = cycleFacts(it.partnership, cycle, parts.now());
  const [said, open] = [days.filter((day) => isAway(c, day)), days.filter((day) => !isAway(c, day))];
  return {
    title: 'If you cannot come',
    school: it.partnership.school,
    back: it.base,
    sentences: [
      `These are the dates of ${name}:`,
      ...sessions.map((one) => `${one.name}: ${one.time}`),
      ...said.map((day) => `You have told us that you cannot come on ${inWords(day)}.`),
      ...(open.length > 0
        ? [
            `We look for another time and ask ${playerOf(it, 'link')?.name ?? it.cohort.lead.name} to agree to it. Until they have, your sessions stay in your calendar.`,
          ]
        : []),
    ],
    radios:
      open.length > 0
        ? [
            {
              name: 'day',
              legend: 'Which day can you not come?',
              items: open.map((day) => ({ value: day, text: inWords(day) })),
            },
          ]
        : [],
    ...(open.length > 0 && { button: 'I cannot come on this day' }),
  };
}

/** What its teacher ticks, before its coach hears of it. */
const sessionForm = (c: Asked, s: Session): AskPage => {
  const { parts, planning: it } = c.var;
  const { coach, teacher, time } = sessionFacts(it, s, parts.now());
  return {
    title: 'If you cannot come',
    school: it.partnership.school,
    back: it.base,
    sentences: [
      `${coach} with ${teacher}, ${time}.`,
      `We tell ${coach} at once. They can then move the session or cancel it. Until they have done it, the session stays in your calendar.`,
    ],
    tick: 'I cannot come to this session',
    button: `Tell ${coach}`,
  };
};

absence.get('/:session/cannot-come', (c) => {
  const { parts, planning: it } = c.var;
  const theirs = namedCycle(c);
  if (theirs) return theirs.days.length === 0 ? goTo(c, `${it.base}?told=already`) : ask(c, cycleForm(c, theirs));
  const s = named(c);
  if (!s) return refusal(c, 404);
  if (!isPending(s) || s.start.at <= parts.now()) return goTo(c, `${it.base}?told=already`);
  const said = s.cannotCome === it.by;
  if (s.coach !== it.by && !said) return ask(c, sessionForm(c, s));
  return page(c, 'journeys/sessions/cannot-come', {
    title: 'If you cannot come',
    school: it.partnership.school,
    base: it.base,
    session: sessionFacts(it, s, parts.now()),
    forCoach: s.coach === it.by,
  });
});

absence.post('/:session/cannot-come', async (c) => {
  const { parts, planning: it } = c.var;
  const theirs = namedCycle(c);
  if (theirs) return saysOfCycle(c, theirs);
  const s = named(c);
  if (!s || s.coach === it.by) return refusal(c, 404);
  let told = 'cannot-come';
  return askAndAct(c, {
    form: sessionForm(c, s),
    read: () => ({ values: {} }),
    field: 'confirm',
    act: async () => {
      const outcome = await act(parts, it.partnership.id, it.by, (p, cohort, now) =>
        cannotCome(p, cohort, s.id, it.by, now),
      );
      if ('refused' in outcome && s.cannotCome !== it.by) told = 'already';
      return { done: told };
    },
    done: () => goTo(c, `${it.base}?told=${told}`),
  });
});

async function saysOfCycle(
  c: Asked,
  theirs: { readonly cycle: Cycle; readonly days: readonly string[] },
): Promise<Response> {
  const { parts, posted, planning: it } = c.var;
  const { day = '' } = posted;
  if (theirs.days.length > 0 && !day)
    return mend(c, 'kit/ask', {
      ...cycleForm(c, theirs),
      action: c.req.path,
      typed: posted,
      faults: [{ field: 'day', sentence: 'Choose the day on which you cannot come' }],
    });
  if (!theirs.days.includes(day)) return goTo(c, `${it.base}?told=already`);
  const outcome = await act(parts, it.partnership.id, it.by, (p, cohort, now) =>
    dropOut(p, cohort, { who: it.by, from: day, until: day }, now),
  );
  const known = 'refused' in outcome && outcome.refused.why !== 'already';
  return goTo(c, `${it.base}?told=${known ? 'already' : 'cannot-come'}`);
}
