/** The parts that people play. `teacher` is a participant; the others are as in the field's own words. */
export type Role = 'lead' | 'link' | 'head' | 'deputy' | 'cover' | 'coach' | 'teacher';

/** Who somebody is within one partnership: `link`, `head`, `cover`, `lead`, `coach-1`, `teacher-3`. A successor gets an id of her own. */
export type PersonId = string;

export interface Person {
  readonly id: PersonId;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
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
  teacher: 'teacher',
};
