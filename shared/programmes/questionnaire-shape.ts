import * as z from 'zod';
import type { Questionnaire } from '#domain/programme/questionnaire.ts';
import { key, lineShape, listShape, object, paragraphShape } from './shape-pieces.ts';

const scale = object({
  points: listShape(lineShape, 'the points from the first to the last', 20),
  best: z.enum(['first', 'last'], { error: '"first" or "last", the end that is to be wished for' }),
});

const asked = { key, text: paragraphShape, hint: z.exactOptional(paragraphShape) };
const strand = z.exactOptional(lineShape);
const part = { key, text: paragraphShape };

const readers = z.exactOptional(
  z.array(
    z.enum(['lead', 'group'], {
      error:
        '"lead", who reads what is written without names, or "group", whose members read it with the name of its writer',
    }),
    { error: 'who reads what is written: ["lead"], ["group"] or both, or [] for no one' },
  ),
);

const open = object({ ...asked, form: z.literal('open'), readers });
const graded = object({ ...asked, form: z.literal('scale'), scale, strand });
const grid = object({
  ...asked,
  form: z.literal('grid'),
  scale,
  statements: listShape(object({ ...part, strand }), 'the statements', 100),
  strand,
});
const choice = object({ ...asked, form: z.literal('choice'), options: listShape(lineShape, 'the options', 50) });
const ranking = object({ ...asked, form: z.literal('ranking'), items: listShape(object(part), 'the items', 50) });
const classTotal = object({ ...asked, form: z.literal('class-total'), scale });

const forms = 'an object with "form": "open", "scale", "grid", "choice", "ranking" or "class-total"';

const question = z.discriminatedUnion('form', [open, graded, grid, choice, ranking, classTotal], { error: forms });

const section = object({
  form: z.literal('section'),
  heading: lineShape,
  introduction: z.exactOptional(paragraphShape),
  questions: listShape(question, 'the questions', 100),
});

export const questionnaireShape = object({
  title: lineShape,
  introduction: paragraphShape,
  anonymous: z.exactOptional(z.boolean({ error: 'true or false' })),
  readers,
  questions: listShape(
    z.discriminatedUnion('form', [open, graded, grid, choice, ranking, classTotal, section], {
      error: `${forms}, or "section" with its questions`,
    }),
    'the questions',
    200,
  ),
}) satisfies z.ZodType<Questionnaire>;
