import * as z from 'zod';
import { tickBox } from './entries.ts';

/** The tick before an act: mail scanners press buttons, people tick boxes. */
export const confirmation = (sentence: string) => z.object({ confirm: tickBox(sentence) });
