import { Hono } from 'hono';
import { renderSVG } from 'uqr';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { hasEnded, roomVersion } from '#domain/partnership/partnership.ts';
import { replaceRoomLink } from '#domain/people/link-acts.ts';
import { partnershipsOf, readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { writeRoomLink } from '#use-cases/follow-room-link.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/** The links that whole rooms answer by, each with its code to put on a wall. */
export const rooms = new Hono<Web>();

rooms.get('/', async (c) => {
  const { cohort, parts } = c.var;
  const asked = Object.entries(cohort.programme.questionnaires).filter(([, { anonymous }]) => anonymous);
  if (cohort.stage === 'draft' || asked.length === 0) return refusal(c, 404);
  const secret = await parts.secret();
  const schools = await partnershipsOf(parts.table, cohort.id);
  return page(c, 'journeys/room/list', {
    title: 'Links for a room',
    back: `/cohorts/${cohort.id}`,
    cohort,
    rooms: schools.flatMap((partnership) =>
      asked.map(([key, { title }]) => {
        const link = `${parts.origin}/room/${writeRoomLink(secret, partnership, key)}`;
        const name = `Code of the link for ${partnership.school}`.replace(/[&<>"]/g, ' ');
        const code = renderSVG(link).replace('<svg ', `<svg role="img" aria-label="${name}" width="240" height="240" `);
        const replace = hasEnded(partnership.stage)
          ? undefined
          : `/cohorts/${cohort.id}/rooms/${partnership.urn}/${key}/replace`;
        return { title, school: partnership.school, link, code, replace };
      }),
    ),
  });
});

/** The room that the path names, of a school that takes part. */
async function named(c: Asked) {
  const { cohort, parts } = c.var;
  const key = c.req.param('key') ?? '';
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const questionnaire = Object.hasOwn(cohort.programme.questionnaires, key)
    ? cohort.programme.questionnaires[key]
    : undefined;
  if (!kept || !questionnaire?.anonymous || hasEnded(kept.value.stage)) return undefined;
  const form: AskPage = {
    title: `Replace the link to ${questionnaire.title}`,
    school: kept.value.school,
    back: `/cohorts/${cohort.id}/rooms`,
    follows: [
      'You get a new link and a new code for this school.',
      'The old link stops working straight away. Anyone who still needs to answer needs the new one.',
      'Answers that have been sent stay.',
    ],
    hidden: [{ name: 'seen', value: String(roomVersion(kept.value, key)) }],
    tick: 'Replace the link',
    button: 'Replace this link',
  };
  return { p: kept.value, key, form };
}

const REPLACE = '/:urn/:key/replace';

rooms.get(REPLACE, async (c) => {
  const found = await named(c);
  return found ? ask(c, found.form) : refusal(c, 404);
});

rooms.post(REPLACE, async (c) => {
  const found = await named(c);
  if (!found) return refusal(c, 404);
  const { p, key, form } = found;
  return askAndAct(c, {
    form,
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () =>
      act(c.var.parts, p.id, 'lead', (now, _cohort, at) => replaceRoomLink(now, key, Number(c.var.posted.seen), at)),
    done: () => goTo(c, form.back),
  });
});
