import { Hono } from 'hono';
import { localDate } from '#calendar/london.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { secondsFor } from '#domain/people/confirmers.ts';
import { roleInWords } from '#domain/people/person.ts';
import { act } from '#use-cases/act.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { readNotMe } from '#web/kit/fields/people.ts';
import { noPart, notedPage, selfOf } from '#web/kit/own-part.ts';
import { refusal } from '#web/kit/page.ts';
import type { Self } from '#web/kit/readers.ts';
import type { Web } from '#web/kit/web-parts.ts';

/** "This is not me", and "I have left". */
export const notMePages = new Hono<Web>();

/** Who is asked to confirm whom somebody names in their own place. */
function secondPerson({ cohort, partnership: p, person }: Self): string {
  const names = secondsFor(p, 'confirm-successor', person.id).flatMap((id) => personOf(p, id)?.name ?? []);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format([...names, cohort.lead.name]);
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

notMePages.get('/not-me', (c) => {
  const self = selfOf(c);
  return self ? ask(c, notMe(self)) : refusal(c, 404);
});

notMePages.post('/not-me', async (c) => {
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
      notedPage(c, self, 'Thank you, that is noted', [
        successor
          ? `${secondPerson(self)} must confirm that ${successor.name} takes over. We have asked them, and written to you about it. Until then nothing changes, and we do not remind you of anything.`
          : 'The school is asked who does it now. You get no more emails from us.',
      ]),
  });
});
