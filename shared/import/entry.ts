import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { webAddressIn } from '#names/web-address.ts';
import { quoted, type Trouble } from './fault.ts';

/** Looks at one thing that somebody wrote, in a cell or in `cohort.json`; undefined when all is well. */
export type Check = (value: unknown) => Trouble | undefined;

/** As it is kept: no spaces around, single spaces within, letters composed alike whatever machine they were typed on. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[ \u00a0]+/g, ' ')
    .trim();

/** Control characters, line separators, half characters, and marks that turn the direction of the text around them. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const LONGEST = 120;

/**
 * A check of a reason, a place, a sentence, on one line; `write` completes "Write …". It may hold a web address, and is
 * never shown as somebody's name or the name of something.
 */
export const remarkCell =
  (write: string): Check =>
  (value) => {
    const remedy = `Write ${write}.`;
    if (value === undefined) return { problem: 'This is missing.', remedy };
    if (typeof value !== 'string') return { problem: `${quoted(value)} is not text.`, remedy };
    const text = tidy(value);
    if (text === '') return { problem: 'There is nothing here.', remedy };
    if (unprintable.test(text))
      return {
        problem: 'This holds a line break or another character that cannot be printed.',
        remedy: 'Type it again, on one line.',
      };
    if (text.includes('\ufffd'))
      return {
        problem: `${quoted(text)} holds a letter that was lost when the file was saved.`,
        remedy: 'Type that letter again and save the file as “CSV UTF-8”.',
      };
    if (/^[=+\-@]/.test(text))
      return {
        problem: `${quoted(text)} begins with ${text[0]}, which a spreadsheet takes for a formula.`,
        remedy: `Write ${write}, beginning with a letter or a digit.`,
      };
    if ([...text].length > LONGEST)
      return {
        problem: `This is ${[...text].length} characters long.`,
        remedy: `Write ${write}, in ${LONGEST} characters or fewer.`,
      };
    return undefined;
  };

/** A check of a name, and of any other words on one line that are no remark: they hold no web address. */
export const words =
  (write: string): Check =>
  (value) => {
    const trouble = remarkCell(write)(value);
    const found = trouble ? undefined : webAddressIn(tidy(String(value)));
    if (found === undefined) return trouble;
    return {
      problem: `${quoted(tidy(String(value)))} holds a web address: ${quoted(found)}. Email programs would turn it into a link.`,
      remedy: `Write ${write}, without it. If it is not an address, write a space after the full stop.`,
    };
  };

const address = z.email().max(254);

export const email: Check = (value) => {
  const wanted = 'an email address such as name@school.example.org';
  if (typeof value !== 'string' || tidy(value) === '' || address.safeParse(tidy(value)).success)
    return remarkCell(wanted)(value);
  return { problem: `${quoted(value)} is not an email address.`, remedy: `Write ${wanted}.` };
};

export const urn: Check = (value) => {
  const wanted = 'the school’s six-digit URN, for example 900101';
  const trouble = words(wanted)(value);
  if (trouble || /^\d{6}$/.test(tidy(String(value)))) return trouble;
  return { problem: `${quoted(value)} is not a URN.`, remedy: `Write ${wanted}.` };
};

/** A day that exists, in this century: `2026-09-07`. */
export const day: Check = (value) => {
  const remedy = 'Write the date as year-month-day, for example 2026-09-07.';
  if (value === undefined) return { problem: 'This is missing.', remedy };
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value))
    return { problem: `${quoted(value)} is not a date written as year-month-day.`, remedy };
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
  } catch {
    return { problem: `There is no such day as ${value}.`, remedy };
  }
  return value.startsWith('20') ? undefined : { problem: `${value} is not in this century.`, remedy };
};
