import type { StepJourney } from '#web/kit/journey.ts';
import { refusal } from '#web/kit/page.ts';

/** It is the lead's own, and has its page beside that of the school. */
export const task: StepJourney = {
  pages: [],
  owed: { page: (c) => refusal(c, 404) },
  done: { facts: () => ({ title: 'Agreement countersigned' }) },
  lead: { does: { text: 'Read and countersign', at: (home) => `${home}/countersign` } },
  asStep: () => 'Countersign the agreement',
  asNext: () => 'to countersign the agreement',
};
