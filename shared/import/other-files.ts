import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { People } from './people.ts';

/** What the other files say; undefined is what could not be read of them, and then nothing is held against it. */
export interface OtherFiles {
  readonly programme: Programme | undefined;
  readonly cohort: Cohort | undefined;
  /** names by URN */
  readonly schools: ReadonlyMap<string, string> | undefined;
  readonly people: People | undefined;
}
