import { isOpen } from '../../../shared/domain/obligations/obligation.ts';
import type { Owed } from '../../../shared/domain/obligations/owed.ts';
import type { Person } from '../../../shared/domain/people/person.ts';
import { writeSessionsLink } from '../../../shared/use-cases/follow-sessions-link.ts';
import type { Asked } from '../web-parts.ts';
import type { Way } from './standing.ts';

/** Somebody at one thing that they owe: the school's link, who came by a link, or the lead, who took it over. */
export interface Doing extends Owed {
  /** where its pages are, without a slash at the end */
  readonly base: string;
  readonly person: Person;
  /** the link that they came by; undefined: the lead does it */
  readonly way?: Way;
  /** the page of all that is theirs, where they came from there */
  readonly all?: string;
  /** it is done, and whoever did it may change what was sent */
  readonly corrects?: boolean;
  /** the page that the lead came from */
  readonly home?: string;
}

/**
 * Where the page of all that is theirs is: behind it they came from there, or their link is to something still to be done.
 * A link whose task is done does not lead on.
 */
export async function allTheirs({ parts, doing }: Asked['var']): Promise<string | undefined> {
  const { way, all, partnership, person, obligation } = doing;
  if (way !== 'task') return all;
  return isOpen(obligation)
    ? `/sessions/${writeSessionsLink(await parts.secret(), partnership, person.id)}`
    : undefined;
}

/** Where they can ask for a new link, once theirs only shows what was done. */
export const freshAt = ({ way, obligation, partnership: { stage }, base }: Doing): string | undefined =>
  way === 'task' && !isOpen(obligation) && stage !== 'declined' && stage !== 'withdrawn' ? `${base}/fresh` : undefined;
