import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { compose, type ToCompose } from '../../../shared/email/compose.ts';
import { toHtml } from '../../../shared/email/html.ts';
import { toText } from '../../../shared/email/letter.ts';
import { write, writeLetter } from '../../../shared/email/templates/index.ts';
import { oneLine } from '../../../shared/email/wording.ts';
import { samples, told } from './sample-facts.ts';

const sample: ToCompose = {
  letter: write['agreement-request'](samples['agreement-request'][0]),
  kind: 'agreement-request',
  key: 'lesson-study-2026/100001/agreement-request/sign-agreement',
  from: { name: 'Drumbeat', email: 'drumbeat@example.org' },
  to: { name: 'Zoë Ó Briain', email: 'zoe@example.org' },
  replyTo: { name: 'Amina Example', email: 'amina@example.org' },
  date: '2026-09-07T07:00:00Z',
};

const normal = (text: string | false | undefined) => (text || '').replaceAll('\r\n', '\n').trim();

describe('compose', () => {
  it.each(told.map((one, i) => [`${one.kind} (${i})`, one] as const))('%s comes back whole', async (_, one) => {
    const letter = writeLetter(one.kind, one.facts as never);
    const mail = await simpleParser(await compose({ ...sample, letter, kind: one.kind }));
    expect(mail.subject).toBe(letter.subject);
    expect(normal(mail.text)).toBe(normal(toText(letter)));
    expect(normal(mail.html)).toBe(normal(toHtml(letter)));
    expect(mail.attachments).toEqual([]);
  });

  it('says who, when and what it is, and that nobody need answer by machine', async () => {
    const mail = await simpleParser(await compose(sample));
    expect(mail.from?.text).toBe('"Drumbeat" <drumbeat@example.org>');
    expect(mail.to?.value).toEqual([{ name: 'Zoë Ó Briain', address: 'zoe@example.org' }]);
    expect(mail.replyTo?.value).toEqual([{ name: 'Amina Example', address: 'amina@example.org' }]);
    expect(mail.date).toEqual(new Date('2026-09-07T07:00:00Z'));
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
    expect(mail.headers.get('x-drumbeat-key')).toBe(sample.key);
    expect(mail.headers.get('x-drumbeat-kind')).toBe('agreement-request');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-auto-response-suppress')).not.toMatch(/NDR|All/);
  });

  it('lets nobody write a header', async () => {
    const names = (mail: { readonly headerLines: readonly { readonly key: string }[] }) =>
      mail.headerLines.map((line) => line.key).sort();
    const plain = names(await simpleParser(await compose(sample)));
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc
        .tuple(fc.string(), fc.constantFrom('\r\n', '\n', '\r', '\u2028', '\0'), fc.string())
        .map(([a, newline, b]) => `${a}${newline}Bcc: thief@example.org${newline}${newline}${b}`),
      fc.constantFrom('"Quoted" <thief@example.org>', 'a, thief@example.org', '<script>', '=?utf-8?q?x?='),
    );
    await fc.assert(
      fc.asyncProperty(words, async (w) => {
        const mail = await simpleParser(
          await compose({
            ...sample,
            letter: { ...sample.letter, subject: `About ${w}` },
            to: { ...sample.to, name: w },
            replyTo: { ...sample.replyTo, name: w },
            from: { ...sample.from, name: w },
            key: `key/${w}`,
          }),
        );
        expect(names(mail)).toEqual(plain);
        expect(mail.to?.value.map((v) => v.address)).toEqual(['zoe@example.org']);
        expect(mail.replyTo?.value.map((v) => v.address)).toEqual(['amina@example.org']);
        expect(mail.from?.value.map((v) => v.address)).toEqual(['drumbeat@example.org']);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps names that are more than letters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('Ann "Nan" O’Hara', 'Łukasz Żak', '李 雷', 'Drum 🥁', 'Smith, Jo'),
        async (name) => {
          const mail = await simpleParser(await compose({ ...sample, to: { ...sample.to, name } }));
          expect(mail.to?.value).toEqual([{ name: oneLine(name), address: 'zoe@example.org' }]);
        },
      ),
    );
  });

  it.each(['', 'nobody', 'a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', 'A <a@example.org>'])(
    'refuses %j as an address, without repeating it',
    async (email) => {
      await expect(compose({ ...sample, to: { name: 'A', email } })).rejects.toThrow(
        'The to address is not one email address.',
      );
    },
  );
});
