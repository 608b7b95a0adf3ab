import { Hono } from 'hono';
import { confirmCover } from '#domain/cycles/acts.ts';
import { dateOf } from '#domain/cycles/cycle.ts';
import { neededDuties } from '#domain/cycles/rules.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { act } from '#use-cases/act.ts';
import { disturbances } from '#web/journeys/disturbance/route.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { coveredByInWords } from '#web/kit/words/cover.ts';
import { referenceOf, taskInWords } from '#web/kit/words/obligation.ts';
import { momentInWords } from '#wording/wording.ts';
import { aboutCover } from './page.ts';

/** The cover of one session is confirmed by whoever has spoken with everybody who takes a class. */
export const cover = new Hono<Web>();

cover.use(async (c, next) => {
  const { doing } = c.var;
  const { cohort, partnership, obligation, person, base } = doing;
  const about = obligation.kind === 'confirm-cover' && coveredByInWords(partnership, obligation);
  if (!about) return refusal(c, 404);
  const covers = neededDuties(partnership, about.cycle, about.part);
  const session = { date: dateOf(about.cycle[about.part]), covers };
  c.set('covering', { cohort, partnership, by: person.id, base: `${base}/cover`, home: base, session });
  // cover that changes is asked for anew: who has just said that somebody cannot come still sees what comes of it
  return isOpen(obligation) || c.req.path.endsWith('/next') ? next() : goTo(c, base);
});

cover.get('/', (c) => goTo(c, c.var.doing.base));

cover.post('/', async (c) => {
  const { parts, posted, doing } = c.var;
  const spoken = read(confirmation('Tick the box to say that you have spoken with everybody'), posted);
  if ('faults' in spoken) return showCover(c, spoken.faults);
  await act(parts, doing.partnership.id, doing.person.id, (p, _cohort, now) =>
    confirmCover(p, doing.obligation.id, doing.person.id, now),
  );
  return goTo(c, doing.base);
});

cover.route('/', disturbances);

/** Where the link of the email leads: who is to cover, and the box to tick. */
export async function showCover(c: Asked, faults: readonly FieldFault[] = []): Promise<Response> {
  const about = await aboutCover(c);
  if (!about) return refusal(c, 404);
  const data = { ...about, title: taskInWords(c.var.doing), back: c.var.doing.home };
  return faults.length > 0
    ? mend(c, 'journeys/cover/confirm', { ...data, faults })
    : page(c, 'journeys/cover/confirm', data);
}

export async function showCoverConfirmed(c: Asked): Promise<Response> {
  const about = await aboutCover(c);
  const { doing } = c.var;
  if (!about) return refusal(c, 404);
  return page(c, 'journeys/cover/confirmed', {
    ...about,
    title: 'Cover confirmed',
    reference: referenceOf(doing),
    at: doing.obligation.end && momentInWords(doing.obligation.end.at),
    byLead: doing.obligation.end?.by === 'lead',
  });
}

/** Cover that changed, a session that is off, or one that has begun. */
export async function showCoverEnded(c: Asked, state: 'released' | 'lapsed' | 'taken-over'): Promise<Response> {
  const about = await aboutCover(c);
  const { doing } = c.var;
  if (!about) return refusal(c, 404);
  const off = coveredByInWords(doing.partnership, doing.obligation)?.cycle.state === 'cancelled';
  const lead = doing.cohort.lead.name;
  const [title, sentence] = {
    released: off
      ? ['This session is called off', 'Nobody needs to be covered. You have nothing to do.']
      : [
          'The cover of this session is no longer as it was',
          'It is not to be confirmed any more. If other cover is agreed, you are asked in an email of its own.',
        ],
    lapsed: ['This session has begun', 'Its cover can no longer be confirmed.'],
    'taken-over': ['The programme lead is doing this', `${lead} confirms the cover herself. You have nothing to do.`],
  }[state] as [string, string];
  return page(c, 'journeys/cover/ended', { ...about, title, sentence }, 410);
}
