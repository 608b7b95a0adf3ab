import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { keysOf, type Questionnaire, questionsOf, readersSaid } from '#domain/programme/questionnaire.ts';
import { keepRoomAnswers } from '#records/rooms.ts';
import { awaitResults } from '#use-cases/await-results.ts';
import { followRoomLink, type Room } from '#use-cases/follow-room-link.ts';
import { fieldOf, pagesOf, readForm } from '#web/journeys/questionnaire/form.ts';
import type { Posted } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { readersHere, withReaders } from '#web/kit/words/readers.ts';

/** A whole room answers by one link: one page, nobody’s name, and nothing kept of who it was. */
export const room = new Hono<Web>();

/** Drawn for each form that is shown, so that a form sent twice is one answer. */
const NUMBER = /^[\w-]{22}$/;
const draw = (): string => randomBytes(16).toString('base64url');

/** Who reads what is written, as a form that is shown now says it. */
const readersNamed = (questionnaire: Questionnaire): string => JSON.stringify(readersSaid(questionnaire));

const form = (c: Asked, { questionnaire, partnership, cohort }: Room, typed: Posted) => ({
  title: questionnaire.title,
  introduction: questionnaire.introduction,
  school: partnership.school,
  action: c.req.path,
  number: NUMBER.test(typed.number ?? '') ? typed.number : draw(),
  readers: readersNamed(questionnaire),
  typed,
  groups: pagesOf(questionnaire).map(({ questions, ...section }) => ({
    ...section,
    questions: questions.map((question) => ({
      ...withReaders(questionnaire, question, readersHere(cohort)),
      fields: keysOf(question).map(fieldOf),
    })),
  })),
});

const closed = (c: Asked, found: Room | undefined) =>
  found
    ? page(
        c,
        'journeys/owed/ended',
        {
          title: 'This questionnaire is closed',
          sentence: `${found.partnership.school}’s part in the programme has ended.`,
          lead: found.cohort.lead,
        },
        410,
      )
    : page(c, 'journeys/links/unknown', { title: 'This link does not work' }, 404);

room.get('/:link', async (c) => {
  const found = await followRoomLink(c.var.parts, c.req.param('link'));
  return found?.open ? page(c, 'journeys/room/view', form(c, found, {})) : closed(c, found);
});

room.post('/:link', async (c) => {
  const { parts, posted } = c.var;
  const found = await followRoomLink(parts, c.req.param('link'));
  if (!found?.open) return closed(c, found);
  const given = readForm(posted, questionsOf(found.questionnaire));
  const number = NUMBER.test(posted.number ?? '') ? posted.number : undefined;
  if ('faults' in given) return mend(c, 'journeys/room/view', { ...form(c, found, posted), ...given });
  // without its number a form could be sent over and over: it is shown once more, with one
  if (!number) return mend(c, 'journeys/room/view', form(c, found, posted));
  await keepRoomAnswers(parts.table, found.partnership.id, number, {
    questionnaire: found.key,
    given: given.values,
    at: parts.now(),
    // a form that named other readers was opened under an earlier release
    ...(posted.readers === readersNamed(found.questionnaire) && { said: readersSaid(found.questionnaire) }),
  });
  await awaitResults(parts, found.cohort);
  return goTo(c, `${c.req.path}/sent`);
});

room.get('/:link/sent', async (c) => {
  const found = await followRoomLink(c.var.parts, c.req.param('link'));
  if (!found) return closed(c, found);
  return page(c, 'journeys/room/sent', {
    title: 'Your answers are sent',
    school: found.partnership.school,
    questionnaire: found.questionnaire.title,
  });
});
