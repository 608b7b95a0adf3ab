import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { feeds } from './journeys/calendar-feed/route.ts';
import { deletingDraft } from './journeys/cohort/delete-draft.ts';
import { endCohort } from './journeys/cohort/end.ts';
import { cohort } from './journeys/cohort/route.ts';
import { cohorts } from './journeys/cohorts/route.ts';
import { countersign } from './journeys/countersign/route.ts';
import { coverOfSchool } from './journeys/cover/pack-route.ts';
import { dates } from './journeys/dates/route.ts';
import { evaluation } from './journeys/evaluation/route.ts';
import { events } from './journeys/events/route.ts';
import { importCohort } from './journeys/import/route.ts';
import { launch } from './journeys/launch/route.ts';
import { ledger } from './journeys/ledger/route.ts';
import { notices } from './journeys/notices/route.ts';
import { owedByLead, owedByLink } from './journeys/owed/route.ts';
import { personal } from './journeys/own-data/lead.ts';
import { yourData } from './journeys/own-data/route.ts';
import { peopleOfSchool } from './journeys/people/route.ts';
import { programmes } from './journeys/programmes/route.ts';
import { rehearseCohort } from './journeys/rehearsal/route.ts';
import { results } from './journeys/results/route.ts';
import { summary } from './journeys/results/summary.ts';
import { rooms } from './journeys/room/of-cohort.ts';
import { room } from './journeys/room/route.ts';
import { school } from './journeys/school/route.ts';
import { sessionsByLink, sessionsOfSchool } from './journeys/sessions/route.ts';
import { signedInPlaces } from './journeys/sign-in/places.ts';
import { signIn } from './journeys/sign-in/route.ts';
import { icon, stylesheet } from './kit/built/assets.mjs';
import { ownCohort, ownForm, signedIn } from './kit/own-cohort.ts';
import { refusal } from './kit/page.ts';
import { noteChanges } from './kit/security/changes.ts';
import { noteError } from './kit/security/log.ts';
import { exported, fromHere, headers, posted, refusedLinks } from './kit/security/requests.ts';
import { currentSession } from './kit/session.ts';
import { keptForLater } from './kit/typed-before.ts';
import type { Web, WebParts } from './kit/web-parts.ts';

const FORM_LIMIT = 200 * 1024;
const IMPORT_LIMIT = 4_000 * 1024;
const IMPORT = '/cohorts/import';
/** Nobody sees these, or posts to them, who is not signed in. */
const LEADS_ALONE = ['/programmes', '/cohorts', '/signed-in', '/sign-out'] as const;
const BY_LINK = ['/owed', '/sessions', '/room', '/calendar', '/your-data'] as const;

/** The whole site: what stands around every page, and then the journeys. It knows nothing of where it runs. */
export function createApp(given: WebParts): Hono<Web> {
  const app = new Hono<Web>();
  standAround(app, { ...given, changed: (school, events) => noteChanges(given, school, events) });
  routeJourneys(app);
  app.notFound((c) => refusal(c, 404));
  app.onError((error, c) => {
    noteError(c, error);
    return refusal(c, 500);
  });
  return app;
}

function standAround(app: Hono<Web>, parts: WebParts): void {
  const limit = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => refusal(c, 413) });
  const [small, large] = [limit(FORM_LIMIT), limit(IMPORT_LIMIT)];

  app.use(async (c, next) => {
    c.set('parts', parts);
    await next();
  });
  app.use(headers);
  app.use('/assets/*', compress());
  for (const [{ name, text }, type] of [
    [stylesheet, 'text/css; charset=utf-8'],
    [icon, 'image/svg+xml'],
  ] as const)
    app.get(`/assets/${name}`, (c) =>
      c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' }),
    );

  // in this order: whoever may not post is turned away before a byte of what they send is read; only of whoever a cookie of
  // ours says that their session has just run out, what they typed is read and kept, and nothing else is done
  app.use(fromHere);
  app.use(async (c, next) => {
    const session = await currentSession(c);
    if (session) c.set('session', session);
    await next();
  });
  for (const place of LEADS_ALONE) app.use(`${place}/*`, signedIn);
  app.use((c, next) => (c.req.path === IMPORT ? large : small)(c, next));
  app.use(posted);
  for (const place of LEADS_ALONE) app.use(`${place}/*`, keptForLater, ownForm, exported);
  for (const place of BY_LINK) app.use(`${place}/:link/*`, refusedLinks);
}

function routeJourneys(app: Hono<Web>): void {
  app.route('/', notices);
  app.route('/', signIn);
  app.route('/signed-in', signedInPlaces);
  app.route('/owed/:link', owedByLink);
  app.route('/sessions/:link', sessionsByLink);
  app.route('/calendar', feeds);
  app.route('/room', room);
  app.route('/your-data', yourData);

  app.route('/programmes', programmes);

  app.route('/cohorts', cohorts);
  app.route(IMPORT, importCohort);
  app.use('/cohorts/:cohort/*', ownCohort);
  app.route('/cohorts/:cohort', cohort);
  app.route('/cohorts/:cohort/launch', launch);
  app.route('/cohorts/:cohort/delete', deletingDraft);
  app.route('/cohorts/:cohort/rehearsal', rehearseCohort);
  app.route('/cohorts/:cohort/summary', summary);
  app.route('/cohorts/:cohort/results', results);
  app.route('/cohorts/:cohort/dates', dates);
  app.route('/cohorts/:cohort/events', events);
  app.route('/cohorts/:cohort/rooms', rooms);
  app.route('/cohorts/:cohort', ledger);
  app.route('/cohorts/:cohort', evaluation);
  app.route('/cohorts/:cohort/schools/:urn', school);
  app.route('/cohorts/:cohort/schools/:urn/countersign', countersign);
  app.route('/cohorts/:cohort/schools/:urn/people', personal);
  app.route('/cohorts/:cohort/schools/:urn', peopleOfSchool);
  app.route('/cohorts/:cohort/end', endCohort);
  app.route('/cohorts/:cohort/schools/:urn/sessions', sessionsOfSchool);
  app.route('/cohorts/:cohort/schools/:urn/cover', coverOfSchool);
  app.route('/cohorts/:cohort/schools/:urn/owed/:obligation', owedByLead);
}
