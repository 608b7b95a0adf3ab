import { HtmlValidate } from 'html-validate';
import { Rules } from '#test/support/html-faults.ts';
import type { NamedPage } from './look.ts';

const rules = new Rules({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // the progress of a launch or a plan, which its reader can stop
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
const checker = new HtmlValidate(rules);

/** What is wrong with the HTML of some pages, in the checker's words. */
export async function faultsInHtml(pages: readonly NamedPage[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { name, html } of new Map(pages.map((page) => [page.html, page])).values()) {
    const { results } = await checker.validateString(html);
    for (const { messages } of results)
      faults.push(...messages.map((m) => `${name}, ${m.line}: ${m.ruleId}: ${m.message}`));
  }
  return faults;
}

/** Pages without one first heading; and those with a fault that do not say so in their title, or lead to no field. */
export const faultsInForms = (pages: readonly NamedPage[]): readonly string[] =>
  pages.flatMap(({ name, html, status }) => {
    const [summary = ''] = html.match(/govuk-error-summary__list.*?<\/ul>/s) ?? [];
    const leads = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const wrong = status === 422;
    return [
      ...(html.match(/<h1[ >]/g)?.length === 1 ? [] : [`${name}: not one first heading`]),
      ...(html.includes('<title>Error: ') === wrong ? [] : [`${name}: its title and its status ${status} disagree`]),
      ...(leads.length > 0 === wrong ? [] : [`${name}: ${leads.length} faults listed with status ${status}`]),
      ...leads.filter((id) => !html.includes(`id="${id}"`)).map((id) => `${name}: leads to no ${id}`),
    ];
  });

/** Words that the design system does without, and what only a mistake of ours writes. */
export const unwantedWords = (pages: readonly NamedPage[]): readonly string[] =>
  pages.flatMap(({ name, html }) =>
    [...html.replace(/<[^>]*>/g, ' ').matchAll(/\b(please|sorry|invalid|valid|oops|undefined|NaN|\[object)\b/gi)].map(
      ([word]) => `${name}: ${word}`,
    ),
  );
