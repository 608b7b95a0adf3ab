import { Hono } from 'hono';
import type { LocalDate } from '../../../shared/calendar/london.ts';
import { closeDay, dropOut } from '../../../shared/domain/disturbance.ts';
import type { InCohort } from '../../../shared/domain/owed.ts';
import { hasEnded, type Partnership } from '../../../shared/domain/partnership.ts';
import type { PersonId } from '../../../shared/domain/person.ts';
import { SUPPLY } from '../../../shared/domain/provision.ts';
import { type Act, act } from '../../../shared/use-cases/act.ts';
import { readAbsence, readClosure } from '../forms/disturbance.ts';
import type { Fault, Posted, Read } from '../forms/fault.ts';
import { goTo, mend, page } from '../page.ts';
import { coverState } from '../views/cover-state.ts';
import { nameOf } from '../views/cycle-in-words.ts';
import type { Asked, Web } from '../web-parts.ts';

/** Somebody who sees to the cover of a school's cycles: its cover manager, its link, or the lead. */
export interface Covering extends InCohort {
  readonly by: PersonId;
  /** where these pages are, without a slash at the end */
  readonly base: string;
  /** the page that they are reached from */
  readonly home: string;
  /** of one session alone: the day, and who takes classes then */
  readonly session?: { readonly date: LocalDate; readonly covers: readonly string[] };
}

/** What breaks a plan that was agreed: somebody cannot come, or the school is closed on a day. */
export const disturbances = new Hono<Web>();

disturbances.use((c, next) => {
  const { partnership, home } = c.var.covering;
  return hasEnded(partnership.stage) ? Promise.resolve(goTo(c, home)) : next();
});

/** Hired cover is one of them, whichever teacher comes. */
const asPerson = (by: string): string => (by.startsWith(`${SUPPLY}-`) ? SUPPLY : by);

/** Who can be said not to come: those on one session's duties, or everybody who teaches or covers. */
function whoever({ partnership, session }: Covering): readonly { readonly value: string; readonly text: string }[] {
  const { people, provision, cycles } = partnership;
  const duties = session?.covers ?? [
    ...(provision?.cover ?? []).map((c) => c.id),
    ...cycles.flatMap((cycle) => cycle.duties.map((duty) => duty.by)),
    ...(provision?.supply ? [SUPPLY] : []),
  ];
  const teachers = session ? [] : people.filter((p) => p.role === 'teacher');
  return [
    ...[...new Set(duties.map(asPerson))].map((by) => ({
      value: by,
      text: by === SUPPLY ? 'Supply: a hired teacher does not come' : nameOf(partnership, by),
    })),
    ...teachers.map(({ id, name }) => ({ value: id, text: `${name} (teacher)` })),
  ];
}

const inFields = (prefix: string, date: LocalDate): Posted => {
  const [year = '', month = '', day = ''] = date.split('-');
  return {
    [`${prefix}-day`]: String(Number(day)),
    [`${prefix}-month`]: String(Number(month)),
    [`${prefix}-year`]: year,
  };
};

interface Disturbance {
  readonly path: 'away' | 'close';
  readonly title: string;
  readonly untouched: (it: Covering) => Posted;
  readonly read: (posted: Posted, it: Covering) => Read<Act>;
  /** the field that a refusal is shown at */
  readonly field: string;
}

const kinds: readonly Disturbance[] = [
  {
    path: 'away',
    title: 'Say who cannot come',
    untouched: ({ session }) => (session ? inFields('from', session.date) : {}),
    read: (posted, it) => {
      const absence = readAbsence(
        posted,
        whoever(it).map(({ value }) => value),
      );
      return 'faults' in absence ? absence : { values: (p, cohort, now) => dropOut(p, cohort, absence.values, now) };
    },
    field: 'from-day',
  },
  {
    path: 'close',
    title: 'Close a day',
    untouched: () => ({}),
    read: (posted, { cohort: { calendar } }) => {
      const closure = readClosure(posted, calendar);
      return 'faults' in closure ? closure : { values: (p, cohort, now) => closeDay(p, cohort, closure.values, now) };
    },
    field: 'date-day',
  },
];

for (const { path, title, untouched, read, field } of kinds) {
  const form = ({ var: { covering: it } }: Asked) => ({
    title,
    school: it.partnership.school,
    back: it.home,
    action: `${it.base}/${path}`,
    whoever: whoever(it),
  });

  disturbances.get(`/${path}`, (c) => page(c, `cover/${path}`, { ...form(c), typed: untouched(c.var.covering) }));

  disturbances.post(`/${path}`, async (c) => {
    const { parts, posted, covering: it } = c.var;
    const again = (faults: readonly Fault[]) => mend(c, `cover/${path}`, { ...form(c), typed: posted, faults });
    // nobody to choose from: the page says so, and has no form
    if (path === 'away' && whoever(it).length === 0) return goTo(c, `${it.base}/away`);
    const judge = read(posted, it);
    if ('faults' in judge) return again(judge.faults);
    const outcome = await act(parts, it.partnership.id, it.by, judge.values);
    if ('refused' in outcome && outcome.refused.why === 'not-now')
      return again([{ field, sentence: outcome.refused.sentence }]);
    const harmless = 'done' in outcome && isSettled(outcome.done);
    return goTo(c, `${it.base}/next${harmless ? '?nothing=changes' : ''}`);
  });
}

/** Nobody who has a part in what is agreed was hit. */
const isSettled = ({ plan }: Partnership): boolean => !plan || plan.state === 'agreed';

/** How far it is with planning around it: the page looks again by itself until that has come to an end. */
disturbances.get('/next', (c) => {
  const { covering: it } = c.var;
  const nothing = c.req.query('nothing') === 'changes' && isSettled(it.partnership);
  const state = coverState(it);
  return page(c, 'cover/next', {
    ...state,
    ...(nothing && {
      title: 'Noted, and nothing changes',
      sentences: ['No session that is agreed needs them then. The planner keeps it in mind.'],
    }),
    lead: it.cohort.lead,
    forLead: it.by === 'lead',
    school: it.partnership.school,
    home: it.home,
    // a page that loads itself anew must let its reader stop that (WCAG 2.2.1)
    byHand: c.req.query('again') === 'by-hand',
  });
});
