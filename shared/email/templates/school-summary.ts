import type { Instant } from '#calendar/london.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import { facts, heading, type Letter, paragraph } from '#email/letter.ts';
import type { Holding } from '#evaluation/holding.ts';
import { heldInWords, holdingInWords, timelinessInWords, timelyInWords } from '#evaluation/in-words.ts';
import type { Timeliness } from '#evaluation/timeliness.ts';
import { capital, countOf, dayInWords, numberInWords, subjectWith, withinSentence } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** What a school's part was. It names nobody at the school. */
export interface SchoolSummary extends SchoolReading {
  /** who was asked to sign, and when they did; left out: the programme asks nobody to */
  readonly signed?: Signed | undefined;
  readonly countersigned?: Signed | undefined;
  /** of those who take part as teachers, whatever the programme calls them; left out where nobody does */
  readonly teachers?: { readonly count: number; readonly one: string; readonly many: string } | undefined;
  /** how many groups of its own the school has */
  readonly groups: number;
  readonly groupWord: GroupShape['word'];
  /** each that somebody of the school was asked to answer: how often, how often it was answered, and when the last time was */
  readonly questionnaires: readonly {
    readonly title: string;
    readonly asked: number;
    readonly answered: number;
    readonly last?: Instant | undefined;
  }[];
  /** this school's own, in counts */
  readonly timeliness: readonly Timeliness[];
  readonly holdings: readonly Holding[];
}

interface Signed {
  readonly at?: Instant | undefined;
}

const on = (did: string, at: Instant | undefined): string =>
  at ? `${did} on ${dayInWords(at)}` : `Not ${withinSentence(did)}`;

const signing = (did: string, signed: Signed | undefined): string | undefined => signed && on(did, signed.at);

/** "Answered on Monday 5 October 2026" of one person; of several how many of them. */
const answering = ({ asked, answered, last }: SchoolSummary['questionnaires'][number]): string =>
  asked === 1 ? on('Answered', last) : `${answered} of ${asked} answered`;

function takingPart({ teachers, groups, groupWord }: SchoolSummary): readonly [string, string | undefined] {
  if (!teachers) return ['Teachers', undefined];
  const { count, one, many } = teachers;
  const people = `${capital(numberInWords(count))} ${count === 1 ? one : many}`;
  const inGroups = groups > 0 ? ` in ${countOf(groups, groupWord)}` : '';
  return [capital(many), count > 0 ? people + inGroups : 'None were named'];
}

export function schoolSummary(f: SchoolSummary): Letter {
  const own = [
    ...f.timeliness
      .filter(({ what }) => what !== 'agreements')
      .map((one) => [timelyInWords[one.what], timelinessInWords(one)] as const),
    ...f.holdings.map((one) => [heldInWords[one.what], holdingInWords(one)] as const),
  ];
  return {
    subject: subjectWith(f.cohort, (cohort) => `${cohort} has ended: your school’s part`),
    preheader: `What ${f.school} did, and where the findings go`,
    blocks: [
      heading(`${f.school} in ${f.cohort}`),
      greeting(f),
      paragraph(
        `Your school’s part in ${f.cohort} has ended. Thank you for the time that went into it. Nothing more is asked of you.`,
      ),
      heading('What your school did'),
      facts(
        ['Agreement, by the school', signing('Signed', f.signed)],
        ['Agreement, by the teaching school', signing('Countersigned', f.countersigned)],
        takingPart(f),
        ...f.questionnaires.map((q) => [q.title, answering(q)] as const),
      ),
      ...(own.length > 0 ? [heading('In time, and held'), facts(...own)] : []),
      heading('Where the findings go'),
      paragraph(
        `The answers of all schools are brought together for ${f.lead}, without names of people or schools. Reply to this email to ask for what was found.`,
      ),
    ],
    footer: footer(f, 'no link'),
  };
}
