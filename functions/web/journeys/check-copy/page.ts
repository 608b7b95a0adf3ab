import { createHash } from 'node:crypto';
import { whoAsked } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { gatherData, sentenceKey, type Words } from '#use-cases/personal-data.ts';
import { reportParts } from '#web/journeys/own-data/copy-lines.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { historyInWords } from '#web/kit/words/history.ts';
import { sessionInWords } from '#web/kit/words/session.ts';
import { capital, momentInWords } from '#wording/wording.ts';

/** Whose copy it is, and what of it others wrote or is about others. */
export async function found(c: Asked) {
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
export const digestOf = (words: readonly Words[]): string =>
  createHash('sha256')
    .update(JSON.stringify(words.map(({ key, sentences }) => [key, sentences])))
    .digest('base64url')
    .slice(0, 22);

const headingOf = (c: Asked, one: Words): string => {
  if (one.from === 'report')
    return `${one.session ? capital(sessionInWords(one.session)) : 'A session'}${(one.version ?? 1) > 1 ? `, version ${one.version}` : ''}: ${reportParts[one.part ?? 'seen'].toLowerCase()}`;
  const said = one.event && historyInWords(c.var.doing, { ...one.event, change: withoutReason(one.event.change) });
  return `Reason given at ${momentInWords(one.at)}${said ? `: ${said}` : ''}`;
};

const withoutReason = <T extends object>(change: T): T => ({
  ...change,
  ...('why' in change && { why: '' }),
  ...('reason' in change && { reason: '' }),
});

/** The field that leaves a sentence out. */
export const fieldLeftOut = (key: string): string => `out-${key}`;

/** The words to be checked, sentence by sentence. */
export const form = (c: Asked, { name, words }: Awaited<ReturnType<typeof found>>) => {
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
        const field = fieldLeftOut(sentenceKey(one, i));
        return { text, field, out: posted[field] === 'yes' };
      }),
    })),
  };
};
