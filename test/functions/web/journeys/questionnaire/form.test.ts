import { describe, expect, it } from 'vitest';
import { questionsOf } from '#domain/programme/questionnaire.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { everyAnswer, everyField, everyForm } from '#test/support/every-form.ts';
import { answerFields, asTyped, pagesOf, readForm } from '#web/journeys/questionnaire/form.ts';
import type { Posted } from '#web/kit/fields/fault.ts';

const start = lessonStudy.questionnaires.start ?? { title: '', introduction: '', questions: [] };

describe('a questionnaire', () => {
  it('asks the statements together, then one open question to a page', () => {
    expect(pagesOf(start).map((page) => page.questions.length)).toEqual([6, 1, 1, 1]);
  });

  it('gives grades as numbers, and leaves out what was left open', () => {
    const grades = Object.fromEntries(
      answerFields(pagesOf(start)[0] ?? { questions: [] }).map((field) => [field, '4']),
    );
    const found = readForm(
      { ...grades, 'answer-hope': ' Talk.\n\nMore talk. ', 'answer-focus': ' ' },
      questionsOf(start),
    );
    expect(found).toEqual({
      values: { role: 4, time: 4, cover: 4, talk: 4, change: 4, leaders: 4, hope: 'Talk.\n\nMore talk.' },
    });
  });

  it('gives a section a page of its own, and a grid one where it stands alone', () => {
    expect(pagesOf(everyForm).map(({ heading, questions }) => [heading, ...questions.map((q) => q.form)])).toEqual([
      ['Personal style', 'grid', 'open'],
      [undefined, 'grid'],
      ['You', 'choice', 'ranking'],
      [undefined, 'class-total'],
      [undefined, 'scale'],
    ]);
  });

  const filled: Posted = { ...everyField, 'answer-aim': ' Listen more ', 'answer-techniques.talk': ' 1 ' };

  it('keeps every form under flat keys: grades, places and pupils as numbers', () => {
    expect(readForm(filled, questionsOf(everyForm))).toEqual({
      values: { ...everyAnswer, aim: 'Listen more' },
    });
  });

  it.each([
    [{ 'answer-trust': '6' }, 'answer-trust', 'Choose an answer for “I am trusted”'],
    [{ 'answer-phase': '' }, 'answer-phase', 'Choose an answer to “Which phase do you teach?”'],
    [{ 'answer-techniques.talk': '4' }, 'answer-techniques.talk', 'Enter a place from 1 to 3 for “Talk”'],
    [
      { 'answer-techniques.talk': '3' },
      'answer-techniques.talk',
      '“Talk” has the same place as “Groups”. Give each a place of its own',
    ],
    [
      { 'answer-enjoy.2': '1.5' },
      'answer-enjoy.2',
      'Enter how many pupils chose “Sometimes”, as a whole number; 0 if none did',
    ],
    [
      { 'answer-enjoy.2': '0', 'answer-enjoy.3': '0' },
      'answer-enjoy.1',
      'Enter how many pupils chose each answer to “I enjoy lessons”: so far there are none',
    ],
  ])('names what is wrong in %j', (change, field, sentence) => {
    expect(readForm({ ...filled, ...change }, questionsOf(everyForm))).toEqual({ faults: [{ field, sentence }] });
  });

  it('opens what was sent as it would stand typed', () => {
    const read = readForm(filled, questionsOf(everyForm));
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    expect(readForm(asTyped(read.values), questionsOf(everyForm))).toEqual(read);
  });

  it('says how long a long answer is', () => {
    const open = questionsOf(start).filter((question) => question.form === 'open');
    const found = readForm({ 'answer-hope': 'x'.repeat(4_210) }, open);
    expect(found).toEqual({
      faults: [
        {
          field: 'answer-hope',
          sentence: 'What you wrote is 4,210 characters long. Shorten it to 4,000 or fewer',
        },
      ],
    });
  });
});
