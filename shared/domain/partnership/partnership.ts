import type { Instant, LocalDate } from '#calendar/london.ts';
import type { Cycle } from '#domain/cycles/cycle.ts';
import type { CoverPlan } from '#domain/cycles/plan.ts';
import type { Provision } from '#domain/cycles/provision.ts';
import type { CohortId, CycleId, ObligationId, PartnershipId, SessionId, Urn } from '#domain/ids.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Group } from '#domain/people/group.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import type { AskedWithdrawal, Departure, Former, Handover, PartnerGone, SeatProposal } from '#domain/people/seat.ts';
import type { DataAsked } from '#domain/personal-data/request.ts';
import type { Erasable } from '#domain/programme/programme.ts';
import type { Session } from '#domain/sessions/session.ts';

/** invited -> agreed (both have signed) -> active (teachers chosen) -> completed; the rest are other endings. */
export type Stage = 'invited' | 'agreed' | 'active' | 'completed' | 'declined' | 'withdrawn' | 'lapsed';

export const hasEnded = (stage: Stage): boolean => ['completed', 'declined', 'withdrawn', 'lapsed'].includes(stage);

/** One school in one cohort: the unit of consistency. */
export interface Partnership {
  /** `COHORT/URN` */
  readonly id: PartnershipId;
  readonly cohort: CohortId;
  readonly urn: Urn;
  readonly school: string;
  readonly phase: string;
  readonly stage: Stage;
  readonly launch: Instant;
  /** everyone at the school who plays a part, and nobody else: the lead belongs to the cohort */
  readonly people: readonly Person[];
  /** who played a part before, in the order in which they left */
  readonly former?: readonly Former[] | undefined;
  /** successors named for a later day */
  readonly handovers?: readonly Handover[] | undefined;
  /** what seats have asked about themselves: pending while it is still to be confirmed, see proposedAt */
  readonly proposals?: readonly SeatProposal[] | undefined;
  /** who has left a seat here, where their other seats in the cohort have yet to follow; and of how many that is done */
  readonly departures?: readonly Departure[] | undefined;
  readonly departuresSpread?: number | undefined;
  /** who has gone from groups that other schools host, as its link has heard */
  readonly partnersGone?: readonly PartnerGone[] | undefined;
  /** the school has asked to withdraw: pending while it is still to be confirmed, see askedToLeave */
  readonly leavingAsked?: AskedWithdrawal | undefined;
  /** the school withdraws on that day */
  readonly leaving?: { readonly from: LocalDate; readonly by: PersonId } | undefined;
  readonly withdrawn?: { readonly by: PersonId; readonly at: Instant } | undefined;
  /** the lead ended the cohort before its time */
  readonly cutShort?: boolean | undefined;
  readonly groups: readonly Group[];
  readonly sessions: readonly Session[];
  /** of the agreed plan */
  readonly cycles: readonly Cycle[];
  /** what sessions and cover are planned with; undefined: the school has told nothing, and plans by hand */
  readonly provision?: Provision | undefined;
  readonly plan?: CoverPlan | undefined;
  readonly declined?: { readonly reason: string; readonly at: Instant } | undefined;
  /** nobody signed in time: the last day on which they could */
  readonly unsigned?: LocalDate | undefined;
  /** when the lead last invited it again, after it had declined or not signed in time */
  readonly invitedAgain?: Instant | undefined;
  readonly signatures: readonly Signature[];
  readonly obligations: readonly Obligation[];
  /** whose address does not take post */
  readonly bounced?: readonly PersonId[] | undefined;
  /** messages not yet known to have gone */
  readonly outbox: readonly Message[];
  /** how many were ever queued: the next is given the next number */
  readonly messages?: number | undefined;
  /** the last day on which each person was sent a reminder from here */
  readonly remindedOn: Readonly<Record<PersonId, string>>;
  /** of the cohort's moves of dates, so many have been carried out here; and who of the next has been seen to */
  readonly movesTaken?: number | undefined;
  readonly movesTold?: readonly PersonId[] | undefined;
  /** who has been told that sessions wait for the agreement */
  readonly waitTold?: readonly PersonId[] | undefined;
  /** when anybody of the school last did something here: see isOfSchool */
  readonly lastSignOfLife?: Instant | undefined;
  /** by questionnaire: how often the link that a room answers by was replaced; left out, never */
  readonly rooms?: Readonly<Record<string, number>> | undefined;
  /** what people have asked of the data about them: copies, erasing */
  readonly asked?: readonly DataAsked[] | undefined;
  /** what has been erased of it, the programme being over */
  readonly gone?: readonly Erasable[] | undefined;
}

export interface Signature {
  readonly party: 'school' | 'teaching school';
  readonly name: string;
  readonly role: string;
  readonly at: Instant;
}

/** In the link by which a room answers now. */
export const roomVersion = ({ rooms }: Pick<Partnership, 'rooms'>, questionnaire: string): number =>
  (rooms?.[questionnaire] ?? 0) + 1;

export const sessionOf = (p: Partnership, id: SessionId): Session | undefined => p.sessions.find((s) => s.id === id);

export const cycleOf = (p: Partnership, id: CycleId): Cycle | undefined => p.cycles.find((c) => c.id === id);

export const obligationOf = (p: Partnership, id: ObligationId): Obligation | undefined =>
  p.obligations.find((o) => o.id === id);

export const personOf = (p: Pick<Partnership, 'people'>, id: PersonId): Person | undefined =>
  p.people.find((person) => person.id === id);

/** Does somebody sit there who reads mail, as far as we know? */
export const isThere = (p: Partnership, id: PersonId): boolean => {
  const person = personOf(p, id);
  return person !== undefined && !person.gone && !p.bounced?.includes(id);
};

/** The second contact of a school that named one. */
export const SECOND_LINK: PersonId = 'link-2';

/** Who is asked for what somebody owes, and may do it: of the SLT link's things, the school's second contact too. */
export const actingFor = (p: Partnership, owner: PersonId): readonly PersonId[] =>
  owner === 'link' && personOf(p, SECOND_LINK) ? [owner, SECOND_LINK] : [owner];
