import type { InCohort } from '#domain/obligations/owed.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { roleInWords } from '#domain/people/person.ts';
import type { Link } from '#links/link.ts';
import { page } from '#web/kit/page.ts';
import type { Asked } from '#web/kit/web-parts.ts';

/** A link whose reader has handed over, has withdrawn, or got it by mistake: it stopped working at that moment. */
export function showFormer(c: Asked, { cohort, partnership: p, link }: InCohort & { readonly link: Link }) {
  const now = personOf(p, link.person);
  const why = now ? undefined : p.former?.findLast((one) => one.id === link.person)?.why;
  const left = [
    `You no longer take part in ${cohort.name}: ${p.school} told us that you have left. Nothing is owed, and you get no more emails about it.`,
    'What you answered is kept with the school’s, as the privacy page says. There you can ask for a copy of it, or to have it erased.',
  ];
  const withdrawn = [
    `You no longer take part in ${cohort.name}. Nothing is owed, and you get no more emails about it.`,
    'What you answered and what you had begun to write are deleted. Results worked out before you withdrew stay as they are: they are counts of five or more people. Later results do not include your answers.',
  ];
  const handedOver = [
    `This link was for whoever was the ${now ? roleInWords[now.role] : 'contact'} of ${p.school} before. Since then somebody else has taken over, or we were told that the email was not for its reader, so the link no longer works.`,
    'You have nothing to do. What was begun is kept and is with whoever does it now.',
  ];
  const schoolOver = [
    `Your own school does not take part in ${cohort.name}, or no longer does, so you are not in the group at ${p.school} any more. There is nothing left to do, and you get no more emails about it.`,
    'What you answered is kept with the group’s, as the privacy page says. There you can ask for a copy of it, or to have it erased.',
  ];
  const told = {
    withdrawn: { title: 'You have withdrawn', sentences: withdrawn },
    left: { title: 'You no longer take part', sentences: left },
    'school-over': { title: 'You no longer take part', sentences: schoolOver },
    replaced: { title: 'This is with somebody else now', sentences: handedOver },
  };
  const { title, sentences } = told[why ?? 'replaced'];
  return page(c, 'journeys/links/former', { title, sentences, lead: cohort.lead }, 410);
}
