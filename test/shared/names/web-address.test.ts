import { describe, expect, it } from 'vitest';
import { webAddressIn } from '#names/web-address.ts';
import { library } from '#programmes/library.ts';
import { cohortFiles } from '#test/support/cohorts.ts';

describe('a web address in a name', () => {
  it.each([
    ['Visit www.evil.example', 'www.evil.example'],
    ['http://evil.example/x', 'http://evil.example/x'],
    ['Sign in: HTTPS:evil', 'HTTPS:evil'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['Prize at evil.com', 'evil.com'],
    ['EVIL.CO.UK/prize', 'EVIL.CO.UK'],
    ['(evil.org)', 'evil.org'],
    ['write to a@evil.org', 'evil.org'],
    ['t.co', 't.co'],
    ['evil.com.', 'evil.com'],
    ['192.0.2.1/prize', '192.0.2.1/prize'],
    ['ｗｗｗ．ｅｖｉｌ．ｃｏｍ', 'www.evil.com'],
    ['evil。com', 'evil.com'],
    ['ev\u200bil.com', 'evil.com'],
    ['пример.рф', 'пример.рф'],
  ])('is found in %j', (name, found) => {
    expect(webAddressIn(name)).toBe(found);
  });

  it.each([
    'St.Mary’s C.E. Primary School',
    'St. John’s, Hill Lane',
    'Dr. A.B. Jones',
    'J.R.Smith',
    'Mr J.Smith, B.Sc. (Hons), Ph.D., M.Ed',
    'O’Neill-St.John',
    'Queen Elizabeth’s (Q.E.II) Academy',
    'Maths.No.Problem',
    'Lesson study 2026-27: R&D',
    'Year 5.2',
    'Room 4.12',
    'No.1 group',
    'Period 1...2',
    'Áine Ó Súilleabháin',
    '',
  ])('is not found in %j', (name) => {
    expect(webAddressIn(name)).toBeUndefined();
  });

  it('stands in no sample and no programme that ships', () => {
    const texts = Object.keys(library).flatMap((key) =>
      cohortFiles(key).map(({ text }) => (typeof text === 'string' ? text : new TextDecoder().decode(text))),
    );
    expect(texts.length).toBeGreaterThan(40);
    for (const text of texts) {
      const cells = text.split(/[\n,"]/).filter((cell) => !cell.includes('@'));
      expect(cells.flatMap((cell) => webAddressIn(cell) ?? [])).toEqual([]);
    }
  });
});
