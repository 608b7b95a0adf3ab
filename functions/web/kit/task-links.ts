import { isOpen } from '#domain/obligations/obligation.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import type { AtTask } from './readers.ts';
import type { Asked } from './web-parts.ts';

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
export const freshAt = ({ way, obligation, partnership: { stage, unsigned }, base }: AtTask): string | undefined =>
  way === 'task' && !isOpen(obligation) && stage !== 'declined' && stage !== 'withdrawn' && !unsigned
    ? `${base}/fresh`
    : undefined;
