import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Link, readLink, writeLink } from '#links/link.ts';

const SECRET = 'a secret for tests alone';
const link: Link = {
  cohort: 'lesson-study-2026-27-25b75b',
  urn: '900101',
  obligation: 'sign-agreement',
  person: 'link',
  version: 1,
};
const text = writeLink(SECRET, link);

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const anyLink: fc.Arbitrary<Link> = fc.record({
  cohort: word,
  urn: fc.stringMatching(/^\d{6}$/),
  obligation: word,
  person: word,
  version: fc.integer({ min: 1, max: 99 }),
});

describe('a link', () => {
  it('is read as it was written, and is the same text every time', () => {
    fc.assert(
      fc.property(anyLink, fc.string({ minLength: 1 }), (any, secret) => {
        expect(readLink(secret, writeLink(secret, any))).toEqual(any);
        expect(writeLink(secret, any)).toBe(writeLink(secret, any));
      }),
    );
  });

  it('fits into a path as it is, and carries more than 128 bits that nobody can guess', () => {
    expect(encodeURIComponent(text)).toBe(text);
    expect(Buffer.from(text.split('.').at(-1) ?? '', 'base64url').length * 8).toBeGreaterThanOrEqual(128);
  });

  it('changed in any character is no link', () => {
    const alphabet = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=+/ é\0'];
    for (let i = 0; i < text.length; i++)
      for (const c of alphabet) {
        const changed = text.slice(0, i) + c + text.slice(i + 1);
        if (changed !== text) expect(readLink(SECRET, changed), changed).toBeUndefined();
      }
  });

  it('written another way is no link', () => {
    const [mac = ''] = text.split('.').slice(-1);
    const said = text.slice(0, -mac.length - 1);
    for (const version of ['01', '1.0', '1e0', '+1', ' 1', '0x1'])
      expect(readLink(SECRET, `${said.slice(0, -1)}${version}.${mac}`), version).toBeUndefined();
    for (const odd of [
      `${text}=`,
      `${text}\n`,
      ` ${text}`,
      text.toUpperCase(),
      `${said}.`,
      `${said}.${mac}.${mac}`,
      said,
    ])
      expect(readLink(SECRET, odd), odd).toBeUndefined();
  });

  it('is not one that another secret wrote, nor any text', () => {
    expect(readLink('another', text)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.string(), { minLength: 6, maxLength: 6 }).map((parts) => parts.join('.')),
        ),
        (any) => {
          expect(readLink(SECRET, any)).toBeUndefined();
        },
      ),
    );
  });

  it('of another person, obligation, school, cohort or version is another text', () => {
    const others: Partial<Link>[] = [
      { person: 'head' },
      { obligation: 'countersign' },
      { urn: '900102' },
      { cohort: 'x' },
      { version: 2 },
    ];
    const macs = [link, ...others.map((other) => ({ ...link, ...other }))].map((l) =>
      writeLink(SECRET, l).split('.').at(-1),
    );
    expect(new Set(macs).size).toBe(6);
  });
});
