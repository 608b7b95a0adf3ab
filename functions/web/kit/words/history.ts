import { inShort, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { catalogue } from '#domain/messages/catalogue.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { obligationOf, sessionOf } from '#domain/partnership/partnership.ts';
import { roleInWords } from '#domain/people/person.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import type { DataAsked } from '#domain/personal-data/request.ts';
import { capital, countOf, momentInWords } from '#email/wording.ts';
import type { Fate } from '#records/outbox.ts';
import { thingInWords } from './obligation.ts';
import { peopleInWords } from './people-history.ts';
import { because, planInWords } from './plan-history.ts';
import { sessionInWords, timeOf } from './session.ts';

const fates: Record<Fate, string> = {
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'returned: it could not be delivered, so the address may be wrong',
  complained: 'delivered, but reported as spam by its reader',
  rejected: 'refused by the mail service, so it did not go',
};

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

/** What happened, as one plain sentence; people by their role. Undefined for what another line tells already. */
export function historyInWords(place: InCohort, event: HistoryEvent & { readonly fate?: Fate }): string | undefined {
  const { change } = event;
  const thing = (id: string) => {
    const obligation = obligationOf(place.partnership, id);
    return obligation ? thingInWords({ ...place, obligation }) : 'something';
  };
  const session = (id: string) => {
    const found = sessionOf(place.partnership, id);
    return found ? sessionInWords(found) : 'a session';
  };
  const kindOf = (id: string) => obligationOf(place.partnership, id)?.kind;
  const who = (id: string) => {
    const person = playerOf(place, id) ?? place.partnership.former?.findLast((one) => one.id === id);
    return person ? `the ${roleInWords[person.role]}` : 'somebody who has left';
  };
  const whose = ({ person, version }: { readonly person: string; readonly version?: number }) =>
    version === undefined ? who(person) : `${who(person).replace(/^the /, 'the earlier ')}`;
  const whoAskedInWords = (asked: DataAsked) =>
    whose({ person: asked.person, ...(whoAsked(place.partnership, asked)?.until && { version: asked.version }) });
  const by = event.by === 'drumbeat' ? 'Drumbeat' : capital(who(event.by));
  switch (change.what) {
    case 'launched':
      return 'The cohort was launched for this school.';
    case 'opened':
      return `${capital(who(change.obligation.owner))} was asked for ${thingInWords({ ...place, obligation: change.obligation })}, due ${change.obligation.session ? `by ${momentInWords(change.obligation.due.at)}` : `on ${inShort(localDate(change.obligation.due.at))}`}.`;
    case 'agreement-signed':
      return `${change.signature.name} (${change.signature.role}) signed the agreement for the ${change.signature.party}.`;
    case 'declined':
      return `${by} said that the school cannot take part${change.reason ? `: “${change.reason}”` : ' and gave no reason.'}`;
    case 'teachers-chosen':
      return `${by} named ${countOf(change.people.length, 'teacher')} in ${countOf(change.groups.length, 'group')}.`;
    case 'settled':
      // signing, naming teachers, agreeing a plan, a record and a report have a line of their own, and so has a session that moved or is off
      if (kindOf(change.obligation) === 'report-session' && change.end.how !== 'lapsed') return undefined;
      if (change.end.how === 'done' && kindOf(change.obligation) === 'confirm-cover')
        return `${by} confirmed ${thing(change.obligation)}.`;
      if (change.end.how === 'done')
        return kindOf(change.obligation) === 'answer-questionnaire'
          ? `${by} answered ${thing(change.obligation)}.`
          : undefined;
      if (change.end.how === 'lapsed' && kindOf(change.obligation) === 'confirm-cover')
        return `Nobody had confirmed ${thing(change.obligation)} when it began.`;
      if (change.end.how === 'lapsed') return `The programme closed, and ${thing(change.obligation)} lapsed.`;
      return event.by === 'drumbeat'
        ? `There was no more need for ${thing(change.obligation)}.`
        : `${by} released ${thing(change.obligation)}.`;
    case 'extended':
      return `${by} gave more time for ${thing(change.obligation)}: it is due on ${inShort(localDate(change.due.at))}.`;
    case 'taken-over':
      return `${by} took over ${thing(change.obligation)}, now due on ${inShort(localDate(change.due.at))}.`;
    case 'dates-moved':
      if (change.launch)
        return `The programme lead moved dates: the invitations go on ${inShort(localDate(change.launch))}.`;
      return change.dues.length > 0
        ? `The programme lead moved dates: ${change.dues.map((d) => `${thing(d.obligation)} is due on ${inShort(localDate(d.due.at))}`).join(', ')}.`
        : change.done
          ? 'The programme lead moved dates of the cohort; nothing that is owed here changed.'
          : undefined;
    case 'link-renewed':
      return `${by} asked for a new link to ${thing(change.obligation)}. Earlier links stopped working.`;
    case 'answers-corrected':
      return `${by} corrected the answers to ${thing(change.obligation)}.`;
    case 'chased':
      if (change.reminded) return `${capital(thing(change.obligation))} was chased with a reminder.`;
      if (kindOf(change.obligation) === 'report-session' && change.days.includes(0))
        return `${capital(thing(change.obligation))} was late, so its reader is told.`;
      return change.days.length > 0
        ? `${capital(thing(change.obligation))} was late enough to tell the lead.`
        : undefined;
    case 'alarmed':
      return `Nobody had confirmed ${thing(change.obligation)}, so the SLT link and the lead are told.`;
    case 'message-queued':
      return undefined;
    case 'message-sent': {
      const about =
        catalogue[change.kind].historySays === 'about' && change.about.length > 0
          ? ` about ${change.about.map(thing).join(' and ')}`
          : '';
      return `Email to ${who(change.to)}: ${catalogue[change.kind].words}${about}, ${fates[event.fate ?? 'sent']}.`;
    }
    case 'message-unknown':
      return 'It is not known whether an email went, so it is sent again.';
    case 'message-stuck':
      return `The mail service has not taken an email to ${who(change.to)} for a day: ${catalogue[change.kind].words}.`;
    case 'message-dropped':
      return `An email was not sent, because ${change.why}.`;
    case 'stage':
      return stages[change.stage];
    case 'address-bounced':
      return `The address of ${who(change.person)} does not take post.`;
    case 'deputy-named':
      return `${by} named ${change.deputy.name} as the deputy who reads reports when the headteacher cannot be reached.`;
    case 'room-link-replaced':
      return `${by} replaced the link by which a room answers “${place.cohort.programme.questionnaires[change.questionnaire]?.title ?? 'a questionnaire'}”.`;
    case 'erased':
      return erased[change.data];
    case 'person-erased':
      return `${by} erased what ${whose(change)} had answered${change.name === 'erased' ? ', and the name' : ''}, as was asked${change.why ? `: “${change.why}”` : ''}.`;
    case 'person-exported':
      return `${by} took a copy of what is kept about ${whose(change)}, as was asked.`;
    case 'data-asked':
      return change.asked.what === 'copy'
        ? `${by} asked for a copy of the data about ${whoAskedInWords(change.asked)}.`
        : `${by} asked to have the data about ${whoAskedInWords(change.asked)} erased.`;
    case 'copy-checked':
      return `${by} checked the words about others in a copy${change.leftOut.length > 0 ? ' and left some out' : ''}.`;
    case 'copy-ready':
      return 'A copy of their data went to the person who had asked for it.';
    case 'data-returned':
      return 'An email about somebody’s own data came back.';
    case 'address-on-record':
      return `${by} entered the address of somebody who covers.`;
    case 'due-corrected':
      return `${capital(thing(change.obligation))} is due by ${momentInWords(change.due.at)}.`;
    case 'session-planned':
      return `${event.by === 'drumbeat' ? 'A session was planned' : `${by} planned a session`} for ${timeOf(change.session)}.`;
    case 'session-invited':
      return change.sequence > 0
        ? `The coach and the teacher were told of the new time of ${session(change.session)}.`
        : `The coach and the teacher were invited to ${session(change.session)}.`;
    case 'session-moved':
      return `${by} moved a session to ${timeOf(change)}${because(change.why)}`;
    case 'session-held':
      return `${by} said that ${session(change.session)} took place and ended at ${timeInWords(localTime(change.ended))}.`;
    case 'session-off':
      return change.how === 'cancelled'
        ? `${by} called off ${session(change.session)}${because(change.why)}`
        : `${by} said that ${session(change.session)} did not happen${because(change.why)}`;
    case 'report-sent':
      return change.version > 1
        ? `${by} sent a correction of the report on ${session(change.session)}.`
        : `${by} sent the report on ${session(change.session)}.`;
    case 'report-delayed':
      return `${by} needs longer for the report on ${session(change.session)}, until ${inShort(change.expected)}${because(change.why)}`;
    default:
      return peopleInWords(place, change, by) ?? planInWords(place, change, by);
  }
}
