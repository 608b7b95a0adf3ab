import type { Instant } from '#calendar/london.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import {
  capital,
  countOf,
  dayInSubject,
  dayInWords,
  momentInWords,
  numberInWords,
  subjectWith,
} from '#wording/wording.ts';
import { daysInWords, done, dueInWords, thing, type Work } from './owed.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** The facts that a lead needs before ringing the school. */
export interface Lateness extends SchoolReading {
  readonly work: Work;
  readonly owner: { readonly name: string; readonly email: string };
  readonly asked: Instant;
  readonly due: Instant;
  /** school days */
  readonly overdueBy: number;
  readonly reminded: readonly Instant[];
  readonly invited: Instant;
  readonly lastSignOfLife?: Instant | undefined;
  /** the school's page, after signing in */
  readonly link: string;
}

const times = (count: number): string => ['not yet', 'once', 'twice'][count] ?? `${numberInWords(count)} times`;

const factsOf = (f: Lateness): LetterBlock =>
  facts(
    ['School', f.school],
    ['Who', `${f.owner.name}, ${f.owner.email}`],
    ['Asked on', dayInWords(f.asked)],
    ['Was due', dueInWords(f)],
    ['Reminded', [capital(times(f.reminded.length)), daysInWords(f.reminded)].filter(Boolean).join(': ')],
    [
      'Last activity at the school',
      f.lastSignOfLife ? momentInWords(f.lastSignOfLife) : `None since invited on ${dayInWords(f.invited)}`,
    ],
  );

export function escalation(f: Lateness): Letter {
  return {
    subject: subjectWith(f.school, (school) => `${school}: ${thing(f.work)} overdue since ${dayInSubject(f.due)}`),
    preheader: `Reminded: ${times(f.reminded.length)}. The facts, before you ring the school.`,
    blocks: [
      heading(`${f.school} has not ${done(f.work)}`),
      greeting(f),
      paragraph('These are the facts. A word from you may help more than another email.'),
      factsOf(f),
      link(`See ${f.school}`, f.link),
    ],
    footer: footer(f, 'link'),
  };
}

/** What a lead can decide, a sentence or two for each. */
export interface DecisionWanted extends Lateness {
  readonly decisions: Readonly<Partial<Record<'extend' | 'release' | 'take-over' | 'chase', string>>>;
  /** reminders are still to go out, for all that */
  readonly remindersLeft: boolean;
}

const inShort = { extend: 'give it more time', release: 'release it', 'take-over': 'take it over', chase: '' } as const;

/** "Give it more time, release it, or take it over" */
const choices = (f: DecisionWanted): string =>
  capital(
    new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
      Object.keys(f.decisions).map((act) => inShort[act as keyof typeof inShort]),
    ),
  );

export function decisionRequest(f: DecisionWanted): Letter {
  return {
    subject: subjectWith(f.school, (school) => `Decide: ${school}, ${thing(f.work)} late since ${dayInSubject(f.due)}`),
    preheader: `${choices(f)}.`,
    blocks: [
      heading(`${f.school} still has not ${done(f.work)}`),
      greeting(f),
      paragraph(
        `It is ${countOf(f.overdueBy, 'school day')} late. ${f.remindersLeft ? 'Reminders continue until you decide.' : 'We will not send any more reminders.'} What should happen now?`,
      ),
      list(Object.values(f.decisions)),
      factsOf(f),
      link(`Decide about ${f.school}`, f.link),
    ],
    footer: footer(f, 'link'),
  };
}
