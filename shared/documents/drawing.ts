import { htmlEscape } from 'escape-goat';

/** What the pictures have in common. They are drawn without a browser and stay readable in shades of grey. */
export const BRAND = '#0f5f63';
export const INK = '#0b0c0c';
export const TEXT = { fontFamily: 'Arial, Helvetica, sans-serif', fontSize: 13, color: INK } as const;

/**
 * A text as the charts library can draw it. It keeps the widths of texts in an object by their names, where this one is
 * every object's prototype: drawn as it stands, it would put attributes on everything in the process.
 */
export const drawable = (text: string): string => text.replaceAll('__proto__', '__proto\u2060__');

/**
 * The library's drawing as a picture that stands alone: under a policy that forbids styles in the page it must still look
 * like this (so attributes for styles), and its names may not depend on how many pictures were drawn before.
 * @param id is that of no other picture on the page
 */
export function standalone(drawn: string, id: string, title: string, description: string): string {
  return drawn
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style.replace(/([\w-]+):\s*([^;]+);?/g, (_all, name: string, value: string) => ` ${name}="${value.trim()}"`),
    )
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(
      /^<svg ([^>]*)>/,
      // by a function: what people wrote may hold a dollar sign
      (_, attributes: string) => `<svg ${attributes} role="img" aria-labelledby="${id}-title ${id}-words">
<title id="${id}-title">${htmlEscape(title)}</title>
<desc id="${id}-words">${htmlEscape(description)}</desc>`,
    );
}
