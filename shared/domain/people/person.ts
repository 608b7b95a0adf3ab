import type { Instant } from '#calendar/london.ts';
import type { Id, SitterId } from '#domain/ids.ts';

/** The parts that people play. `teacher` is a participant; the others are as in the field's own words. */
export type Role = 'lead' | 'link' | 'head' | 'deputy' | 'cover' | 'coach' | 'mentor' | 'teacher';

/**
 * A seat within one partnership: `link`, `head`, `cover`, `lead`, `coach-1`, `teacher-3`. The person changes, the
 * seat stays.
 */
export type PersonId = Id<'person'>;

/** Of these a school may have several; each owes what their role owes. */
export type ManyRole = Extract<Role, 'coach' | 'mentor' | 'teacher'>;

export interface Person {
  readonly id: PersonId;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  /** of a guest in a group that another school hosts: their own school's URN */
  readonly of?: string | undefined;
  /** where a school has several of that part: which of them, from 1 */
  readonly nth?: number | undefined;
  /** 1 (left out) for the first who sits there, one more with each successor: their answers are kept apart by it */
  readonly version?: number | undefined;
  /** of their links, 1 where left out: raised with each successor, and where a stranger has had one */
  readonly links?: number | undefined;
  /** of their links, the first that was theirs: 1 where left out, and of a successor the number that they began with */
  readonly linksFrom?: number | undefined;
  /** of the link to the page of all that is theirs: raised when they ask for a new one, and when they last did */
  readonly own?: { readonly version: number; readonly asked: Instant } | undefined;
  /** of the address by which their calendar follows their sessions: raised when they replace it */
  readonly feed?: number | undefined;
  /** when they were last sent a new link for one that a spent secret had signed */
  readonly offered?: Instant | undefined;
  /** since when they sit there, or have that address; left out of those who were there from the start */
  readonly since?: Instant | undefined;
  /** when what they wrote was last erased, as they had asked */
  readonly erased?: Instant | undefined;
  /**
   * which seat of the school named them, or their address, if neither the lead's files nor the lead has: see confirmers.ts
   */
  readonly namedBy?: PersonId | undefined;
  /** what we heard of them: no one writes there until the school has named a successor */
  readonly gone?: Gone | undefined;
}

/** The address is a stranger’s; they have left, or given the part up; or mail to them comes back. */
export type Gone = 'not-me' | 'left' | 'bounced';

/** The key under which a person's own things are kept: `link`, and `link.2` for the first successor. */
export const sitterOf = ({ id, version = 1 }: Pick<Person, 'id' | 'version'>): SitterId =>
  version > 1 ? `${id}.${version}` : `${id}`;

/** Two spellings of one address are one person's inbox. */
export const sameAddress = (email: string): string => email.trim().toLowerCase();

export const roleInWords: Record<Role, string> = {
  lead: 'programme lead',
  link: 'SLT link',
  head: 'headteacher',
  deputy: 'deputy',
  cover: 'cover manager',
  coach: 'coach',
  mentor: 'mentor',
  teacher: 'teacher',
};

/** Have they told us that the seat is not theirs? An address that takes no post may still be read in a calendar. */
export const hasLeft = ({ gone }: Pick<Person, 'gone'>): boolean => gone === 'left' || gone === 'not-me';

export interface Contact {
  readonly name: string;
  readonly email: string;
}
