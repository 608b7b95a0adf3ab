import type { OutboxOwner } from '#records/keys.ts';

/** Whose outbox: an id with a slash is a school's in its cohort. */
export const outboxOf = (id: string): OutboxOwner => ({ kind: id.includes('/') ? 'partnership' : 'cohort', id });
