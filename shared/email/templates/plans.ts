import { type CyclePart, cycleParts } from '#domain/cycles/cycle.ts';
import { facts, heading, type Letter, type LetterBlock, link, paragraph } from '#email/letter.ts';
import { capital, countOf, subjectWith } from '#wording/wording.ts';
import {
  type CycleSession,
  type CycleTold,
  cycleInWords,
  meetingInWords,
  namesInWords,
  partInWords,
} from './cycles.ts';
import { footer, greeting, type SchoolReading } from './reader.ts';
import { shortDay } from './sessions.ts';

const teacherOf = ({ own, teaching }: Pick<CycleTold, 'own' | 'teaching'>): string => (own ? 'you' : teaching);

/** "Ada Example teaches, you observe" */
const rolesOf = ({ own, teaching }: CycleTold): string => (own ? 'you teach' : `${teaching} teaches, you observe`);

export interface PlanInvitation extends SchoolReading {
  /** theirs, in order of time */
  readonly cycles: readonly CycleTold[];
  /** somebody takes their classes meanwhile */
  readonly covered: boolean;
  /** whom to tell if a time does not suit */
  readonly planner: string;
  /** all their sessions, and their calendar */
  readonly link: string;
}

export function planInvitation(f: PlanInvitation): Letter {
  const [first] = f.cycles;
  const sessions = countOf(f.cycles.length * cycleParts.length, 'session');
  const cycles = countOf(f.cycles.length, 'cycle');
  return {
    subject: subjectWith(
      f.programme,
      (name) => `${name}: your ${sessions}${first ? `, from ${shortDay(first.planning)}` : ''}`,
    ),
    preheader: `${f.school}: put them into your calendar with one file.`,
    blocks: [
      heading(`Your ${sessions} are fixed`),
      greeting(f),
      paragraph(
        `${f.school} has fixed all times of your ${cycles} in ${f.cohort}. ${f.covered ? 'When you would have a class, somebody is found who takes it. ' : ''}The file sessions.ics with this email puts all of them into your calendar: open it and add them.`,
      ),
      ...f.cycles.flatMap((cycle): readonly LetterBlock[] => [
        heading(`${cycleInWords(cycle)}: ${rolesOf(cycle)}`),
        facts(
          ...cycleParts.map((part) => [capital(partInWords[part]), meetingInWords(cycle[part])] as const),
          ['Observed by', cycle.own ? namesInWords(cycle.observing) : undefined],
          ['Observed by you and', cycle.own ? undefined : namesInWords(cycle.observing)],
        ),
      ]),
      paragraph(
        `If you cannot come to one of them, tell us on the page below, or ask ${f.planner}. When something changes, an email says what, with a file that changes your calendar.`,
      ),
      link('All your sessions, and your private calendar', f.link),
      paragraph('A calendar that you subscribe to on that page keeps itself up to date.'),
    ],
    footer: footer(f, 'link'),
  };
}

/** A cycle with what it was, where that is known. */
interface ChangedCycle extends CycleTold {
  readonly off: boolean;
  readonly why?: string | undefined;
  readonly was?: (Readonly<Record<CyclePart, CycleSession>> & Pick<CycleTold, 'own' | 'teaching'>) | undefined;
  /** who takes part no more since then, and who does in their place, if somebody does */
  readonly passed?: { readonly before: string; readonly now?: string | undefined } | undefined;
  /** who takes part from now on beside the others */
  readonly joined?: readonly string[] | undefined;
}

export interface CyclesChanged extends SchoolReading {
  readonly cycles: readonly ChangedCycle[];
  readonly planner: string;
  readonly link: string;
}

const same = (a: CycleSession, b: CycleSession): boolean => a.start === b.start && a.end === b.end;

/** "..., was Thursday 19 November 2026, 11:15am to 12:15pm (period 3)" */
function partSaid(cycle: ChangedCycle, part: CyclePart): string {
  const now = meetingInWords(cycle[part]);
  const was = cycle.was?.[part];
  const changed = cycle.was !== undefined && cycleParts.some((p) => cycle.was && !same(cycle.was[p], cycle[p]));
  if (!was || !changed) return now;
  return same(was, cycle[part]) ? `${now}, as before` : `${now} (was ${meetingInWords(was)})`;
}

function changedBlocks(cycle: ChangedCycle): readonly LetterBlock[] {
  if (cycle.off)
    return [
      heading(`${cycleInWords(cycle)} is called off`),
      facts(
        ['Why', cycle.why],
        ...cycleParts.map((part) => [`No ${partInWords[part]} on`, meetingInWords(cycle[part])] as const),
      ),
    ];
  const { passed, joined = [] } = cycle;
  const onlyPassed =
    (passed || joined.length > 0) &&
    cycle.was &&
    cycleParts.every((part) => cycle.was && same(cycle.was[part], cycle[part]));
  const swapped = cycle.was && teacherOf(cycle.was) !== teacherOf(cycle) ? ` (was ${teacherOf(cycle.was)})` : '';
  return [
    heading(`${cycleInWords(cycle)}: ${cycle.was ? 'changed' : 'new times'}`),
    facts(
      ...cycleParts.map((part) => [capital(partInWords[part]), partSaid(cycle, part)] as const),
      ['Taught by', `${teacherOf(cycle)}${swapped}`],
      ['New in the group', passed?.now && `${passed.now}, in place of ${passed.before}`],
      ['Also in the group now', joined.length > 0 ? namesInWords(joined) : undefined],
      ['No longer in the group', passed?.now ? undefined : passed?.before],
      ['Why', onlyPassed ? undefined : cycle.why],
    ),
  ];
}

const allOff = (cycles: readonly ChangedCycle[]): boolean => cycles.every((c) => c.off);

/** "Triad 1, cycles 2 and 3" */
function cyclesInWords(cycles: readonly CycleTold[]): string {
  const [first, ...more] = cycles;
  if (!first || more.some((c) => c.group !== first.group)) return namesInWords(cycles.map(cycleInWords));
  const numbers = cycles.map((c) => String(c.nth));
  return more.length > 0 ? `${first.group}, cycles ${namesInWords(numbers)}` : cycleInWords(first);
}

/** In one word, for the subject. */
function verdict(cycles: readonly ChangedCycle[]): string {
  if (allOff(cycles)) return 'Called off';
  return cycles.some((c) => c.off) ? 'Changed and called off' : 'Changed';
}

export function cyclesChanged(f: CyclesChanged): Letter {
  const [first] = f.cycles.toSorted((a, b) => (a.lesson.start < b.lesson.start ? -1 : 1));
  const names = cyclesInWords(f.cycles);
  return {
    subject: subjectWith(
      names,
      (what) => `${verdict(f.cycles)}: ${what}${first ? `, lesson ${shortDay(first.lesson)}` : ''}`,
    ),
    preheader: f.cycles.find((c) => c.why)?.why || f.school,
    blocks: [
      heading(allOff(f.cycles) ? 'Sessions of yours are called off' : 'Sessions of yours have changed'),
      greeting(f),
      paragraph(
        `Your other sessions stay as they are. The file sessions.ics with this email brings your calendar up to date: open it.${f.cycles.some((c) => c.off) ? ' If an entry of a session that is called off stays, delete it.' : ''}`,
      ),
      ...f.cycles.flatMap(changedBlocks),
      paragraph(
        `${allOff(f.cycles) ? '' : 'If you cannot come, tell us on the page below. '}If you have a question about this, ask ${f.planner}.`,
      ),
      link('All your sessions, and your private calendar', f.link),
    ],
    footer: footer(f, 'link'),
  };
}
