import { inShort, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { catalogue } from '#domain/messages/catalogue.ts';
import type { MessageChange } from '#domain/messages/changes.ts';
import type { ObligationChange } from '#domain/obligations/changes.ts';
import type { SessionChange } from '#domain/sessions/changes.ts';
import type { DeliveryFate } from '#records/outbox.ts';
import { capital, momentInWords } from '#wording/wording.ts';
import { because, type Sayings } from './history-line.ts';
import { thingInWords } from './obligation.ts';
import { timeOf } from './session.ts';

/** Of what is owed. */
export const obligationHistory: Sayings<ObligationChange> = {
  opened: (change, { place, who }) =>
    `${capital(who(change.obligation.owner))} was asked for ${thingInWords({ ...place, obligation: change.obligation })}, due ${change.obligation.session ? `by ${momentInWords(change.obligation.due.at)}` : `on ${inShort(localDate(change.obligation.due.at))}`}.`,
  settled: (change, { event, thing, kindOf, by }) => {
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
  },
  extended: (change, { thing, by }) =>
    `${by} gave more time for ${thing(change.obligation)}: it is due on ${inShort(localDate(change.due.at))}.`,
  'taken-over': (change, { thing, by }) =>
    `${by} took over ${thing(change.obligation)}, now due on ${inShort(localDate(change.due.at))}.`,
  'dates-moved': (change, { thing }) => {
    if (change.launch)
      return `The programme lead moved dates: the invitations go on ${inShort(localDate(change.launch))}.`;
    return change.dues.length > 0
      ? `The programme lead moved dates: ${change.dues.map((d) => `${thing(d.obligation)} is due on ${inShort(localDate(d.due.at))}`).join(', ')}.`
      : change.done
        ? 'The programme lead moved dates of the cohort; nothing that is owed here changed.'
        : undefined;
  },
  'link-renewed': (change, { thing, by }) =>
    `${by} asked for a new link to ${thing(change.obligation)}. Earlier links stopped working.`,
  'answers-corrected': (change, { thing, by }) => `${by} corrected the answers to ${thing(change.obligation)}.`,
  chased: (change, { thing, kindOf }) => {
    if (change.reminded) return `${capital(thing(change.obligation))} was chased with a reminder.`;
    if (kindOf(change.obligation) === 'report-session' && change.days.includes(0))
      return `${capital(thing(change.obligation))} was late, so its reader is told.`;
    return change.days.length > 0
      ? `${capital(thing(change.obligation))} was late enough to tell the lead.`
      : undefined;
  },
  alarmed: (change, { thing }) =>
    `Nobody had confirmed ${thing(change.obligation)}, so the SLT link and the lead are told.`,
  'due-corrected': (change, { thing }) =>
    `${capital(thing(change.obligation))} is due by ${momentInWords(change.due.at)}.`,
};

/** Of sessions and their reports. */
export const sessionHistory: Sayings<SessionChange> = {
  'wait-told': (change, { who }) =>
    `Sessions are waiting for the agreement. Told: ${change.people.map(who).join(' and ')}.`,
  'session-planned': (change, { event, by }) =>
    `${event.by === 'drumbeat' ? 'A session was planned' : `${by} planned a session`} for ${timeOf(change.session)}.`,
  // of a new time its people hear by an email that has its own line
  'session-invited': (change, { session }) =>
    change.sequence > 0 && !change.first
      ? undefined
      : `The coach and the teacher were invited to ${session(change.session)}.`,
  'session-moved': (change, { by }) => `${by} moved a session to ${timeOf(change)}${because(change.why)}`,
  'session-passed-on': () => undefined,
  'cannot-come': (change, { session, by }) => `${by} said that they cannot come to ${session(change.session)}.`,
  'session-held': (change, { session, by }) =>
    `${by} said that ${session(change.session)} took place and ended at ${timeInWords(localTime(change.ended))}.`,
  'session-off': (change, { session, by }) =>
    change.how === 'cancelled'
      ? `${by} called off ${session(change.session)}${because(change.why)}`
      : `${by} said that ${session(change.session)} did not happen${because(change.why)}`,
  'report-sent': (change, { session, by }) =>
    change.version > 1
      ? `${by} sent a correction of the report on ${session(change.session)}.`
      : `${by} sent the report on ${session(change.session)}.`,
  'report-delayed': (change, { session, by }) =>
    `${by} needs longer for the report on ${session(change.session)}, until ${inShort(change.expected)}${because(change.why)}`,
  'report-returned': () => undefined,
};

const fates: Record<DeliveryFate, string> = {
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'returned: it could not be delivered, so the address may be wrong',
  complained: 'delivered, but reported as spam by its reader',
  rejected: 'refused by the mail service, so it did not go',
};

/** Of emails. */
export const messageHistory: Sayings<MessageChange> = {
  'message-queued': () => undefined,
  'message-sent': (change, { event, thing, who }) => {
    const about =
      catalogue[change.kind].historySays === 'about' && change.about.length > 0
        ? ` about ${change.about.map(thing).join(' and ')}`
        : '';
    return `Email to ${who(change.to)}: ${catalogue[change.kind].words}${about}, ${fates[event.fate ?? 'sent']}.`;
  },
  'message-unknown': () => 'It is not known whether an email went, so it is sent again.',
  'message-stuck': (change, { who }) =>
    `The mail service has not taken an email to ${who(change.to)} for a day: ${catalogue[change.kind].words}.`,
  'message-dropped': (change) => `An email was not sent, because ${change.why}.`,
};
