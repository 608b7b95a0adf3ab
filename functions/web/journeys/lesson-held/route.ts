import { Hono } from 'hono';
import { sayHeld } from '#domain/cycles/acts.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { form } from './page.ts';

/** Somebody says that a lesson took place of which no record is kept. */
export const held = new Hono<Web>();

held.use(journeyOf('confirm-held'));

held.get('/', (c) => ask(c, form(c.var.doing)));

held.post('/', (c) => {
  const { parts, doing } = c.var;
  const { partnership, obligation, person, base } = doing;
  return askAndAct(c, {
    form: form(doing),
    read: () => ({ values: {} }),
    field: 'confirm',
    act: () => act(parts, partnership.id, person.id, (p, _cohort, now) => sayHeld(p, obligation.id, person.id, now)),
    done: async () => goTo(c, base),
  });
});
