import type { Obligation } from '#domain/obligations/obligation.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { confirmersOf } from '#domain/people/confirmers.ts';
import { askedToLeave, proposedAt } from '#domain/people/pending.ts';
import type { PersonId } from '#domain/people/person.ts';
import { reportReaderOf } from '#domain/sessions/reports.ts';
import type { AskedChange } from '#email/templates/confirmations.ts';

/** Names of all who may confirm it, the lead last. */
export const confirmersInWords = (place: InCohort, o: Obligation): readonly string[] => [
  ...confirmersOf(place.partnership, o).flatMap((id) => personOf(place.partnership, id)?.name ?? []),
  place.cohort.lead.name,
];

/** Whom a coach's reports go to while the head's successor waits to be confirmed: the deputy, or nobody. */
function reportsMeanwhile({ cohort, partnership: p }: InCohort, seat: PersonId): { readonly to?: string } | undefined {
  if (seat !== 'head' || !cohort.programme.sessions) return undefined;
  const reader = reportReaderOf(p);
  const deputy = reader === 'deputy' ? personOf(p, reader)?.name : undefined;
  return deputy ? { to: deputy } : {};
}

/** What was asked, and by which seat; undefined: it has been settled. */
export function changeOf(
  place: InCohort,
  o: Obligation,
): { readonly by: PersonId; readonly change: AskedChange } | undefined {
  const { partnership: p } = place;
  if (o.kind === 'confirm-withdrawal') {
    const asked = askedToLeave(p);
    return asked && { by: asked.by, change: { what: 'withdrawal', from: asked.from } };
  }
  const proposal = proposedAt(p, o.seat ?? '');
  const sits = proposal && personOf(p, proposal.seat);
  if (!sits) return undefined;
  const { to: named, same, by, seat, elsewhere } = proposal;
  const reports = reportsMeanwhile(place, seat);
  const change = { what: 'successor' as const, part: sits.role, sits, named, same };
  return { by, change: { ...change, ...(elsewhere && { elsewhere }), ...(reports && { reports }) } };
}
