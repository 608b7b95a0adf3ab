import { Hono } from 'hono';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { InCohort, Owed } from '#domain/obligations/owed.ts';
import { opensSessions } from '#domain/people/links.ts';
import type { Person } from '#domain/people/person.ts';
import { isOffered } from '#domain/sessions/waiting.ts';
import { readPartnership } from '#records/partnerships.ts';
import { followSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { earlierFeed, feedAt, ownFeed } from '#web/journeys/calendar-feed/route.ts';
import { showPack } from '#web/journeys/cover/pack-route.ts';
import { closures, disturbances } from '#web/journeys/disturbance/route.ts';
import { guides } from '#web/journeys/guide/route.ts';
import { showFormer } from '#web/journeys/links/former.ts';
import { freshLink, showEndedLink } from '#web/journeys/links/fresh.ts';
import { notMePages } from '#web/journeys/not-me/route.ts';
import { owedOnOwnPage } from '#web/journeys/owed/route.ts';
import { ownData } from '#web/journeys/own-data/request.ts';
import { showOwnCycles } from '#web/journeys/own-page/cycles.ts';
import { ownTasks, showOwnPart } from '#web/journeys/own-page/tasks.ts';
import { withdrawal } from '#web/journeys/withdrawal/route.ts';
import { written, writtenForThem } from '#web/journeys/written/route.ts';
import { page, refusal } from '#web/kit/page.ts';
import { speaksForSchool } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { dueInWords, thingInWords } from '#web/kit/words/obligation.ts';
import { capital } from '#wording/wording.ts';
import { absence } from './cannot-come.ts';
import { offeredReports } from './offered-reports.ts';
import { clashesOf, offersOf, sessionLists, toldOfSessions } from './page.ts';
import { planning } from './planning.ts';

/**
 * A coach’s own sessions at one school, by a link of their own; a teacher’s are to be looked at and no more. Whoever sees
 * to cover there has all of it behind such a link.
 */
export const sessionsByLink = new Hono<Web>();

sessionsByLink.route('/fresh', freshLink);
sessionsByLink.route('/calendar.ics', earlierFeed);

sessionsByLink.use(async (c, next) => {
  const text = c.req.param('link') ?? '';
  const found = await followSessionsLink(c.var.parts, text);
  const home = `/sessions/${text}`;
  if (found.state === 'unknown') return page(c, 'journeys/links/unknown', { title: 'This link does not work' }, 404);
  if (found.state === 'former') return showFormer(c, found);
  if (found.state === 'spent' || found.state === 'replaced') return showEndedLink(c, home);
  letSee(c, found, home);
  return next();
});

/** What the link lets its reader see and do. */
function letSee(c: Asked, { person, cohort, partnership }: InCohort & { readonly person: Person }, home: string): void {
  const meets = opensSessions(cohort.programme, person.role);
  const coach = meets && person.role === 'coach' ? person.id : undefined;
  const covers = meets && (person.role === 'cover' || person.role === 'link');
  const closes = !covers && speaksForSchool({ person }) && (cohort.programme.cycles || cohort.programme.sessions);
  c.set('planning', { cohort, partnership, by: person.id, coach, base: home });
  c.set('self', {
    cohort,
    partnership,
    person,
    base: home,
    ...(closes && { closes: `${home}/school/close` }),
    ...(closes && partnership.provision?.weeks === 2 && { weeks: `${home}/school/weeks` }),
  });
  if (covers) c.set('covering', { cohort, partnership, by: person.id, base: `${home}/cover`, home });
  if (closes) c.set('covering', { cohort, partnership, by: person.id, base: `${home}/school`, home });
}

sessionsByLink.route('/owed/:obligation', owedOnOwnPage);

const own = ({ var: { planning: it } }: Asked) =>
  it.partnership.sessions.filter((s) => s.coach === it.by || s.teacher === it.by);

/** Whoever sees to cover, and not a head or a link who may close a day and no more. */
const seesToCover = ({ var: { covering, self } }: Asked): boolean => covering !== undefined && !self?.closes;

sessionsByLink.get('/', async (c) => {
  const { parts, planning: it, self } = c.var;
  const { cohort, partnership } = it;
  if (!self || !opensSessions(cohort.programme, self.person.role)) return showOwnPart(c);
  if (seesToCover(c)) return showPack(c);
  if (cohort.programme.cycles) return showOwnCycles(c);
  const at = ({ obligation }: Owed) => `${it.base}/owed/${obligation.id}`;
  const reports = partnership.obligations
    .filter((o) => o.kind === 'report-session' && o.owner === it.by)
    .map((obligation) => ({ ...it, obligation }));
  const clashes = it.coach ? await clashesOf(parts, it, own(c), parts.now()) : undefined;
  const lists = sessionLists(it, own(c), parts.now(), clashes);
  const offer = offersOf(it, it.base, parts.now());
  const offered = new Map(it.coach ? own(c).map((s) => [s.id, offer(s)]) : []);
  const sent = new Map(
    reports.flatMap((r) => (r.obligation.end?.how === 'done' ? [[r.obligation.session, at(r)] as const] : [])),
  );
  return page(c, 'journeys/sessions/list', {
    title: `Your sessions at ${partnership.school}`,
    base: it.base,
    forTeacher: !it.coach,
    cohort,
    lead: cohort.lead,
    told: toldOfSessions(c.req.query('told')),
    tasks: ownTasks(c, 'report-session'),
    written: await writtenForThem(c),
    owed: reports
      .filter((r) => isOpen(r.obligation) && !isOffered(partnership, cohort, r.obligation))
      .map((r) => ({ what: capital(thingInWords(r)), due: dueInWords(r.obligation), href: at(r) })),
    ...lists,
    canPlan: lists.canPlan && it.coach !== undefined,
    past: lists.past.map((s) => ({ ...s, report: sent.get(s.id), ...offered.get(s.id) })),
    feed: await feedAt(c),
  });
});

sessionsByLink.route('/', ownFeed);

sessionsByLink.route('/', notMePages);
sessionsByLink.route('/', withdrawal);
sessionsByLink.route('/', ownData);
sessionsByLink.route('/', written);
sessionsByLink.route('/', guides);

sessionsByLink.use('/cover/*', (c, next) => (seesToCover(c) ? next() : Promise.resolve(refusal(c, 404))));
sessionsByLink.route('/cover', disturbances);
sessionsByLink.use('/school/*', (c, next) => (c.var.self?.closes ? next() : Promise.resolve(refusal(c, 404))));
sessionsByLink.route('/school', closures);

sessionsByLink.use('/:session/cannot-come', (c, next) =>
  c.var.self && opensSessions(c.var.planning.cohort.programme, c.var.self.person.role)
    ? next()
    : Promise.resolve(refusal(c, 404)),
);
sessionsByLink.route('/', absence);

// whoever plans without being a coach plans as the lead does: a teacher must not get there
sessionsByLink.use((c, next) => (c.var.planning.coach ? next() : Promise.resolve(refusal(c, 404))));

sessionsByLink.route('/', offeredReports);
sessionsByLink.route('/', planning);

/** All sessions at a school, for the lead. */
export const sessionsOfSchool = new Hono<Web>();

sessionsOfSchool.use(async (c, next) => {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  if (!kept || !cohort.programme.sessions) return refusal(c, 404);
  const base = `/cohorts/${cohort.id}/schools/${kept.value.urn}/sessions`;
  c.set('planning', { cohort, partnership: kept.value, by: 'lead', base });
  return next();
});

sessionsOfSchool.get('/', async (c) => {
  const { parts, planning: it } = c.var;
  const { sessions } = it.partnership;
  const clashes = await clashesOf(parts, it, sessions, parts.now());
  return page(c, 'journeys/sessions/list', {
    title: `Sessions at ${it.partnership.school}`,
    back: it.base.replace(/\/sessions$/, ''),
    base: it.base,
    cohort: it.cohort,
    forLead: true,
    told: toldOfSessions(c.req.query('told')),
    ...sessionLists(it, sessions, parts.now(), clashes),
  });
});

sessionsOfSchool.route('/', planning);
