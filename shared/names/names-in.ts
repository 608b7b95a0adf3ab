/** A piece of what somebody wrote. `name`: it may be the name of somebody known, or of a school. */
export interface Piece {
  readonly text: string;
  readonly name: boolean;
}

/** They stand in the names of many schools, or before the names of people. */
const NO_NAMES = new Set(
  (
    'The And Of For School Schools Academy College Primary Secondary Infant Infants Junior Lower Middle Upper High ' +
    'First Nursery Community Church England Catholic Special Grammar Saint St Mr Mrs Ms Miss Mx Dr Sir'
  ).split(' '),
);

const WORD = /([\p{L}\p{N}][\p{L}\p{N}'’-]*)/u;

/** `Wilfrid’s` is of Wilfrid. */
const withoutEnding = (word: string): string => word.replace(/['’]s?$/, '');

/** The words of a name that stand for it in a sentence: `Okafor` of `Mrs A. Okafor`. Initials do not. */
const wordsOf = (name: string): readonly string[] =>
  name
    .split(WORD)
    .flatMap((word, i) => (i % 2 === 1 ? withoutEnding(word) : []))
    .filter((word) => word.length > 2 && !NO_NAMES.has(word));

/**
 * What somebody wrote, with the names in it that are known: for whoever shows it on to look at. A name counts as it is written in
 * the records, with a capital letter, so that `may` is no name because `May` is.
 * @param names of people and schools, in full
 */
export function namesIn(text: string, names: readonly string[]): readonly Piece[] {
  const known = new Set(names.flatMap(wordsOf));
  return text
    .split(WORD)
    .map((piece, i) => ({ text: piece, name: i % 2 === 1 && known.has(withoutEnding(piece)) }))
    .filter((piece) => piece.text !== '');
}
