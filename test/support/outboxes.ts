import type { Beating } from '#records/keys.ts';

/** Whose outbox: an id with a slash is a school's in its cohort. */
export const outboxOf = (id: string): Beating => ({ kind: id.includes('/') ? 'partnership' : 'cohort', id });
