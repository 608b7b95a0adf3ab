import { keysOf, type Question, type Questionnaire, questionsOf } from '#domain/programme/questionnaire.ts';

type Told = Readonly<Record<string, string | number>>;

/** What is wrong with what a line answers, in a sentence; undefined when nothing is. Questions may be left out. */
export function answersFault(asked: Pick<Questionnaire, 'questions' | 'title'>, told: Told): string | undefined {
  const known = new Map(questionsOf(asked).flatMap((question) => keysOf(question).map((key) => [key, question])));
  return Object.entries(told)
    .map(([key, value]) => {
      const question = known.get(key);
      return question ? faultOf(question, key, value) : `“${asked.title}” asks nothing under the key ${key}.`;
    })
    .find((fault) => fault !== undefined);
}

function faultOf(question: Question, key: string, value: string | number): string | undefined {
  const last = lastOf(question);
  if (last === undefined) return typeof value === 'string' ? undefined : `${key} is answered in words.`;
  const first = question.form === 'class-total' ? 0 : 1;
  if (typeof value === 'number' && Number.isInteger(value) && first <= value && value <= last) return undefined;
  return `${key} is answered by a whole number${Number.isFinite(last) ? ` from ${first} to ${last}` : ''}.`;
}

/** The highest number that answers a question; undefined where words do. */
function lastOf(question: Question): number | undefined {
  switch (question.form) {
    case 'open':
      return undefined;
    case 'scale':
    case 'grid':
      return question.scale.points.length;
    case 'choice':
      return question.options.length;
    case 'ranking':
      return question.items.length;
    case 'class-total':
      return Number.POSITIVE_INFINITY;
  }
}
