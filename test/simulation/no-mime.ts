/** Stands where the mail library makes MIME of an email: see simulate.ts. */
export default class NoMime {
  compile() {
    return { build: async () => new Uint8Array() };
  }
}
