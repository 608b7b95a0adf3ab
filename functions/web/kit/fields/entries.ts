import * as z from 'zod';
import { webAddressIn } from '#names/web-address.ts';
import { oneLine } from '#wording/wording.ts';

/**
 * A reason, a place, a sentence, on one line: `missing` when there is nothing, `tooLong` past so many letters. It may hold a
 * web address, and is never shown as somebody's name or the name of something.
 */
export const remark = (missing: string, longest: number, tooLong: string) =>
  z
    .string({ error: missing })
    .transform(oneLine)
    .pipe(
      z
        .string()
        .min(1, missing)
        .refine((text) => [...text].length <= longest, tooLong),
    );

/** What is wrong with a name that would become a link in an email; undefined when nothing is. */
export function addressFault(typed: string): string | undefined {
  const found = webAddressIn(typed);
  return found === undefined
    ? undefined
    : `This cannot include a web address. Remove “${cut(found)}”. If it is not an address, add a space after the full stop`;
}

const cut = (text: string): string => ([...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text);

/** A name, a title, a role, and anything else on one line that is not a remark: it holds no web address. */
export const line = (missing: string, longest: number, tooLong: string) =>
  remark(missing, longest, tooLong).superRefine((text, at) => {
    const message = addressFault(text);
    if (message) at.addIssue({ code: 'custom', message });
  });

/** One email address. */
export const address = (missing: string, notOne: string) =>
  z
    .string({ error: missing })
    .transform(oneLine)
    .pipe(z.string().min(1, { error: missing, abort: true }).pipe(z.email(notOne).max(254, notOne)));

/** A box that must be ticked. */
export const tickBox = (sentence: string) => z.literal('yes', { error: sentence });

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
