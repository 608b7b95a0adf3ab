import { Hono } from 'hono';
import { chooseTeachers } from '#domain/obligations/acts.ts';
import type { Draft } from '#records/drafts.ts';
import { act } from '#use-cases/act.ts';
import {
  checkFaults,
  digestOfDraft,
  draftNames,
  draftOf,
  journeyOf,
  keepTyped,
  unlessSent,
} from '#web/kit/checking.ts';
import { asItStands, goOnLate, isLate } from '#web/kit/late.ts';
import { openedOn } from '#web/kit/opened.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { asImported, readTeachers, teacherLines } from './form.ts';
import { check, form, shapeOf } from './page.ts';
import { sentBy } from './sent.ts';

/** The link names the teachers and puts them into groups. */
export const teachers = new Hono<Web>();

teachers.use(journeyOf('choose-teachers'));

/** What was typed so far; before anything was, what the lead's files say. */
const typedIn =
  (c: Asked) =>
  (draft: Draft): Draft =>
    isBegun(draft) ? draft : asImported(c.var.doing.partnership, shapeOf(c));

const isBegun = (draft: Draft): boolean => Object.keys(draft).length > 0;

const typedSoFar = async (c: Asked): Promise<Draft> => typedIn(c)(await draftOf(c));

const naming = (c: Asked, typed: Draft) => ({
  ...form(c),
  typed,
  openedOn: openedOn(teacherLines(shapeOf(c)), typed),
});

teachers.get('/', async (c) => {
  const draft = await draftOf(c);
  const imported = !isBegun(draft) && c.var.doing.partnership.people.some((p) => p.role === 'teacher');
  return page(c, 'journeys/teachers/form', { ...naming(c, typedIn(c)(draft)), imported });
});

teachers.post('/', async (c) => {
  const { base } = c.var.doing;
  const kept = await keepTyped(c, teacherLines(shapeOf(c)), typedIn(c));
  if ('both' in kept) return kept.both;
  const { typed } = kept;
  if (c.var.posted.go === 'later') return goTo(c, `${base}/saved`);
  const chosen = readTeachers(typed, shapeOf(c));
  return 'faults' in chosen
    ? mend(c, 'journeys/teachers/form', { ...naming(c, typed), ...chosen })
    : goTo(c, `${base}/teachers/check`);
});

teachers.get('/check', async (c) => {
  const typed = await typedSoFar(c);
  const chosen = readTeachers(typed, shapeOf(c));
  if ('faults' in chosen) return goTo(c, `${c.var.doing.base}/teachers`);
  return page(c, 'journeys/teachers/check', { ...check(c), chosen: chosen.values, shown: digestOfDraft(typed) });
});

teachers.post('/check', async (c) => {
  const { parts, doing } = c.var;
  const typed = await typedSoFar(c);
  const chosen = readTeachers(typed, shapeOf(c));
  if ('faults' in chosen) return unlessSent(c, () => goTo(c, `${doing.base}/teachers`));
  const faults = checkFaults(c, typed, 'Tick the box to say that these teachers have agreed to take part');
  if (faults.length > 0)
    return unlessSent(c, () =>
      mend(c, 'journeys/teachers/check', {
        ...check(c),
        chosen: chosen.values,
        shown: digestOfDraft(typed),
        faults,
      }),
    );
  const outcome = await act(
    parts,
    doing.partnership.id,
    doing.person.id,
    (p, _cohort, now) => chooseTeachers(p, doing.obligation.id, doing.person.id, chosen.values, now),
    { drafts: draftNames(doing) },
  );
  if (!isLate(outcome)) return goTo(c, doing.base);
  await asItStands(c);
  return goOnLate(c, doing.base, sentBy(c, '/teachers'), typed);
});
