import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { listsAll, toSend } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import { onceFor } from '#domain/messages/timing.ts';
import { type Owed, readerOf } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { SentMessage } from './perform-session.ts';
import type { RehearsedMessage } from './rehearsal.ts';

/** What goes, to whom and about what; or why it need not. */
type Sending = { readonly to: string; readonly about: readonly Owed[] } | { readonly dropped: string };

/** What went in a rehearsal, and what has to be known of it for what may go later. */
export class RehearsedPost {
  readonly messages: RehearsedMessage[] = [];
  private readonly claimed = new Set<string>();
  private readonly last = new Map<string, SentMessage>();

  /** Sends a school's message, in which a reminder lists what its reader owes `everywhere`. */
  send(
    cohort: Cohort,
    partnership: Partnership,
    message: Message,
    everywhere: (address: string) => readonly Partnership[],
    now: Instant,
  ): Sending {
    const to = readerOf({ cohort, partnership }, message)?.email ?? '';
    const once = onceFor(message, cohort.id, sameAddress(to), now);
    const had = once !== undefined && this.claimed.has(once.name);
    // Only the reminder that goes looks everywhere: the lead of many schools has one waiting in each.
    const listing = listsAll(message) && !had;
    const owing = listing ? everywhere(sameAddress(to)).map((p) => ({ cohort, partnership: p })) : [];
    const sending = toSend({ cohort, partnership }, message, owing, now);
    if ('dropped' in sending) return sending;
    if (once && had && !message.reminds) return { dropped: once.else };
    if (once) this.claimed.add(once.name);
    this.note(partnership, message, to, sending.about, now);
    return { to, about: sending.about };
  }

  /** Sends a message about the whole cohort to its lead. */
  sendToLead(cohort: Cohort, { kind, key }: Message, now: Instant): void {
    this.messages.push({ at: now, to: cohort.lead.email, kind, urn: null, about: [], obligations: [], key });
  }

  /** The last from each school to each address: for a story in which it bounces. */
  lastSent(): readonly SentMessage[] {
    return [...this.last.values()];
  }

  private note(p: Partnership, message: Message, to: string, owed: readonly Owed[], now: Instant): void {
    const { kind, key, session } = message;
    this.messages.push({
      at: now,
      to,
      kind,
      urn: p.urn,
      about: owed.map((one) => one.obligation.kind),
      obligations: owed.filter((one) => one.partnership.id === p.id).map((one) => one.obligation.id),
      ...(session && { session: session.id }),
      key,
    });
    const [address, at] = [`${sameAddress(to)} ${p.id}`, { ...message, partnership: p.id, address: to }];
    this.last.delete(address);
    this.last.set(address, at);
  }
}
