import { htmlEscape } from 'escape-goat';
import { type Context, Hono } from 'hono';
import {
  type Instant,
  inShort,
  localDate,
  localTime,
  londonTimeOf,
  timeInWords,
  withOffset,
} from '#calendar/london.ts';
import { destination, type Move } from './movable-clock.ts';

/** What the bar moves. */
interface Moving {
  readonly now: () => Instant;
  next(): Promise<Instant | undefined>;
  moveTo(target: Instant): Promise<void>;
}

const inWords = (at: Instant) => `${inShort(localDate(at))}, ${timeInWords(localTime(at))}`;

const styles = `.clock{background:#fff3c4;border-bottom:3px solid #8a6d00;color:#0b0c0c;font:16px/1.5 system-ui,arial,sans-serif;padding:8px 15px}
.clock form{display:inline}.clock label,.clock p{display:inline-block;margin:0 10px 4px 0}.clock strong{font-size:19px}
.clock button,.clock input{font:inherit;margin:2px 6px 2px 0;padding:6px 10px;min-height:36px;border:2px solid #0b0c0c;background:#fff;color:#0b0c0c}
.clock button{cursor:pointer}.clock button:focus,.clock input:focus,.clock a:focus{outline:3px solid #ffdd00;outline-offset:0;box-shadow:inset 0 0 0 2px #0b0c0c}
.clock a{color:#0b0c0c}@media print{.clock{display:none}}`;

/** The bar on every page of the local edition; `path` is where the page that shows it stands. */
export async function clockBar(clock: Moving, inbox: string, path: string): Promise<string> {
  const next = await clock.next();
  const back = `<input type="hidden" name="back" value="${htmlEscape(path)}">`;
  const button = (name: string, value: string, text: string) =>
    `<form method="post" action="/local/clock">${back}<input type="hidden" name="${name}" value="${value}"><button>${text}</button></form>`;
  const now = clock.now();
  return `<link rel="stylesheet" href="/local/clock.css"><section class="clock" aria-label="Rehearsal clock">
<p>On this machine it is <strong>${inWords(now)}</strong></p>
${next ? button('next', 'true', `Go to what is due next: ${inWords(next)}`) : '<p>Nothing more is due.</p>'}
${button('by', 'P1D', 'Add a day')}${button('by', 'P7D', 'Add a week')}
<form method="post" action="/local/clock" novalidate>${back}<label for="clock-to">Go to</label><input id="clock-to" name="to" type="datetime-local" value="${londonTimeOf(now).local}"><button>Go</button></form>
<a href="${inbox}">Inbox</a></section>`;
}

/** `GET /local/clock` tells the time; `POST` moves it, as JSON or by the bar's forms. In the local edition only. */
export function clockRoutes(clock: Moving): Hono {
  const app = new Hono();
  const told = async () => {
    const [now, next] = [clock.now(), await clock.next()];
    return { now, london: withOffset(now), ...(next ? { next } : {}) };
  };
  app.get('/clock.css', (c) => c.body(styles, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/clock', async (c) => c.json(await told()));
  app.post('/clock', async (c) => {
    if (isForeign(c)) return c.json({ fault: 'Only the pages of this machine move its clock.' }, 403);
    const asForm = !c.req.header('content-type')?.includes('json');
    const given = asForm ? await c.req.parseBody() : await c.req.json().catch(() => undefined);
    const move = moveOf(given);
    if (!move) return c.json({ fault: 'Write {"to": instant}, {"by": duration} or {"next": true}.' }, 400);
    const moved = await moveAsAsked(clock, move);
    if (asForm) return c.redirect(ownPath((given as { back?: unknown }).back), 303);
    return 'fault' in moved ? c.json(moved, 400) : c.json(await told());
  });
  return app;
}

async function moveAsAsked(clock: Moving, move: Move): Promise<ReturnType<typeof destination>> {
  const to = 'next' in move ? { at: (await clock.next()) ?? clock.now() } : destination(move, clock.now());
  if ('at' in to) await clock.moveTo(to.at);
  return to;
}

/** A path of this site, to which it is safe to go back. */
function ownPath(given: unknown): string {
  const path = String(given ?? '/');
  return /^\/(?![/\\])/.test(path) ? path : '/';
}

function moveOf(given: unknown): Move | undefined {
  const { to, by, next } = Object(given) as { to?: unknown; by?: unknown; next?: unknown };
  if (typeof to === 'string') return { to };
  if (typeof by === 'string') return { by };
  return next === true || next === 'true' ? { next: true } : undefined;
}

/** Another site's page may post here too. Our own pages send no referrer, so their `Origin` is "null". */
export function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  const origin = c.req.header('origin') ?? 'null';
  const elsewhere = origin !== 'null' && !(URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host);
  return elsewhere || !['same-origin', 'none'].includes(site);
}
