import type { Instant } from '#calendar/london.ts';
import type { GroupShape } from '#domain/programme/groups.ts';
import { facts, heading, type Letter, paragraph } from '#email/letter.ts';
import type { Holding } from '#evaluation/holding.ts';
import { heldInWords, holdingInWords, timelinessInWords, timelyInWords } from '#evaluation/in-words.ts';
import type { Timeliness } from '#evaluation/timeliness.ts';
import { capital, countOf, dayInWords, subjectWith, withinSentence } from '#wording/wording.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';

/** What a school's part was. It names nobody at the school. */
export interface SchoolSummary extends SchoolReading {
  readonly signed?: Instant | undefined;
  readonly countersigned?: Instant | undefined;
  readonly teachers: number;
  readonly groups: number;
  readonly groupWord: GroupShape['word'];
  readonly questionnaires: readonly { readonly title: string; readonly answered?: Instant | undefined }[];
  /** this school's own, in counts */
  readonly timeliness: readonly Timeliness[];
  readonly holdings: readonly Holding[];
}

export function schoolSummary(f: SchoolSummary): Letter {
  const on = (did: string, at: Instant | undefined) =>
    at ? `${did} on ${dayInWords(at)}` : `Not ${withinSentence(did)}`;
  const chosen = f.teachers > 0;
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
        ['Agreement, by the school', on('Signed', f.signed)],
        ['Agreement, by the teaching school', on('Countersigned', f.countersigned)],
        [
          'Teachers',
          chosen
            ? capital(countOf(f.teachers, 'teacher') + (f.groups > 0 ? ` in ${countOf(f.groups, f.groupWord)}` : ''))
            : 'None were named',
        ],
        ...f.questionnaires.map((q) => [q.title, on('Answered', q.answered)] as const),
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
