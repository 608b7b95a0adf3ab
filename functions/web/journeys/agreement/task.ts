import { isOpen } from '#domain/obligations/obligation.ts';
import { obligationOf } from '#domain/partnership/partnership.ts';
import { doneByLead, type StepJourney } from '#web/kit/journey.ts';
import type { AtTask } from '#web/kit/readers.ts';
import { dueInWords } from '#web/kit/words/obligation.ts';
import { momentInWords } from '#wording/wording.ts';
import { agreement } from './route.ts';
import { sentBy } from './sent.ts';

/** Who signs for the teaching school, or has. */
function signedBack({ cohort, partnership }: AtTask): string {
  const signed = partnership.signatures.find((signature) => signature.party === 'teaching school');
  if (signed)
    return `${signed.name} signed for the teaching school at ${momentInWords(signed.at)}. You were both sent a signed copy by email.`;
  const countersign = obligationOf(partnership, 'countersign');
  return `${cohort.lead.name} now signs for the teaching school${countersign && isOpen(countersign) ? `, by ${dueInWords(countersign)} at the latest` : ''}. Then you both get a signed copy by email.`;
}

export const task: StepJourney = {
  pages: [['/agreement', agreement]],
  sentBy,
  owed: {
    facts: ({ base, cohort }) => ({
      start: `${base}/agreement`,
      what: [
        cohort.programme.agreement.introduction,
        'You sign by typing your full name and your role. If your school cannot take part, you can say so there too.',
      ],
      minutes: 10,
      readers: `${cohort.lead.name}, who signs for the teaching school. You both get a signed copy by email.`,
    }),
  },
  done: { facts: (doing) => ({ title: 'Agreement signed and sent', next: [signedBack(doing)] }) },
  lead: doneByLead,
  asStep: () => 'Sign the agreement',
  asNext: () => 'to sign the agreement',
};
