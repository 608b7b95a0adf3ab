import { inShort } from '#calendar/london.ts';
import type { CycleChange } from '#domain/cycles/changes.ts';
import { SUPPLY } from '#domain/cycles/provision.ts';
import { playerOf } from '#domain/obligations/owed.ts';
import { roleInWords } from '#domain/people/person.ts';
import { inPounds } from '#email/templates/plan-request.ts';
import { capital, countOf, numberInWords } from '#wording/wording.ts';
import { because, type Sayings } from './history-line.ts';

const byHand: Readonly<Record<Extract<CycleChange, { what: 'plan-by-hand' }>['why'], string>> = {
  'no-timetables': 'The sessions are planned by hand, because there are no timetables to plan with.',
  'planner-failed': 'The planner did not finish, so the sessions are planned by hand.',
  chosen: 'The sessions are planned by hand, as the school chose.',
};

/** What happened to the plan of a school's cycles, or to a cycle. */
export const planHistory: Sayings<CycleChange> = {
  'plan-wanted': (change, { by }) => {
    if (change.disturbance) return `A plan around it was looked for, because ${change.disturbance}.`;
    return change.wishes.length > 0
      ? `${by} asked for another plan, with ${change.wishes.length === 1 ? 'one wish' : `${numberInWords(change.wishes.length)} wishes`}.`
      : 'A plan of the sessions and their cover was looked for.';
  },
  'plan-proposed': (change) => {
    const { cycles, notHeld, pounds, proven, leastChanges } = change.proposal;
    if (!change.final) return undefined;
    const wanted = cycles.length + notHeld.length;
    const best = proven ? ', and no plan is better' : leastChanges ? ', and no plan changes less' : '';
    return `A plan was proposed: ${cycles.length} of ${wanted} cycles, supply for ${inPounds(pounds)}${best}.`;
  },
  'plan-by-hand': (change) => byHand[change.why],
  'plan-agreed': (change, { by }) => {
    const missing =
      change.notHeld.length > 0 ? ` There is no time for ${countOf(change.notHeld.length, 'cycle')}.` : '';
    return change.cycles.length > 0
      ? `${by} agreed the plan: ${countOf(change.cycles.length, 'cycle')} new or changed.${missing}`
      : `The plan stands as it was agreed.${missing}`;
  },
  away: (change, { place }) => {
    const { who, from, until } = change.absence;
    const person = playerOf(place, who);
    const whom = person ? `The ${roleInWords[person.role]}` : who === SUPPLY ? 'Supply' : 'Somebody who covers';
    return `${whom} cannot come ${until === from ? 'on' : 'from'} ${inShort(from)}${until === undefined ? ' onwards' : until === from ? '' : ` to ${inShort(until)}`}.`;
  },
  'weeks-set': (_, { by }) => `${by} said with which week, A or B, the terms begin`,
  'day-closed': (change, { by }) => `${by} closed ${inShort(change.closure.date)}${because(change.closure.why)}`,
  'stood-in': (change, { cycle }) =>
    `The person on standby took over ${change.steps.length === 1 ? 'a class' : `${numberInWords(change.steps.length)} classes`} of ${cycle(change.cycle)}.`,
  'cover-missing': (change, { cycle }) =>
    `No one ${change.again ? 'yet ' : ''}covers ${change.duties.length === 1 ? 'a class' : `${numberInWords(change.duties.length)} classes`} of ${cycle(change.cycle)}.`,
  'coverer-unreached': () => 'An email to a person who covers came back.',
  'week-given': (_change, { by }) => `${by} gave the timetable of a teacher who has taken someone’s place.`,
  'cycle-held': (change, { cycle }) => `${capital(cycle(change.cycle))}: the lesson was held.`,
  'cycle-passed-on': () => undefined,
  'cycle-off': (change, { cycle }) =>
    `${capital(cycle(change.cycle))} ${change.how === 'cancelled' ? 'was called off' : 'did not take place'}${because(change.why)}`,
};
