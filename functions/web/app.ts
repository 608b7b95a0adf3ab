import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { refusal } from './page.ts';
import { cohort } from './routes/cohort.ts';
import { cohorts } from './routes/cohorts.ts';
import { countersign } from './routes/countersign.ts';
import { dates } from './routes/dates.ts';
import { deletingDraft } from './routes/delete-draft.ts';
import { endCohort } from './routes/end-cohort.ts';
import { evaluation } from './routes/evaluation.ts';
import { importCohort } from './routes/import-cohort.ts';
import { launch } from './routes/launch.ts';
import { ledger } from './routes/ledger.ts';
import { notices } from './routes/notices.ts';
import { owedByLead, owedByLink } from './routes/owed.ts';
import { ownCohort, ownForm, signedIn } from './routes/own-cohort.ts';
import { feeds } from './routes/own-feed.ts';
import { coverOfSchool } from './routes/pack.ts';
import { peopleOfSchool } from './routes/people-of-school.ts';
import { personal } from './routes/personal.ts';
import { programmes } from './routes/programmes.ts';
import { rehearseCohort } from './routes/rehearse-cohort.ts';
import { results } from './routes/results.ts';
import { room } from './routes/room.ts';
import { rooms } from './routes/rooms.ts';
import { school } from './routes/school.ts';
import { sessionsByLink, sessionsOfSchool } from './routes/sessions.ts';
import { signIn } from './routes/sign-in.ts';
import { signedInPlaces } from './routes/signed-in.ts';
import { summary } from './routes/summary.ts';
import { yourData } from './routes/your-data.ts';
import { exported, fromHere, headers, posted, refusedLinks } from './security.ts';
import { noteError } from './security-log.ts';
import { noteChanges } from './security-of-changes.ts';
import { currentSession } from './session.ts';
import { icon, stylesheet } from './views/built/assets.mjs';
import type { Web, WebParts } from './web-parts.ts';

const FORM_LIMIT = 200 * 1024;
const IMPORT_LIMIT = 4_000 * 1024;
const IMPORT = '/cohorts/import';
/** Nobody sees these, or posts to them, who is not signed in. */
const LEADS_ALONE = ['/programmes', '/cohorts', '/signed-in', '/sign-out'] as const;
const BY_LINK = ['/owed', '/sessions', '/room', '/calendar', '/your-data'] as const;

/** The whole site: what stands around every page, and then the journeys. It knows nothing of where it runs. */
export function createApp(given: WebParts): Hono<Web> {
  const parts: WebParts = { ...given, changed: (school, events) => noteChanges(given, school, events) };
  const app = new Hono<Web>();
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

  // in this order: whoever may not post is turned away before a byte of what they send is read
  app.use(fromHere);
  app.use(async (c, next) => {
    const session = await currentSession(c);
    if (session) c.set('session', session);
    await next();
  });
  for (const place of LEADS_ALONE) app.use(`${place}/*`, signedIn);
  app.use((c, next) => (c.req.path === IMPORT ? large : small)(c, next));
  app.use(posted);
  for (const place of LEADS_ALONE) app.use(`${place}/*`, ownForm, exported);
  for (const place of BY_LINK) app.use(`${place}/:link/*`, refusedLinks);

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

  app.notFound((c) => refusal(c, 404));
  app.onError((error, c) => {
    noteError(c, error);
    return refusal(c, 500);
  });
  return app;
}
