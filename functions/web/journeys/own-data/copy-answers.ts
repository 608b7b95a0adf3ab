import { inWords, localDate } from '#calendar/london.ts';
import { answersName } from '#domain/obligations/obligation.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { cycleOf } from '#domain/partnership/partnership.ts';
import { type Questionnaire, questionsOf } from '#domain/programme/questionnaire.ts';
import type { PersonalData } from '#use-cases/personal-data.ts';
import { answersInWords } from '#web/journeys/questionnaire/answers.ts';
import { asTyped } from '#web/journeys/questionnaire/form.ts';
import type { Posted } from '#web/kit/fields/fault.ts';
import { thingInWords } from '#web/kit/words/obligation.ts';
import { capital, momentInWords } from '#wording/wording.ts';
import { type CopyLine, type CopySection, reportParts, section } from './copy-lines.ts';

/** What somebody has answered, questionnaire by questionnaire, each beside what it said before it was corrected. */
export const sentAnswers = ({ cohort, partnership: p }: InCohort, data: PersonalData): readonly CopySection[] =>
  data.answers.flatMap((one) => {
    const owed = p.obligations.find((o) => answersName(o) === one.questionnaire);
    const asked = cohort.programme.questionnaires[owed?.questionnaire ?? one.questionnaire];
    const title = asked?.title ?? 'Questionnaire';
    const of = cycleOf(p, owed?.cycle ?? '');
    const when = of ? `, lesson of ${inWords(localDate(of.lesson.start.at))}` : '';
    return [
      ...section(`Your answers: ${title}${when}`, [
        { label: 'Sent', text: momentInWords(one.at) },
        ...inQuestions(asked, asTyped(one.given)),
      ]),
      ...(one.first
        ? section(`Your answers before you corrected them: ${title}${when}`, [
            { label: 'Sent', text: momentInWords(one.first.at) },
            ...inQuestions(asked, asTyped(one.first.given)),
          ])
        : []),
    ];
  });

/** What somebody has begun to write and not sent. */
export const unsent = (place: InCohort, data: PersonalData): readonly CopySection[] =>
  data.drafts.flatMap(({ obligation, typed }) => {
    const asked = place.cohort.programme.questionnaires[obligation.questionnaire ?? ''];
    return section(
      `Not sent yet: ${thingInWords({ ...place, obligation })}`,
      [...inQuestions(asked, typed), ...typedElsewhere(typed)].filter((line) => line.text),
    );
  });

const inQuestions = (asked: Questionnaire | undefined, typed: Posted): readonly CopyLine[] =>
  asked
    ? questionsOf(asked).flatMap((question) =>
        answersInWords(question, typed).map((line) => ({
          label: line.question,
          text: line.answer || 'Not answered',
        })),
      )
    : Object.values(typed).map((text) => ({ label: 'Answer', text }));

const fieldNames: Readonly<Record<string, string>> = {
  ...reportParts,
  fullName: 'Full name',
  role: 'Role',
  reason: 'Reason',
  realTime: 'Real-time coaching',
};

/** What stands in a form that asks no questionnaire. */
const typedElsewhere = (typed: Posted): readonly CopyLine[] =>
  Object.entries(typed)
    .filter(([field]) => !field.startsWith('answer-'))
    .map(([field, text]) => ({ label: fieldNames[field] ?? capital(field.replaceAll(/[-.]/g, ' ')), text }));
