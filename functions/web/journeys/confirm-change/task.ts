import type { Journey } from '#web/kit/journey.ts';
import { page } from '#web/kit/page.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { changeInWords, mayConfirm, untilThen } from './page.ts';
import { confirming } from './route.ts';

const showSettled = (c: Asked): Promise<Response> => {
  const { partnership, cohort } = c.var.doing;
  return page(c, 'journeys/owed/ended', {
    title: 'This is settled',
    sentence: `There is nothing left to confirm at ${partnership.school}. Where it was not right, nothing has changed, and ${cohort.lead.name} knows.`,
    lead: cohort.lead,
  });
};

/** Of a successor, and of the withdrawal of a school. */
export const task: Journey = {
  pages: [['/confirm', confirming]],
  owed: {
    facts: (doing) => {
      const may = mayConfirm(doing);
      return {
        ...(!may && { title: 'A change that is not confirmed yet' }),
        start: `${doing.base}/confirm`,
        what: [
          ...changeInWords(doing),
          ...untilThen(doing),
          may ? 'Tell us whether this is right.' : 'If this is not right, tell us. Then nothing changes.',
        ],
        minutes: 1,
        readers: `${doing.cohort.lead.name}, and whose part it is.`,
      };
    },
  },
  done: {
    facts: ({ obligation }) => ({
      title:
        obligation.kind === 'confirm-withdrawal'
          ? 'Thank you, the withdrawal is confirmed'
          : 'Thank you, the change is confirmed',
      next: ['We have told the people concerned. There is nothing more to do.'],
      alone: true,
    }),
  },
  ended: (c, how) => (how === 'released' ? showSettled(c) : undefined),
  // who else is asked or not, the lead can answer it
  lead: {
    does: { text: 'Confirm or refuse it', at: (_home, owed) => `${owed}/confirm` },
  },
};
