import { sentBy } from '#web/journeys/plan-by-hand/route.ts';
import { doneByLead, type StepJourney } from '#web/kit/journey.ts';
import type { AtTask } from '#web/kit/readers.ts';
import { plan } from './route.ts';

const isByHand = ({ partnership }: AtTask): boolean => partnership.plan?.state === 'by-hand';

export const task: StepJourney = {
  pages: [['/plan', plan]],
  sentBy,
  owed: {
    facts: (doing) => ({
      start: `${doing.base}/plan`,
      what: [
        'Fix all meetings, research lessons and debriefs of your groups now, with the cover for each: when all times are known at the outset, they hold.',
        isByHand(doing)
          ? 'You enter each time and who covers. When you agree, everybody who takes part gets their sessions by email.'
          : 'You see what the planner proposes, can ask for other times, and agree. Then everybody who takes part gets their sessions by email.',
      ],
      minutes: isByHand(doing) ? 30 : 10,
      readers: `Everybody who takes part gets their own sessions, and whoever manages cover the classes to cover. ${doing.cohort.lead.name} sees the whole plan.`,
    }),
  },
  done: {
    facts: ({ base }) => ({
      title: 'Plan agreed',
      read: { href: `${base}/plan`, text: 'The plan as it is agreed now' },
      next: [
        'Everybody for whom something is new or different gets an email about it. Before each session whoever manages cover is asked to confirm it. Should something come in between, you see what changes and agree to it.',
      ],
    }),
  },
  // the plan as it was agreed
  shows: ({ obligation }, path) => obligation.end?.how === 'done' && /^\/plan(\/people)?$/.test(path),
  lead: doneByLead,
  asStep: ({ groups }) => `Agree the plan of the ${groups.word}s’ sessions`,
  asNext: () => 'to agree the plan of your sessions and their cover',
};
