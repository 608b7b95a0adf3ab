import type { Asked } from '#web/kit/web-parts.ts';

/** What every page about the agreement shows; `back` is a path below the task. */
export const pageAbout = (c: Asked, back: string) => {
  const { base, cohort, partnership, person } = c.var.doing;
  return {
    base,
    back: base + back,
    school: partnership.school,
    lead: cohort.lead,
    person,
    agreement: cohort.programme.agreement,
  };
};

/** The form that signs. */
export const form = (c: Asked) => ({ ...pageAbout(c, '/agreement'), title: 'Sign the agreement' });

/** What is checked before it is signed. */
export const check = (c: Asked) => ({ ...pageAbout(c, '/agreement/sign'), title: 'Check before you sign' });

/** The form of a school that cannot take part. */
export const declining = (c: Asked) => ({
  ...pageAbout(c, '/agreement'),
  title: 'Say that your school cannot take part',
});

/** What is checked before that is sent. */
export const checkDecline = (c: Asked) => ({
  ...pageAbout(c, '/agreement/decline'),
  title: 'Check before you tell us that your school cannot take part',
});
