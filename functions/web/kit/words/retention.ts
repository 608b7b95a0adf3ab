import { inWords, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { erasures, retentionOf } from '#domain/cohort/retention.ts';
import type { Programme } from '#domain/programme/programme.ts';

const months = (count: number): string => (count === 1 ? 'a month' : `${count} months`);

/** How long what is said is kept, before anybody has said anything. */
export function retentionInWords(programme: Pick<Programme, 'retention'>, reports: boolean): readonly string[] {
  const { answersMonths, reportsMonths } = retentionOf(programme);
  return [
    ...(reports
      ? [`Reports on sessions are erased ${months(reportsMonths)} after the programme has ended for every school.`]
      : []),
    `Answers to questionnaires are erased ${months(answersMonths)} after that end; what was found stays, in counts.`,
    `Names and addresses are erased ${months(Math.max(answersMonths, reportsMonths))} after that end. What was done and when stays, without names.`,
  ];
}

const things = {
  reports: 'Reports on sessions',
  answers: 'Answers and drafts',
  names: 'Names, addresses and typed reasons',
} as const;

/** What is erased when, for the lead of a cohort: by its dates once it has closed. */
export const keptInWords = (cohort: Cohort): readonly string[] =>
  cohort.stage === 'closed'
    ? erasures(cohort)
        .filter(({ what }) => what !== 'reports' || cohort.programme.sessions)
        .map(({ what, at }) =>
          cohort.gone?.includes(what)
            ? `${things[what]} have been erased.`
            : `${things[what]} are erased on ${inWords(localDate(at))}.`,
        )
    : retentionInWords(cohort.programme, cohort.programme.sessions !== undefined);
