import { Hono } from 'hono';
import { signedInOf } from '#records/signed-in.ts';
import { clockOf } from '#web/kit/cookies.ts';
import { ownPlace } from '#web/kit/own-place.ts';
import { goTo, page } from '#web/kit/page.ts';
import { note, whoOf } from '#web/kit/security/log.ts';
import { endAllSessions, stay } from '#web/kit/session.ts';
import { RESUMED, sentBefore } from '#web/kit/typed-before.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { momentShown } from '#web/kit/words/moment.ts';

/** Where a lead is signed in: they stay longer, or sign out everywhere. */
export const signedInPlaces = new Hono<Web>();

signedInPlaces.get('/', async (c) => {
  const { parts, session } = c.var;
  const now = clockOf(parts);
  const all = (await signedInOf(parts.table, session?.address ?? '')).filter(({ until }) => until > now);
  const shown = (at: string) => momentShown(at, now);
  return page(c, 'journeys/sign-in/places', {
    title: 'Where you are signed in',
    back: '/cohorts',
    stayed: c.req.query('told') === 'stayed',
    places: all
      .toSorted((a, b) => (a.began > b.began ? -1 : 1))
      .map(({ id, began, used, until, own, device }) => ({
        device,
        own,
        here: id === session?.id,
        began: shown(began),
        used: id === session?.id ? 'Now' : `About ${shown(used)}`,
        until: shown(until),
      })),
  });
});

/** Back to the page on which the button was, if that is one that can be shown. */
function placeOf({ var: { posted } }: Asked): string {
  const here = ownPlace(posted.here);
  return here && !here.startsWith('/signed-in') ? here : '/signed-in?told=stayed';
}

/** Fields that nobody types in. */
const UNTYPED = /^(openedOn|shown|seen|go|both|to|nth|step|take-.*|confirm)$/;

/** What was sent when the session had run out, to go on with. */
signedInPlaces.get('/typed/:id', async (c) => {
  const id = c.req.param('id');
  const sent = await sentBefore(c, id);
  const action = ownPlace(sent?.path);
  if (!sent || !action) return goTo(c, '/cohorts');
  const fields = Object.entries(sent.fields);
  return page(c, 'journeys/sign-in/typed', {
    title: 'Send what you typed',
    action,
    typed: fields.flatMap(([name, value]) => (value && !UNTYPED.test(name) ? [value] : [])),
    hidden: [...fields, [RESUMED, id] as const].map(([name, value]) => ({ name, value })),
  });
});

signedInPlaces.post('/stay', async (c) => {
  const { parts, session } = c.var;
  if (!session || !(await stay(c, session))) return goTo(c, '/sign-in');
  note(parts, { what: 'stayed-signed-in', who: await whoOf(parts, session.address), session: session.id });
  return goTo(c, placeOf(c));
});

signedInPlaces.post('/everywhere', async (c) => {
  const { parts, session } = c.var;
  if (session) {
    const everywhere = await endAllSessions(c, session);
    note(parts, { what: 'session-ended', who: await whoOf(parts, session.address), session: session.id, everywhere });
  }
  return goTo(c, '/sign-in');
});
