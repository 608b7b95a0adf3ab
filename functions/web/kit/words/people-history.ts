import { inShort } from '#calendar/london.ts';
import type { PeopleChange } from '#domain/people/changes.ts';
import { type Gone, roleInWords } from '#domain/people/person.ts';
import type { Sayings } from './history-line.ts';

const why: Record<Gone, string> = {
  'not-me': 'said that the email is not for them',
  left: 'said that they have left or given the part up',
  bounced: 'cannot be reached: emails come back',
};

/** What happened to the people of a school, who it was then. */
export const peopleHistory: Sayings<PeopleChange> = {
  'person-replaced': (change, { part }) => {
    const { person, former } = change;
    return `${person.name} is now ${former ? 'the ' : ''}${part(person.id)}${former ? `, in the place of ${former.name}` : ''}. What is open passed over.`;
  },
  'handover-planned': (change, { by, part }) =>
    `${by} named ${change.handover.to.name} to follow as ${part(change.handover.seat)} from ${inShort(change.handover.from)}.`,
  'handover-cancelled': (change, { by, part }) =>
    `${by} cancelled that ${change.handover.to.name} follows as ${part(change.handover.seat)} from ${inShort(change.handover.from)}.`,
  'successor-proposed': (change, { by, part }) => {
    const { proposal } = change;
    if (proposal.elsewhere)
      return proposal.same
        ? `${proposal.elsewhere} gave another address for the same person, the ${part(proposal.seat)} here. It waits until it is confirmed here.`
        : `${proposal.elsewhere} named ${proposal.to.name} to follow the same person, the ${part(proposal.seat)} here. It waits until it is confirmed here.`;
    return proposal.same
      ? `${by} gave another address for the ${part(proposal.seat)}. It waits until a second person has confirmed it.`
      : `${by} named ${proposal.to.name} to follow as ${part(proposal.seat)}. It waits until a second person has confirmed it.`;
  },
  'successor-refused': (change, { by, part }) =>
    change.ended
      ? `The change of ${part(change.seat)} had not been confirmed when the school’s part ended. Nothing changes.`
      : `${by} said that the change of ${part(change.seat)} is not right. Nothing changes.`,
  'withdrawal-asked': (change, { by }) =>
    `${by} said that the school withdraws${change.asked.from ? ` from ${inShort(change.asked.from)}` : ''}. It waits until a second person has confirmed it.`,
  'withdrawal-refused': (_, { by }) => `${by} said that the school does not withdraw.`,
  'address-corrected': (change, { part }) => `The address of the ${part(change.person)} was put right.`,
  'own-link-renewed': (_, { by }) => `${by} asked for a new link to their own page. The earlier one stopped working.`,
  'links-ended': (change, { by, part }) => `${by} ended all links that had been emailed to the ${part(change.person)}.`,
  'link-offered': () => undefined,
  'feed-replaced': (_, { by }) => `${by} replaced the address of their calendar.`,
  'person-gone': (change, { part }) =>
    `The ${part(change.person)} ${why[change.how]}. Reminders pause until the school has said who does it now.`,
  'person-withdrawn': ({ former }) => {
    const who = `${former.name} (${roleInWords[former.role]})`;
    if (former.why === 'school-over') return `${who} is in no group here any more: their own school takes no part.`;
    return former.why === 'left'
      ? `${who} has left, and no one takes their place.`
      : `${who} withdrew. What they had answered and written is deleted.`;
  },
  'group-settled': (change) => {
    if (change.how === 'replace') return `${change.group} goes on with somebody new.`;
    return change.how === 'merge'
      ? `${change.group} goes on as part of ${change.into}.`
      : `${change.group} carries on with those who are left.`;
  },
  'group-taken': ({ group }) =>
    `The school looks after ${group.name} from now on: ${group.from?.school ?? 'the school that did'} takes no part.`,
  'group-passed-on': ({ group, to }) =>
    to === undefined
      ? `${group} has ended: no other school of its members can look after it.`
      : `${to} looks after ${group} from now on.`,
  'withdrawal-planned': (change, { by }) => `${by} said that the school withdraws from ${inShort(change.from)}.`,
  'withdrawal-cancelled': (change, { by }) =>
    `${by} said that the school stays: it does not withdraw on ${inShort(change.from)}.`,
  'school-withdrawn': () => 'The school has withdrawn.',
  'departure-noted': () => undefined,
  'partner-gone': ({ gone }) => `Someone has left ${gone.group}, which ${gone.school} looks after.`,
  'departures-spread': () => undefined,
  'cut-short': (_, { by }) => `${by} ended the cohort before its last day.`,
};
