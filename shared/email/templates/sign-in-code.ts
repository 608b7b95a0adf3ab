import { code, heading, type Letter, paragraph } from '#email/letter.ts';

export interface SignInCode {
  readonly name: string;
  /** six digits */
  readonly code: string;
}

export function signInCode(f: SignInCode): Letter {
  return {
    subject: 'Your Drumbeat sign-in code',
    preheader: `${f.code} is your code. It lasts ten minutes.`,
    blocks: [
      heading('Your sign-in code'),
      paragraph(`Dear ${f.name},`),
      code(f.code),
      paragraph(
        'Type it on the page where you asked for it. It lasts ten minutes, and works once and only in that browser.',
      ),
      paragraph(
        'If you did not ask for it, leave it: nobody can sign in without it. Tell nobody the code; we never ask for it.',
      ),
    ],
    footer: ['You get this email because somebody asked to sign in to Drumbeat with your address.'],
  };
}
