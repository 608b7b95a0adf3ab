import type { PersonId } from './person.ts';

/** Teachers who plan, teach, observe and debrief together. */
export interface Group {
  /** as people call it: "Triad 1", "Science" */
  readonly name: string;
  readonly members: readonly PersonId[];
}
