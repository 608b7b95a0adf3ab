import { Hono } from 'hono';
import { inWords, localDate } from '#calendar/london.ts';
import { hasEnded, personOf } from '#domain/partnership/partnership.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { secondsFor } from '#domain/people/confirmers.ts';
import { askedToLeave } from '#domain/people/pending.ts';
import { roleInWords } from '#domain/people/person.ts';
import { cancelWithdrawal, withdrawSchool } from '#domain/people/withdrawal.ts';
import { act } from '#use-cases/act.ts';
import { withdraw } from '#use-cases/withdraw.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/asking.ts';
import { readFrom, readNotMe } from '#web/kit/fields/people.ts';
import { goTo, page, refusal } from '#web/kit/page.ts';
import { type Self, speaksForSchool } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/** "This is not me", "I have left", and withdrawal, of a person or of their school. */
export const ownPart = new Hono<Web>();

const selfOf = (c: Asked): Self | undefined => {
  const { self } = c.var;
  return self && !hasEnded(self.partnership.stage) ? self : undefined;
};

/** Of a school whose part has ended since the form was shown, their own page shows how things stand. */
const noPart = async (c: Asked): Promise<Response> => {
  const { self } = c.var;
  return self && hasEnded(self.partnership.stage) ? goTo(c, self.base) : refusal(c, 404);
};

const noted = (c: Asked, { cohort }: Self, title: string, sentences: readonly string[]): Promise<Response> =>
  page(c, 'kit/noted', { title, sentences, lead: cohort.lead, self: undefined });

const eitherOf = (names: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);

/** Who is asked to confirm whom somebody names in their own place. */
function secondPerson({ cohort, partnership: p, person }: Self): string {
  const names = secondsFor(p, 'confirm-successor', person.id).flatMap((id) => personOf(p, id)?.name ?? []);
  return eitherOf([...names, cohort.lead.name]);
}

const notMe = (self: Self): AskPage => {
  const { person, partnership: p, base } = self;
  return {
    title: 'This is not me, or I have left',
    school: p.school,
    back: base,
    sentences: [`This link is for ${person.name}, ${roleInWords[person.role]} of ${p.school}.`],
    follows: [
      'We stop writing to this address and remind nobody.',
      'The school is asked who does it now. Other work that was begun is kept for them.',
      'If you have left, answers that you have not sent are deleted.',
      `If you name a successor, ${secondPerson(self)} must confirm it first. Until then they get nothing from us, and you can still tell us that it was a mistake.`,
    ],
    radios: [
      {
        name: 'how',
        legend: 'Which of these is it?',
        items: [
          { value: 'not-me', text: 'This is not me: the email was not meant for me' },
          { value: 'left', text: 'I have left, or somebody else does this now' },
        ],
      },
    ],
    contact: {
      name: 'Their full name (optional)',
      email: 'Their email address (optional)',
      hint: 'If you have left and know who does it now:',
    },
    tick: 'I am sure',
    button: 'Tell the school',
  };
};

ownPart.get('/not-me', (c) => {
  const self = selfOf(c);
  return self ? ask(c, notMe(self)) : refusal(c, 404);
});

ownPart.post('/not-me', async (c) => {
  const self = selfOf(c);
  if (!self) return noPart(c);
  const { id } = self.person;
  return askAndAct(c, {
    form: notMe(self),
    read: readNotMe,
    field: 'email',
    act: ({ how, successor }) =>
      act(c.var.parts, self.partnership.id, id, (p, cohort, now) =>
        successor
          ? replacePerson(p, cohort, id, successor, localDate(now), id, now)
          : reportGone(p, cohort, id, how, now),
      ),
    done: ({ successor }) =>
      noted(c, self, 'Thank you, that is noted', [
        successor
          ? `${secondPerson(self)} must confirm that ${successor.name} takes over. We have asked them, and written to you about it. Until then nothing changes, and we do not remind you of anything.`
          : 'The school is asked who does it now. You get no more emails from us.',
      ]),
  });
});

const withdrawing = ({ cohort, partnership: p, base }: Self): AskPage => ({
  title: 'Withdraw from the programme',
  school: p.school,
  back: base,
  sentences: [`You can leave ${cohort.name} at any time. You need not say why, and nobody will ask.`],
  follows: [
    'You owe nothing any more, and this link stops working.',
    'You get one email that confirms it, and no others.',
    'Your sessions to come are called off or go on without you; the school says how your group goes on.',
    'Your answers, your records and what you have begun to write are deleted.',
    'Results that have been worked out already stay as they are: they are counts of five or more people. Later results do not include your answers.',
    ...(cohort.programme.sessions
      ? ['Reports on sessions that were held stay with the head, as the agreement says.']
      : []),
    `${cohort.lead.name} and the SLT link see that you have withdrawn. This cannot be undone.`,
  ],
  tick: 'I withdraw from the programme',
  button: 'Withdraw',
  warns: true,
});

const isParticipant = ({ person }: Self): boolean => ['teacher', 'coach', 'mentor'].includes(person.role);

ownPart.get('/withdraw', (c) => {
  const self = selfOf(c);
  return self && isParticipant(self) ? ask(c, withdrawing(self)) : refusal(c, 404);
});

ownPart.post('/withdraw', async (c) => {
  const self = selfOf(c);
  if (!self || !isParticipant(self)) return noPart(c);
  return askAndAct(c, {
    form: withdrawing(self),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => withdraw(c.var.parts, self.partnership.id, self.person.id, self.person.id),
    done: () => noted(c, self, 'You have withdrawn', ['You get one email that confirms it, and no others.']),
  });
});

/** The same words for the lead, who withdraws a school that told them so. */
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

const WITHDRAW = 'withdraw-school';

/** Who is asked to confirm that a school withdraws. */
function secondOf({ cohort, partnership: p, person }: Self): string {
  const names = secondsFor(p, 'confirm-withdrawal', person.id).flatMap((id) => personOf(p, id)?.name ?? []);
  return eitherOf([...names, cohort.lead.name]);
}

ownPart.get('/withdraw-school', (c) => {
  const self = selfOf(c);
  return self && speaksForSchool(self) ? ask(c, withdrawingSchool(self, WITHDRAW, secondOf(self))) : refusal(c, 404);
});

ownPart.post('/withdraw-school', async (c) => {
  const self = selfOf(c);
  if (!self || !speaksForSchool(self)) return noPart(c);
  return askAndAct(c, {
    form: withdrawingSchool(self, WITHDRAW, secondOf(self)),
    read: readFrom,
    field: 'from-day',
    act: (from) =>
      act(c.var.parts, self.partnership.id, self.person.id, (p, cohort, now) =>
        withdrawSchool(p, cohort, { by: self.person.id, from }, now),
      ),
    done: (from) =>
      noted(c, self, 'The withdrawal waits to be confirmed', [
        `${secondOf(self)} must confirm that the school withdraws${from ? ` on ${inWords(from)}` : ''}. We have asked them, and written to you about it.`,
        'Until then everything goes on as before.',
      ]),
  });
});

/** The same words for the lead. */
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

ownPart.get(`/${WITHDRAW}/cancel`, async (c) => {
  const self = selfOf(c);
  const leaves = self && (self.partnership.leaving || askedToLeave(self.partnership));
  return self && leaves && speaksForSchool(self) ? ask(c, staying(self)) : noPart(c);
});

ownPart.post(`/${WITHDRAW}/cancel`, async (c) => {
  const self = selfOf(c);
  if (!self || !speaksForSchool(self)) return noPart(c);
  return askAndAct(c, {
    form: staying(self),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () =>
      act(c.var.parts, self.partnership.id, self.person.id, (p, _cohort, now) =>
        cancelWithdrawal(p, self.person.id, now),
      ),
    done: () => noted(c, self, 'Your school stays', ['Everything goes on as before.']),
  });
});
