import * as z from 'zod';
import { faultsListed } from '#import/fault.ts';
import { webAddressIn } from '#names/web-address.ts';
import { isKey } from './term-order.ts';

/** Control characters, line separators, half characters, and marks that turn the direction of the text around them. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

const text = (longest: number) => {
  const error = `a text of 1 to ${longest.toLocaleString('en-GB')} characters on one line`;
  return z
    .string({ error })
    .refine((typed) => typed.trim() !== '' && [...typed].length <= longest && !unprintable.test(typed), { error });
};

const NO_ADDRESS = 'a text of 1 to 200 characters on one line, without a web address';

/** A name, a title, a label: it holds no web address, which email programs would turn into a link. */
export const lineShape = text(200).refine((typed) => webAddressIn(typed) === undefined, { error: NO_ADDRESS });

/** A sentence or several. */
export const paragraphShape = text(2_000);

const KEY = 'a key: small letters and digits, with hyphens between, 60 characters at most';

/** The longest is a part of ids of obligations, which are sort keys and links. */
export const key = z.string({ error: KEY }).refine((typed) => isKey(typed) && typed.length <= 60, { error: KEY });

export const wholeShape = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

export const listShape = <T extends z.ZodType>(of: T, what: string, most: number) => {
  const error = `${what} between [ and ], ${most} at most`;
  return z.array(of, { error }).max(most, { error });
};

/** Nothing else may stand in it: a misspelt name would silently be ignored. */
export const object = <T extends z.ZodRawShape>(shape: T) => {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `${names.length > 1 ? 'only ' : ''}${faultsListed(names)} here`
        : `${faultsListed(names)} between { and }`,
  });
};
