import type { Parts } from '#use-cases/parts.ts';
import { tick } from '#use-cases/tick.ts';

/** Once a minute: starts a turn for whoever is due. */
export const handler = (parts: Pick<Parts, 'table' | 'now' | 'start'>) => () => tick(parts);
