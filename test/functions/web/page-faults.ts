import { HtmlValidate } from 'html-validate';
import type { NamedPage } from './look.ts';

const checker = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // the progress of a launch, which its reader can stop
    'meta-refresh': 'off',
    // how the design system's own macros write HTML
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'no-inline-style': 'error',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // a school's name may be long
    'long-title': 'off',
    // a list without bullets stays a list for a screen reader
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'valid-id': ['error', { relaxed: true }],
  },
});

/** What is wrong with a page's HTML, in the checker's words; empty when it is sound. */
export async function pageFaults({ name, html }: NamedPage): Promise<readonly string[]> {
  const { results } = await checker.validateString(html);
  return results.flatMap(({ messages }) => messages.map((m) => `${name}, ${m.line}: ${m.ruleId}: ${m.message}`));
}
