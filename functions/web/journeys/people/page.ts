import { inWords } from '#calendar/london.ts';
import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import { hasEnded, personOf } from '#domain/partnership/partnership.ts';
import { getsNewLinks } from '#domain/people/link-acts.ts';
import { roleInWords } from '#domain/people/person.ts';
import { readPartnership } from '#records/partnerships.ts';
import { naming } from '#web/journeys/successor/page.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { Asked } from '#web/kit/web-parts.ts';

/** The school and the person whom the path names. */
export async function found(c: Asked) {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  if (!kept || hasEnded(kept.value.stage)) return undefined;
  const home = homeOf(c);
  return { cohort, p: kept.value, home, person: personOf(kept.value, c.req.param('seat') ?? '') };
}

/** The school's page. */
export const homeOf = (c: Asked) => `/cohorts/${c.var.cohort.id}/schools/${c.req.param('urn')}`;

type Found = NonNullable<Awaited<ReturnType<typeof found>>>;

/** The form that names a successor. */
export const replacing = ({ p, home, person }: Found): AskPage => ({
  title: `Replace ${person?.name}`,
  school: p.school,
  back: home,
  ...naming(p, person?.id ?? ''),
  date: {
    legend: 'From which day? (optional)',
    hint: 'Leave it empty for now. On a later day it happens that morning',
  },
  button: 'Continue',
});

/** The form that withdraws somebody who has asked for it. */
export const withdrawing = ({ cohort, p, home, person }: Found): AskPage => ({
  title: `Withdraw ${person?.name}`,
  school: p.school,
  back: home,
  sentences: ['Do this only if they have told you so. They need not say why.'],
  follows: [
    'They owe nothing any more, get one email that confirms it, and no others.',
    'Their sessions to come are called off or go on without them; the SLT link says how their group goes on.',
    ...(cohort.schoolCount > 1 ? ['They withdraw from all that they do at other schools of the programme too.'] : []),
    'What they answered and wrote is deleted, and is in no result worked out after that. This cannot be undone.',
  ],
  tick: `${person?.name} (${roleInWords[person?.role ?? 'teacher']}) withdraws`,
  button: 'Withdraw them',
  warns: true,
});

/** Do they take part themselves? */
export const isParticipant = ({ person }: Found): boolean =>
  ['teacher', 'coach', 'mentor'].includes(person?.role ?? '');

/** Somebody else may have them: an email was forwarded, a mailbox was opened, a device was lost. */
export const ending = ({ p, home, person }: Found, cohort: Cohort): AskPage => ({
  title: `End ${person?.name}’s links`,
  school: p.school,
  back: home,
  sentences: [
    'Do this if someone else may have their links, for example because an email was forwarded or a mailbox was broken into.',
  ],
  follows: [
    `All links that we have emailed to ${person?.name} for ${p.school} stop working straight away.`,
    'A calendar app that follows their sessions stops showing them. They can get a new calendar address from their page.',
    person && getsNewLinks(p, cohort, person)
      ? `We email new links to ${person.email}. If that address is wrong, correct it instead: that ends the links too.`
      : 'They have nothing to do at the moment, so we do not email them. The next email has a new link.',
  ],
  hidden: [{ name: 'seen', value: String(person?.links ?? 1) }],
  tick: `End ${person?.name}’s links`,
  button: 'End links',
  warns: true,
});

/** A successor named for a later day is not to follow. */
export const keeping = ({ p, home, person }: Found): AskPage => {
  const planned = p.handovers?.find(({ seat }) => seat === person?.id);
  return {
    title: `${person?.name} stays`,
    school: p.school,
    back: home,
    sentences: planned
      ? [`${planned.to.name} was to follow as ${roleInWords[person?.role ?? 'link']} from ${inWords(planned.from)}.`]
      : ['Nobody is to follow there any more.'],
    follows: ['Everything stays as it is. Nobody had been told by email, so nobody is.'],
    tick: `${person?.name} goes on as before`,
    button: 'Cancel the change',
  };
};
