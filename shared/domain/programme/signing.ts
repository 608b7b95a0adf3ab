import type { Role } from '#domain/people/person.ts';
import type { Programme, Step } from './programme.ts';

/** The step by which a school signs; undefined: nobody signs for one. */
export const signingStep = ({ steps }: Pick<Programme, 'steps'>): Step | undefined =>
  steps.find(({ kind }) => kind === 'sign-agreement');

/** Who signs for a school, as an email or a page names them. */
export const signerOf = ({ owner }: Pick<Step, 'owner'>): Role => (owner === 'group' ? 'teacher' : owner);
