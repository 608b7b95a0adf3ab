import { Hono } from 'hono';
import { renderSVG } from 'uqr';
import { partnershipsOf } from '../../../shared/records/partnerships.ts';
import { writeRoomLink } from '../../../shared/use-cases/follow-room-link.ts';
import { page, refusal } from '../page.ts';
import type { Web } from '../web-parts.ts';

/** The links that whole rooms answer by, each with its code to put on a wall. */
export const rooms = new Hono<Web>();

rooms.get('/', async (c) => {
  const { cohort, parts } = c.var;
  const asked = Object.entries(cohort.programme.questionnaires).filter(([, { anonymous }]) => anonymous);
  if (cohort.stage === 'draft' || asked.length === 0) return refusal(c, 404);
  const secret = await parts.secret();
  const schools = await partnershipsOf(parts.table, cohort.id);
  return page(c, 'cohort/rooms', {
    title: 'Links for a room',
    back: `/cohorts/${cohort.id}`,
    cohort,
    rooms: schools.flatMap((partnership) =>
      asked.map(([key, { title }]) => {
        const link = `${parts.origin}/room/${writeRoomLink(secret, partnership, key)}`;
        const name = `Code of the link for ${partnership.school}`.replace(/[&<>"]/g, ' ');
        const code = renderSVG(link).replace('<svg ', `<svg role="img" aria-label="${name}" width="240" height="240" `);
        return { title, school: partnership.school, link, code };
      }),
    ),
  });
});
