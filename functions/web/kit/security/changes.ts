import type { Change, HistoryEvent } from '#domain/partnership/changes.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { WebParts } from '#web/kit/web-parts.ts';
import type { SecurityEvent } from './events.ts';
import { note } from './log.ts';

type Told = Extract<SecurityEvent, { how: unknown }>['what'];

/** What of a school's history is told of as security: who sits where, links, and what is kept about one person. */
const TOLD: Record<Change['what'], Told | false> = {
  'teachers-chosen': 'seat-changed',
  'deputy-named': 'seat-changed',
  'person-replaced': 'seat-changed',
  'handover-planned': 'seat-changed',
  'handover-cancelled': 'seat-changed',
  'address-corrected': 'seat-changed',
  'person-gone': 'seat-changed',
  'person-withdrawn': 'seat-changed',
  'group-settled': 'seat-changed',
  'group-taken': 'seat-changed',
  'group-passed-on': false,
  'successor-proposed': 'seat-changed',
  'successor-refused': 'seat-changed',
  'withdrawal-asked': 'seat-changed',
  'withdrawal-refused': 'seat-changed',
  'withdrawal-planned': 'seat-changed',
  'withdrawal-cancelled': 'seat-changed',
  'school-withdrawn': 'seat-changed',
  'cut-short': 'seat-changed',
  'departure-noted': false,
  'partner-gone': false,
  'departures-spread': false,
  'taken-over': 'seat-changed',
  'link-renewed': 'links-ended',
  'own-link-renewed': 'links-ended',
  'feed-replaced': 'links-ended',
  'links-ended': 'links-ended',
  'room-link-replaced': 'links-ended',
  'person-exported': false,
  'data-asked': 'data-asked',
  'copy-ready': false,
  'copy-checked': false,
  'data-returned': false,
  'address-on-record': 'seat-changed',
  'person-erased': 'erased',
  erased: 'erased',
  'link-offered': false,
  launched: false,
  'agreement-signed': false,
  declined: false,
  'signing-over': false,
  'invited-again': false,
  'address-bounced': false,
  'message-queued': false,
  'message-sent': false,
  'message-unknown': false,
  'message-stuck': false,
  'message-dropped': false,
  stage: false,
  opened: false,
  settled: false,
  extended: false,
  'due-corrected': false,
  'dates-moved': false,
  chased: false,
  'answers-corrected': false,
  alarmed: false,
  'wait-told': false,
  'session-planned': false,
  'session-invited': false,
  'session-moved': false,
  'session-passed-on': false,
  'cannot-come': false,
  'session-held': false,
  'session-off': false,
  'report-sent': false,
  'report-returned': false,
  'report-delayed': false,
  'plan-wanted': false,
  'plan-proposed': false,
  'plan-by-hand': false,
  'plan-agreed': false,
  away: false,
  'day-closed': false,
  'stood-in': false,
  'cover-missing': false,
  'coverer-unreached': false,
  'weeks-set': false,
  'week-given': false,
  'cycle-held': false,
  'cycle-passed-on': false,
  'cycle-off': false,
};

/** Which seat a change is about, where it is about one. */
function seatOf(change: Change): PersonId | undefined {
  switch (change.what) {
    case 'person-replaced':
      return change.person.id;
    case 'deputy-named':
      return change.deputy.id;
    case 'handover-planned':
    case 'handover-cancelled':
      return change.handover.seat;
    case 'person-withdrawn':
      return change.former.id;
    case 'successor-proposed':
      return change.proposal.seat;
    case 'successor-refused':
      return change.seat;
    case 'group-settled':
      return change.without;
    case 'data-asked':
      return change.asked.person;
    default:
      return 'person' in change ? change.person : undefined;
  }
}

/** Tells of what somebody's act changed at a school. */
export function noteChanges(parts: Pick<WebParts, 'log'>, school: string, events: readonly HistoryEvent[]): void {
  for (const { by, change } of events) {
    const what = TOLD[change.what];
    const seat = seatOf(change);
    if (what) note(parts, { what, how: change.what, by, school, ...(seat && { seat }) });
  }
}
