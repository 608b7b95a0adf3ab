import { Hono } from 'hono';
import { personOf } from '#domain/partnership/partnership.ts';
import { nameSuccessor } from '#domain/people/acts.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { readNamed } from '#web/kit/fields/people.ts';
import { goTo } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { form, namedCheck } from './page.ts';

/** The school says who does now what somebody did who has left, cannot be reached, or never was there. */
export const successor = new Hono<Web>();

successor.use(journeyOf('name-successor'));

successor.get('/', (c) => ask(c, form(c)));

successor.post('/', (c) => {
  const { parts, doing } = c.var;
  const { partnership: p, obligation, person, base, home } = doing;
  const seat = obligation.seat ?? '';
  return askAndAct(c, {
    form: form(c),
    read: (posted) => readNamed(posted, !personOf(p, seat)),
    check: (named) => ({
      ...namedCheck(p, seat, named),
      school: p.school,
      back: `${base}/successor`,
      button: 'Save and tell them',
    }),
    field: 'email',
    act: (named) =>
      act(parts, p.id, person.id, (now, cohort, at) => nameSuccessor(now, cohort, obligation.id, named, person.id, at)),
    done: () => goTo(c, home ?? base),
  });
});
