import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { cancellation, invitation } from '#calendar/invitation.ts';
import { compose, type ToCompose } from '#email/compose.ts';
import { toHtml } from '#email/html.ts';
import { toText } from '#email/letter.ts';
import { sample as session } from '#test/shared/calendar/calendar-file.ts';
import { letters } from '#use-cases/letters.ts';
import { oneLine } from '#wording/wording.ts';
import { writeLetter } from './facts.ts';
import { samples, told } from './sample-facts.ts';

const sample: ToCompose = {
  letter: letters['agreement-request'].template(samples['agreement-request'][0]),
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

  describe('with a calendar part', () => {
    const zoe = { name: 'Zoë Ó Briain', email: 'zoe@example.org' };
    const texts = {
      REQUEST: invitation({ ...session, attendees: [zoe] }),
      CANCEL: cancellation({ ...session, summary: 'Coaching '.repeat(40), sequence: 4 }),
    };

    it.each(['REQUEST', 'CANCEL'] as const)('%s: one more way to read it, and a file', async (method) => {
      const text = texts[method];
      const mail = await simpleParser(await compose({ ...sample, calendar: { method, text } }));
      const [alternative, file, ...more] = mail.attachments;
      // the last of the first part, which is the letter's: programs take the last that they know
      expect(alternative?.partId).toBe('1.3');
      expect(alternative?.headers.get('content-type')).toEqual({
        value: 'text/calendar',
        params: { charset: 'utf-8', method },
      });
      expect(file).toMatchObject({
        contentType: 'application/ics',
        contentDisposition: 'attachment',
        filename: 'invite.ics',
      });
      for (const one of [alternative, file]) expect(new TextDecoder().decode(one?.content)).toBe(text);
      expect(more).toEqual([]);
      expect(normal(mail.text)).toBe(normal(toText(sample.letter)));
      expect(normal(mail.html)).toBe(normal(toHtml(sample.letter)));
    });

    it('refuses a text of another method', async () => {
      const calendar = { method: 'REQUEST', text: texts.CANCEL } as const;
      await expect(compose({ ...sample, calendar })).rejects.toThrow('The calendar part is no REQUEST.');
    });
  });

  it('attaches files byte by byte, under one-line names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array(),
        fc.constantFrom('Report é.pdf', 'a\r\nBcc: b@example.org'),
        async (content, name) => {
          const file = { filename: name, contentType: 'application/pdf', content };
          const mail = await simpleParser(await compose({ ...sample, attachments: [file] }));
          expect(mail.attachments.map((one) => [one.contentType, one.contentDisposition, one.filename])).toEqual([
            ['application/pdf', 'attachment', oneLine(name)],
          ]);
          expect(new Uint8Array(mail.attachments[0]?.content ?? [1])).toEqual(content);
          expect(mail.headers.has('bcc')).toBe(false);
        },
      ),
      { numRuns: 30 },
    );
  });
});
