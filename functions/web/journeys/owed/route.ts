import { Hono, type Next } from 'hono';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { obligationOf } from '#domain/partnership/partnership.ts';
import { isConfirmation, mayFollow } from '#domain/people/confirmers.ts';
import { readPartnership } from '#records/partnerships.ts';
import { followLink } from '#use-cases/follow-link.ts';
import { closures } from '#web/journeys/disturbance/route.ts';
import { guides } from '#web/journeys/guide/route.ts';
import { showFormer } from '#web/journeys/links/former.ts';
import { freshLink, showEndedLink } from '#web/journeys/links/fresh.ts';
import { notMePages } from '#web/journeys/not-me/route.ts';
import { ownData } from '#web/journeys/own-data/request.ts';
import { journeys } from '#web/journeys/tasks.ts';
import { withdrawal } from '#web/journeys/withdrawal/route.ts';
import { written } from '#web/journeys/written/route.ts';
import { type EarlierForm, goOnLate, showLate } from '#web/kit/late.ts';
import { wordsOf } from '#web/kit/opened.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import { speaksForSchool } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { landing, showDone, showEnded } from './landing.ts';
import { actAt, corrects, type Standing, starts } from './standing.ts';

/** Where tasks of any kind are done; each journey sees to it that it answers for its own kinds alone. */
const tasks = new Hono<Web>().route('/', landing);
for (const [at, pages] of new Map(Object.values(journeys).flatMap(({ pages }) => pages))) tasks.route(at, pages);

/** For people who come by a link: it leads to one thing, and says what has become of that thing. */
export const owedByLink = new Hono<Web>();

owedByLink.route('/fresh', freshLink);

owedByLink.use(async (c, next) => {
  const text = c.req.param('link') ?? '';
  const followed = await followLink(c.var.parts, text);
  const base = `/owed/${text}`;
  if (followed.state === 'unknown') return page(c, 'journeys/links/unknown', { title: 'This link does not work' }, 404);
  if (followed.state === 'former') return showFormer(c, followed);
  if (followed.state === 'spent' || followed.state === 'replaced') return showEndedLink(c, base);
  const { state, ...doing } = followed;
  const { partnership, cohort, person } = doing;
  c.set('doing', { ...doing, base, way: 'task' });
  if (starts('task', state, 'own part')) {
    const canClose = speaksForSchool(doing) && (cohort.programme.cycles || cohort.programme.sessions);
    c.set('self', {
      ...doing,
      base,
      ...(canClose && { closes: `${base}/school/close` }),
      ...(canClose && partnership.provision?.weeks === 2 && { weeks: `${base}/school/weeks` }),
    });
    if (canClose) c.set('covering', { cohort, partnership, by: person.id, base: `${base}/school`, home: base });
  }
  return enter(c, next, state);
});

/** Lets in where the link may start what the path is for; else shows how things stand, and changes nothing. */
async function enter(c: Asked, next: Next, state: Standing): Promise<Response | undefined> {
  const { base, way = 'task', obligation } = c.var.doing;
  const act = actAt(c);
  const posts = c.req.method === 'POST';
  if (starts(way, state, act) && (act !== 'correction' || corrects(c))) {
    c.set('doing', { ...c.var.doing, corrects: act === 'correction' });
    await next();
    return undefined;
  }
  if (!posts && isToRead(c)) {
    await next();
    return undefined;
  }
  const late = posts ? showLate(c, base, await sentBefore(c)) : undefined;
  if (late) return late;
  if (state !== 'done' && state !== 'open') return showEnded(c, state);
  return c.req.path === base && !posts && obligation.end ? showDone(c) : goTo(c, base);
}

/** What stands of what was sent by the form that comes too late. */
async function sentBefore(c: Asked): Promise<EarlierForm | undefined> {
  const { base, obligation } = c.var.doing;
  const before = await journeys[obligation.kind].sentBy?.(c, c.req.path.slice(base.length));
  return before && { over: obligation.end?.how !== 'done' && !said(before), ...before };
}

const said = ({ lines, sent }: EarlierForm): boolean => lines.some((line) => wordsOf(line, sent) !== '');

/** What may be read on when the task is over. */
function isToRead(c: Asked): boolean {
  const { doing } = c.var;
  return journeys[doing.obligation.kind].shows?.(doing, c.req.path.slice(doing.base.length)) ?? false;
}

owedByLink.route('/', notMePages);
owedByLink.route('/', withdrawal);
owedByLink.route('/', ownData);
owedByLink.route('/', written);
owedByLink.route('/', guides);
owedByLink.use('/school/*', (c, next) => (c.var.self?.closes ? next() : Promise.resolve(refusal(c, 404))));
owedByLink.route('/school', closures);
owedByLink.route('/', tasks);

/**
 * The same pages behind the page of all that is somebody's: what is to be done, and what was sent as long as it can be
 * corrected.
 */
export const owedOnOwnPage = new Hono<Web>();

owedOnOwnPage.use(async (c, next) => {
  const { planning, self } = c.var;
  const obligation = obligationOf(planning.partnership, c.req.param('obligation') ?? '');
  const isTheirs =
    self &&
    obligation &&
    (obligation.end?.by === self.person.id || mayFollow(planning.partnership, obligation, self.person.id));
  if (!isTheirs) return refusal(c, 404);
  const { cohort, partnership, person, base: all } = self;
  c.set('doing', { cohort, partnership, obligation, person, base: `${all}/owed/${obligation.id}`, way: 'own', all });
  return enter(c, next, obligation.end?.how ?? 'open');
});
owedOnOwnPage.route('/', tasks);

/** What a lead does on these pages: not what has a page of its own elsewhere, nor what is the school's alone. */
const isHere = ({ kind }: Obligation): boolean =>
  journeys[kind].lead.does !== undefined && journeys[kind].pages.length > 0;

/** The same pages for a lead who does in a school's place what they have taken over. */
export const owedByLead = new Hono<Web>();

owedByLead.use(async (c, next) => {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const obligation = kept && obligationOf(kept.value, c.req.param('obligation') ?? '');
  // what a seat has asked about itself the lead may confirm whoever else is asked
  const yours = obligation && (obligation.owner === 'lead' || isConfirmation(obligation));
  if (!kept || !yours || !isHere(obligation)) return refusal(c, 404);
  const home = `/cohorts/${cohort.id}/schools/${kept.value.urn}`;
  c.set('doing', {
    cohort,
    partnership: kept.value,
    obligation,
    person: cohort.lead,
    base: `${home}/owed/${obligation.id}`,
    home,
  });
  if (isOpen(obligation)) return next();
  return c.req.method === 'POST' ? goOnLate(c, home, await sentBefore(c)) : goTo(c, home);
});
owedByLead.route('/', tasks);
