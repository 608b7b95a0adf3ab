import { routePath } from 'hono/route';
import { sameAddress } from '#domain/people/person.ts';
import { type Knowing, keyed, keyFor } from '#links/keyed.ts';
import type { Asked, WebParts } from '#web/kit/web-parts.ts';
import type { AtPage, SecurityEvent, Who } from './events.ts';

export const whoOf = async (parts: Knowing, address: string): Promise<Who> =>
  keyed(await keyFor(parts, 'who'), sameAddress(address)).slice(0, 16) as Who;

/** The one way in which security is told of. */
export const note = ({ log }: Pick<WebParts, 'log'>, it: SecurityEvent): void => log({ event: 'security', ...it });

/** Which page was asked for, by its pattern. */
export const pageOf = (c: Asked): AtPage => ({ method: c.req.method, route: routePath(c, -1) });

/** Tells of a fault: what kind it was and where in the code, never what it says, which may quote somebody. */
export function noteError(c: Asked, error: unknown): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const thrownAt = stack.split('\n').filter((line) => /^\s+at /.test(line));
  c.var.parts.log({
    event: 'error',
    ...pageOf(c),
    status: 500,
    error: name,
    thrownAt: thrownAt.slice(0, 12).map((line) => line.trim()),
  });
}
