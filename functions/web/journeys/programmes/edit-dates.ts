import * as z from 'zod';
import type { ChasePolicy } from '#domain/programme/policies.ts';
import type { Programme, Step, TermDate } from '#domain/programme/programme.ts';
import { type FieldFault, type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { choiceLine } from '#web/kit/opened.ts';
import {
  faultsIn,
  type ProgrammeEdit,
  readTermDate,
  termDateLine,
  termsOffered,
  typedTermDate,
  wholeNumber,
} from './edit.ts';
import { ownerInWords, policyInWords, stepInWords } from './words.ts';

export const editCloses = (programme: Programme): ProgrammeEdit => ({
  view: 'journeys/programmes/edit-closes',
  title: 'When it closes',
  first: 'closes-days',
  typed: typedTermDate('closes', programme.closes),
  lines: [termDateLine('It closes', 'closes')],
  shown: { terms: termsOffered },
  read(posted) {
    const closes = readTermDate(posted, 'closes');
    return 'faults' in closes ? closes : { values: { ...programme, closes: closes.values } };
  },
});

/** When a step opens and when it is due. */
export const editStep = (programme: Programme, step: Step): ProgrammeEdit => ({
  view: 'journeys/programmes/edit-step',
  title: stepInWords(programme, step),
  first: 'due-days',
  typed: {
    opens: step.notBefore ? 'term' : 'at-once',
    ...typedTermDate('opens', step.notBefore),
    due: 'term' in step.due ? 'term' : 'after',
    'due-after': 'term' in step.due ? '' : String(step.due.schoolDays),
    ...typedTermDate('due', 'term' in step.due ? step.due : undefined),
    'due-least': 'term' in step.due ? String(step.due.atLeast) : '',
  },
  lines: [
    choiceLine('When it opens', 'opens', {
      'at-once': 'As soon as what comes before it is done',
      term: 'Then, but not before a day of a term',
    }),
    termDateLine('Opens', 'opens'),
    choiceLine('When it is due', 'due', {
      after: 'So many school days after it opens',
      term: 'On a day of a term',
    }),
    { label: 'School days after it opens', fields: ['due-after'] },
    termDateLine('Due', 'due'),
    { label: 'School days after it opens, at least', fields: ['due-least'] },
  ],
  shown: { terms: termsOffered, who: ownerInWords(programme, step) },
  read(posted) {
    const opens = readOpens(posted);
    const due = readDue(posted);
    if ('faults' in opens || 'faults' in due) return { faults: faultsIn(opens, due) };
    const { notBefore: _, ...rest } = step;
    const notBefore = opens.values;
    const changed: Step = { ...rest, ...(notBefore ? { notBefore } : {}), due: due.values };
    return { values: { ...programme, steps: programme.steps.map((one) => (one.key === step.key ? changed : one)) } };
  },
});

function readOpens(posted: Posted): Read<TermDate | undefined> {
  if (posted.opens === 'at-once') return { values: undefined };
  return posted.opens === 'term'
    ? readTermDate(posted, 'opens')
    : { faults: [{ field: 'opens', sentence: 'Choose when it opens' }] };
}

function readDue(posted: Posted): Read<Step['due']> {
  if (posted.due === 'after') {
    const typed = read(z.object({ 'due-after': wholeNumber('School days after it opens', 1, 200) }), posted);
    return 'faults' in typed ? typed : { values: { schoolDays: typed.values['due-after'] } };
  }
  if (posted.due !== 'term') return { faults: [{ field: 'due', sentence: 'Choose when it is due' }] };
  const day = readTermDate(posted, 'due');
  const least = read(z.object({ 'due-least': wholeNumber('School days after it opens, at least,', 1, 200) }), posted);
  if ('faults' in day || 'faults' in least) return { faults: faultsIn(day, least) };
  return { values: { ...day.values, atLeast: least.values['due-least'] } };
}

/** How what is owed is chased: days in lists, `5, 1`. */
export const editPolicy = (programme: Programme, key: string, policy: ChasePolicy): ProgrammeEdit => ({
  view: 'journeys/programmes/edit-policy',
  title: `Reminders: ${key}`,
  first: 'before',
  typed: {
    before: policy.before.join(', '),
    after: policy.after.join(', '),
    escalate: String(policy.escalate ?? ''),
    decide: String(policy.decide ?? ''),
  },
  lines: [
    { label: 'Reminders before it is due', fields: ['before'] },
    { label: 'Reminders after it was due', fields: ['after'] },
    { label: 'The lead is told', fields: ['escalate'] },
    { label: 'The lead is asked to release, extend or take over', fields: ['decide'] },
  ],
  shown: {
    now: policyInWords(policy),
    steps: programme.steps.filter((step) => step.policy === key).map((step) => stepInWords(programme, step)),
  },
  read(posted) {
    const [before, after] = [readDays(posted, 'before'), readDays(posted, 'after')];
    const [escalate, decide] = [readDay(posted, 'escalate'), readDay(posted, 'decide')];
    if ('faults' in before || 'faults' in after || 'faults' in escalate || 'faults' in decide)
      return { faults: faultsIn(before, after, escalate, decide) };
    const changed: ChasePolicy = {
      before: before.values.toSorted((a, b) => b - a),
      after: after.values.toSorted((a, b) => a - b),
      ...(escalate.values === undefined ? {} : { escalate: escalate.values }),
      ...(decide.values === undefined ? {} : { decide: decide.values }),
    };
    return { values: { ...programme, chasing: { ...programme.chasing, [key]: changed } } };
  },
});

const MOST_DAYS = 100;
const fault = (field: string, sentence: string): { readonly faults: readonly FieldFault[] } => ({
  faults: [{ field, sentence }],
});

function readDays(posted: Posted, field: string): Read<readonly number[]> {
  const typed = (posted[field] ?? '').split(/[\s,;]+/).filter(Boolean);
  if (typed.length > 20) return fault(field, 'Write 20 numbers at most');
  if (!typed.every((one) => /^\d{1,3}$/.test(one) && Number(one) >= 1 && Number(one) <= MOST_DAYS))
    return fault(field, `Write whole numbers from 1 to ${MOST_DAYS} with commas between, like 5, 1`);
  return { values: [...new Set(typed.map(Number))] };
}

function readDay(posted: Posted, field: string): Read<number | undefined> {
  const typed = (posted[field] ?? '').trim();
  if (typed === '') return { values: undefined };
  const number = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= MOST_DAYS
    ? { values: number }
    : fault(field, `Write a whole number from 1 to ${MOST_DAYS}, or leave it empty`);
}
