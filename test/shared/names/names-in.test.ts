import { describe, expect, it } from 'vitest';
import { namesIn } from '#names/names-in.ts';

const NAMES = ['Mrs Adaeze Okafor', 'May Lin-Hart', 'St Wilfrid’s Church of England Primary School', 'Oldmere Academy'];
const marked = (text: string) =>
  namesIn(text, NAMES)
    .filter(({ name }) => name)
    .map((piece) => piece.text);

describe('names in what somebody wrote', () => {
  it('are found by each of their parts, also where something is theirs', () => {
    expect(marked('Mrs Okafor and May came; Adaeze’s class, and Oldmere’s')).toEqual([
      'Okafor',
      'May',
      'Adaeze’s',
      'Oldmere’s',
    ]);
    expect(marked('It was May Lin-Hart, of St Wilfrid’s.')).toEqual(['May', 'Lin', 'Hart', 'Wilfrid’s']);
  });

  it('are found in either apostrophe, in capitals, and when they are short', () => {
    const known = ["Bríd O'Brien", 'Jo Li', 'Jose\u0301 Sanz'];
    const found = (text: string) => namesIn(text, known).flatMap((piece) => (piece.name ? piece.text : []));
    expect(found("O’Brien and O'Brien; JO said to Li that José came")).toEqual([
      'O’Brien',
      "O'Brien",
      'JO',
      'Li',
      'José',
    ]);
  });

  it('are not what every school is called, nor a word that is only spelled alike', () => {
    expect(marked('The primary school may hope: a Church, an Academy, the School of England')).toEqual([]);
  });

  it('leave the text as it was written', () => {
    const text = '  “Okafor”,\nsaid\tMay—twice! 😀 ';
    expect(
      namesIn(text, NAMES)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});
