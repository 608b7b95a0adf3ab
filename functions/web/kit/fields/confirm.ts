import * as z from 'zod';
import { tick } from './entries.ts';

/** The tick before an act: mail scanners press buttons, people tick boxes. */
export const confirmation = (sentence: string) => z.object({ confirm: tick(sentence) });
