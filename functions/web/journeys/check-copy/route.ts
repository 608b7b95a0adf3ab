import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { proposedAt } from '#domain/people/pending.ts';
import { roleInWords } from '#domain/people/person.ts';
import { checkCopy } from '#domain/personal-data/acts.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { capital, momentInWords } from '#email/wording.ts';
import { act } from '#use-cases/act.ts';
import { gatherData, sentenceKey, type Words } from '#use-cases/personal-data.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type Fault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { historyInWords } from '#web/kit/words/history.ts';
import { sessionInWords } from '#web/kit/words/session.ts';

/** The head looks through the words by and about others in somebody’s copy, and leaves out what is another’s. */
export const checkCopyPages = new Hono<Web>();

checkCopyPages.use(journeyOf('check-copy'));

/** Whoever holds a link of a seat that is to pass to another reads nothing by it until that is confirmed. */
checkCopyPages.use((c, next) => {
  const { partnership: p, person, cohort } = c.var.doing;
  if (!proposedAt(p, person.id)) return next();
  const sentences = [
    `We have been told that ${person.name} no longer reads email at this address as the ${roleInWords[person.role]}. No one else has confirmed this yet.`,
    'These words are for the head of the school. You can check the copy as soon as we know who that is.',
  ];
  return page(c, 'kit/noted', { title: 'This has to wait', sentences, lead: cohort.lead }, 409);
});

const parts = { workedOn: 'What was worked on', seen: 'What was seen', agreed: 'What was agreed next' } as const;

async function found(c: Asked) {
  const {
    parts: { table },
    doing: { partnership: p, obligation },
  } = c.var;
  const asked = requestOf(p, obligation.request ?? '');
  const person = asked && whoAsked(p, asked);
  const data = asked && person && (await gatherData({ table }, p, person, asked.at));
  return {
    name: person?.name ?? 'Somebody who has left',
    words: (data?.words ?? []).filter((one) => one.sentences.length > 0),
  };
}

/** Stands for what the page showed, so that only that is passed: a school may have corrected a report since. */
const digestOf = (words: readonly Words[]): string =>
  createHash('sha256')
    .update(JSON.stringify(words.map(({ key, sentences }) => [key, sentences])))
    .digest('base64url')
    .slice(0, 22);

const headingOf = (c: Asked, one: Words): string => {
  if (one.from === 'report')
    return `${one.session ? capital(sessionInWords(one.session)) : 'A session'}${(one.version ?? 1) > 1 ? `, version ${one.version}` : ''}: ${parts[one.part ?? 'seen'].toLowerCase()}`;
  const said = one.event && historyInWords(c.var.doing, { ...one.event, change: withoutReason(one.event.change) });
  return `Reason given at ${momentInWords(one.at)}${said ? `: ${said}` : ''}`;
};

const withoutReason = <T extends object>(change: T): T => ({
  ...change,
  ...('why' in change && { why: '' }),
  ...('reason' in change && { reason: '' }),
});

const fieldOf = (key: string): string => `out-${key}`;

const form = (c: Asked, { name, words }: Awaited<ReturnType<typeof found>>) => {
  const { doing, posted = {} } = c.var;
  return {
    title: `Check the copy for ${name}`,
    school: doing.partnership.school,
    back: doing.base,
    action: c.req.path,
    name,
    shown: digestOf(words),
    pieces: words.map((one) => ({
      heading: headingOf(c, one),
      sentences: one.sentences.map((text, i) => {
        const field = fieldOf(sentenceKey(one, i));
        return { text, field, out: posted[field] === 'yes' };
      }),
    })),
  };
};

checkCopyPages.get('/', async (c) => page(c, 'journeys/check-copy/view', form(c, await found(c))));

checkCopyPages.post('/', async (c) => {
  const { doing, posted, parts: ways } = c.var;
  const it = await found(c);
  const again = (faults: readonly Fault[]) => mend(c, 'journeys/check-copy/view', { ...form(c, it), faults });
  if (posted.shown !== digestOf(it.words))
    return again([
      { field: 'confirm', sentence: 'These words have changed since you opened this page. Check them again' },
    ]);
  const ticked = read(confirmation('Tick the box when you have read all of it'), posted);
  if ('faults' in ticked) return again(ticked.faults);
  const seen = it.words.map(({ key }) => key);
  const leftOut = it.words
    .flatMap((one) => one.sentences.map((_, i) => sentenceKey(one, i)))
    .filter((key) => posted[fieldOf(key)] === 'yes');
  const { partnership, obligation, person } = doing;
  await act(ways, partnership.id, person.id, (p, _cohort, now) =>
    checkCopy(p, obligation.id, person.id, { seen, leftOut }, now),
  );
  return goTo(c, doing.base);
});
