import type { Instant } from '#calendar/london.ts';
import { facts, heading, type Letter, type LetterBlock, link, list, paragraph } from '#email/letter.ts';
import { countOf, dayInSubject, momentInWords, subject } from '#wording/wording.ts';
import { type CycleSession, cycleInWords } from './cycles.ts';
import { type MovedDates, movedBlocks } from './dates-moved.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { hours, shortDay } from './sessions.ts';

/** A plan in numbers. */
interface PlanInNumbers {
  readonly held: number;
  /** cycles that the programme means there to be */
  readonly wanted: number;
  readonly lessonsCovered: number;
  readonly pounds: number;
  readonly proven: boolean;
  /** by how much a plan could be better at most, as a share */
  readonly gap: number;
}

/** What would become of one cycle that is agreed already. */
export interface CycleChangeFacts {
  readonly group: string;
  readonly nth: number;
  readonly becomes: 'new' | 'moved' | 'covered otherwise' | 'called off';
  /** its lesson, before and after */
  readonly from?: CycleSession | undefined;
  readonly to?: CycleSession | undefined;
}

/** What the link is asked. */
type PlanAsk =
  | { readonly what: 'agree'; readonly plan: PlanInNumbers; readonly waysOut: number }
  /** something came between: what would change */
  | {
      readonly what: 'agree-changes';
      readonly because?: string | undefined;
      readonly changes: readonly CycleChangeFacts[];
      readonly waysOut: number;
    }
  | { readonly what: 'by-hand'; readonly reason: 'no-timetables' | 'planner-failed' | 'something-changed' }
  /** since this was queued the planner has been asked again */
  | { readonly what: 'wait' };

export interface PlanRequest extends SchoolReading {
  /** "triad" */
  readonly groupWord: string;
  readonly ask: PlanAsk;
  readonly due: Instant;
  readonly link: string;
  /** dates of the cohort have moved: what changes besides */
  readonly moved: MovedDates;
}

/** "8 of 8 cycles" */
const heldInWords = ({ held, wanted }: PlanInNumbers): string => `${held} of ${wanted} cycles`;

/** "£1,260" */
export const inPounds = (pounds: number): string => `£${pounds.toLocaleString('en-GB')}`;

function howGood({ proven, gap }: PlanInNumbers): string {
  if (proven) return 'Proven: no plan is better';
  return `The best found; another could be ${gap < 0.001 ? 'less than 0.1' : (100 * gap).toFixed(1)}% better at most`;
}

function changeInWords({ becomes, from, to, ...cycle }: CycleChangeFacts): string {
  const said = (it: CycleSession) => `${shortDay(it)}, ${hours(it)}`;
  switch (becomes) {
    case 'moved':
      if (from && to && from.start === to.start) return `${cycleInWords(cycle)}: its meetings or its teacher change`;
      return `${cycleInWords(cycle)}: the lesson moves${from ? ` from ${said(from)}` : ''}${to ? ` to ${said(to)}` : ''}`;
    case 'new':
      return `${cycleInWords(cycle)}: is held after all${to ? `, lesson ${said(to)}` : ''}`;
    case 'covered otherwise':
      return `${cycleInWords(cycle)}: other cover, same times${to ? ` (${said(to)})` : ''}`;
    case 'called off':
      return `${cycleInWords(cycle)}: called off${from ? `, was ${said(from)}` : ''}`;
  }
}

export function planRequest(f: PlanRequest): Letter {
  const { title, opening, numbers, button, after } = said(f);
  return {
    subject: subject(`${title} by ${dayInSubject(f.due)}`),
    preheader: `${f.school}, ${f.cohort}`,
    blocks: [
      heading(title),
      greeting(f),
      ...opening,
      facts(['School', f.school], ...numbers, [
        f.ask.what === 'by-hand' ? 'Plan by' : 'Agree by',
        momentInWords(f.due),
      ]),
      link(button, f.link),
      ...after.map(paragraph),
      ...movedBlocks(f.moved, f.to.role),
    ],
    footer: footer(f, 'link'),
  };
}

const untilChanged = 'Until then what was agreed before stands, though it may no longer work.';
const untilThen = 'Until you agree nothing holds and nobody else is told.';

interface Said {
  readonly title: string;
  readonly opening: readonly LetterBlock[];
  readonly numbers: readonly (readonly [string, string])[];
  readonly button: string;
  readonly after: readonly string[];
}

function said({ ask, groupWord, programme }: PlanRequest): Said {
  const whose = `the ${groupWord}s’ sessions`;
  switch (ask.what) {
    case 'agree':
      return askToAgree(ask, whose);
    case 'agree-changes':
      return askToAgreeChanges(ask, whose);
    case 'by-hand':
      return askToPlan(ask, whose, groupWord, programme);
    case 'wait':
      return {
        title: `Agree the plan of ${whose}`,
        opening: [paragraph('The planner is at work again. The page shows the plan as soon as it is there.')],
        numbers: [],
        button: 'See the plan',
        after: [untilThen],
      };
  }
}

type AskOf<W extends PlanAsk['what']> = Extract<PlanAsk, { what: W }>;

function askToAgree({ plan, waysOut }: AskOf<'agree'>, whose: string): Said {
  const missing = plan.wanted - plan.held;
  return {
    title: `Agree the plan of ${whose}`,
    opening: [
      paragraph(
        `There is a plan of every planning meeting, research lesson and debrief, with cover for each class. Look at it, change what does not suit you, and agree it.`,
      ),
      ...(missing > 0
        ? [
            paragraph(
              `For ${countOf(missing, 'cycle')} there is no time. The page says what stands in the way${waysOut > 0 ? `, and offers ${countOf(waysOut, 'way')} out with prices` : ''}.`,
            ),
          ]
        : []),
    ],
    numbers: [
      ['Held', heldInWords(plan)],
      ['Lessons covered', String(plan.lessonsCovered)],
      ['Supply', inPounds(plan.pounds)],
      ['How good it is', howGood(plan)],
    ],
    button: 'See the plan',
    after: [`When you agree, the teachers get their dates and the cover manager gets the list of cover. ${untilThen}`],
  };
}

const askToAgreeChanges = ({ because, changes, waysOut }: AskOf<'agree-changes'>, whose: string): Said => ({
  title: `Agree changes to ${whose}`,
  opening: [
    paragraph(
      `Something came between${because ? `: ${because}` : ''}. The planner looked for a plan that changes as little as possible.`,
    ),
    ...(changes.length > 0
      ? [paragraph('If you agree, this changes:'), list(changes.map(changeInWords))]
      : [paragraph('It found nothing better than what is agreed. The page says what stands in the way.')]),
    ...(waysOut > 0 ? [paragraph(`The page offers ${countOf(waysOut, 'way')} out with prices.`)] : []),
  ],
  numbers: [],
  button: 'See what changes',
  after: [`When you agree, only those concerned are told. ${untilChanged}`],
});

const askToPlan = ({ reason }: AskOf<'by-hand'>, whose: string, groupWord: string, programme: string): Said => ({
  title: `Plan ${whose}`,
  opening: [
    paragraph(
      {
        'no-timetables': `The school’s timetables are not known here, so you set the times yourself: for each ${groupWord} and cycle of ${programme} a planning meeting, a lesson and a debrief, and who covers.`,
        'planner-failed':
          'The planner did not finish, so that you set the times yourself: planning meetings, lessons and debriefs, and who covers.',
        'something-changed':
          'Something came between, and a session that was agreed may no longer work. Give it another time or other cover.',
      }[reason],
    ),
    paragraph('You need not do it in one go: what you have set is kept.'),
  ],
  numbers: [],
  button: 'Plan the sessions',
  after: [reason === 'something-changed' ? untilChanged : untilThen],
});
