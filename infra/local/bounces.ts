import { Hono } from 'hono';
import { isForeign } from './clock-bar.ts';
import type { EmailGone } from './inbox.ts';

/** What a bounce takes: the last email to an address, and the feed that tells of it. */
interface Bouncing {
  /** the key and the SES id of the last email to an address, of those about sessions if there are any */
  lastTo(address: string): EmailGone | undefined;
  /** that the mail service could not deliver it, and all that follows at once */
  bounce(email: EmailGone): Promise<void>;
}

/** `POST /local/bounce {"to": address}`: the last email to that address comes back, as from one that does not exist. */
export function bounceRoutes({ lastTo, bounce }: Bouncing): Hono {
  const app = new Hono();
  app.post('/bounce', async (c) => {
    if (isForeign(c)) return c.json({ fault: 'Only the pages of this machine make emails bounce.' }, 403);
    const { to } = Object(await c.req.json().catch(() => undefined)) as { to?: unknown };
    if (typeof to !== 'string') return c.json({ fault: 'Write {"to": address}.' }, 400);
    const email = lastTo(to);
    if (!email) return c.json({ fault: `No email has gone to ${to}.` }, 404);
    await bounce(email);
    return c.json({ bounced: email.key });
  });
  return app;
}
