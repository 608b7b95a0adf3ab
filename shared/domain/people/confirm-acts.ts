import { type Instant, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { type Outcome, outcome, owed, refuse, settle } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { correctAddress, replacePerson } from './acts.ts';
import { refused } from './confirmations.ts';
import { confirmersOf, isConfirmation, refusersOf } from './confirmers.ts';
import { askedToLeave, proposedAt } from './pending.ts';
import type { PersonId } from './person.ts';
import { leave } from './withdrawal.ts';

const notYours = refuse(
  'not-now',
  'You cannot confirm this yourself. Somebody else at the school, or the programme lead, has been asked.',
);

/** What is to be confirmed, if it still is. */
function asked(p: Partnership, id: ObligationId): Obligation | Exclude<Outcome, { readonly changes: unknown }> {
  const o = owed(p, id);
  return 'refused' in o || isConfirmation(o) ? o : refuse('not-asked', 'There is nothing to confirm.');
}

/** Another person says that what a seat has asked about itself is right: now it holds. */
export function confirmChange(p: Partnership, cohort: Cohort, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = asked(p, id);
  if ('refused' in o) return o;
  if (by !== 'lead' && !confirmersOf(p, o).includes(by)) return notYours;
  const confirmed = outcome(p, [settle(o, 'done', by, now)], now);
  const then = carriedOut(confirmed.partnership, p, cohort, o, by, now);
  return 'refused' in then ? then : { ...then, changes: [...confirmed.changes, ...then.changes] };
}

function carriedOut(
  p: Partnership,
  before: Partnership,
  cohort: Cohort,
  o: Obligation,
  by: PersonId,
  now: Instant,
): Outcome {
  if (o.kind === 'confirm-withdrawal') {
    const leaving = askedToLeave(before);
    return leaving ? leave(p, cohort, leaving, now) : refuse('already', 'The school stays.');
  }
  const proposal = proposedAt(before, o.seat ?? '');
  if (!proposal) return refuse('already', 'This has been settled already.');
  return proposal.same
    ? correctAddress(p, cohort, proposal.seat, proposal.to.email, by, now)
    : replacePerson(p, cohort, proposal.seat, proposal.to, localDate(now), by, now);
}

/** Someone of the school, or the lead, says that it is not right: everything stays as it was. */
export function refuseChange(p: Partnership, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = asked(p, id);
  if ('refused' in o) return o;
  if (by !== 'lead' && !refusersOf(p, o).includes(by)) return notYours;
  const proposal = proposedAt(p, o.seat ?? '');
  // at their seat nobody has asked for what another school has said
  const asks = proposal?.elsewhere ? undefined : proposal?.by;
  const whose = o.kind === 'confirm-withdrawal' ? askedToLeave(p)?.by : asks;
  const kept: readonly Change[] = [
    settle(o, 'released', by, now),
    o.kind === 'confirm-withdrawal'
      ? { what: 'withdrawal-refused' }
      : { what: 'successor-refused', seat: o.seat ?? '' },
  ];
  const after = outcome(p, kept, now);
  const told = outcome(after.partnership, refused(after.partnership, o, whose ?? '', by, now), now);
  return { ...told, changes: [...kept, ...told.changes] };
}
