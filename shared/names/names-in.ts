/** A piece of what somebody wrote. `name`: it may be the name of somebody known, or of a school. */
export interface Piece {
  readonly text: string;
  readonly name: boolean;
}

/** They stand in the names of many schools, or before the names of people. */
const NO_NAMES = new Set(
  (
    'the and of for school schools academy college primary secondary infant infants junior lower middle upper high first ' +
    'nursery community church england catholic special grammar saint st mr mrs ms miss mx dr sir'
  ).split(' '),
);

const WORD = /([\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*)/u;

/** As it is compared: composed, with one kind of apostrophe, and without the ending of what is theirs. */
const asNamed = (word: string): string => word.normalize('NFC').replaceAll('’', "'").replace(/'s?$/, '');

const allCapitals = (word: string): string => word.toLocaleUpperCase('en');

/** The words of a name that stand for it in a sentence: `Okafor` of `Mrs A. Okafor`. Initials do not. */
const wordsOf = (name: string): readonly string[] =>
  name
    .split(WORD)
    .flatMap((word, i) => (i % 2 === 1 ? asNamed(word) : []))
    .filter((word) => /^\p{L}./u.test(word) && !NO_NAMES.has(word.toLowerCase()));

/**
 * What somebody wrote, with the names in it that are known: for whoever shows it on to look at. A name counts as it is written in
 * the records, with a capital letter or in capitals, so that `may` is no name because `May` is. It is a help: other names there
 * may be.
 * @param names of people and schools, in full
 */
export function namesIn(text: string, names: readonly string[]): readonly Piece[] {
  const known = new Set(names.flatMap(wordsOf).flatMap((word) => [word, allCapitals(word)]));
  return text
    .split(WORD)
    .map((piece, i) => ({ text: piece, name: i % 2 === 1 && known.has(asNamed(piece)) }))
    .filter((piece) => piece.text !== '');
}
