import { facts, heading, type Letter, link, list, paragraph } from '#email/letter.ts';
import { countOf, subjectWith } from '#wording/wording.ts';
import { cycleInWords } from './cycles.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** The plan that holds has no time for some of what the programme promises. */
export interface PlanHoldsFewer extends SchoolReading {
  /** cycles that are held or to be held */
  readonly held: number;
  /** cycles that the programme promises its groups */
  readonly promised: number;
  /** `unknown`: nothing could be planned, as timetables of the group are not known */
  readonly missing: readonly { readonly group: string; readonly nth: number; readonly unknown: boolean }[];
  /** the school's page for the lead */
  readonly link: string;
}

export function planHoldsFewer(f: PlanHoldsFewer): Letter {
  const held = `${f.held} of ${f.promised} cycles`;
  return {
    subject: subjectWith(f.school, (school) => `${school}: the plan holds ${held}`),
    preheader: `No time was found for ${countOf(f.missing.length, 'cycle')}.`,
    blocks: [
      heading('The plan holds fewer cycles than the programme promises'),
      greeting(f),
      paragraph(
        `The plan of the sessions at ${f.school} is agreed, and has no time for ${countOf(f.missing.length, 'cycle')}:`,
      ),
      list(
        f.missing.map(
          (it) => `${cycleInWords(it)}${it.unknown ? ' (the timetables of its teachers are not known)' : ''}`,
        ),
      ),
      facts(['School', f.school], ['Held or to be held', held]),
      paragraph(
        'The school’s page says which times came nearest, and what stands in the way of each. More cover, or another day, can make one possible: speak with the SLT link.',
      ),
      link(`See ${f.school}`, f.link),
    ],
    footer: footer(f, 'link'),
  };
}
