import { Hono } from 'hono';
import { renewLink } from '../../../shared/domain/acts.ts';
import { sameAddress } from '../../../shared/domain/person.ts';
import { act } from '../../../shared/use-cases/act.ts';
import { followLink } from '../../../shared/use-cases/follow-link.ts';
import { read } from '../forms/fault.ts';
import { signInAddress } from '../forms/sign-in.ts';
import { mend, page } from '../page.ts';
import type { Web } from '../web-parts.ts';
import { showFormer } from './former.ts';

/**
 * For the reader of an email whose link has been replaced. The fresh one goes to the address on record, and only if
 * that is what was typed; the page says the same either way.
 */
export const freshLink = new Hono<Web>();

freshLink.post('/', async (c) => {
  const { parts, posted } = c.var;
  const text = c.req.param('link') ?? '';
  const followed = await followLink(parts, text);
  if (followed.state === 'unknown') return page(c, 'owed/unknown', { title: 'This link does not work' }, 404);
  if (followed.state === 'former') return showFormer(c, followed);
  const typed = read(signInAddress, posted);
  if ('faults' in typed)
    return mend(c, 'owed/replaced', { title: 'There is a newer link', base: `/owed/${text}`, posted, ...typed });
  const { partnership, obligation, person } = followed;
  if (followed.state === 'replaced' && sameAddress(typed.values.email) === sameAddress(person.email))
    await act(parts, partnership.id, person.id, (p, _cohort, now) => renewLink(p, obligation.id, now));
  return page(c, 'owed/fresh-sent', { title: 'Check your email' });
});
