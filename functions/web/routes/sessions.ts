import { Hono } from 'hono';
import { partnershipId } from '../../../shared/domain/cohort.ts';
import { isOpen } from '../../../shared/domain/obligation/obligation.ts';
import type { Owed } from '../../../shared/domain/owed.ts';
import { capital } from '../../../shared/email/wording.ts';
import { readPartnership } from '../../../shared/records/partnerships.ts';
import { followSessionsLink } from '../../../shared/use-cases/follow-sessions-link.ts';
import { placeToDoIt } from '../../../shared/use-cases/message-facts.ts';
import { calendarSession } from '../../../shared/use-cases/session-facts.ts';
import { page, refusal } from '../page.ts';
import { dueInWords, thingInWords } from '../views/obligation-in-words.ts';
import { sessionLists, toldOfSessions } from '../views/session-lists.ts';
import type { Asked, Web } from '../web-parts.ts';
import { disturbances } from './disturbances.ts';
import { showFormer } from './former.ts';
import { ownCalendar, showOwnCycles } from './own-cycles.ts';
import { ownPart } from './own-part.ts';
import { showPack } from './pack.ts';
import { planning } from './planning.ts';

/**
 * A coach’s own sessions at one school, by a link of her own; a teacher’s are to be looked at and no more. Whoever sees
 * to cover there has all of it behind such a link.
 */
export const sessionsByLink = new Hono<Web>();

sessionsByLink.use(async (c, next) => {
  const text = c.req.param('link') ?? '';
  const found = await followSessionsLink(c.var.parts, text);
  if (!found) return page(c, 'owed/unknown', { title: 'This link does not work' }, 404);
  if ('former' in found) return showFormer(c, { ...found, link: found.former });
  const { person, cohort, partnership } = found;
  const coach = person.role === 'coach' ? person.id : undefined;
  const home = `/sessions/${text}`;
  c.set('planning', { cohort, partnership, by: person.id, coach, base: home });
  c.set('self', { cohort, partnership, person, base: home });
  if (person.role === 'cover' || person.role === 'link')
    c.set('covering', { cohort, partnership, by: person.id, base: `${home}/cover`, home });
  return next();
});

const own = ({ var: { planning: it } }: Asked) =>
  it.partnership.sessions.filter((s) => s.coach === it.by || s.teacher === it.by);

sessionsByLink.get('/', async (c) => {
  const { parts, planning: it, covering } = c.var;
  if (covering) return showPack(c);
  if (it.cohort.programme.cycles) return showOwnCycles(c);
  const secret = await parts.secret();
  const link = (owed: Owed) => placeToDoIt(owed, { origin: '', secret });
  const reports = it.partnership.obligations
    .filter((o) => o.kind === 'report-session' && o.owner === it.by)
    .map((obligation) => ({ ...it, obligation }));
  const lists = sessionLists(it.partnership, own(c), parts.now());
  const sent = new Map(
    reports.flatMap((r) => (r.obligation.end?.how === 'done' ? [[r.obligation.session, link(r)] as const] : [])),
  );
  return page(c, 'sessions/list', {
    title: `Your sessions at ${it.partnership.school}`,
    base: it.base,
    forTeacher: !it.coach,
    cohort: it.cohort,
    lead: it.cohort.lead,
    told: toldOfSessions(c.req.query('told')),
    owed: reports
      .filter((r) => isOpen(r.obligation))
      .map((r) => ({ what: capital(thingInWords(r)), due: dueInWords(r.obligation), href: link(r) })),
    ...lists,
    canPlan: lists.canPlan && it.coach !== undefined,
    past: lists.past.map((s) => ({ ...s, report: sent.get(s.id) })),
    feed: `${parts.origin}${it.base}/calendar.ics`,
  });
});

sessionsByLink.get('/calendar.ics', async (c) => {
  const { parts, planning: it, covering } = c.var;
  if (covering) return refusal(c, 404);
  // the calendar library and its zones are for whoever asks for a calendar
  const { feed } = await import('../../../shared/calendar/invitation.ts');
  const text = feed(`Sessions at ${it.partnership.school}`, [
    ...own(c)
      .filter((s) => s.state !== 'cancelled')
      .map((s) => calendarSession(it, s, parts.sender, parts.now())),
    ...ownCalendar(c),
  ]);
  return c.body(text, 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="sessions.ics"',
  });
});

sessionsByLink.route('/', ownPart);

sessionsByLink.use('/cover/*', (c, next) => (c.var.covering ? next() : Promise.resolve(refusal(c, 404))));
sessionsByLink.route('/cover', disturbances);

// whoever plans without being a coach plans as the lead does: a teacher must not get there
sessionsByLink.use((c, next) => (c.var.planning.coach ? next() : Promise.resolve(refusal(c, 404))));

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

sessionsOfSchool.get('/', (c) => {
  const { parts, planning: it } = c.var;
  return page(c, 'sessions/list', {
    title: `Sessions at ${it.partnership.school}`,
    back: it.base.replace(/\/sessions$/, ''),
    base: it.base,
    cohort: it.cohort,
    forLead: true,
    told: toldOfSessions(c.req.query('told')),
    ...sessionLists(it.partnership, it.partnership.sessions, parts.now()),
  });
});

sessionsOfSchool.route('/', planning);
