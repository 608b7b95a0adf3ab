import type { Programme } from '#domain/programme/programme.ts';
import { keysOf, type Question, type Questionnaire, questionsOf, type Scale } from '#domain/programme/questionnaire.ts';
import { keyNotTaken, slugOf } from '#use-cases/own-programmes.ts';
import { addressFault } from '#web/kit/fields/entries.ts';
import type { FieldFault, Posted, Read } from '#web/kit/fields/fault.ts';
import { choiceLine } from '#web/kit/opened.ts';
import { oneLine } from '#wording/wording.ts';
import { editLinesOf, type ProgrammeEdit, textLine } from './edit.ts';
import { answeredHow } from './words.ts';

type Asked = Questionnaire['questions'][number];

/** A field for each text that is asked, named by keys: another tab may have added or removed questions meanwhile. */
const fieldOf = (question: Pick<Question, 'key'>): string => `question-${question.key}`;
const partField = (question: Pick<Question, 'key'>, part: { readonly key: string }): string =>
  `part-${question.key}-${part.key}`;
const removeField = (field: string): string => `remove-${field}`;

const parts = (question: Question): readonly { readonly key: string; readonly text: string }[] =>
  question.form === 'grid' ? question.statements : question.form === 'ranking' ? question.items : [];

interface TextField {
  readonly field: string;
  readonly remove: string;
  readonly label: string;
  readonly how?: string;
  readonly text: string;
}

function fieldsOf(questionnaire: Questionnaire): readonly TextField[] {
  return questionsOf(questionnaire).flatMap((question, i): readonly TextField[] => {
    const field = fieldOf(question);
    return [
      {
        field,
        remove: removeField(field),
        label: `Question ${i + 1}`,
        how: answeredHow(question),
        text: question.text,
      },
      ...parts(question).map((part, n) => ({
        field: partField(question, part),
        remove: removeField(partField(question, part)),
        label: `Question ${i + 1}, part ${n + 1}`,
        text: part.text,
      })),
    ];
  });
}

const usual = ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'];

/** Title, introduction and texts of a questionnaire; questions are removed, and one is added at the end. Keys stay. */
export const editQuestionnaire = (programme: Programme, key: string, questionnaire: Questionnaire): ProgrammeEdit => ({
  view: 'journeys/programmes/edit-questionnaire',
  title: questionnaire.title,
  first: 'title',
  typed: {
    title: questionnaire.title,
    introduction: questionnaire.introduction,
    ...Object.fromEntries(fieldsOf(questionnaire).map(({ field, text }) => [field, text])),
    'new-form': 'open',
    'new-points': usual.join('\n'),
    'new-best': 'last',
  },
  lines: [
    { label: 'Title', fields: ['title'] },
    textLine('Introduction', 'introduction'),
    ...fieldsOf(questionnaire).map(({ field, remove, label }) => ({
      label,
      fields: [field, remove],
      inWords: ({ [field]: text = '', [remove]: gone }: Posted) => (gone === 'yes' ? `Removed: ${text}` : text),
    })),
    textLine('A question that is added', 'new-text'),
    choiceLine('How the added question is answered', 'new-form', { open: 'In words', scale: 'On a scale' }),
    textLine('Points of its scale', 'new-points'),
    choiceLine('Which end of its scale is to be wished for', 'new-best', {
      last: 'The last point',
      first: 'The first point',
    }),
  ],
  shown: { fields: fieldsOf(questionnaire) },
  read(posted) {
    const faults: FieldFault[] = [];
    const text = (field: string, missing: string, longest = 2_000): string => {
      const typed = oneLine(posted[field] ?? '');
      if (typed === '') faults.push({ field, sentence: missing });
      else if ([...typed].length > longest)
        faults.push({ field, sentence: `Shorten it to ${longest.toLocaleString('en-GB')} characters or fewer` });
      return typed;
    };
    const title = text('title', 'Enter a title', 200);
    const named = addressFault(title);
    if (named) faults.push({ field: 'title', sentence: named });
    const introduction = text('introduction', 'Enter an introduction');
    const labels = new Map(fieldsOf(questionnaire).map(({ field, label }) => [field, label]));
    const isRemoved = (field: string) => posted[removeField(field)] === 'yes';
    const wording = (field: string) => text(field, `${labels.get(field)}: write it, or tick the box to remove it`);
    const changed = (question: Question) => changedQuestion(question, isRemoved, wording);
    const kept = questionnaire.questions.flatMap((asked): readonly Asked[] => {
      if (asked.form !== 'section') return changed(asked);
      const questions = asked.questions.flatMap(changed);
      return questions.length > 0 ? [{ ...asked, questions }] : [];
    });
    const added = readAdded(posted, (tried) =>
      questionsOf(questionnaire).some((q) => q.key === tried || keysOf(q).includes(tried)),
    );
    if ('faults' in added) faults.push(...added.faults);
    const questions = [...kept, ...('values' in added ? added.values : [])];
    if (questions.length === 0)
      faults.push({ field: 'new-text', sentence: 'A questionnaire has one question at least' });
    if (faults.length > 0) return { faults };
    const questionnaires = { ...programme.questionnaires, [key]: { ...questionnaire, title, introduction, questions } };
    return { values: { ...programme, questionnaires } };
  },
});

/** A question and its parts as they are worded now, without what is removed; none where it is removed, or all its parts. */
function changedQuestion(
  question: Question,
  isRemoved: (field: string) => boolean,
  wording: (field: string) => string,
): readonly Question[] {
  const field = fieldOf(question);
  const left = parts(question).filter((part) => !isRemoved(partField(question, part)));
  if (isRemoved(field) || (parts(question).length > 0 && left.length === 0)) return [];
  const said = { ...question, text: wording(field) };
  const reworded = <T extends { readonly key: string }>(part: T) => ({
    ...part,
    text: wording(partField(question, part)),
  });
  if (said.form === 'grid')
    return [{ ...said, statements: said.statements.filter((part) => left.includes(part)).map(reworded) }];
  if (said.form === 'ranking')
    return [{ ...said, items: said.items.filter((part) => left.includes(part)).map(reworded) }];
  return [said];
}

/** The question that is added, if one is. Its key comes of its words, so that the same words are the same question elsewhere. */
function readAdded(posted: Posted, isTaken: (key: string) => boolean): Read<readonly Question[]> {
  const text = oneLine(posted['new-text'] ?? '');
  if (text === '') return { values: [] };
  if ([...text].length > 2_000)
    return { faults: [{ field: 'new-text', sentence: 'Shorten it to 2,000 characters or fewer' }] };
  const key = keyNotTaken(slugOf(text, 'question'), isTaken);
  if (posted['new-form'] !== 'scale') return { values: [{ key, text, form: 'open' }] };
  const points = editLinesOf(posted['new-points'] ?? '');
  if (points.length < 2 || points.length > 20 || points.some((point) => [...point].length > 200))
    return { faults: [{ field: 'new-points', sentence: 'Write 2 to 20 points, each on a line of its own' }] };
  const named = points.map(addressFault).find(Boolean);
  if (named) return { faults: [{ field: 'new-points', sentence: named }] };
  const scale: Scale = { points, best: posted['new-best'] === 'first' ? 'first' : 'last' };
  return { values: [{ key, text, form: 'scale', scale }] };
}
