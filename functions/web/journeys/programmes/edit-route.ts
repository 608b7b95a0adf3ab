import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { deleteOwnProgramme, readOwnProgramme } from '#records/programmes.ts';
import { untilSaved } from '#records/until-saved.ts';
import { alike, changeProgramme, cohortsOf } from '#use-cases/own-programmes.ts';
import { showBoth } from '#web/kit/both.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type FieldFault, only, read } from '#web/kit/fields/fault.ts';
import { fieldsOf, OPENED, openedOn, pageNamed, sinceOpened } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import type { ProgrammeEdit } from './edit.ts';
import { editCloses, editPolicy, editStep } from './edit-dates.ts';
import { editQuestionnaire } from './edit-questions.ts';
import { editAgreement, editName } from './edit-texts.ts';

/** A lead changes a programme of their own, one small form at a time. Cohorts that have it keep it as it was. */
export const ownProgramme = new Hono<Web>();

/** The library's are for everybody: they are copied, not changed. */
ownProgramme.use(createMiddleware<Web>((c, next) => (c.var.own ? next() : (refusal(c, 404) as never))));

const address = (c: Asked): string => c.var.session?.address ?? '';

/** The form that a path means, if the programme has such a part. */
function editOf(c: Asked): ProgrammeEdit | undefined {
  const { programme } = c.var;
  const [what, part = ''] = [c.req.param('what') ?? '', c.req.param('part')];
  const step = programme.steps.find(({ key }) => key === part);
  const questionnaire = Object.hasOwn(programme.questionnaires, part) ? programme.questionnaires[part] : undefined;
  const policy = Object.hasOwn(programme.chasing, part) ? programme.chasing[part] : undefined;
  if (what === 'steps') return step && editStep(programme, step);
  if (what === 'questionnaires') return questionnaire && editQuestionnaire(programme, part, questionnaire);
  if (what === 'chasing') return policy && editPolicy(programme, part, policy);
  if (part) return undefined;
  if (what === 'name') return editName(programme);
  if (what === 'agreement') return editAgreement(programme);
  return what === 'closes' ? editCloses(programme) : undefined;
}

const form = (c: Asked, { title, shown, lines, typed }: ProgrammeEdit) => ({
  openedOn: openedOn(lines, typed),
  title,
  programme: c.var.programme.name,
  back: `/programmes/${c.var.programme.key}`,
  action: c.req.path,
  ...shown,
});

const deleting = (c: Asked) => ({
  title: `Delete ${c.var.programme.name}`,
  back: `/programmes/${c.var.programme.key}`,
  action: c.req.path,
});

const isUsed = async (c: Asked): Promise<boolean> =>
  (await cohortsOf(c.var.parts.table, address(c), c.var.programme.key)).length > 0;

ownProgramme.get('/delete', async (c) =>
  (await isUsed(c)) ? refusal(c, 404) : page(c, 'journeys/programmes/delete', deleting(c)),
);

ownProgramme.post('/delete', async (c) => {
  if (await isUsed(c)) return refusal(c, 404);
  const ticked = read(confirmation('Tick the box to delete the programme'), c.var.posted);
  if ('faults' in ticked) return mend(c, 'journeys/programmes/delete', { ...deleting(c), ...ticked });
  await deleteOwnProgramme(c.var.parts.table, address(c), c.var.programme.key);
  return goTo(c, '/programmes?told=deleted');
});

async function show(c: Asked): Promise<Response> {
  const edit = editOf(c);
  return edit ? page(c, edit.view, { ...form(c, edit), typed: edit.typed }) : refusal(c, 404);
}

const TRIES = 3;

const keep = (c: Asked): Promise<Response> =>
  untilSaved(TRIES, async () => {
    const { parts, posted, programme } = c.var;
    const own = await readOwnProgramme(parts.table, address(c), programme.key);
    if (!own) return goTo(c, '/programmes?told=gone');
    c.set('programme', own.programme);
    const edit = editOf(c);
    if (!edit) return refusal(c, 404);
    const what = [c.req.param('what'), c.req.param('part') ?? ''].join(' ');
    // as another tab has saved it, or in other letters
    const meant = edit.read({ ...edit.typed, ...only(posted, fieldsOf(edit.lines)) });
    if ('values' in meant && alike(meant.values, own.programme))
      return goTo(c, `/programmes/${programme.key}?told=saved`);
    const since = sinceOpened(posted, edit.lines, edit.typed, own.pages?.[what]);
    if ('both' in since) return showBoth(c, edit.lines, since.both);
    const again = (faults: readonly FieldFault[]) =>
      mend(c, edit.view, { ...form(c, edit), typed: since.typed, openedOn: posted[OPENED], faults });
    const typed = edit.read(since.typed);
    if ('faults' in typed) return again(typed.faults);
    const page = pageNamed(posted);
    const before = { ...own, pages: { ...own.pages, ...(page && { [what]: page }) } };
    const wrong = await changeProgramme(parts.table, address(c), before, typed.values);
    if (wrong.length > 0)
      return again(
        wrong.map(({ column, problem }) => ({ field: edit.first, sentence: `${column ?? 'The file'}: ${problem}` })),
      );
    return goTo(c, `/programmes/${programme.key}?told=saved`);
  });

ownProgramme.get('/:what', show);
ownProgramme.post('/:what', keep);
ownProgramme.get('/:what/:part', show);
ownProgramme.post('/:what/:part', keep);
