import { Hono } from 'hono';
import { inWords, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { goesOn } from '#domain/cohort/unlaunched.ts';
import { leadHeld } from '#domain/dates/lead-events.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import { isStopped } from '#domain/messages/stoppage.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { readSchools } from '#records/cohorts.ts';
import { readOutbox } from '#records/outbox.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { readStoppage } from '#records/stoppage.ts';
import { page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { cohortStage } from '#web/kit/words/stage.ts';
import { provisionInWords } from './provision.ts';
import { schoolRow } from './school-row.ts';

/** A cohort: what it would be before launch, how far the launch is, and then where every school stands. */
export const cohort = new Hono<Web>();

cohort.get('/', async (c) => {
  const own = c.var.cohort;
  if (own.stage === 'draft') return showDraft(c);
  const partnerships = await withInvitations(c, await partnershipsOf(c.var.parts.table, own.id));
  if (own.stage === 'launching') return showLaunching(c, partnerships.length);
  const now = c.var.parts.now();
  const rows = partnerships
    .map((partnership) => schoolRow({ cohort: own, partnership }, now))
    .toSorted((a, b) => Number(b.overdue) - Number(a.overdue) || a.school.localeCompare(b.school, 'en-GB'));
  const filters = {
    all: rows,
    overdue: rows.filter((row) => row.overdue),
    yours: rows.filter((row) => row.yours),
  };
  const asked = c.req.query('show') ?? '';
  const show = asked === 'overdue' || asked === 'yours' ? asked : 'all';
  const stageCount = (text: string) => rows.filter((row) => row.stage.text === text).length;
  return page(c, 'journeys/cohort/table', {
    title: own.name,
    back: '/cohorts',
    cohort: own,
    tag: cohortStage(own.stage),
    told: told(c),
    asks: Object.keys(own.programme.questionnaires).length > 0,
    holds: leadHeld(own.programme).length > 0,
    hasRooms: Object.values(own.programme.questionnaires).some(({ anonymous }) => anonymous),
    show,
    mayEnd: own.stage === 'launched' && !own.ending,
    rows: filters[show],
    counts: [
      { number: rows.length, words: rows.length === 1 ? 'school' : 'schools', href: `/cohorts/${own.id}`, show: 'all' },
      { number: filters.overdue.length, words: 'overdue', href: '?show=overdue', show: 'overdue' },
      { number: filters.yours.length, words: 'waiting for you', href: '?show=yours', show: 'yours' },
      ...['Not invited yet', 'Invited', 'Agreed', 'Active', 'Completed', 'Declined'].flatMap((text) =>
        stageCount(text) > 0 ? [{ number: stageCount(text), words: text.toLowerCase() }] : [],
      ),
    ],
  });
});

/** While no emails go, a school has been invited only if nothing of that waits: then its outbox is looked at. */
async function withInvitations(c: Asked, partnerships: readonly Partnership[]): Promise<readonly Partnership[]> {
  const { table } = c.var.parts;
  if (!isStopped(await readStoppage(table))) return partnerships;
  return Promise.all(
    partnerships.map(async (p) =>
      p.stage === 'invited' ? { ...p, outbox: await readOutbox(table, { kind: 'partnership', id: p.id }) } : p,
    ),
  );
}

const sentences: Readonly<Record<string, string>> = {
  imported: 'The files are free of faults. The cohort is a draft: nothing goes out until you launch it.',
  ending: 'The cohort ends now. Each school is told once, and you get the summary when all have ended.',
  'imported-again': 'The draft is now as your new files say. Nothing goes out until you launch it.',
};

const told = (c: Asked): string | undefined => {
  const what = c.req.query('told') ?? '';
  return Object.hasOwn(sentences, what) ? sentences[what] : undefined;
};

/** Until when a draft is kept that is not launched. */
const keptUntil = (own: Cohort): string | undefined => {
  const day = goesOn(own);
  return day && inWords(day);
};

async function showDraft(c: Asked): Promise<Response> {
  const own = c.var.cohort;
  const [schools, { clashes }] = await Promise.all([
    readSchools(c.var.parts.table, own.id),
    import('#rehearsal/clashes.ts'),
  ]);
  const goes = localDate(launchMoment({ ...own, launched: c.var.parts.now() }));
  return page(c, 'journeys/cohort/draft', {
    title: own.name,
    back: '/cohorts',
    cohort: own,
    tag: cohortStage(own.stage),
    told: told(c),
    launchDay: inWords(own.launch),
    keptUntil: keptUntil(own),
    invitations: goes === own.launch ? undefined : inWords(goes),
    terms: own.calendar.terms.map((term) => `${term.name}: ${inWords(term.start)} to ${inWords(term.end)}`),
    schools: schools.map((school) => ({ ...school, planning: provisionInWords(school) })),
    cycles: own.programme.cycles !== undefined,
    teachers: schools.reduce((sum, school) => sum + school.teachers.length, 0),
    clashes: clashes(own),
  });
}

const showLaunching = (c: Asked, opened: number): Promise<Response> =>
  page(c, 'journeys/cohort/launching', {
    title: `Launching ${c.var.cohort.name}`,
    back: '/cohorts',
    cohort: c.var.cohort,
    opened,
    // a page that loads itself anew must let its reader stop that (WCAG 2.2.1)
    byHand: c.req.query('again') === 'by-hand',
  });
