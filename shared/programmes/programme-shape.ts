import * as z from 'zod';
import type { Programme } from '#domain/programme/programme.ts';
import { faultsListed } from '#import/fault.ts';
import { questionnaireShape } from './questionnaire-shape.ts';
import { key, lineShape, listShape, object, paragraphShape, wholeShape } from './shape-pieces.ts';

const term = z.union([z.enum(['first', 'last']), wholeShape(1, 18)], {
  error: '"first", "last", or a whole number: 1 is the term that the launch falls in',
});

const termDate = { term, schoolDaysBeforeEnd: wholeShape(0, 200) };

const oneOf = <const T extends readonly string[]>(...words: T) =>
  z.enum(words, { error: `one of ${faultsListed(words, 'or')}` });

const role = oneOf('coach', 'mentor', 'teacher');

const hours = listShape(wholeShape(1, 1000), 'so many hours', 20);
const days = listShape(wholeShape(0, 200), 'so many school days', 20);

const step = object({
  key,
  kind: oneOf('sign-agreement', 'countersign', 'choose-teachers', 'answer-questionnaire', 'agree-plan', 'hold-meeting'),
  owner: oneOf('link', 'lead', 'head', 'coach', 'mentor', 'teacher', 'group'),
  turn: z.exactOptional(wholeShape(1, 100)),
  after: listShape(key, 'the keys of the steps that it comes after', 50),
  notBefore: z.exactOptional(object(termDate)),
  due: z.union([object({ schoolDays: wholeShape(1, 200) }), object({ ...termDate, atLeast: wholeShape(1, 200) })], {
    error: '{"schoolDays": 10} or {"term": 2, "schoolDaysBeforeEnd": 5, "atLeast": 5}',
  }),
  policy: key,
  questionnaire: z.exactOptional(key),
  meeting: z.exactOptional(
    object({
      kind: oneOf('training', 'meeting', 'visit', 'interview', 'presentation'),
      title: lineShape,
      about: paragraphShape,
      guide: z.exactOptional(key),
      by: z.exactOptional(z.literal('lead', { error: '"lead", or leave it out' })),
    }),
  ),
  pointlessWithout: z.exactOptional(listShape(key, 'the keys of steps', 50)),
});

const guide = object({
  key,
  title: lineShape,
  introduction: paragraphShape,
  steps: listShape(
    object({ minutes: wholeShape(1, 600), title: lineShape, text: paragraphShape }),
    'its steps in order',
    50,
  ),
});

const word = oneOf('pair', 'triad', 'trio', 'team', 'community');
const yesOrNo = z.boolean({ error: 'true or false' });

const byKey = <T extends z.ZodType>(of: T, what: string) => z.record(key, of, { error: `${what} between { and }` });

/** The shape of a whole programme, in the order in which a file is written. The errors complete "Write …". */
export const programmeShape = object({
  key,
  name: lineShape,
  about: paragraphShape,
  source: paragraphShape,
  roles: listShape(role, 'who takes part', 3),
  participant: z.exactOptional(object({ one: lineShape, many: lineShape })),
  contacts: z.exactOptional(z.union([z.literal(1), z.literal(2)], { error: '1 or 2' })),
  groups: object({
    word,
    size: wholeShape(0, 500),
    perSchool: wholeShape(0, 100),
    acrossSchools: z.exactOptional(yesOrNo),
  }),
  sessions: z.exactOptional(
    object({
      word: lineShape,
      report: object({
        due: z.union([object({ hours: wholeShape(1, 1000) }), z.literal('next-school-day')], {
          error: '{"hours": 24} or "next-school-day"',
        }),
        nudges: object({ after: hours, before: hours }),
        escalateBefore: wholeShape(0, 1000),
        toTeacher: yesOrNo,
      }),
    }),
  ),
  cycles: z.exactOptional(
    object({
      windows: listShape(object({ from: object(termDate), until: object(termDate) }), 'the cycles in order', 50),
      apart: wholeShape(0, 400),
      planning: z.tuple([wholeShape(0, 100), wholeShape(0, 100)], { error: 'the least and the most of days: [2, 7]' }),
      record: z.exactOptional(object({ questionnaire: key, schoolDays: wholeShape(1, 200), policy: key })),
      coverPolicy: key,
    }),
  ),
  agreement: object({
    title: lineShape,
    introduction: paragraphShape,
    schoolCommitments: listShape(paragraphShape, 'texts', 50),
    teachingSchoolCommitments: listShape(paragraphShape, 'texts', 50),
    ethics: listShape(paragraphShape, 'texts', 50),
    namesDeputy: z.exactOptional(yesOrNo),
  }),
  steps: listShape(step, 'the steps', 300),
  questionnaires: byKey(questionnaireShape, 'the questionnaires, each by its key,'),
  chasing: byKey(
    object({
      before: days,
      after: days,
      escalate: z.exactOptional(wholeShape(0, 200)),
      decide: z.exactOptional(wholeShape(0, 200)),
    }),
    'the chase policies, each by its key,',
  ),
  guides: z.exactOptional(listShape(guide, 'the guides', 50)),
  signBy: z.exactOptional(object(termDate)),
  closes: object(termDate),
  retention: z.exactOptional(object({ answersMonths: wholeShape(0, 600), reportsMonths: wholeShape(0, 600) })),
}) satisfies z.ZodType<Programme>;
