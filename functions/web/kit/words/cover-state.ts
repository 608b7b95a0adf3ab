import { agreeing } from '#domain/cycles/planning.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { momentInWords } from '#wording/wording.ts';
import { dueInWords } from './obligation.ts';

/** Where the plan of a school's cycles stands, for whoever waits for it. */
interface CoverState {
  readonly title: string;
  readonly sentences: readonly string[];
  /** seconds after which there may be more to see; undefined: so it stays */
  readonly again?: number;
}

export function coverState(place: InCohort): CoverState {
  const { plan } = place.partnership;
  const open = agreeing(place.partnership);
  const link = playerOf(place, open?.owner ?? 'link')?.name ?? 'the SLT link';
  const because = plan?.disturbance ? ` The reason: ${plan.disturbance}.` : '';
  const asked = open ? `${link} has been asked to agree by ${dueInWords(open)}.` : '';
  switch (plan?.state) {
    case undefined:
      return { title: 'No plan yet', sentences: ['The sessions are planned once the teachers are chosen.'] };
    case 'wanted':
      return {
        title: 'The planner is at work',
        sentences: [
          `It was asked at ${momentInWords(plan.asked)} and takes about a minute.${because}`,
          plan.disturbance
            ? `It looks for the plan that changes the fewest of the agreed sessions. Then ${link} is shown what would change, and agrees.`
            : `Then ${link} is shown the plan, and agrees or asks for another.`,
        ],
        again: 5,
      };
    case 'proposed':
      return {
        title: `Proposed, waiting for ${link} to agree`,
        sentences: [
          `${asked}${because}`.trim(),
          'Nothing changes until then. Afterwards those concerned are told, and nobody else.',
        ],
        again: 30,
      };
    case 'by-hand':
      return open
        ? {
            title: `Waiting for ${link}, who plans by hand`,
            sentences: [`${asked}${because}`, 'The sessions and their cover are put together by hand.'],
            again: 30,
          }
        : { title: 'Planned by hand', sentences: ['The sessions and their cover were put together by hand.'] };
    case 'agreed':
      return {
        title: 'Agreed',
        sentences: ['The plan is agreed. Everybody has been told by email what concerns them.'],
      };
  }
}
