import { localDate } from '#calendar/london.ts';
import { type Role, roleInWords } from '#domain/people/person.ts';
import { limitsInWords } from '#questionnaires/in-words.ts';
import { FEWEST_SHOWN } from '#questionnaires/suppression.ts';
import type { Evaluation } from './evaluation.ts';
import type { Holding } from './holding.ts';
import type { Response } from './responses.ts';
import type { Timeliness } from './timeliness.ts';

/** Rounded, as people do: 2 of 3 is 67%. All is said only of all, and nothing only of none. */
export function percentOf(part: number, whole: number): string {
  if (whole === 0) return '–';
  const rounded = Math.round((part * 100) / whole);
  return `${part === whole || part === 0 ? rounded : Math.min(Math.max(rounded, 1), 99)}%`;
}

/** Whom a questionnaire is asked of: "heads", "SLT links". */
export const ownersInWords = (owner: Response['owner']): string =>
  owner === 'group' ? 'one of each group' : `${plural[owner] ?? `${roleInWords[owner]}s`}`;

const plural: Partial<Record<Role, string>> = { head: 'heads', coach: 'coaches' };

export const timelyInWords: Record<Timeliness['what'], string> = {
  agreements: 'Agreements signed by the school',
  reports: 'Reports that reached the head in time',
  cover: 'Cover confirmed by its date',
};

export const heldInWords: Record<Holding['what'], string> = {
  sessions: 'Sessions',
  cycles: 'Cycles',
  covered: 'Cycles with cover: cover kept',
  meetings: 'Training and meetings',
};

/** "12 of 15 in time (80%), 2 late, 1 not at all"; of those for which there is time yet, only how many. */
export function timelinessInWords({ inTime, late, never, waiting }: Timeliness): string {
  const due = inTime + late + never;
  const more = [
    ...(late > 0 ? [`${late} late`] : []),
    ...(never > 0 ? [`${never} not at all`] : []),
    ...(waiting > 0 ? [`${waiting} not due yet`] : []),
  ];
  return [`${inTime} of ${due} in time${due > 0 ? ` (${percentOf(inTime, due)})` : ''}`, ...more].join(', ');
}

/** "40 of 52 held (76%), 5 moved, 6 cancelled, 1 did not happen" */
export function holdingInWords(one: Holding): string {
  const said = (count: number, words: string) => (count > 0 ? [`${count} ${words}`] : []);
  return [
    `${one.held} of ${one.planned} held (${percentOf(one.held, one.planned)})`,
    ...said(one.moved, 'moved'),
    ...said(one.cancelled, 'cancelled'),
    ...said(one.missed, 'did not happen'),
    ...said(one.unsaid, 'not recorded'),
    ...said(one.toCome, 'to come'),
  ].join(', ');
}

/** How it was counted, and what nobody should read into it, in sentences. */
export function methodInWords({ responses, comparisons, timeliness, holdings }: Evaluation): readonly string[] {
  const analyses = comparisons.flatMap(({ analysis }) => analysis ?? []);
  const reports = timeliness.some(({ what }) => what === 'reports');
  return [
    ...(responses.length > 0
      ? [
          `Counts only, without names of people or schools; no answers are shown of fewer than ${FEWEST_SHOWN} people. What was released is not counted as asked.`,
          'Results of questionnaires are worked out at fixed times and kept. Answers that were withdrawn or erased are in no result worked out after that.',
        ]
      : ['Counts only, without names of people or schools.']),
    ...analyses.flatMap(limitsInWords),
    ...(analyses.some(({ items }) => items.length > 0)
      ? [
          'Each person is compared with themselves, by an exact sign test of those who moved. There was no group without the programme to compare with.',
        ]
      : []),
    'In time means by the date that held in the end: where more time was given, by the later one.',
    ...(reports ? ['A report counts as in time when the email to the head went by then.'] : []),
    ...(holdings.some(({ what }) => what === 'sessions' || what === 'cycles')
      ? ['What was held is what coaches and teachers said was held; nobody watched.']
      : []),
  ];
}

export const asOfDay = ({ asOf }: Evaluation): string => localDate(asOf);
