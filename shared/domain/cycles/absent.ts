import type { LocalDate } from '#calendar/london.ts';
import type { Duty } from './cycle.ts';
import { type Absence, SUPPLY } from './provision.ts';

/** Is that day one of those on which somebody cannot come? */
export const isDuring = ({ from, until }: Absence, date: LocalDate): boolean =>
  from <= date && (until === undefined || date <= until);

/** Has whoever cannot come that duty? Hired cover is one of them, whichever teacher comes. */
export const isDutyOf = (who: string, { by, hired }: Duty): boolean =>
  by === who || (who === SUPPLY && hired !== undefined);
