import { facts, heading, type Letter, type LetterBlock, link, paragraph } from '#email/letter.ts';
import { capital, countOf, dayInSubject, subject, subjectWith } from '#wording/wording.ts';
import { dueInWords, type OwedFacts, toDo } from './owed.ts';
import { footer, greeting, type Reading } from './reader.ts';

type OwedSomewhere = OwedFacts & { readonly cohort: string };

export interface Reminder extends Reading {
  /** everything that the reader owes, in any order; never empty */
  readonly owed: readonly OwedSomewhere[];
}

const oldestFirst = (owed: readonly OwedSomewhere[]) =>
  owed.toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));

/** What somebody owes, one by one. @param among all that the email speaks of */
function rows(
  owed: readonly OwedSomewhere[],
  role: Reading['to']['role'],
  among: { readonly headed: boolean; readonly schools: boolean; readonly cohorts: boolean },
): readonly LetterBlock[] {
  return owed.flatMap((o) => [
    ...(among.headed ? [heading(capital(toDo(o.work, role)))] : []),
    facts(
      ['School', among.schools ? o.work.school : undefined],
      ['Programme', among.cohorts ? o.cohort : undefined],
      [o.overdueBy === undefined ? 'Due' : 'Was due', dueInWords(o)],
    ),
    link(capital(toDo(o.work, role)), o.link),
  ]);
}

/** An email that asks for something, and reminds its reader of what else they owe. */
export function remindingToo(letter: Letter, role: Reading['to']['role'], owed: readonly OwedSomewhere[]): Letter {
  if (owed.length === 0) return letter;
  const known = { headed: true, schools: true, cohorts: new Set(owed.map((o) => o.cohort)).size > 1 };
  return {
    ...letter,
    blocks: [
      ...letter.blocks,
      heading(`You have ${countOf(owed.length, 'other thing')} to do`),
      ...rows(oldestFirst(owed), role, known),
    ],
  };
}

export function reminder(f: Reminder): Letter {
  const owed = oldestFirst(f.owed);
  const [first] = owed;
  if (!first) throw new Error('a reminder of nothing');
  const { role } = f.to;
  const several = owed.length > 1;
  const cohorts = new Set(owed.map((o) => o.cohort)).size > 1;
  const schools = new Set(owed.map((o) => o.work.school));
  const late = first.overdueBy !== undefined;
  const things = countOf(owed.length, 'thing');
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
      ...rows(owed, role, { headed: several, schools: schools.size > 1, cohorts }),
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
