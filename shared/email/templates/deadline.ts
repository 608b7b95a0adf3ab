import { facts, heading, type Letter, link, paragraph } from '../letter.ts';
import { capital, dayInSubject, momentInWords, subjectWith } from '../wording.ts';
import { dueInWords, type Owed, toDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface DeadlineExtended extends SchoolReading {
  /** with its new due time */
  readonly owed: Owed;
}

export function deadlineExtended(f: DeadlineExtended): Letter {
  const what = toDo(f.owed.work, f.to.role);
  return {
    subject: subjectWith(what, (todo) => `New date, ${dayInSubject(f.owed.due)}: ${todo}`),
    preheader: `You have more time, for ${f.cohort}`,
    blocks: [
      heading(`More time to ${what}`),
      greeting(f),
      paragraph(
        `${f.to.role === 'lead' ? 'The date has been moved' : `${f.lead} has given you more time`}. The earlier date no longer counts.`,
      ),
      facts(['School', f.school], ['Now due', momentInWords(f.owed.due)]),
      link(capital(what), f.owed.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface FreshLink extends SchoolReading {
  readonly owed: Owed;
}

export function freshLink(f: FreshLink): Letter {
  const what = toDo(f.owed.work, f.to.role);
  return {
    subject: subjectWith(what, (todo) => `Your new link: ${todo}, due ${dayInSubject(f.owed.due)}`),
    preheader: 'The link that you asked for. Earlier links no longer work.',
    blocks: [
      heading('Here is your new link'),
      greeting(f),
      paragraph(`You asked for a new link to ${what}. Links to it in earlier emails no longer work.`),
      facts(['School', f.school], [f.owed.overdueBy === undefined ? 'Due' : 'Was due', dueInWords(f.owed)]),
      link(capital(what), f.owed.link),
    ],
    footer: footer(f, 'link'),
  };
}
