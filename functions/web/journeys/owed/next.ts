import { type Instant, inWords, localDate } from '#calendar/london.ts';
import { whenPostIsOpen } from '#calendar/school-calendar.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { getsSummary, type NextAsked, nextAsked } from '#domain/obligations/next-asked.ts';
import { newObligation } from '#domain/obligations/steps.ts';
import type { Step } from '#domain/programme/programme.ts';
import { done } from '#email/templates/owed.ts';
import { workOf } from '#email/work-of.ts';
import { stepJourneys } from '#web/journeys/tasks.ts';
import type { AtTask } from '#web/kit/readers.ts';

type Known = Extract<NextAsked, { when: 'known' }>;

const following = {
  'confirm-cover': 'to confirm the cover for a session',
  'confirm-held': 'to confirm that your next lesson took place',
  'lesson-record': 'the record of your next lesson',
  'report-session': 'the report on your next session',
} as const;

const stepInWords = ({ cohort }: AtTask, step: Step): string => stepJourneys[step.kind].asNext(cohort.programme, step);

const thingsInWords = (doing: AtTask, { things }: Known): string =>
  new Intl.ListFormat('en-GB').format([
    ...new Set(things.map((one) => ('step' in one ? stepInWords(doing, one.step) : following[one.following]))),
  ]);

/** "Amina Example has countersigned the agreement with Greenlanes" */
function whenDone(doing: AtTask, steps: readonly Step[]): string {
  const [step, more] = steps;
  if (!step || more) return 'what comes before it is done';
  const { cohort, partnership, person } = doing;
  const obligation = newObligation(cohort, step, 'link', partnership.launch);
  const who =
    step.owner === 'lead'
      ? `${cohort.lead.name} has`
      : step.owner === person.role
        ? 'you have'
        : `${partnership.school} has`;
  return `${who} ${done(workOf({ cohort, partnership, obligation }))}`;
}

function knownInWords(doing: AtTask, next: Known, others: boolean, now: Instant): string {
  const things = thingsInWords(doing, next);
  const at = whenPostIsOpen(postCalendar(doing.partnership, doing.cohort), next.at > now ? next.at : now);
  const day = next.at > now ? `, on ${inWords(localDate(at))}` : '';
  return others
    ? `Later we will ask you for ${things}${day}.`
    : `The next thing that we will ask you for is ${things}${day}. You will get an email with a link; until then there is nothing to do.`;
}

/**
 * What somebody who has just done something will be asked for next, in sentences. @param others they have something else to do
 * @param goesOn the page has told them already what comes, so that the end of it is not announced
 */
export function nextInWords(doing: AtTask, others: boolean, goesOn: boolean, now: Instant): readonly string[] {
  const next = nextAsked(doing, doing.person, now);
  if (next.when === 'known') return [knownInWords(doing, next, others, now)];
  if (next.when === 'after')
    return [
      `Once ${whenDone(doing, next.waitsFor)}, we will ask you for ${stepInWords(doing, next.step)}. You will get an email with a link.`,
    ];
  if (others || goesOn) return [];
  const summary = getsSummary(doing.partnership, doing.person.id)
    ? ' When the programme closes, you get a summary by email.'
    : '';
  return [
    next.more
      ? `There is nothing to do at the moment. We will email you when there is.${summary}`
      : `There is nothing more to do.${summary}`,
  ];
}
