import type { codes } from '#domain/messages/catalogue/codes.ts';
import type { Letter } from '#email/letter.ts';
import { copyCode } from '#email/templates/own-data.ts';
import { signInCode } from '#email/templates/sign-in-code.ts';

/** Codes, which are in no outbox: whoever makes one writes it. */
export const codeLetters = {
  'sign-in-code': { template: signInCode },
  'copy-code': { template: copyCode },
} satisfies { readonly [K in keyof typeof codes]: { readonly template: (facts: never) => Letter } };
