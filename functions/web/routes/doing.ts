import type { Owed } from '../../../shared/domain/owed.ts';
import type { Person } from '../../../shared/domain/person.ts';

/** Somebody at one thing that they owe: the school's link, who came by a link, or the lead, who took it over. */
export interface Doing extends Owed {
  /** where its pages are, without a slash at the end */
  readonly base: string;
  readonly person: Person;
  /** it is done, and whoever did it may change what was sent */
  readonly corrects?: boolean;
  /** the page that the lead came from */
  readonly home?: string;
}
