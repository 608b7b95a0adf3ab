import { Hono } from 'hono';
import { localDate } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { cancelHandover, correctAddress, replacePerson } from '#domain/people/acts.ts';
import { endLinks } from '#domain/people/link-acts.ts';
import { askedToLeave } from '#domain/people/pending.ts';
import { cancelWithdrawal, withdrawSchool } from '#domain/people/withdrawal.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { withdraw } from '#use-cases/withdraw.ts';
import { namedCheck } from '#web/journeys/successor/page.ts';
import { staying, withdrawingSchool } from '#web/journeys/withdrawal/page.ts';
import { ask, askAndAct } from '#web/kit/confirmation-page.ts';
import type { Posted, Read } from '#web/kit/fields/fault.ts';
import { readFrom, readNamed } from '#web/kit/fields/people.ts';
import { goTo, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { ending, found, homeOf, isParticipant, keeping, replacing, withdrawing } from './page.ts';

/** What the lead does about a school's people: replace anybody, withdraw somebody who has asked for it, withdraw the school. */
export const peopleOfSchool = new Hono<Web>();

/** The part or its sitter was there when the form was shown, and has gone since: by this form sent twice, or by another’s. */
async function hasGone(c: Asked): Promise<Response> {
  const kept = await readPartnership(c.var.parts.table, partnershipId(c.var.cohort.id, c.req.param('urn') ?? ''));
  const seat = c.req.param('seat');
  const was = kept && (hasEnded(kept.value.stage) || kept.value.former?.some(({ id }) => id === seat));
  return was ? goTo(c, `${homeOf(c)}?told=already`) : refusal(c, 404);
}

/** Who follows, and from when. */
function readSuccessor(posted: Posted) {
  const [named, from] = [readNamed(posted, false), readFrom(posted)];
  const faults = [named, from].flatMap((one) => ('faults' in one ? one.faults : []));
  if ('faults' in named || 'faults' in from) return { faults };
  return { values: { named: named.values, from: from.values } } satisfies Read<object>;
}

peopleOfSchool.get('/people/:seat/replace', async (c) => {
  const it = await found(c);
  return it?.person ? ask(c, replacing(it)) : refusal(c, 404);
});

peopleOfSchool.post('/people/:seat/replace', async (c) => {
  const it = await found(c);
  if (!it?.person) return hasGone(c);
  const { p, home, person } = it;
  return askAndAct(c, {
    form: replacing(it),
    read: readSuccessor,
    check: ({ named }) => ({
      ...namedCheck(p, person.id, named),
      school: p.school,
      back: `${home}/people/${person.id}/replace`,
      button: 'Save and tell them',
    }),
    field: 'email',
    act: ({ named, from }) =>
      act(c.var.parts, p.id, 'lead', (now, cohort, at) =>
        named.same
          ? correctAddress(now, cohort, person.id, named.email, 'lead', at)
          : replacePerson(now, cohort, person.id, named, from ?? localDate(at), 'lead', at),
      ),
    done: () => goTo(c, `${home}?told=replaced`),
  });
});

peopleOfSchool.get('/people/:seat/withdraw', async (c) => {
  const it = await found(c);
  return it && isParticipant(it) ? ask(c, withdrawing(it)) : refusal(c, 404);
});

peopleOfSchool.post('/people/:seat/withdraw', async (c) => {
  const it = await found(c);
  if (!it?.person) return hasGone(c);
  if (!isParticipant(it)) return refusal(c, 404);
  const { p, home, person } = it;
  return askAndAct(c, {
    form: withdrawing(it),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => withdraw(c.var.parts, p.id, person.id, 'lead'),
    done: () => goTo(c, `${home}?told=withdrawn`),
  });
});

peopleOfSchool.get('/withdraw', async (c) => {
  const it = await found(c);
  return it ? ask(c, withdrawingSchool({ partnership: it.p, base: it.home }, 'withdraw')) : refusal(c, 404);
});

peopleOfSchool.post('/withdraw', async (c) => {
  const it = await found(c);
  if (!it) return hasGone(c);
  return askAndAct(c, {
    form: withdrawingSchool({ partnership: it.p, base: it.home }, 'withdraw'),
    read: readFrom,
    field: 'from-day',
    act: (from) =>
      act(c.var.parts, it.p.id, 'lead', (p, cohort, now) => withdrawSchool(p, cohort, { by: 'lead', from }, now)),
    done: (from) => goTo(c, `${it.home}?told=${from ? 'leaving' : 'school-withdrawn'}`),
  });
});

peopleOfSchool.get('/withdraw/cancel', async (c) => {
  const it = await found(c);
  return it?.p.leaving || (it && askedToLeave(it.p))
    ? ask(c, staying({ partnership: it.p, base: it.home }))
    : refusal(c, 404);
});

peopleOfSchool.post('/withdraw/cancel', async (c) => {
  const it = await found(c);
  if (!it) return hasGone(c);
  return askAndAct(c, {
    form: staying({ partnership: it.p, base: it.home }),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => act(c.var.parts, it.p.id, 'lead', (p, _cohort, now) => cancelWithdrawal(p, 'lead', now)),
    done: () => goTo(c, `${it.home}?told=stays`),
  });
});

peopleOfSchool.get('/people/:seat/links', async (c) => {
  const it = await found(c);
  return it?.person ? ask(c, ending(it, c.var.cohort)) : refusal(c, 404);
});

peopleOfSchool.post('/people/:seat/links', async (c) => {
  const it = await found(c);
  if (!it?.person) return hasGone(c);
  const { p, home, person } = it;
  const seen = Number(c.var.posted.seen);
  return askAndAct(c, {
    form: ending(it, c.var.cohort),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => act(c.var.parts, p.id, 'lead', (now, cohort, at) => endLinks(now, cohort, person.id, seen, at)),
    done: () => goTo(c, `${home}?told=links-ended`),
  });
});

peopleOfSchool.get('/people/:seat/replace/cancel', async (c) => {
  const it = await found(c);
  const planned = it?.p.handovers?.some(({ seat }) => seat === it.person?.id);
  return it && planned ? ask(c, keeping(it)) : refusal(c, 404);
});

peopleOfSchool.post('/people/:seat/replace/cancel', async (c) => {
  const it = await found(c);
  if (!it?.person) return hasGone(c);
  const { p, home, person } = it;
  return askAndAct(c, {
    form: keeping(it),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => act(c.var.parts, p.id, 'lead', (now, _cohort, at) => cancelHandover(now, person.id, at)),
    done: () => goTo(c, `${home}?told=cancelled`),
  });
});
