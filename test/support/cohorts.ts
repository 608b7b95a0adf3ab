import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultSentence } from '#import/fault.ts';
import { provisionFiles } from '#import/provision.ts';
import { type ImportFile, type ReadCohort, readCohort } from '#import/read-cohort.ts';

/** The files of a folder under test/cohorts, as bytes. */
export function cohortFiles(name: string): ImportFile[] {
  const folder = join(import.meta.dirname, '..', 'cohorts', name);
  return readdirSync(folder).map((file) => ({ name: file, text: readFileSync(join(folder, file)) }));
}

/**
 * A cohort under test/cohorts, read as the product reads it. Without a name: the lesson study without its cycles, which
 * most tests of turns have no use for. Throws when its files have faults.
 */
export async function sampleCohort(name?: string): Promise<ReadCohort> {
  const read = await readCohort(cohortFiles(name ?? 'lesson-study'));
  if ('faults' in read) throw new Error(read.faults.map(faultSentence).join('\n'));
  return name === undefined ? withoutCycles(read) : read;
}

function withoutCycles({ cohort, schools }: ReadCohort): ReadCohort {
  const { cycles: _, ...programme } = cohort.programme;
  const steps = programme.steps.filter((step) => step.kind !== 'agree-plan' && step.kind !== 'hold-meeting');
  return {
    cohort: { ...cohort, programme: { ...programme, steps } },
    schools: schools.map(({ provision: __, ...school }) => school),
  };
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

/** The tables that a cohort under test/cohorts plans its cover with, by file, to change. */
export function planningTables(name = 'lesson-study'): Record<(typeof provisionFiles)[number], string[][]> {
  const files = cohortFiles(name);
  const rows = provisionFiles.map((file) => {
    const found = files.find((each) => each.name === file);
    const lines = new TextDecoder()
      .decode(found?.text as Uint8Array)
      .trim()
      .split('\n');
    return [file, lines.map((line) => line.split(','))];
  });
  return Object.fromEntries(rows);
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
