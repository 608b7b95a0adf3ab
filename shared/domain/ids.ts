/*
 * An id says which one, and nothing else: it is given where what it names is made, compared, and never read. What it would
 * say stands in a field. Each kind is a type of its own, so that one is not taken for another; text is any of them, as in a
 * path or in a record as it is read.
 */

declare const names: unique symbol;

/** The id of one kind of thing. */
export type Id<Kind extends string> = string & { readonly [names]?: Kind };

/** Of a cohort. */
export type CohortId = Id<'cohort'>;

/** Of a school, in every cohort: its unique reference number. */
export type Urn = Id<'school'>;

/** Of a school in a cohort. */
export type PartnershipId = Id<'partnership'>;

/** Within a partnership. */
export type ObligationId = Id<'obligation'>;

/** Within a partnership. */
export type SessionId = Id<'session'>;

/** Within a partnership. */
export type CycleId = Id<'cycle'>;

/** Within a partnership: of a request for a copy of somebody's data, or to erase it. */
export type RequestId = Id<'request'>;

/** Of an email, in the whole product. */
export type MessageKey = Id<'message'>;

/** Within a partnership: what somebody's draft is kept under. */
export type DraftName = Id<'draft'>;

/** Within a partnership: one of those who have sat at a seat. */
export type SitterId = Id<'sitter'>;
