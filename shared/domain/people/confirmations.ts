import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { type Obligation, openObligation } from '#domain/obligations/obligation.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import { isThere, type Partnership, personOf, SECOND_LINK } from '#domain/partnership/partnership.ts';
import { confirmersOf, isSamePerson } from './confirmers.ts';
import type { PersonId } from './person.ts';
import { inFiveDays, policyFor } from './rules.ts';
import type { AskedWithdrawal, SeatProposal } from './seat.ts';

/** So often a seat may ask about itself: every time three people or more are written to. */
export const MOST = 3;

/** All that was ever asked to be confirmed of a seat, or of the school. */
export const askedBefore = (
  p: Partnership,
  kind: 'confirm-successor' | 'confirm-withdrawal',
  seat?: PersonId,
): readonly Obligation[] => p.obligations.filter((o) => o.kind === kind && o.seat === seat);

const nextId = (p: Partnership, kind: 'confirm-successor' | 'confirm-withdrawal', seat?: PersonId): string => {
  const earlier = askedBefore(p, kind, seat).length;
  return [kind, ...(seat ? [seat] : []), ...(earlier > 0 ? [String(earlier + 1)] : [])].join('-');
};

const queued = (kind: MessageKind, to: PersonId, o: Pick<Obligation, 'id'>, now: Instant): Change => ({
  what: 'message-queued',
  message: newMessage(kind, to, [o.id], now),
});

/**
 * Opens it, asks everybody who may confirm it, the lead with them, and tells whose seat it is, and a link who may not. The
 * owner is the first who may: all of them are reminded.
 */
function opened(
  p: Partnership,
  cohort: Cohort,
  asked: Pick<Obligation, 'id' | 'kind' | 'seat'>,
  by: PersonId | undefined,
  waits: Change,
  now: Instant,
): readonly Change[] {
  const draft = { ...asked, owner: 'lead', opened: now, due: inFiveDays(cohort, now), policy: '' };
  const pending = apply({ ...p, obligations: [...p.obligations, openObligation(draft)] }, waits, now);
  const confirmers = confirmersOf(pending, openObligation(draft));
  const [owner = 'lead'] = confirmers;
  const told = [...(by === undefined ? [] : [by]), 'link', SECOND_LINK].filter(
    (id, i, all) =>
      !confirmers.includes(id) &&
      (id === by || isThere(pending, id)) &&
      all.findIndex((other) => isSamePerson(p, other, id)) === i,
  );
  return [
    { what: 'opened', obligation: openObligation({ ...draft, owner, policy: policyFor(cohort, owner) }) },
    waits,
    ...[...confirmers, 'lead'].map((to) => queued('confirmation-request', to, asked, now)),
    ...told.map((to) => queued('change-announced', to, asked, now)),
  ];
}

/** A seat's own word about who sits there now waits to be confirmed. */
export function askAboutSeat(
  p: Partnership,
  cohort: Cohort,
  named: Omit<SeatProposal, 'obligation' | 'before'>,
  now: Instant,
): readonly Change[] {
  const { seat, by } = named;
  const id = nextId(p, 'confirm-successor', seat);
  const before = personOf(p, seat)?.gone;
  const proposal: SeatProposal = { ...named, obligation: id, ...(before && { before }) };
  const waits = { what: 'successor-proposed' as const, proposal };
  // who has left elsewhere, and asked for nothing here, hears no more
  const asks = named.elsewhere && !named.same ? undefined : by;
  return opened(p, cohort, { id, kind: 'confirm-successor', seat }, asks, waits, now);
}

/** A school's own word that it withdraws waits to be confirmed. */
export function askAboutLeaving(
  p: Partnership,
  cohort: Cohort,
  { by, from }: Omit<AskedWithdrawal, 'obligation'>,
  now: Instant,
): readonly Change[] {
  const id = nextId(p, 'confirm-withdrawal');
  const waits = { what: 'withdrawal-asked' as const, asked: { by, obligation: id, ...(from && { from }) } };
  return opened(p, cohort, { id, kind: 'confirm-withdrawal' }, by, waits, now);
}

/** Whoever asked hears that it is not so, and so does the lead unless it was the lead who said it. */
export const refused = (p: Partnership, o: Obligation, asked: PersonId, by: PersonId, now: Instant) =>
  [...(by === asked || !personOf(p, asked) ? [] : [asked]), ...(by === 'lead' ? [] : ['lead'])].map((to) =>
    queued('change-refused', to, o, now),
  );
