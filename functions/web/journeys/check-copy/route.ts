import { Hono } from 'hono';
import { proposedAt } from '#domain/people/pending.ts';
import { roleInWords } from '#domain/people/person.ts';
import { checkCopy } from '#domain/personal-data/acts.ts';
import { act } from '#use-cases/act.ts';
import { sentenceKey } from '#use-cases/personal-data.ts';
import { journeyOf } from '#web/kit/checking.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Web } from '#web/kit/web-parts.ts';
import { digestOf, fieldLeftOut, form, found } from './page.ts';

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

checkCopyPages.get('/', async (c) => page(c, 'journeys/check-copy/view', form(c, await found(c))));

checkCopyPages.post('/', async (c) => {
  const { doing, posted, parts: ways } = c.var;
  const it = await found(c);
  const again = (faults: readonly FieldFault[]) => mend(c, 'journeys/check-copy/view', { ...form(c, it), faults });
  if (posted.shown !== digestOf(it.words))
    return again([
      { field: 'confirm', sentence: 'These words have changed since you opened this page. Check them again' },
    ]);
  const ticked = read(confirmation('Tick the box when you have read all of it'), posted);
  if ('faults' in ticked) return again(ticked.faults);
  const seen = it.words.map(({ key }) => key);
  const leftOut = it.words
    .flatMap((one) => one.sentences.map((_, i) => sentenceKey(one, i)))
    .filter((key) => posted[fieldLeftOut(key)] === 'yes');
  const { partnership, obligation, person } = doing;
  await act(ways, partnership.id, person.id, (p, _cohort, now) =>
    checkCopy(p, obligation.id, person.id, { seen, leftOut }, now),
  );
  return goTo(c, doing.base);
});
