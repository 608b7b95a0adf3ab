import { Hono } from 'hono';
import type { CalendarSession } from '#calendar/invitation.ts';
import { replaceFeed } from '#domain/people/link-acts.ts';
import { feedVersion, opensSessions } from '#domain/people/links.ts';
import { hasLeft, type Role } from '#domain/people/person.ts';
import { act } from '#use-cases/act.ts';
import { feedTimesOf, followFeed, writeFeed } from '#use-cases/follow-feed.ts';
import { followSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Self } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

async function calendar(c: Asked, times: readonly CalendarSession[]): Promise<Response> {
  // the calendar library and its zones are for whoever asks for a calendar
  const { feed } = await import('#calendar/invitation.ts');
  return c.body(feed('Sessions', times), 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="sessions.ics"',
  });
}

/** What calendars read by themselves. An address that was replaced gives none, so that they drop what they had. */
export const feeds = new Hono<Web>();

feeds.get('/:feed{.+\\.ics}', async (c) => {
  const times = await followFeed(c.var.parts, c.req.param('feed').replace(/\.ics$/, ''));
  return times ? calendar(c, times) : refusal(c, 404);
});

/** Where the calendar of whoever came by a link of their own reads their sessions. */
export async function feedAt({ var: { parts, planning: it } }: Asked): Promise<string> {
  return `${parts.origin}/calendar/${writeFeed(await parts.secret(), it.partnership, it.by)}.ics`;
}

/** An address that calendars were given before they had one of their own: the same times, and none once its link has ended. */
export const earlierFeed = new Hono<Web>();

earlierFeed.get('/', async (c) => {
  const { parts } = c.var;
  const found = await followSessionsLink(parts, c.req.param('link') ?? '');
  if (found.state === 'unknown') return refusal(c, 404);
  if (found.state !== 'open' || hasLeft(found.person)) return calendar(c, []);
  const { cohort, partnership, person } = found;
  const meets = opensSessions(cohort.programme, person.role) && !coversOnly(person.role);
  return meets ? calendar(c, feedTimesOf({ cohort, partnership }, person.id, parts)) : refusal(c, 404);
});

const coversOnly = (role: Role): boolean => role === 'cover' || role === 'link';

/** The address of somebody's own calendar, on the page of all that is theirs. */
export const ownFeed = new Hono<Web>();

const meets = ({ var: { self } }: Asked): boolean =>
  self !== undefined && opensSessions(self.cohort.programme, self.person.role) && !coversOnly(self.person.role);

const replacing = ({ person, partnership: p, base }: Self): AskPage => ({
  title: 'Replace your calendar address',
  school: p.school,
  back: base,
  follows: [
    'You get a new address for your calendar app.',
    'The old address stops showing your sessions. A calendar app that uses it shows none.',
    'Your sessions do not change.',
  ],
  hidden: [{ name: 'seen', value: String(feedVersion(person)) }],
  tick: 'Replace my calendar address',
  button: 'Replace this address',
});

ownFeed.get('/calendar', (c) => {
  const { self } = c.var;
  return self && meets(c) ? ask(c, replacing(self)) : refusal(c, 404);
});

ownFeed.post('/calendar', (c) => {
  const { parts, posted, self } = c.var;
  if (!self || !meets(c)) return refusal(c, 404);
  const { person, partnership } = self;
  return askAndAct(c, {
    form: replacing(self),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () =>
      act(parts, partnership.id, person.id, (p, _cohort, now) => replaceFeed(p, person.id, Number(posted.seen), now)),
    done: () =>
      page(c, 'kit/noted', {
        title: 'Your calendar address has been replaced',
        sentences: ['Go back to your sessions to copy the new address into your calendar app.'],
        back: self.base,
        lead: self.cohort.lead,
        self: undefined,
      }),
  });
});
