import { Hono } from 'hono';
import { partnershipId } from '../../../shared/domain/cohort.ts';
import { mayCorrect } from '../../../shared/domain/correcting.ts';
import { isOpen, type Obligation } from '../../../shared/domain/obligation/obligation.ts';
import { hasEnded, obligationOf } from '../../../shared/domain/partnership.ts';
import { readPartnership } from '../../../shared/records/partnerships.ts';
import { followLink } from '../../../shared/use-cases/follow-link.ts';
import { goTo, page, refusal } from '../page.ts';
import type { Web } from '../web-parts.ts';
import { agreement } from './agreement.ts';
import { cover } from './cover.ts';
import { closures } from './disturbances.ts';
import { showFormer } from './former.ts';
import { freshLink } from './fresh-link.ts';
import { landing, showDone, showEnded } from './landing.ts';
import { lesson } from './lesson.ts';
import { meeting } from './meeting.ts';
import { ownPart, speaksForSchool } from './own-part.ts';
import { plan } from './plan.ts';
import { questionnaire } from './questionnaire.ts';
import { ofSession } from './report.ts';
import { reportForm } from './report-form.ts';
import { group } from './settle-group.ts';
import { successor } from './successor.ts';
import { teachers } from './teachers.ts';

const journeys = new Hono<Web>()
  .route('/', landing)
  .route('/agreement', agreement)
  .route('/teachers', teachers)
  .route('/questions', questionnaire)
  .route('/meeting', meeting)
  .route('/plan', plan)
  .route('/lesson', lesson)
  .route('/cover', cover)
  .route('/successor', successor)
  .route('/group', group)
  .route('/', ofSession)
  .route('/report', reportForm);

/** For people who come by a link: it leads to one thing, and says what has become of that thing. */
export const owedByLink = new Hono<Web>();

owedByLink.route('/fresh', freshLink);

const OWN = /\/(not-me|withdraw|withdraw-school|withdraw-school\/cancel|school\/(close|next))$/;

owedByLink.use(async (c, next) => {
  const text = c.req.param('link') ?? '';
  const followed = await followLink(c.var.parts, text);
  if (followed.state === 'unknown') return page(c, 'owed/unknown', { title: 'This link does not work' }, 404);
  if (followed.state === 'former') return showFormer(c, followed);
  const base = `/owed/${text}`;
  const { link, obligation, partnership, cohort, person } = followed;
  // a link that was replaced shows that the thing is done, and nothing of what was sent
  const own = obligation.end?.by === person.id && link.version === obligation.linkVersion;
  const corrects = own && mayCorrect(partnership, obligation, c.var.parts.now());
  c.set('doing', { ...followed, base, corrects });
  if (followed.state !== 'replaced') {
    const canClose = speaksForSchool(followed) && (cohort.programme.cycles || cohort.programme.sessions);
    c.set('self', { ...followed, base, ...(canClose && { closes: `${base}/school/close` }) });
    if (canClose) c.set('covering', { cohort, partnership, by: person.id, base: `${base}/school`, home: base });
  }
  if (c.var.self && OWN.test(c.req.path) && !hasEnded(partnership.stage)) return next();
  if (followed.state === 'open') return next();
  if (followed.state === 'replaced') return page(c, 'owed/replaced', { title: 'There is a newer link', base }, 410);
  // whoever said that somebody cannot come sees what comes of it, though other cover is asked for anew
  if (followed.obligation.kind === 'confirm-cover' && c.req.path === `${base}/cover/next`) return next();
  if (followed.state !== 'done') return showEnded(c, followed.state);
  // a report that went may be corrected
  if (obligation.kind === 'report-session' && c.req.path.startsWith(`${base}/report`)) return next();
  if (corrects && c.req.path.startsWith(`${base}/questions`)) return next();
  // the agreed plan may be read on
  if (obligation.kind === 'agree-plan' && /\/plan(\/people)?$/.test(c.req.path) && c.req.method !== 'POST')
    return next();
  return c.req.path === base && c.req.method !== 'POST' ? showDone(c) : goTo(c, base);
});
owedByLink.route('/', ownPart);
owedByLink.use('/school/*', (c, next) => (c.var.self?.closes ? next() : Promise.resolve(refusal(c, 404))));
owedByLink.route('/school', closures);
owedByLink.route('/', journeys);

/** What has a page of its own, or is for nobody but the coach. */
const notHere = ({ kind }: Obligation): boolean => kind === 'countersign' || kind === 'report-session';

/** The same pages for a lead who does in a school's place what she has taken over. */
export const owedByLead = new Hono<Web>();

owedByLead.use(async (c, next) => {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const obligation = kept && obligationOf(kept.value, c.req.param('obligation') ?? '');
  if (!kept || obligation?.owner !== 'lead' || notHere(obligation)) return refusal(c, 404);
  const home = `/cohorts/${cohort.id}/schools/${kept.value.urn}`;
  c.set('doing', {
    cohort,
    partnership: kept.value,
    obligation,
    person: cohort.lead,
    base: `${home}/owed/${obligation.id}`,
    home,
  });
  return isOpen(obligation) ? next() : goTo(c, home);
});
owedByLead.route('/', journeys);
