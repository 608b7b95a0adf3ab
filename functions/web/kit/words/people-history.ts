import { inShort } from '#calendar/london.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { type Gone, roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';

const why: Record<Gone, string> = {
  'not-me': 'said that the email is not for them',
  left: 'said that they have left or given the part up',
  bounced: 'cannot be reached: emails come back',
};

/** What happened to the people of a school, who it was then; undefined of anything else. @param by who did it, for the start of a sentence */
export function peopleInWords(place: InCohort, change: Change, by: string): string | undefined {
  const part = (seat: string) => roleInWords[playerOf(place, seat)?.role ?? roleOf(seat)];
  switch (change.what) {
    case 'person-replaced': {
      const { person, former } = change;
      return `${person.name} is now ${former ? 'the ' : ''}${part(person.id)}${former ? `, in the place of ${former.name}` : ''}. What is open passed over.`;
    }
    case 'handover-planned':
      return `${by} named ${change.handover.to.name} to follow as ${part(change.handover.seat)} from ${inShort(change.handover.from)}.`;
    case 'handover-cancelled':
      return `${by} cancelled that ${change.handover.to.name} follows as ${part(change.handover.seat)} from ${inShort(change.handover.from)}.`;
    case 'successor-proposed': {
      const { proposal } = change;
      return proposal.same
        ? `${by} gave another address for the ${part(proposal.seat)}. It waits until a second person has confirmed it.`
        : `${by} named ${proposal.to.name} to follow as ${part(proposal.seat)}. It waits until a second person has confirmed it.`;
    }
    case 'successor-refused':
      return change.ended
        ? `The change of ${part(change.seat)} had not been confirmed when the school’s part ended. Nothing changes.`
        : `${by} said that the change of ${part(change.seat)} is not right. Nothing changes.`;
    case 'withdrawal-asked':
      return `${by} said that the school withdraws${change.asked.from ? ` from ${inShort(change.asked.from)}` : ''}. It waits until a second person has confirmed it.`;
    case 'withdrawal-refused':
      return `${by} said that the school does not withdraw.`;
    case 'address-corrected':
      return `The address of the ${part(change.person)} was put right.`;
    case 'own-link-renewed':
      return `${by} asked for a new link to their own page. The earlier one stopped working.`;
    case 'links-ended':
      return `${by} ended all links that had been emailed to the ${part(change.person)}.`;
    case 'feed-replaced':
      return `${by} replaced the address of their calendar.`;
    case 'person-gone':
      return `The ${part(change.person)} ${why[change.how]}. Reminders pause until the school has said who does it now.`;
    case 'person-withdrawn':
      return `${change.former.name} (${roleInWords[change.former.role]}) withdrew. What they had answered and written is deleted.`;
    case 'group-settled':
      if (change.how === 'replace') return `${change.group} goes on with somebody new.`;
      return change.how === 'merge'
        ? `${change.group} goes on as part of ${change.into}.`
        : `${change.group} carries on with those who are left.`;
    case 'withdrawal-planned':
      return `${by} said that the school withdraws from ${inShort(change.from)}.`;
    case 'withdrawal-cancelled':
      return `${by} said that the school stays: it does not withdraw on ${inShort(change.from)}.`;
    case 'school-withdrawn':
      return 'The school has withdrawn.';
    case 'cut-short':
      return `${by} ended the cohort before its last day.`;
    default:
      return undefined;
  }
}
