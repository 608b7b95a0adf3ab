import * as z from 'zod';
import { address, line } from '#web/kit/fields/entries.ts';

const LIKE = 'Enter an email address in the correct format, like name@school.example.org';

/** Whose code to send. */
export const signInAddress = z.object({ email: address('Enter your email address', LIKE) });

/** Six digits, with or without spaces. */
export const signInCode = z.object({
  code: line('Enter the code', 40, 'The code is 6 digits long')
    .transform((typed) => typed.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'The code is 6 digits long')),
});

/** The number of a page that asks for a code. */
export const isAsk = (given: string | undefined): given is string => /^[\w-]{22}$/.test(given ?? '');
