import { inWords } from '#calendar/london.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import type { Change, HistoryEvent } from '#domain/partnership/changes.ts';
import type { OwnChange } from '#domain/partnership/own-change.ts';
import type { DataChange } from '#domain/personal-data/changes.ts';
import type { DeliveryFate } from '#records/outbox.ts';
import { countOf } from '#wording/wording.ts';
import { type HistoryLine, historyLineOf, type Sayings } from './history-line.ts';
import { messageHistory, obligationHistory, sessionHistory } from './history-of-work.ts';
import { peopleHistory } from './people-history.ts';
import { planHistory } from './plan-history.ts';

const stages = {
  invited: 'The school is invited.',
  agreed: 'The school has an agreement.',
  active: 'The school is active in the programme.',
  completed: 'The school completed the programme.',
  declined: 'The school is not taking part.',
  withdrawn: 'The school has withdrawn.',
  lapsed: 'The programme closed before the school had signed.',
} as const;

const erased = {
  reports: 'The coaches’ reports were erased, as the programme says.',
  answers: 'Answers and drafts were erased, as the programme says.',
  names: 'Names, addresses and typed reasons were erased, as the programme says.',
} as const;

/** Of the school's own part. */
const ownHistory: Sayings<OwnChange> = {
  launched: () => 'The cohort was launched for this school.',
  'agreement-signed': (change) =>
    `${change.signature.name} (${change.signature.role}) signed the agreement for the ${change.signature.party}.`,
  declined: (change, { by }) =>
    `${by} said that the school cannot take part${change.reason ? `: “${change.reason}”` : ' and gave no reason.'}`,
  'signing-over': (change) => `The school had not signed by ${inWords(change.until)}. Its invitation has ended.`,
  'invited-again': (_, { by }) => `${by} invited the school again.`,
  'teachers-chosen': (change, { by }) =>
    `${by} named ${countOf(change.people.length, 'teacher')} in ${countOf(change.groups.length, 'group')}.`,
  stage: (change) => stages[change.stage],
  'address-bounced': (change, { who }) => `The address of ${who(change.person)} does not take post.`,
  'deputy-named': (change, { by }) =>
    `${by} named ${change.deputy.name} as the deputy who reads reports when the headteacher cannot be reached.`,
  'room-link-replaced': (change, { place, by }) =>
    `${by} replaced the link by which a room answers “${place.cohort.programme.questionnaires[change.questionnaire]?.title ?? 'a questionnaire'}”.`,
};

/** Of what is kept about people. */
const dataHistory: Sayings<DataChange> = {
  erased: (change) => erased[change.data],
  'person-erased': (change, { whose, by }) =>
    `${by} erased what ${whose(change)} had answered${change.name === 'erased' ? ', and the name' : ''}, as was asked${change.why ? `: “${change.why}”` : ''}.`,
  'person-exported': (change, { whose, by }) =>
    `${by} took a copy of what is kept about ${whose(change)}, as was asked.`,
  'data-asked': (change, { whoAskedInWords, by }) =>
    change.asked.what === 'copy'
      ? `${by} asked for a copy of the data about ${whoAskedInWords(change.asked)}.`
      : `${by} asked to have the data about ${whoAskedInWords(change.asked)} erased.`,
  'copy-checked': (change, { by }) =>
    `${by} checked the words about others in a copy${change.leftOut.length > 0 ? ' and left some out' : ''}.`,
  'copy-ready': () => 'A copy of their data went to the person who had asked for it.',
  'data-returned': () => 'An email about somebody’s own data came back.',
  'address-on-record': (_, { by }) => `${by} entered the address of somebody who covers.`,
};

const history: Sayings<Change> = {
  ...ownHistory,
  ...dataHistory,
  ...messageHistory,
  ...obligationHistory,
  ...sessionHistory,
  ...planHistory,
  ...peopleHistory,
};

/** What happened, as one plain sentence; people by their role. Undefined for what another line tells already. */
export function historyInWords(
  place: InCohort,
  event: HistoryEvent & { readonly fate?: DeliveryFate },
): string | undefined {
  const say = history[event.change.what] as (change: Change, telling: HistoryLine) => string | undefined;
  return say(event.change, historyLineOf(place, event));
}
