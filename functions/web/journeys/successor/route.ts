import { Hono } from 'hono';
import { personOf } from '#domain/partnership/partnership.ts';
import { nameSuccessor } from '#domain/people/acts.ts';
import { leaveVacant } from '#domain/people/settling.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import type { Read } from '#web/kit/fields/fault.ts';
import { type Named, readNamed, saysNobody } from '#web/kit/fields/people.ts';
import { goTo } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { form, namedCheck, nobodyCheck } from './page.ts';

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
    read: (posted): Read<Named | 'nobody'> =>
      saysNobody(posted) ? { values: 'nobody' } : readNamed(posted, !personOf(p, seat)),
    check: (named) => ({
      ...(named === 'nobody' ? nobodyCheck(p, seat) : namedCheck(p, seat, named)),
      school: p.school,
      back: `${base}/successor`,
      button: named === 'nobody' ? 'Save' : 'Save and tell them',
    }),
    field: 'email',
    act: (named) =>
      act(parts, p.id, person.id, (now, cohort, at) =>
        named === 'nobody'
          ? leaveVacant(now, cohort, obligation.id, person.id, at)
          : nameSuccessor(now, cohort, obligation.id, named, person.id, at),
      ),
    done: () => goTo(c, home ?? base),
  });
});
