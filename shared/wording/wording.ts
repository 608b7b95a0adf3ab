import { type Instant, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';

/**
 * What somebody typed, as one line: line breaks, control characters and marks that turn the reading direction become
 * spaces, so that a name can neither start a header of its own nor stand in the text as a line of ours.
 */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();

/** Longer answers keep their paragraphs; empty ones are dropped. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\r\n|[\r\n]/)
    .map(oneLine)
    .filter(Boolean);

/** What fits in a mail client's list, more or less; RFC 5322 would allow 998. */
export const SUBJECT_LIMIT = 90;

const cut = (text: string, limit: number): string => {
  const letters = [...oneLine(text)];
  return letters.length <= limit ? letters.join('') : `${letters.slice(0, Math.max(limit - 1, 0)).join('')}…`;
};

/** A subject around one name of unknown length: the name is cut, never the words about it; all of it, should that not be enough. */
export function subjectWith(name: string, around: (name: string) => string): string {
  const room = SUBJECT_LIMIT - [...oneLine(around(''))].length - 1;
  return cut(around(cut(name, Math.max(room, 12))), SUBJECT_LIMIT);
}

export const subject = (text: string): string => cut(text, SUBJECT_LIMIT);

/** "5pm on Monday 21 September 2026" */
export const momentInWords = (at: Instant): string => `${timeInWords(localTime(at))} on ${dayInWords(at)}`;

/** "Monday 21 September 2026" */
export const dayInWords = (at: Instant): string => inWords(localDate(at));

/** "Monday 21 September", for subjects */
export const dayInSubject = (at: Instant): string => dayInWords(at).replace(/ \d{4}$/, '');

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "six", "12" */
export const numberInWords = (count: number): string => small[count] ?? String(count);

/** "six teachers", "one teacher" */
export const countOf = (count: number, thing: string): string =>
  `${numberInWords(count)} ${thing}${count === 1 ? '' : 's'}`;

/** For the start of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A title within a sentence: "Start questionnaire" becomes "start questionnaire", "GROW coaching" stays. */
export const withinSentence = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
