import type { MessageKey } from '#domain/ids.ts';
import type { CameBack, Message } from '#domain/messages/message.ts';
import type { OutboxOwner } from './keys.ts';

/*
 * An email that an earlier release left in an outbox says in the words of its key what is a field now. It keeps that key: by
 * it the mail service tells of it, and it is settled under it.
 */

/** A message as it was kept, with what its key says of it. A key of today says nothing, and nothing is read out of it. */
export function withFields(kept: Message): Message {
  if (/^[^/]+(\/\d{6})?\/\d+$/.test(kept.key)) return kept;
  const name = kept.key.split('/');
  switch (kept.kind) {
    case 'fresh-link':
      return kept.about.length > 0 ? kept : { ...kept, brings: name.includes('all') ? 'all' : 'own' };
    case 'report-bounced':
      return name.at(-1) === 'waits' || kept.cameBack ? kept : { ...kept, cameBack: cameBackBy(name) };
    case 'draft-ending':
      return { ...kept, day: name.at(-1) };
    default:
      return kept;
  }
}

/** Whose outbox it is of, where what brings the key does not say so: an earlier release's email, and executions of its workflows. */
export function outboxByKey(key: MessageKey): OutboxOwner {
  const [cohort = '', second = ''] = key.split('/');
  return /^\d{6}$/.test(second) ? { kind: 'partnership', id: `${cohort}/${second}` } : { kind: 'cohort', id: cohort };
}

const cameBackBy = (name: readonly string[]): CameBack => ({
  kind: name.includes('coach-report-late') ? 'coach-report-late' : 'coach-report',
  from: name.includes('deputy') ? 'deputy' : 'head',
});
