import { Hono } from 'hono';
import { startCopy, startErasing } from '#use-cases/ask-for-data.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { page, refusal } from '#web/kit/page.ts';
import type { Self } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { erasingInWords, staysInWords } from './stays.ts';

/**
 * Somebody who came by a link of their own asks for a copy of what is kept about them, or to have it erased. What comes
 * of it goes to the address on record alone: whoever else has the link starts an email and no more.
 */
export const ownData = new Hono<Web>();

const selfOf = (c: Asked): Self | undefined => c.var.self;

const copying = ({ person, partnership: p, base }: Self): AskPage => ({
  title: 'Get a copy of your data',
  school: p.school,
  back: base,
  sentences: ['You can have a copy of everything that is kept about you here: on a page, and as a file.'],
  follows: [
    `We send a link to ${person.email}, and a code when you open it.`,
    'If it holds words that someone else wrote, or that are about someone else, the head of your school checks these first. They see those words only.',
    'The programme lead can see that a copy was sent, but cannot read it.',
  ],
  tick: 'I want a copy of my data',
  button: 'Send me my copy',
});

const erasing = ({ person, partnership: p, cohort, base }: Self): AskPage => ({
  title: 'Erase your data',
  school: p.school,
  back: base,
  sentences: [
    `We send a link to ${person.email}. Nothing is erased until you confirm it there.`,
    'To stop taking part, withdraw from the programme instead.',
  ],
  follows: erasingInWords({ cohort, partnership: p }, { ...person, named: person.id, since: '' }),
  stays: staysInWords,
  tick: 'I want my data erased',
  button: 'Send me the link',
});

const sent = (c: Asked, { cohort, person }: Self): Promise<Response> =>
  page(c, 'kit/noted', {
    title: 'We have your request',
    sentences: [
      `The next step comes by email to ${person.email}.`,
      'If it does not arrive within two weeks, write to the programme lead.',
    ],
    lead: cohort.lead,
    self: undefined,
  });

const forms = { copy: [copying, startCopy], erase: [erasing, startErasing] } as const;

const PATH = '/your-data/:what{copy|erase}';

const chosen = (c: Asked) => forms[c.req.param('what') === 'erase' ? 'erase' : 'copy'];

ownData.get(PATH, (c) => {
  const self = selfOf(c);
  return self ? ask(c, chosen(c)[0](self)) : refusal(c, 404);
});

ownData.post(PATH, (c) => {
  const self = selfOf(c);
  if (!self) return refusal(c, 404);
  const [form, start] = chosen(c);
  const { id } = self.person;
  return askAndAct(c, {
    form: form(self),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: () => start(c.var.parts, self.partnership.id, id, id),
    done: () => sent(c, self),
  });
});
