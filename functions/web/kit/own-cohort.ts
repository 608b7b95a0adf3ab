import { createMiddleware } from 'hono/factory';
import { sameAddress } from '#domain/people/person.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { goTo, refusal } from './page.ts';
import { formTokenIsRight } from './session.ts';
import type { Web } from './web-parts.ts';

/** Pages for leads alone: whoever is not signed in is asked to, and comes back. Before anything of a post is read. */
export const signedIn = createMiddleware<Web>((c, next) =>
  c.var.session ? next() : Promise.resolve(goTo(c, `/sign-in?next=${encodeURIComponent(c.req.path)}`)),
);

/** A form behind the session must be one of ours. */
export const ownForm = createMiddleware<Web>(async (c, next) => {
  const { session, parts, posted } = c.var;
  if (c.req.method === 'POST' && !(session && (await formTokenIsRight(parts, session, posted.csrf))))
    return refusal(c, 403);
  return next();
});

/** A lead sees their own cohorts; any other does not exist for them. */
export const ownCohort = createMiddleware<Web>(async (c, next) => {
  const { session, parts } = c.var;
  const cohort = await readCohortFacts(parts.table, c.req.param('cohort') ?? '');
  if (!cohort || cohort.deleting || cohort.files || !session || sameAddress(cohort.lead.email) !== session.address) {
    // a draft that the same form has deleted: sent twice, it says what it said once
    const deletes = c.req.method === 'POST' && c.req.path.endsWith('/delete');
    return deletes ? goTo(c, '/cohorts') : refusal(c, 404);
  }
  c.set('cohort', cohort);
  return next();
});
