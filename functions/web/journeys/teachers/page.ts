import type { Asked } from '#web/kit/web-parts.ts';
import { countOf } from '#wording/wording.ts';
import { teacherForm } from './form.ts';

/** How many groups of how many teachers the programme has. */
export const shapeOf = (c: Asked) => c.var.doing.cohort.programme.groups;

function pageAbout(c: Asked, back: string) {
  const { base, cohort, partnership } = c.var.doing;
  const { size, perSchool, word } = shapeOf(c);
  return {
    base,
    back: base + back,
    school: partnership.school,
    lead: cohort.lead,
    wanted: `${countOf(size * perSchool, 'teacher')} in ${countOf(perSchool, word)}`,
    groups: teacherForm(shapeOf(c)),
  };
}

/** The form that names the teachers. */
export const form = (c: Asked) => {
  const about = pageAbout(c, '');
  return { ...about, title: `Name ${about.wanted}` };
};

/** The names before they are sent. */
export const check = (c: Asked) => ({ ...pageAbout(c, '/teachers'), title: 'Check the names before you send them' });
