interface Mail {
  readonly icalEvent?: { readonly content: string } | undefined;
  readonly attachments?: readonly { readonly contentType: string; readonly content: Uint8Array }[] | undefined;
}

/** Stands where the mail library makes MIME of an email, and keeps of it what calendars read: see simulate.ts. */
export default class NoMime {
  readonly #calendars: readonly string[];

  constructor({ icalEvent, attachments = [] }: Mail) {
    const files = attachments.filter(({ contentType }) => contentType.startsWith('text/calendar'));
    this.#calendars = [
      ...(icalEvent ? [icalEvent.content] : []),
      ...files.map(({ content }) => new TextDecoder().decode(content)),
    ];
  }

  compile() {
    return { build: async () => new TextEncoder().encode(this.#calendars.join('')) };
  }
}
