import type { Asked } from '#web/kit/web-parts.ts';

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

export const form = (c: Asked) => ({ ...pageAbout(c, '/agreement'), title: 'Sign the agreement' });

export const check = (c: Asked) => ({ ...pageAbout(c, '/agreement/sign'), title: 'Check before you sign' });

export const declining = (c: Asked) => ({
  ...pageAbout(c, '/agreement'),
  title: 'Say that your school cannot take part',
});

export const checkDecline = (c: Asked) => ({
  ...pageAbout(c, '/agreement/decline'),
  title: 'Check before you tell us that your school cannot take part',
});
