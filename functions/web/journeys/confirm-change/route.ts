import { Hono } from 'hono';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { act } from '#use-cases/act.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { readAnswer, type YesOrNo } from '#web/kit/fields/people.ts';
import { goTo } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { changeInWords, check, form, mayConfirm } from './page.ts';

/** Another person of the school, or the lead, says whether what a seat has asked about itself is right. */
export const confirming = new Hono<Web>();

confirming.use(journeyOf('confirm-successor', 'confirm-withdrawal'));

confirming.get('/', (c) => ask(c, form(c)));

confirming.post('/', (c) => {
  const { parts, doing } = c.var;
  const { partnership, obligation, person, base, home } = doing;
  const { id } = obligation;
  const may = mayConfirm(doing);
  return askAndAct<YesOrNo>(c, {
    form: form(c),
    read: (posted) => (may ? readAnswer(posted) : { values: 'no' }),
    ...(may && {
      check: (answer: YesOrNo) => ({
        ...check(doing, answer),
        school: partnership.school,
        back: `${base}/confirm`,
        sentences: changeInWords(doing),
      }),
    }),
    field: may ? 'answer' : 'confirm',
    act: (answer) =>
      act(parts, partnership.id, person.id, (p, cohort, now) =>
        answer === 'yes' ? confirmChange(p, cohort, id, person.id, now) : refuseChange(p, id, person.id, now),
      ),
    done: (answer) => goTo(c, home ? `${home}?told=${answer === 'yes' ? 'confirmed' : 'refused'}` : base),
  });
});
