/** The parts that people play. `teacher` is a participant; the others are as in the field's own words. */
export type Role = 'lead' | 'link' | 'head' | 'deputy' | 'cover' | 'coach' | 'mentor' | 'teacher';

/** Who somebody is within one partnership: `link`, `head`, `cover`, `lead`, `coach-1`, `teacher-3`. A successor gets an id of her own. */
export type PersonId = string;

/** Of these a school may have several; each owes what her role owes. */
export type ManyRole = Extract<Role, 'coach' | 'mentor' | 'teacher'>;

export interface Person {
  readonly id: PersonId;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  /** of a guest in a group that another school hosts: her own school's URN */
  readonly of?: string | undefined;
}

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
