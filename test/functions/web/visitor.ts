import type { createApp } from '#web/app.ts';

/** A page as it came. */
export interface Seen {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** the path that the answer sends the reader on to */
  readonly location: string | undefined;
  readonly title: string;
  /** its text without the marks of HTML */
  readonly text: string;
}

/** The header by which the site of the tests knows where somebody is. */
export const SOURCE = 'X-Source-Of-The-Tests';

/** Somebody with a browser: keeps cookies, fills in the hidden fields of a form, says where a post comes from. */
export class Visitor {
  readonly #app: ReturnType<typeof createApp>;
  readonly #origin: string;
  readonly cookies: Map<string, string>;
  /** where they are on the network */
  readonly source: string;
  /** every page that they have seen */
  readonly pages: string[] = [];
  /** all that they have typed, by field */
  readonly typed: (readonly [field: string, text: string])[] = [];
  /** what they type in the place of what they are given */
  says: (field: string, text: string, path: string) => string = (_, text) => text;
  #last = '';

  constructor(
    app: ReturnType<typeof createApp>,
    origin: string,
    source = '192.0.2.1',
    cookies = new Map<string, string>(),
  ) {
    this.cookies = cookies;
    this.#app = app;
    this.#origin = origin;
    this.source = source;
  }

  /** Another tab of the same browser. */
  tab(): Visitor {
    return new Visitor(this.#app, this.#origin, this.source, this.cookies);
  }

  /** The page that they have before them, once more. */
  again(): Visitor {
    const again = this.tab();
    again.#last = this.#last;
    again.says = this.says;
    return again;
  }

  get(path: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Seen> {
    return this.send(path, { method });
  }

  /** Posts what a person typed together with the hidden fields of the last page read; follows nothing. */
  async post(
    path: string,
    fields: Readonly<Record<string, string>> = {},
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    const body = new URLSearchParams({ ...hiddenFields(this.#last), ...this.#write(fields, path) });
    return this.send(path, { method: 'POST', body, headers: { Origin: this.#origin, ...headers } });
  }

  async postFiles(path: string, fields: Readonly<Record<string, string | File>>): Promise<Seen> {
    const body = new FormData();
    const texts = Object.entries(fields).flatMap(([name, it]) => (typeof it === 'string' ? [[name, it]] : []));
    const all = { ...hiddenFields(this.#last), ...fields, ...this.#write(Object.fromEntries(texts), path) };
    for (const [name, value] of Object.entries(all)) body.append(name, value);
    return this.send(path, { method: 'POST', body, headers: { Origin: this.#origin } });
  }

  #write(fields: Readonly<Record<string, string>>, path: string): Record<string, string> {
    const written = Object.entries(fields).map(([name, text]) => [name, this.says(name, text, path)] as const);
    this.typed.push(...written);
    return Object.fromEntries(written);
  }

  /** Reads the form at a path, then posts to it. */
  async fill(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Seen> {
    await this.get(path);
    return this.post(path, fields);
  }

  async send(path: string, init: RequestInit): Promise<Seen> {
    const headers = new Headers(init.headers);
    headers.set(SOURCE, this.source);
    headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await this.#app.request(`${this.#origin}${path}`, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const html = await answer.text();
    if (html) this.#last = html;
    if (html) this.pages.push(html);
    return {
      status: answer.status,
      html,
      headers: answer.headers,
      location: answer.headers.get('Location') ?? undefined,
      title: unescaped(/<title>([^<]*)/.exec(html)?.[1] ?? ''),
      text: unescaped(html.replace(/<head>.*<\/head>/s, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' '),
    };
  }
}

const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  );

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
