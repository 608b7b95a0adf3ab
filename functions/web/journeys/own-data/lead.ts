import { Hono } from 'hono';
import * as z from 'zod';
import { partnershipId } from '#domain/cohort/cohort.ts';
import type { InCohort } from '#domain/obligations/owed.ts';
import { isReachable } from '#domain/personal-data/acts.ts';
import { keptNamed, type PersonOnRecord } from '#domain/personal-data/kept.ts';
import { readPartnership } from '#records/partnerships.ts';
import { startCopy, startErasing } from '#use-cases/ask-for-data.ts';
import { eraseData } from '#use-cases/erase-person.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { address, line } from '#web/kit/fields/entries.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { erasingInWords, staysInWords } from './stays.ts';

/** The lead says that somebody has asked for a copy, or to be erased. What comes of it goes to that person alone. */
export const personal = new Hono<Web>();

interface Form {
  readonly title: string;
  readonly button: string;
  readonly explains: readonly string[];
  readonly follows?: readonly string[];
  readonly stays?: readonly string[];
  readonly tick?: string;
  /** what the lead types beside the tick: the address that somebody who only covers has given, or why nobody can be asked */
  readonly asks?: 'email' | 'why';
}

const WHY = 'Enter how you know that they want this';
const LIKE = 'Enter their email address in the correct format, like name@school.example.org';
const typed = {
  email: z.object({ email: address('Enter their email address', LIKE) }),
  why: z.object({ why: line(WHY, 300, 'Use 300 characters or fewer') }),
} as const;

function copying({ partnership: p, cohort }: InCohort, kept: PersonOnRecord): Form {
  const { name, email, covers } = kept;
  const title = `Send ${name} a copy of their data`;
  if (covers && email === '')
    return {
      title,
      button: 'Send the copy',
      asks: 'email',
      explains: [
        `We have no email address for ${name}. Ask them for one, and enter it here. It is kept with their name and used for this alone.`,
        'All that is kept about them is what you can see on this school’s pages: their name, when they can cover, and what they have covered.',
        'The history records that you entered the address.',
      ],
      tick: `${name} has asked for a copy`,
    };
  if (!isReachable(p, kept))
    return {
      title,
      button: '',
      explains: [
        `We cannot reach ${name} by email: there is no address, they have left it, or our emails come back. A copy goes to nobody but the person it is about, so it cannot be sent now.`,
        'If they have another address, correct it on the school’s page first.',
      ],
    };
  return {
    title,
    button: 'Send the copy',
    explains: [
      `The copy goes to ${name} alone, at ${email}. They open it with a link and a code that we send to that address. You can see that it was sent, but cannot read it.`,
      `If it holds words that someone else wrote, or that are about someone else, the head of ${p.school} checks these first and can leave them out. You are told if that is late. By law the copy must arrive within one month.`,
      `It holds what is kept at ${p.school} in ${cohort.name}.`,
    ],
    tick: `${name} has asked for a copy`,
  };
}

function erasing(place: InCohort, kept: PersonOnRecord): Form {
  const { name, email } = kept;
  const form = {
    title: `Erase the data about ${name}`,
    follows: erasingInWords(place, kept),
    stays: staysInWords,
    tick: `${name} has asked for this`,
  };
  if (isReachable(place.partnership, kept))
    return {
      ...form,
      button: 'Ask them to confirm',
      explains: [
        `${name} gets an email at ${email} with a link to confirm this. Nothing is erased until they do. The link works for 28 days.`,
      ],
    };
  return {
    ...form,
    button: 'Erase',
    asks: 'why',
    explains: [
      `We cannot reach ${name} by email, so they cannot confirm this themselves. You can erase the data for them if they have asked you in another way. What you enter is kept in the history.`,
      'This happens at once and cannot be undone.',
    ],
  };
}

const forms = { copy: copying, erase: erasing } as const;

const NAMES = `/:person/:form{${Object.keys(forms).join('|')}}`;

async function named(c: Asked) {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const person = kept && keptNamed(kept.value, c.req.param('person') ?? '');
  const which: keyof typeof forms = c.req.param('form') === 'erase' ? 'erase' : 'copy';
  const home = `/cohorts/${cohort.id}/schools/${c.req.param('urn')}`;
  return kept && person && { partnership: kept.value, cohort, person, which, home };
}

type Named = NonNullable<Awaited<ReturnType<typeof named>>>;

const formOf = (it: Named): Form => forms[it.which](it, it.person);

const shown = (c: Asked, it: Named) => ({
  ...formOf(it),
  school: it.partnership.school,
  back: it.home,
  action: c.req.path,
  posted: c.var.posted ?? {},
});

personal.get(NAMES, async (c) => {
  const it = await named(c);
  return it ? page(c, 'journeys/own-data/lead', shown(c, it)) : refusal(c, 404);
});

const nothing: Read<{ readonly email?: string; readonly why?: string }> = { values: {} };

personal.post(NAMES, async (c) => {
  const { parts, posted } = c.var;
  const it = await named(c);
  if (!it) return refusal(c, 404);
  const { partnership, person, which, home } = it;
  const form = formOf(it);
  // somebody who has been erased since the form was shown
  if (!form.tick || (person.erased && person.email === '')) return goTo(c, `${home}?told=already`);
  const given = form.asks ? readTyped(form.asks, posted) : nothing;
  const ticked = read(confirmation(`Tick the box if ${person.name} has asked for this`), posted);
  const faults = [given, ticked].flatMap((one) => ('faults' in one ? one.faults : []));
  if ('faults' in given || faults.length > 0) return mend(c, 'journeys/own-data/lead', { ...shown(c, it), faults });
  if (form.asks === 'why') {
    const done = await eraseData(parts, partnership.id, person, { why: given.values.why ?? '' }, 'lead');
    return done ? goTo(c, `${home}?told=erase`) : refusal(c, 404);
  }
  const started =
    which === 'copy'
      ? await startCopy(parts, partnership.id, person.named, 'lead', given.values.email)
      : await startErasing(parts, partnership.id, person.named, 'lead');
  if ('refused' in started) return goTo(c, `${home}?told=already`);
  return goTo(c, `${home}?told=${which === 'copy' ? 'copy-asked' : 'erasing-asked'}`);
});

const readTyped = (which: 'email' | 'why', posted: Posted): Read<{ readonly email?: string; readonly why?: string }> =>
  read<{ readonly email?: string; readonly why?: string }>(typed[which], posted);
