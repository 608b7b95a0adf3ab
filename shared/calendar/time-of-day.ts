import type { LocalTime } from './london.ts';

/** What somebody wrote as a time: one of the day, or either of two, where they must say which. */
export type TimeOfDay = { readonly time: LocalTime } | { readonly either: readonly [am: LocalTime, pm: LocalTime] };

const words: Readonly<Record<string, LocalTime>> = { noon: '12:00', midday: '12:00', midnight: '00:00' };

const wanted = /^(\d{1,2})(?:[:.]?(\d\d)(?::00)?)?\s*(?:([ap])(?:m|\.m\.?))?$/;

/**
 * A time of the day as people write it, in forms and in files: "9:30", "0930", "14.30", "13:30:00", "9", "2pm", "2:15 p.m.",
 * "noon". From one to before seven without am or pm it is either, with a 0 before it or without: nobody teaches at a quarter
 * past two in the morning, and a spreadsheet shows "2:15" as "02:15". Undefined: it is no time.
 */
export function readTimeOfDay(written: string): TimeOfDay | undefined {
  const text = written.trim().toLowerCase();
  const word = Object.hasOwn(words, text) ? words[text] : undefined;
  if (word) return { time: word };
  const [, hours = '', minutes = '00', half = ''] = wanted.exec(text) ?? [];
  const hour = Number(hours);
  if (!hours || Number(minutes) > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return undefined;
  const at = (inDay: number): LocalTime => `${String(inDay).padStart(2, '0')}:${minutes}`;
  if (half) return { time: at((hour % 12) + (half === 'p' ? 12 : 0)) };
  return isInDoubt(hour) ? { either: [at(hour), at(hour + 12)] } : { time: at(hour) };
}

const isInDoubt = (hour: number): boolean => hour >= 1 && hour <= 6;

/** A time as a form shows it to be changed: what is read of it is that time again. */
export const writeTimeOfDay = (time: LocalTime): string => (isInDoubt(Number(time.slice(0, 2))) ? `${time}am` : time);
