import { createMiddleware } from 'hono/factory';
import { sameAddress } from '#domain/people/person.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { goTo, refusal } from './page.ts';
import { formTokenIsRight, ranOut } from './session.ts';
import type { Asked, Web } from './web-parts.ts';

/** Of what is sent here by whoever has just run out of time, what was typed is kept: no files, and no signing out. */
const isTyped = (c: Asked): boolean => /^\/(cohorts|programmes)\//.test(c.req.path) && !c.req.path.endsWith('/import');

/**
 * Pages for leads alone: whoever is not signed in is asked to, and comes back. Before anything of a post is read, but for
 * what somebody sends whose time has run out while they typed.
 */
export const signedIn = createMiddleware<Web>(async (c, next) => {
  if (c.var.session) return next();
  const before = c.req.method === 'POST' && isTyped(c) ? await ranOut(c) : undefined;
  if (before) {
    c.set('ranOut', before);
    return next();
  }
  const place = c.req.path + (c.req.method === 'POST' ? '' : new URL(c.req.url).search);
  return goTo(c, `/sign-in?next=${encodeURIComponent(place)}`);
});

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
