import type { Instant } from '#calendar/london.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Post } from '#email/ses.ts';
import type { ReadSecrets } from '#links/secrets.ts';
import type { Table } from '#records/documents.ts';
import type { DueWorkflow } from '#records/keys.ts';

/** What the use cases work with; each takes only what it needs of it. */
export interface Parts {
  readonly table: Table;
  /** the one place where the core's `now` comes from */
  readonly now: () => Instant;
  /** what signs links and one-time codes, no older than asked for */
  readonly secret: ReadSecrets;
  readonly post: Post;
  /** the address that emails come from */
  readonly sender: string;
  /** of the pages, without a slash at the end */
  readonly origin: string;
  /** starts an execution of that name; a name that was used already starts nothing */
  readonly start: (workflow: DueWorkflow, name: string, input: object) => Promise<void>;
  /** is told of what an act has changed at a school, once it is saved */
  readonly changed?: ((school: string, events: readonly HistoryEvent[]) => void) | undefined;
}
