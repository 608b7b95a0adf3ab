import { facts, heading, type Letter, type LetterBlock, link, paragraph } from '#email/letter.ts';
import { capital, countOf, dayInSubject, subject, subjectWith } from '#wording/wording.ts';
import { dueInWords, type OwedFacts, toDo } from './owed.ts';
import { footer, greeting, type Reading } from './reader.ts';

export interface Reminder extends Reading {
  /** everything that the reader owes, in any order; never empty */
  readonly owed: readonly (OwedFacts & { readonly cohort: string })[];
}

export function reminder(f: Reminder): Letter {
  const owed = [...f.owed].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  const [first] = owed;
  if (!first) throw new Error('a reminder of nothing');
  const { role } = f.to;
  const several = owed.length > 1;
  const cohorts = new Set(owed.map((o) => o.cohort)).size > 1;
  const schools = new Set(owed.map((o) => o.work.school));
  const late = first.overdueBy !== undefined;
  const things = countOf(owed.length, 'thing');

  const row = (o: (typeof owed)[number]): readonly LetterBlock[] => [
    ...(several ? [heading(capital(toDo(o.work, role)))] : []),
    facts(
      ['School', schools.size > 1 ? o.work.school : undefined],
      ['Programme', cohorts ? o.cohort : undefined],
      [o.overdueBy === undefined ? 'Due' : 'Was due', dueInWords(o)],
    ),
    link(capital(toDo(o.work, role)), o.link),
  ];
  const school = schools.size === 1 ? { school: first.work.school } : {};
  return {
    subject: several
      ? subject(`${owed.length} things to do: first ${late ? 'overdue since' : 'due'} ${dayInSubject(first.due)}`)
      : subjectWith(toDo(first.work, role), (what) =>
          late
            ? `Overdue since ${dayInSubject(first.due)}: ${what}`
            : `Reminder: ${what} by ${dayInSubject(first.due)}`,
        ),
    preheader: several
      ? owed.map((o) => capital(toDo(o.work, role))).join('. ')
      : `${first.work.school}, ${first.cohort}`,
    blocks: [
      heading(several ? `${capital(things)} to do` : capital(toDo(first.work, role))),
      greeting(f),
      paragraph(
        several
          ? `Here is all that waits for you in ${cohorts ? 'Drumbeat' : f.cohort}, oldest first.`
          : `A short reminder about ${f.cohort}.`,
      ),
      ...owed.flatMap(row),
      ...(role === 'lead'
        ? []
        : [
            paragraph(
              `If ${several ? 'any of this' : 'this'} is hard to do in time, reply and tell ${f.lead}: dates can be moved.`,
            ),
          ]),
    ],
    footer: footer({ ...f, ...school }, 'link'),
  };
}
