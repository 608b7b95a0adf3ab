import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/** Reads a checker's rules once, and not anew for all that it checks. */
export class Rules extends StaticConfigLoader {
  #resolved: ReturnType<StaticConfigLoader['getConfigFor']> | undefined;
  override getConfigFor(handle: string): ReturnType<StaticConfigLoader['getConfigFor']> {
    this.#resolved ??= super.getConfigFor(handle);
    return this.#resolved;
  }
}

// emails must carry their styles inline; a title of 70 characters is advice for search engines
const checker = new HtmlValidate(
  new Rules({
    extends: ['html-validate:recommended'],
    rules: { 'no-inline-style': 'off', 'long-title': 'off' },
  }),
);

/** What is wrong with an email's HTML, in the checker's words; empty when it is sound. */
export async function htmlFaults(html: string): Promise<readonly string[]> {
  const { results } = await checker.validateString(html);
  return results.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`));
}
