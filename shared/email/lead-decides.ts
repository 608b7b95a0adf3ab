import { type LeadAct, leadMay, releaseOf } from '#domain/obligations/lead-may.ts';
import type { Owed } from '#domain/obligations/owed.ts';
import { newObligation } from '#domain/obligations/steps.ts';
import type { Step } from '#domain/programme/programme.ts';
import { thing } from './templates/owed.ts';
import { workOf } from './work-of.ts';

const things = (owed: Owed, steps: readonly Step[]): string =>
  new Intl.ListFormat('en-GB').format(
    steps.map((step) => {
      const obligation = newObligation(owed.cohort, step, 'link', owed.obligation.opened);
      return `the ${thing(workOf({ ...owed, obligation })).replace(/^the /, '')}`;
    }),
  );

/** What comes of releasing it, in sentences: for the page on which a lead does so, and for the email that offers it. */
export function releaseInWords(owed: Owed): readonly string[] {
  const { with: gone, opens } = releaseOf(owed, owed.obligation);
  return [
    `${owed.partnership.school} no longer needs to do this.`,
    ...(gone.length > 0 ? [`Nor does anyone need to do what is pointless without it: ${things(owed, gone)}.`] : []),
    ...(opens ? ['What comes after it no longer waits for it.'] : []),
  ];
}

/** What a lead can decide about something late, a sentence or two for each. */
export function decisionsAbout(owed: Owed): Readonly<Partial<Record<LeadAct, string>>> {
  const words: Readonly<Partial<Record<LeadAct, string>>> = {
    extend: 'Give more time: you choose a new date, and reminders start again.',
    release: `Release: ${releaseInWords(owed).join(' ')}`,
    'take-over': `Take it over: you do it yourself with what ${owed.partnership.school} tells you.`,
  };
  const may = leadMay(owed.obligation);
  return Object.fromEntries(Object.entries(words).filter(([act]) => may.includes(act as LeadAct)));
}
