import { type Instant, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';

/** "5:10pm" on the day itself, else "5:10pm on Friday 11 September 2026". */
export const momentShown = (at: Instant, now: Instant): string =>
  localDate(at) === localDate(now)
    ? timeInWords(localTime(at))
    : `${timeInWords(localTime(at))} on ${inWords(localDate(at))}`;
