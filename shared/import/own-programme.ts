import { library } from '#programmes/library.ts';
import { PROGRAMME, readProgramme } from '#programmes/programme-file.ts';
import type { Programmes } from './cohort-file.ts';
import { type ImportFault, quoted } from './fault.ts';

/** A word of the pages' own addresses. */
const RESERVED = 'import';

/** May a programme that is not the library's have this key? */
export const isFree = (key: string): boolean => !Object.hasOwn(library, key) && key !== RESERVED;

/**
 * A programme of somebody's own from its file. `known`: by its key, to be named in `cohort.json`.
 * One with the key of a programme of the library is a fault: nobody could tell which of the two a cohort means.
 */
export function readProgrammeFile(text: string): {
  readonly known: Programmes;
  readonly faults: readonly ImportFault[];
} {
  const read = readProgramme(text);
  if ('faults' in read) return { known: {}, faults: read.faults };
  const { programme } = read;
  if (isFree(programme.key)) return { known: { [programme.key]: programme }, faults: [] };
  const problem = `The key ${quoted(programme.key)} is ${programme.key === RESERVED ? 'kept for our own use' : 'that of a programme in the library'}.`;
  const remedy = 'Write another key: small letters and digits, with hyphens between.';
  return { known: {}, faults: [{ file: PROGRAMME, column: 'key', problem, remedy }] };
}
