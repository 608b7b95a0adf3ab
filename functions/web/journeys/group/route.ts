import { Hono } from 'hono';
import { settleGroup } from '#domain/people/settling.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { readChoice } from '#web/kit/fields/people.ts';
import { goTo } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { about, follows, form } from './page.ts';

/** How a group goes on that somebody has left. */
export const group = new Hono<Web>();

group.use(journeyOf('settle-group'));

group.get('/', (c) => ask(c, form(c)));

group.post('/', (c) => {
  const { parts, doing } = c.var;
  const { partnership, obligation, person, base, home } = doing;
  return askAndAct(c, {
    form: form(c),
    read: (posted) => readChoice(posted, about(c).others),
    check: (choice) => ({
      title: `Check how ${about(c).name} goes on`,
      school: partnership.school,
      back: `${base}/group`,
      follows: follows(c, choice),
      tick: 'That is how they go on',
      button: 'Save',
    }),
    field: 'choice',
    act: (choice) =>
      act(parts, partnership.id, person.id, (p, cohort, now) =>
        settleGroup(p, cohort, obligation.id, choice, person.id, now),
      ),
    done: () => goTo(c, home ?? base),
  });
});
