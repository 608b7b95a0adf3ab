import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cohortId } from '#import/read-cohort.ts';
import { lookOnlyAt, type NamedPage } from './look.ts';
import { LEAD } from './site.ts';
import type { Visitor } from './visitor.ts';

const inputs = { cohort: 'cohort.json', schools: 'schools.csv', people: 'people.csv' } as const;

/** Files of no cohort, files that would change a draft, and a draft that they would change. */
export async function lookAtImports(pages: NamedPage[], lead: Visitor): Promise<void> {
  const upload = async (...chosen: readonly (keyof typeof inputs)[]) => {
    const files = chosen.map((input) => {
      const text = readFileSync(join(import.meta.dirname, '../../cohorts/lesson-study', inputs[input]), 'utf8');
      // the cohort of that name has been launched
      return [input, new File([text.replace('Lesson study 2026-27', 'To be imported')], inputs[input])] as const;
    });
    await lead.get('/cohorts/import');
    await lead.postFiles('/cohorts/import', Object.fromEntries(files));
  };
  await upload('people');
  await upload('cohort', 'schools', 'people');
  await upload('cohort', 'schools');
  const changes = `/cohorts/import/${cohortId('To be imported', LEAD)}/changes`;
  await lookOnlyAt(pages, lead, [changes, '/cohorts/import']);
  // whose looking has pressed every button of the page
  await upload('people');
  await lookOnlyAt(pages, lead, ['/cohorts/import/none']);
}
