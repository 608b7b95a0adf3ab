import { inWords } from '#calendar/london.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { secondsFor } from '#domain/people/confirmers.ts';
import { askedToLeave } from '#domain/people/pending.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { Self } from '#web/kit/readers.ts';

/** What they leave, where the same address takes part in other places too: all of it, or what they have at this school. */
const whichParts = (school: string, others: readonly string[]) => ({
  name: 'what',
  legend: 'What do you withdraw from?',
  items: [
    {
      value: 'programme',
      text: 'The whole programme',
      hint: { text: `Also what you do at ${inSeries(others)}. You get no more emails from any school.` },
    },
    {
      value: 'part',
      text: `Only this part, at ${school}`,
      hint: { text: `You continue at ${inSeries(others)} as before.` },
    },
  ],
});

const inSeries = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);

/** Somebody who takes part leaves. @param others names of the schools where they also take part */
export const withdrawing = ({ cohort, partnership: p, base }: Self, others: readonly string[]): AskPage => ({
  title: 'Withdraw from the programme',
  school: p.school,
  back: base,
  sentences: [`You can leave ${cohort.name} at any time. You need not say why, and nobody will ask.`],
  ...(others.length > 0 && { radios: [whichParts(p.school, others)] }),
  follows: [
    'You owe nothing any more, and this link stops working.',
    others.length > 0
      ? 'You get one email that confirms it, and no others about what you withdraw from.'
      : 'You get one email that confirms it, and no others.',
    'Your sessions to come are called off or go on without you; the school says how your group goes on.',
    'Your answers, your records and what you have begun to write are deleted.',
    'Results that have been worked out already stay as they are: they are counts of five or more people. Later results do not include your answers.',
    ...(cohort.programme.sessions
      ? ['Reports on sessions that were held stay with the head, as the agreement says.']
      : []),
    `${cohort.lead.name} and the SLT link see that you have withdrawn. This cannot be undone.`,
  ],
  tick: others.length > 0 ? 'I withdraw from this' : 'I withdraw from the programme',
  button: 'Withdraw',
  warns: true,
});

/** Who is asked to confirm that a school withdraws. */
export function secondOf({ cohort, partnership: p, person }: Self): string {
  const names = secondsFor(p, 'confirm-withdrawal', person.id).flatMap((id) => personOf(p, id)?.name ?? []);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format([...names, cohort.lead.name]);
}

/** A school leaves; the same words for the lead, who withdraws a school that told them so. */
export const withdrawingSchool = (
  { partnership: p, base }: Pick<Self, 'partnership' | 'base'>,
  path: string,
  /** who must confirm it; left out for the lead */
  seconds?: string,
): AskPage => ({
  title: 'Withdraw the school',
  school: p.school,
  back: base,
  ...((p.leaving || askedToLeave(p)) && {
    sentences: [
      p.leaving
        ? `The school withdraws on ${inWords(p.leaving.from)}. You can choose another day.`
        : 'You have told us that the school withdraws. It waits to be confirmed.',
    ],
    otherwise: { text: 'The school stays after all', href: `${base}/${path}/cancel` },
  }),
  follows: [
    ...(seconds
      ? [`${seconds} must confirm it first. Until then everything goes on, and the school can still stay.`]
      : []),
    'From the moment of the withdrawal nothing is owed and nobody is reminded.',
    'Sessions and cover to come are called off. Everybody who had them in the calendar is told.',
    'The SLT link, the head and the programme lead get one email that confirms it.',
    'It cannot be undone once the day has come.',
  ],
  date: { legend: 'From which day? (optional)', hint: 'Leave it empty to withdraw now. For example, 24 3 2027' },
  tick: `${p.school} withdraws from the programme`,
  button: 'Withdraw the school',
  warns: true,
});

/** It stays after all; the same words for the lead. */
export const staying = ({ partnership: p, base }: Pick<Self, 'partnership' | 'base'>): AskPage => ({
  title: 'The school stays',
  school: p.school,
  back: base,
  sentences: [
    p.leaving
      ? `The school was to withdraw on ${inWords(p.leaving.from)}.`
      : askedToLeave(p)
        ? 'We have been told that the school withdraws. It is not confirmed yet.'
        : 'The school withdraws on no day.',
  ],
  follows: [
    askedToLeave(p)
      ? 'Everything goes on as before. The programme lead is told by email.'
      : 'Everything goes on as before. Nobody had been told by email, so nobody is.',
  ],
  tick: `${p.school} goes on taking part`,
  button: 'Stay in the programme',
});
