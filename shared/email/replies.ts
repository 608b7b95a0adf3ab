import type { MessageKind } from '#domain/messages/message.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { sessionOf } from '#domain/partnership/partnership.ts';
import { canBeSentTo } from './ses-answers.ts';

/** Whom a reply reaches. A coach: of the session that the email is about. */
type RepliesTo = 'lead' | 'coach' | 'nobody';

/**
 * Whom replies to each kind of email reach. A reply quotes what it answers: whoever gets it may read all that the email
 * says. The lead may read everything but the words of a report.
 */
export const repliesTo = {
  'agreement-request': 'lead',
  'countersign-request': 'lead',
  'signed-agreement': 'lead',
  'teachers-request': 'lead',
  'questionnaire-request': 'lead',
  reminder: 'lead',
  escalation: 'lead',
  'decision-request': 'lead',
  declined: 'lead',
  'deadline-extended': 'lead',
  'fresh-link': 'lead',
  'school-summary': 'lead',
  'cohort-launched': 'lead',
  'cohort-summary': 'lead',
  'sign-in-code': 'nobody',
  'coach-welcome': 'lead',
  'session-invitation': 'lead',
  'session-cancellation': 'lead',
  'session-ended': 'lead',
  'report-nudge': 'lead',
  'report-escalation': 'lead',
  'coach-report': 'coach',
  'coach-report-late': 'lead',
  'report-bounced': 'lead',
  'plan-request': 'lead',
  'plan-invitation': 'lead',
  'cover-pack': 'lead',
  'cycles-changed': 'lead',
  'cover-changed': 'lead',
  'cover-request': 'lead',
  'cover-alarm': 'lead',
  'record-request': 'lead',
  'meeting-request': 'lead',
  'post-stuck': 'lead',
  'post-resumed': 'lead',
  'dates-moved': 'lead',
  handover: 'lead',
  'successor-request': 'lead',
  'group-request': 'lead',
  'withdrawal-confirmed': 'lead',
  'school-withdrawn': 'lead',
  'cohort-ended': 'lead',
  'confirmation-request': 'lead',
  'change-announced': 'lead',
  'change-refused': 'lead',
  'report-waits': 'lead',
  'copy-check-request': 'lead',
  'copy-ready': 'lead',
  'copy-code': 'nobody',
  'erasure-request': 'lead',
  'draft-ending': 'lead',
} as const satisfies Record<MessageKind, RepliesTo>;

/** Kinds whose facts must name who gets the replies. */
type ToSomebodyElse = { [K in MessageKind]: (typeof repliesTo)[K] extends 'coach' ? K : never }[MessageKind];

/** What the facts of an email tell of replies to it: where they do not reach the lead, whom they reach. */
export type Replies<K extends MessageKind> = K extends ToSomebodyElse
  ? {
      /** a name; undefined: they reach nobody, because whoever they should reach is not there any more */
      readonly reply: { readonly name: string | undefined };
    }
  : unknown;

interface Mailbox {
  readonly name: string;
  readonly email: string;
}

/** Who gets the replies to an email of a partnership; undefined: nobody may who reads mail. */
export function replyTo(
  place: InCohort,
  { kind, session }: { readonly kind: MessageKind; readonly session?: { readonly id: string } | undefined },
): Mailbox | undefined {
  const to: RepliesTo = repliesTo[kind];
  if (to === 'lead') return place.cohort.lead;
  const coach = to === 'coach' && session && sessionOf(place.partnership, session.id)?.coach;
  const person = coach ? playerOf(place, coach) : undefined;
  return person && !person.gone && canBeSentTo(person.email) ? person : undefined;
}
