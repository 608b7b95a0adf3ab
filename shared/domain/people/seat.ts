import type { Instant, LocalDate } from '#calendar/london.ts';
import type { ObligationId, PartnershipId } from '#domain/ids.ts';
import type { Contact, Gone, PersonId, Role } from './person.ts';

/** A person who had a seat, and until when: the history names the person of its time. */
export interface Former {
  readonly id: PersonId;
  readonly role: Role;
  readonly version: number;
  /** of their links, the last: 1 where left out */
  readonly links?: number | undefined;
  readonly name: string;
  readonly email: string;
  /** of a guest: see Person */
  readonly of?: string | undefined;
  /** of several of that part: see Person */
  readonly nth?: number | undefined;
  readonly until: Instant;
  /**
   * left: nobody has followed, and what they wrote is kept as of whoever was replaced; so it is where the school that a guest comes
   * from takes no part any more
   */
  readonly why: 'replaced' | 'withdrawn' | 'left' | 'school-over';
  /** when what they wrote was last erased, as they had asked */
  readonly erased?: Instant | undefined;
}

/** Somebody has left a seat, or is not reached there, as their other seats in the cohort are to hear: see departures.ts. */
export interface Departure {
  readonly seat: PersonId;
  /** theirs, by which their other seats are found */
  readonly email: string;
  /**
   * they have withdrawn from the programme, or from that part alone; they have left the school, or given the part up; another
   * person sits there now; what was sent there came back; their address has been put right; or it is the school that takes no
   * part any more, whoever sits there: then seat and address are empty; or they are no longer in a group of several schools,
   * whose other schools hear of it: then the address is empty
   */
  readonly how:
    | 'withdrawn'
    | 'withdrawn-here'
    | 'left'
    | 'replaced'
    | 'bounced'
    | 'corrected'
    | 'school-over'
    | 'group-left';
  /** which group they are no longer in */
  readonly group?: string | undefined;
  readonly at: Instant;
  /** who follows, or the right address; and who said so */
  readonly named?: { readonly name: string; readonly email: string; readonly by: PersonId } | undefined;
}

/** Somebody is no longer in a group of several schools that another hosts, and that a teacher of this one is in. */
export interface PartnerGone {
  /** whose word it is */
  readonly host: PartnershipId;
  readonly school: string;
  readonly group: string;
  /** the seat at the host, and since when it is empty: it is heard once */
  readonly seat: PersonId;
  readonly at: Instant;
  /** who of this school is still in the group */
  readonly own: readonly PersonId[];
}

/** A successor for a later day. */
export interface Handover {
  readonly seat: PersonId;
  readonly to: Contact;
  readonly from: LocalDate;
  readonly by: PersonId;
}

/** What happens to a group that someone has left. */
export type GroupChoice =
  | { readonly what: 'carry-on' }
  /** its members join another group, named here */
  | { readonly what: 'merge'; readonly into: string }
  | { readonly what: 'replace'; readonly successor: Contact };

/** What a seat has asked about itself: it holds once another person has confirmed it. */
export interface SeatProposal {
  readonly seat: PersonId;
  readonly to: Contact;
  /** the same person, at another address */
  readonly same: boolean;
  /** the seat whose link was used: that one, or another of the same address */
  readonly by: PersonId;
  /** the obligation to confirm it: while it is open, this is pending */
  readonly obligation: ObligationId;
  /** the school where it was said: of another seat of the same person */
  readonly elsewhere?: string | undefined;
  /** what was known of the person at the seat before it was asked */
  readonly before?: Gone | undefined;
}

/** A school's withdrawal that one of its seats has asked for: it holds once another person has confirmed it. */
export interface AskedWithdrawal {
  /** undefined: as soon as it is confirmed */
  readonly from?: LocalDate | undefined;
  readonly by: PersonId;
  readonly obligation: ObligationId;
}
