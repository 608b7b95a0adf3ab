import tlds from 'tlds' with { type: 'json' };

/** What a host's name ends in: all that the internet has, and what is set aside for machines and examples. */
const ENDINGS = new Set([...tlds, 'example', 'invalid', 'test', 'localhost', 'local', 'internal', 'onion']);

const SCHEME = /[a-z][a-z\d+.-]*:\/\/\S*|\b(?:https?|ftp|mailto|javascript):\S*/iu;
const WWW = /\bwww\d?\.\S*/iu;
const FOUR_NUMBERS = /\b\d{1,3}(?:\.\d{1,3}){3}\b\S*/u;
/** Words with full stops and no spaces between. */
const DOTTED = /[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*(?:\.[\p{L}\p{N}\p{M}-]+)+/gu;
/** Degrees, which are written in the same way: Seychelles is `.sc`. */
const DEGREE = /^[bmd]\.sc$/iu;

const endsLikeAHost = (dotted: string): boolean =>
  !DEGREE.test(dotted) && ENDINGS.has(dotted.slice(dotted.lastIndexOf('.') + 1).toLowerCase());

/**
 * The first thing in a name that an email program would turn into a link, or undefined. Names stand in emails that come
 * from us: one that holds an address would send their readers to it. Initials and titles with full stops are none.
 */
export function webAddressIn(name: string): string | undefined {
  const plain = name
    .normalize('NFKC')
    .replace(/[\u3002\uff61]/g, '.')
    .replace(/\p{Cf}/gu, '');
  return (
    [SCHEME, WWW, FOUR_NUMBERS].flatMap((pattern) => pattern.exec(plain)?.[0] ?? [])[0] ??
    plain.match(DOTTED)?.find(endsLikeAHost)
  );
}
