import { facts, heading, type Letter, type LetterBlock, link, paragraph } from '#email/letter.ts';
import { capital, countOf, dayInSubject, momentInWords, subjectWith } from '#wording/wording.ts';
import { dueInWords, type OwedFacts, toDo } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

export interface DeadlineExtended extends SchoolReading {
  /** what has a new due time, with that; never empty */
  readonly owed: readonly OwedFacts[];
}

export function deadlineExtended(f: DeadlineExtended): Letter {
  const [first, ...more] = f.owed.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  if (!first) throw new Error('nothing has a new date');
  const what = toDo(first.work, f.to.role);
  const many = countOf(f.owed.length, 'thing');
  const row = (one: OwedFacts, ...before: readonly (readonly [string, string])[]): readonly LetterBlock[] => [
    facts(...before, ['Now due', momentInWords(one.due)]),
    link(capital(toDo(one.work, f.to.role)), one.link),
  ];
  return {
    subject:
      more.length > 0
        ? subjectWith(f.school, (school) => `New dates for ${many} at ${school}: first ${dayInSubject(first.due)}`)
        : subjectWith(what, (todo) => `New date, ${dayInSubject(first.due)}: ${todo}`),
    preheader: `You have more time, for ${f.cohort}`,
    blocks: [
      heading(more.length > 0 ? `More time for ${many}` : `More time to ${what}`),
      greeting(f),
      paragraph(
        `${f.to.role === 'lead' ? 'The date has been moved' : `${f.lead} has given you more time`}. The earlier date no longer counts.`,
      ),
      ...(more.length > 0
        ? [first, ...more].flatMap((one) => [heading(capital(toDo(one.work, f.to.role))), ...row(one)])
        : row(first, ['School', f.school])),
    ],
    footer: footer(f, 'link'),
  };
}

export interface FreshLink extends SchoolReading {
  /** what is due first first */
  readonly owed: readonly OwedFacts[];
  /** the page of all that is the reader's; it works for so many days, or as long as they take part */
  readonly own?: { readonly link: string; readonly days?: number | undefined } | undefined;
}

export function freshLink(f: FreshLink): Letter {
  const [first, ...more] = f.owed;
  const what = first && more.length === 0 && !f.own ? toDo(first.work, f.to.role) : undefined;
  const many = f.owed.length + (f.own ? 1 : 0) > 1;
  const days = f.own?.days;
  return {
    subject:
      what && first
        ? subjectWith(what, (todo) => `Your new link: ${todo}, due ${dayInSubject(first.due)}`)
        : subjectWith(f.school, (school) => `${many ? 'Your new links' : 'Your new link'}: ${school}`),
    preheader: 'Use this email from now on. Earlier links no longer work.',
    blocks: [
      heading(many ? 'Your new links' : 'Your new link'),
      greeting(f),
      paragraph(
        what
          ? `This is your new link to ${what}. Links to it in earlier emails no longer work.`
          : `${many ? 'These are your new links' : 'This is your new link'} for ${f.cohort}. Use ${many ? 'them' : 'it'} instead of links in earlier emails, which may no longer work.`,
      ),
      facts(['School', f.school]),
      ...f.owed.flatMap((one): readonly LetterBlock[] => [
        facts([one.overdueBy === undefined ? 'Due' : 'Was due', dueInWords(one)]),
        link(capital(toDo(one.work, f.to.role)), one.link),
      ]),
      ...(f.own
        ? [
            ...(days
              ? [
                  paragraph(
                    `On your page you can correct what you have sent, or tell us that you have left. The link works for ${days} days.`,
                  ),
                ]
              : []),
            link('Open your page', f.own.link),
          ]
        : []),
    ],
    footer: footer(f, 'link'),
  };
}
