import * as z from 'zod';
import { oneLine } from '../../../shared/email/wording.ts';

/** Something written on one line: `missing` when there is nothing, `tooLong` past so many letters. */
export const line = (missing: string, longest: number, tooLong: string) =>
  z
    .string({ error: missing })
    .transform(oneLine)
    .pipe(
      z
        .string()
        .min(1, missing)
        .refine((text) => [...text].length <= longest, tooLong),
    );

/** One email address. */
export const address = (missing: string, notOne: string) =>
  z
    .string({ error: missing })
    .transform(oneLine)
    .pipe(z.string().min(1, { error: missing, abort: true }).pipe(z.email(notOne).max(254, notOne)));

/** A box that must be ticked. */
export const tick = (sentence: string) => z.literal('yes', { error: sentence });

/** Text of several lines, which may be empty. */
export const text = (longest: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .refine((typed) => [...typed].length <= longest, {
      error: (issue) =>
        `What you wrote is ${[...String(issue.input)].length.toLocaleString('en-GB')} characters long. Shorten it to ${longest.toLocaleString('en-GB')} or fewer`,
    });
