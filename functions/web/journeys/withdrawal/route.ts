import { Hono } from 'hono';
import { inWords } from '#calendar/london.ts';
import { partnersGoOnWithout, takesPart } from '#domain/people/departures.ts';
import { askedToLeave } from '#domain/people/pending.ts';
import { cancelWithdrawal, withdrawSchool } from '#domain/people/withdrawal.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { withdraw } from '#use-cases/withdraw.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { readFrom, readParts } from '#web/kit/fields/people.ts';
import { noPart, notedPage, selfOf } from '#web/kit/own-part.ts';
import { refusal } from '#web/kit/page.ts';
import { type Self, speaksForSchool } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { secondOf, staying, withdrawing, withdrawingSchool } from './page.ts';

/** Withdrawal, of a person or of their school. */
export const withdrawal = new Hono<Web>();

/** The schools where the same person takes part in something that would go on if they left this part alone. */
async function othersOf(c: Asked, { cohort, partnership: p, person }: Self): Promise<readonly string[]> {
  const places = cohort.schoolCount > 1 ? await partnershipsOf(c.var.parts.table, cohort.id) : [p];
  return places.filter((place) => partnersGoOnWithout(place, p, person)).map(({ school }) => school);
}

withdrawal.get('/withdraw', async (c) => {
  const self = selfOf(c);
  return self && takesPart(self.person) ? ask(c, withdrawing(self, await othersOf(c, self))) : refusal(c, 404);
});

withdrawal.post('/withdraw', async (c) => {
  const self = selfOf(c);
  if (!self || !takesPart(self.person)) return noPart(c);
  const others = await othersOf(c, self);
  return askAndAct(c, {
    form: withdrawing(self, others),
    read: (posted) => (others.length > 0 ? readParts(posted) : { values: 'programme' as const }),
    field: 'confirm',
    act: (from) => withdraw(c.var.parts, self.partnership.id, self.person.id, self.person.id, from),
    done: (from) =>
      notedPage(c, self, 'You have withdrawn', [
        from === 'part'
          ? 'You get one email that confirms it. What you do at other schools continues.'
          : 'You get one email that confirms it, and no others.',
      ]),
  });
});

const WITHDRAW = 'withdraw-school';

withdrawal.get('/withdraw-school', (c) => {
  const self = selfOf(c);
  return self && speaksForSchool(self) ? ask(c, withdrawingSchool(self, WITHDRAW, secondOf(self))) : refusal(c, 404);
});

withdrawal.post('/withdraw-school', async (c) => {
  const self = selfOf(c);
  if (!self || !speaksForSchool(self)) return noPart(c);
  return askAndAct(c, {
    form: withdrawingSchool(self, WITHDRAW, secondOf(self)),
    read: readFrom,
    field: 'from-day',
    act: (from) =>
      act(c.var.parts, self.partnership.id, self.person.id, (p, cohort, now) =>
        withdrawSchool(p, cohort, { by: self.person.id, from }, now),
      ),
    done: (from) =>
      notedPage(c, self, 'The withdrawal waits to be confirmed', [
        `${secondOf(self)} must confirm that the school withdraws${from ? ` on ${inWords(from)}` : ''}. We have asked them, and written to you about it.`,
        'Until then everything goes on as before.',
      ]),
  });
});

withdrawal.get(`/${WITHDRAW}/cancel`, async (c) => {
  const self = selfOf(c);
  const leaves = self && (self.partnership.leaving || askedToLeave(self.partnership));
  return self && leaves && speaksForSchool(self) ? ask(c, staying(self)) : noPart(c);
});

withdrawal.post(`/${WITHDRAW}/cancel`, async (c) => {
  const self = selfOf(c);
  if (!self || !speaksForSchool(self)) return noPart(c);
  return askAndAct(c, {
    form: staying(self),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () =>
      act(c.var.parts, self.partnership.id, self.person.id, (p, _cohort, now) =>
        cancelWithdrawal(p, self.person.id, now),
      ),
    done: () => notedPage(c, self, 'Your school stays', ['Everything goes on as before.']),
  });
});
