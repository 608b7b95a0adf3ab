import { createHash } from 'node:crypto';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { sameAddress } from '#domain/people/person.ts';
import { MOST_BYTES_OF_A_FILE, PROGRAMME } from '#programmes/programme-file.ts';
import { COHORT, type CohortFile, type Programmes, readCohortFile } from './cohort-file.ts';
import { type DayOff, daysOff } from './days-off.ts';
import type { ImportFault } from './fault.ts';
import { readProgrammeFile } from './own-programme.ts';
import { PEOPLE, readPeople } from './people.ts';
import { provisionFiles, readProvision } from './provision.ts';
import { readSchoolsFile, SCHOOLS } from './schools.ts';
import { readSessions, SESSIONS_FILE } from './sessions.ts';

export interface ImportFile {
  readonly name: string;
  /** as read from a disk or a form; bytes may be UTF-8, UTF-16 with its mark, or what Excel saves in Windows */
  readonly text: string | Uint8Array;
}

export const importFiles = [COHORT, SCHOOLS, PEOPLE, SESSIONS_FILE, ...provisionFiles, PROGRAMME] as const;

/** A programme may begin without them: people are named, and sessions and cycles planned, in the browser. */
const mayBeMissing: readonly string[] = [PEOPLE, SESSIONS_FILE, ...provisionFiles, PROGRAMME];

/** Two thousand schools of six teachers fit, ten thousand sessions, and the timetables of some 1,500 teachers. */
const mostBytes: Readonly<Record<string, number>> = {
  [COHORT]: 100_000,
  [SCHOOLS]: 2_000_000,
  [PEOPLE]: 2_000_000,
  [SESSIONS_FILE]: 2_000_000,
  'periods.csv': 1_000_000,
  'timetable.csv': 3_000_000,
  'cover.csv': 2_000_000,
  'supply.csv': 500_000,
  'closures.csv': 500_000,
  [PROGRAMME]: MOST_BYTES_OF_A_FILE,
};

export interface ReadCohort {
  readonly cohort: Cohort;
  /** in the order of the file */
  readonly schools: readonly School[];
}

/** What a lead is to be asked about it, too. */
export interface FilesRead extends ReadCohort {
  /** sessions on days without school, in the order of the file */
  readonly daysOff: readonly DayOff[];
}

/**
 * Reads a cohort from its files, as a draft. Either all is well, or every fault of every file comes back, in the order
 * of file and row. Never throws for what the files hold.
 * @param own programmes that `cohort.json` may name beside the library's; one lying beside it is another
 */
export async function readCohort(
  files: readonly ImportFile[],
  own: Programmes = {},
): Promise<FilesRead | { readonly faults: readonly ImportFault[] }> {
  const found = importFiles.map((name) => find(files, name));
  const [cohortText, schoolsText, peopleText, sessionsText, ...provisionTexts] = found.map(({ text }) => text);

  const programme = found.at(-1)?.text?.trim() ? readProgrammeFile(found.at(-1)?.text ?? '') : undefined;
  const programmes = { ...own, ...programme?.known };
  const read = cohortText === undefined ? undefined : await readCohortFile(cohortText, programmes);
  const schools = schoolsText === undefined ? undefined : readSchoolsFile(schoolsText, read?.programme);
  const people = peopleText?.trim() ? readPeople(peopleText, schools?.names, read?.programme) : undefined;
  const cohort = read?.file && draft(read.file, schools?.schools.length ?? 0);
  const around = { programme: read?.programme, cohort, schools: schools?.names, people };
  const sessions = sessionsText?.trim() ? readSessions(sessionsText, around) : undefined;
  const texts = provisionFiles.map((name, i) => [name, provisionTexts[i]?.trim() ? provisionTexts[i] : undefined]);
  const provision = readProvision(Object.fromEntries(texts), around);

  // whoever names a programme whose file has faults is to mend those alone
  const isItsOwn = ({ file, column }: ImportFault) =>
    !programme?.faults.length || file !== COHORT || column !== 'programme';
  const faults = [
    ...found.flatMap(({ faults }) => faults),
    ...[read, schools, people, sessions, provision, programme].flatMap((part) => part?.faults ?? []).filter(isItsOwn),
  ];
  if (faults.length > 0 || !cohort || !schools) return { faults: faults.sort(byFileAndRow) };
  return {
    cohort,
    daysOff: daysOff(sessions?.rows ?? [], cohort, (urn) => provision.of(urn)?.closures ?? []),
    schools: schools.schools.map((school) => {
      const coaches = people?.coaches.get(school.urn) ?? [];
      const mentors = people?.mentors.get(school.urn) ?? [];
      const guests = people?.guests.get(school.urn) ?? [];
      const planned = sessions?.sessions.get(school.urn) ?? [];
      const plannedWith = provision.of(school.urn);
      return {
        ...school,
        teachers: people?.teachers.get(school.urn) ?? [],
        ...(coaches.length > 0 ? { coaches } : {}),
        ...(mentors.length > 0 ? { mentors } : {}),
        ...(guests.length > 0 ? { guests } : {}),
        ...(planned.length > 0 ? { sessions: planned } : {}),
        ...(plannedWith ? { provision: plannedWith } : {}),
      };
    }),
  };
}

const draft = ({ lead, ...file }: CohortFile, schoolCount: number): Cohort => ({
  id: cohortId(file.name, lead.email),
  ...file,
  lead: { id: 'lead', role: 'lead', ...lead },
  schoolCount,
  stage: 'draft',
  outbox: [],
  told: [],
});

/**
 * The same lead importing the same name again means the same cohort, and no two leads share one: `lesson-study-2026-27-4c1d5e`.
 * At most 47 characters of a-z, 0-9 and hyphens.
 */
export function cohortId(name: string, leadEmail: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const short = slug && slug.length <= 40 ? slug : `${slug.slice(0, 33).replace(/-$/, '') || 'cohort'}-${sixHex(name)}`;
  return `${short}-${sixHex(sameAddress(leadEmail))}`;
}

const sixHex = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 6);

function find(files: readonly ImportFile[], wanted: string): { text?: string; faults: ImportFault[] } {
  const [file, another] = files.filter(({ name }) => name.split(/[\\/]/).at(-1)?.toLowerCase() === wanted);
  const fault = (problem: string, remedy: string) => ({ faults: [{ file: wanted, problem, remedy }] });
  if (!file)
    return mayBeMissing.includes(wanted)
      ? { faults: [] }
      : fault('This file is missing.', `Add a file named ${wanted}.`);
  if (another) return fault('There are two files of this name.', 'Keep one of them.');
  const most = mostBytes[wanted] ?? 0;
  if (file.text.length > most)
    return fault(
      `This file is larger than ${(most / 1000).toLocaleString('en-GB')} KB.`,
      'Take out what does not belong to the cohort, or split it into smaller cohorts.',
    );
  return { text: typeof file.text === 'string' ? file.text : decode(file.text), faults: [] };
}

/** Excel saves "CSV" in Windows-1252 and "Unicode text" in UTF-16; everything else is UTF-8. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const place = ({ file }: ImportFault): number => (importFiles as readonly string[]).indexOf(file);

const byFileAndRow = (a: ImportFault, b: ImportFault): number => place(a) - place(b) || (a.row ?? 0) - (b.row ?? 0);
