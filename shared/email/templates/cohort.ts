import type { Instant } from '#calendar/london.ts';
import { type Role, roleInWords } from '#domain/people/person.ts';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import type { Movement } from '#questionnaires/summary.ts';
import { capital, countOf, momentInWords, subjectWith, withinSentence } from '#wording/wording.ts';
import { footer, greeting, type Reading } from './reader.ts';

export interface CohortLaunched extends Reading {
  /** how many are invited: this email may go before the last invitation */
  readonly schools: number;
  /** who signs for a school, and when the signatures are due; left out: nobody is asked to sign */
  readonly signing?: { readonly by: Role; readonly due: Instant } | undefined;
  /** the cohort's page, after signing in */
  readonly link: string;
}

export function cohortLaunched(f: CohortLaunched): Letter {
  const schools = countOf(f.schools, 'school');
  return {
    subject: subjectWith(f.cohort, (cohort) => `Launched: ${cohort}, inviting ${schools}`),
    preheader: f.signing ? `Agreements are due by ${momentInWords(f.signing.due)}` : `Inviting ${schools}`,
    blocks: [
      heading(`${f.cohort} has begun`),
      greeting(f),
      paragraph(
        f.signing
          ? `The ${roleInWords[f.signing.by]} of ${f.schools === 1 ? 'the school' : 'each school'} is being asked to read and sign the agreement.`
          : `${f.schools === 1 ? 'The school is' : 'The schools are'} being asked for what comes first.`,
      ),
      facts(['Inviting', capital(schools)], ['Agreements due', f.signing && momentInWords(f.signing.due)]),
      heading('What happens next'),
      list([
        ...(f.signing ? ['As each school signs, you are asked to countersign.'] : []),
        'Reminders go by themselves and stop as soon as a thing is done. A late school does not hold up the others.',
        'You hear from us when a school declines, or when it stays silent after its reminders.',
      ]),
      link('See the cohort', f.link),
    ],
    footer: footer(f, 'link'),
  };
}

export interface CohortSummary extends Reading {
  readonly schools: {
    readonly invited: number;
    readonly completed: number;
    readonly declined: number;
    readonly withdrawn: number;
    readonly lapsed: number;
  };
  /** each questionnaire, with how many people were asked and how many answered */
  readonly points: readonly { readonly title: string; readonly asked: number; readonly answered: number }[];
  /** of the statements, where there are any */
  readonly scale: Scale | undefined;
  /** `shown` is undefined where too few people answered to show it; whoever gathers the facts decides that */
  readonly statements: readonly { readonly text: string; readonly shown: Movement | undefined }[];
  readonly link: string;
}

const scaleInWords = (scale: Scale | undefined): string => {
  if (!scale) return '';
  const [first, last] = [scale.points[0] ?? '', scale.points.at(-1) ?? ''];
  const rising = scale.best === 'first' ? ` Rose means moved towards 1.` : '';
  return `Answers run from 1 (${withinSentence(first)}) to ${scale.points.length} (${withinSentence(last)}).${rising} `;
};

const moved = ({ text, shown }: CohortSummary['statements'][number]): string =>
  shown
    ? `${text}: median ${shown.startMedian} at the start, ${shown.endMedian} at the end. Of ${shown.n} people, ${shown.rose} rose, ${shown.stayed} stayed and ${shown.fell} fell.`
    : `${text}: not shown, because too few people answered at both points and one of them could be recognised.`;

export function cohortSummary(f: CohortSummary): Letter {
  const { schools } = f;
  const points: readonly LetterBlock[] =
    f.points.length === 0
      ? []
      : [
          heading('Questionnaires answered'),
          facts(...f.points.map((p) => [p.title, `${p.answered} of ${p.asked}`] as const)),
        ];
  const statements: readonly LetterBlock[] =
    f.statements.length === 0
      ? []
      : [
          heading('From start to end'),
          paragraph(`${scaleInWords(f.scale)}Each person is compared with themselves.`),
          list(f.statements.map(moved)),
        ];
  return {
    subject: subjectWith(f.cohort, (cohort) => `Closing summary: ${cohort}`),
    preheader: `${schools.completed} of ${schools.invited} schools completed`,
    blocks: [
      heading(`How ${f.cohort} went`),
      greeting(f),
      paragraph('Every school’s part has ended. This is the summary, without names.'),
      heading('Schools'),
      facts(
        ['Invited', String(schools.invited)],
        ['Completed', String(schools.completed)],
        ['Declined', String(schools.declined)],
        ['Withdrew', String(schools.withdrawn)],
        ['Lapsed', String(schools.lapsed)],
      ),
      ...points,
      ...statements,
      link('See the cohort', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
