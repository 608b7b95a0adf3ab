import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultSentence } from '../../shared/import/fault.ts';
import { type ImportFile, type ReadCohort, readCohort } from '../../shared/import/read-cohort.ts';

/** The files of a folder under test/cohorts, as bytes. */
export function cohortFiles(name: string): ImportFile[] {
  const folder = join(import.meta.dirname, '..', 'cohorts', name);
  return readdirSync(folder).map((file) => ({ name: file, text: readFileSync(join(folder, file)) }));
}

/** A cohort under test/cohorts, read as the product reads it. Throws when its files have faults. */
export async function sampleCohort(name = 'lesson-study'): Promise<ReadCohort> {
  const read = await readCohort(cohortFiles(name));
  if ('faults' in read) throw new Error(read.faults.map(faultSentence).join('\n'));
  return read;
}

/** A cohort's files as tests change them: the JSON as data, the tables as rows of cells with their headings first. */
export interface CohortDraft {
  // biome-ignore lint/suspicious/noExplicitAny: tests write what does not belong there
  readonly cohort: any;
  readonly schools: string[][];
  readonly people: string[][];
}

/** A fresh copy of a cohort under test/cohorts, to change. Its tables have no quoted cells. */
export function cohortDraft(name = 'lesson-study'): CohortDraft {
  const text = (file: string) => {
    const found = cohortFiles(name).find((each) => each.name === file);
    return new TextDecoder().decode(found?.text as Uint8Array);
  };
  const table = (file: string) =>
    text(file)
      .trim()
      .split('\n')
      .map((line) => line.split(','));
  return { cohort: JSON.parse(text('cohort.json')), schools: table('schools.csv'), people: table('people.csv') };
}

export const writeTable = (rows: readonly (readonly string[])[], delimiter = ',', ending = '\n'): string =>
  rows
    .map(
      (cells) =>
        cells.map((cell) => (/["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter) +
        ending,
    )
    .join('');

export const writeFiles = ({ cohort, schools, people }: CohortDraft): ImportFile[] => [
  { name: 'cohort.json', text: JSON.stringify(cohort, null, 2) },
  { name: 'schools.csv', text: writeTable(schools) },
  { name: 'people.csv', text: writeTable(people) },
];
