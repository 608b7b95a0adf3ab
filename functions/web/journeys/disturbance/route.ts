import { Hono } from 'hono';
import type { LocalDate } from '#calendar/london.ts';
import type { Coverer } from '#domain/cycles/cycle.ts';
import { type Disturbance, type DisturbancePreview, disturb, disturbancePreview } from '#domain/cycles/preview.ts';
import { SUPPLY } from '#domain/cycles/provision.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { act } from '#use-cases/act.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { dateFields } from '#web/kit/fields/date.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { type EarlierForm, goOnLate, isLate, readAnew, reasonSent } from '#web/kit/late.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Covering } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { coverState } from '#web/kit/words/cover-state.ts';
import { nameOf } from '#web/kit/words/cycle.ts';
import { beginsField, readAbsence, readBegins, readClosure } from './form.ts';
import { disturbanceInWords } from './page.ts';

/** Hired cover is one of them, whichever teacher comes. */
const asPerson = ({ by, hired }: Coverer): string => (hired === undefined ? by : SUPPLY);

/** Who can be said not to come: those on one session's duties, or everybody who teaches or covers. */
function whoever({ partnership, session }: Covering): readonly { readonly value: string; readonly text: string }[] {
  const { people, provision, cycles } = partnership;
  const duties = session?.covers ?? [
    ...(provision?.cover ?? []).map((c) => ({ by: c.id })),
    ...cycles.flatMap((cycle) => cycle.duties),
    ...(provision?.supply ? [{ by: SUPPLY }] : []),
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

interface Kind {
  readonly path: Disturbance['what'];
  readonly title: string;
  readonly untouched: (it: Covering) => Posted;
  readonly read: (posted: Posted, it: Covering) => Read<Disturbance>;
  /** all that its form asks for */
  readonly fields: (it: Covering) => readonly string[];
  /** the one that a refusal is shown at */
  readonly field: string;
  readonly button: string;
  readonly tick: string;
}

const kinds: readonly Kind[] = [
  {
    path: 'away',
    title: 'Say who cannot come',
    untouched: ({ session }) => (session ? inFields('from', session.date) : {}),
    read: (posted, it) => {
      const absence = readAbsence(
        posted,
        whoever(it).map(({ value }) => value),
      );
      return 'faults' in absence ? absence : { values: { what: 'away', absence: absence.values } };
    },
    fields: () => ['who', ...dateFields('from'), ...dateFields('until'), 'forGood'],
    field: 'from-day',
    button: 'They cannot come',
    tick: 'Tick the box to say that they cannot come',
  },
  {
    path: 'close',
    title: 'Close a day',
    untouched: () => ({}),
    read: (posted, { cohort: { calendar } }) => {
      const closure = readClosure(posted, calendar);
      return 'faults' in closure ? closure : { values: { what: 'close', closure: closure.values } };
    },
    fields: () => [...dateFields('date'), 'why'],
    field: 'date-day',
    button: 'Close the day',
    tick: 'Tick the box to close the day',
  },
  {
    path: 'weeks',
    title: 'Weeks A and B',
    untouched: ({ cohort, partnership }) =>
      Object.fromEntries(
        cohort.calendar.terms.map((_, i) => [beginsField(i), partnership.provision?.begins?.[i] ?? 'as-cohort']),
      ),
    read: (posted, { cohort: { calendar } }) => {
      const begins = readBegins(posted, calendar);
      return 'faults' in begins ? begins : { values: { what: 'weeks', begins: begins.values } };
    },
    fields: ({ cohort }) => cohort.calendar.terms.map((_, i) => beginsField(i)),
    field: beginsField(0),
    button: 'Set the weeks',
    tick: 'Tick the box to set the weeks',
  },
];

/** Stands for what somebody saw of what follows: what is hit, as it was then. */
const seenAs = ({ plan }: Partnership, { hit, sessions }: DisturbancePreview): string =>
  [
    plan?.nth ?? 0,
    ...hit.map(({ cycle }) => `${cycle.id}.${cycle.sequence}.${cycle.coverVersion}`),
    ...sessions.map((s) => `${s.id}.${s.sequence}`),
  ].join(' ');

const firstWeek = { A: 'week A', B: 'week B', on: 'the next in turn after the term before' } as const;

const formOf = ({ path, title }: Kind, it: Covering) => ({
  title,
  school: it.partnership.school,
  back: it.home,
  action: `${it.base}/${path}`,
  whoever: whoever(it),
  terms: it.cohort.calendar.terms.map(({ name, weeks = 'A' }, i) => ({
    name,
    field: beginsField(i),
    cohort: firstWeek[weeks],
  })),
  cycles: it.cohort.programme.cycles !== undefined,
});

/** What was typed is checked first, and what follows is shown; the same form with a tick then does it. */
async function takeDisturbance(c: Asked, kind: Kind): Promise<Response> {
  const { parts, posted, covering: it } = c.var;
  const again = (faults: readonly FieldFault[]) =>
    mend(c, `journeys/disturbance/${kind.path}`, { ...formOf(kind, it), typed: posted, faults });
  // nobody to choose from: the page says so, and has no form
  if (kind.path === 'away' && whoever(it).length === 0) return goTo(c, `${it.base}/away`);
  const wanted = kind.read(posted, it);
  if ('faults' in wanted) return again(wanted.faults);
  const preview = disturbancePreview(it.partnership, it.cohort, wanted.values, parts.now());
  if ('refused' in preview) {
    const { why, sentence } = preview.refused;
    if (why === 'not-now') return again([{ field: kind.field, sentence }]);
    return goOnLate(c, `${it.base}/next`, closedSince(it.partnership, wanted.values));
  }
  const unsure = showUnlessSure(c, kind, wanted.values, preview);
  if (unsure) return unsure;
  const outcome = await act(parts, it.partnership.id, it.by, (p, cohort, now) =>
    disturb(p, cohort, wanted.values, now),
  );
  if ('refused' in outcome && outcome.refused.why === 'not-now')
    return again([{ field: kind.field, sentence: outcome.refused.sentence }]);
  if (isLate(outcome))
    return goOnLate(c, `${it.base}/next`, closedSince(await readAnew(c, it.partnership), wanted.values));
  const harmless = 'done' in outcome && isSettled(outcome.done);
  return goTo(c, `${it.base}/next${harmless ? '?nothing=changes' : ''}`);
}

/** The reason for which that day has been closed. */
const closedSince = ({ provision }: Partnership, it: Disturbance): EarlierForm | undefined =>
  it.what === 'close' ? reasonSent(provision?.closures.find(({ date }) => date === it.closure.date)?.why) : undefined;

/** The page of what follows; undefined where they have ticked that they want it, and it is still what they saw. */
function showUnlessSure(
  c: Asked,
  kind: Kind,
  wanted: Disturbance,
  preview: DisturbancePreview,
): Promise<Response> | undefined {
  const { posted, covering: it } = c.var;
  const seen = seenAs(it.partnership, preview);
  const follows = {
    ...formOf(kind, it),
    ...disturbanceInWords(it, wanted, preview),
    back: `${it.base}/${kind.path}`,
    typed: kind.fields(it).flatMap((name) => (posted[name] ? [{ name, value: posted[name] }] : [])),
    seen,
    button: kind.button,
  };
  if (posted.seen === undefined) return page(c, 'journeys/disturbance/follows', follows);
  const ticked = read(confirmation(kind.tick), posted);
  if ('faults' in ticked) return mend(c, 'journeys/disturbance/follows', { ...follows, faults: ticked.faults });
  if (posted.seen === seen) return undefined;
  const sentence = 'What follows has changed since you opened this page. Look again, then tick the box';
  return mend(c, 'journeys/disturbance/follows', { ...follows, faults: [{ field: 'confirm', sentence }] });
}

/** How far it is with planning around it: the page looks again by itself until that has come to an end. */
function showNext(c: Asked): Promise<Response> {
  const { covering: it } = c.var;
  const nothing = c.req.query('nothing') === 'changes' && isSettled(it.partnership);
  const state = coverState(it);
  return page(c, 'journeys/disturbance/next', {
    ...state,
    ...(!it.cohort.programme.cycles && {
      title: 'The day is closed',
      sentences: [
        'Sessions that were planned for it are called off, and their coaches and whoever had been invited are told by email.',
        'The coaches can plan others.',
      ],
    }),
    ...(it.cohort.programme.cycles &&
      nothing && {
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
}

function routesOf(its: readonly Kind[]): Hono<Web> {
  const routes = new Hono<Web>();
  routes.use((c, next) => {
    const { partnership, cohort, home } = c.var.covering;
    // a session between two people moves with them: who is away says so to the other
    if (!cohort.programme.cycles && c.req.path.endsWith('/away')) return Promise.resolve(refusal(c, 404));
    if (partnership.provision?.weeks !== 2 && c.req.path.endsWith('/weeks')) return Promise.resolve(refusal(c, 404));
    return hasEnded(partnership.stage) ? Promise.resolve(goTo(c, home)) : next();
  });
  for (const kind of its) {
    routes.get(`/${kind.path}`, (c) => {
      const { covering: it } = c.var;
      return page(c, `journeys/disturbance/${kind.path}`, { ...formOf(kind, it), typed: kind.untouched(it) });
    });
    routes.post(`/${kind.path}`, (c) => takeDisturbance(c, kind));
  }
  routes.get('/next', showNext);
  return routes;
}

/** Nobody who has a part in what is agreed was hit. */
const isSettled = ({ plan }: Partnership): boolean => !plan || plan.state === 'agreed';

/** What breaks a plan that was agreed: somebody cannot come, or the school is closed on a day. */
export const disturbances = routesOf(kinds);

/** For who speaks for a school and does not see to its cover: a day on which it is closed, and its weeks. */
export const closures = routesOf(kinds.filter(({ path }) => path !== 'away'));
