import { agreement } from './catalogue/agreement.ts';
import { chasing } from './catalogue/chasing.ts';
import { codes } from './catalogue/codes.ts';
import { cohort } from './catalogue/cohort.ts';
import { confirmations } from './catalogue/confirmations.ts';
import { cycles } from './catalogue/cycles.ts';
import type { Kind } from './catalogue/kind.ts';
import { ownData } from './catalogue/own-data.ts';
import { people } from './catalogue/people.ts';
import { sessions } from './catalogue/sessions.ts';

/**
 * Every email of the product, named for what it says, with what holds for its kind. Its letter is in
 * shared/use-cases/letters; docs/running.md tells when and why each goes.
 */
export const catalogue = {
  ...agreement,
  ...chasing,
  ...sessions,
  ...cycles,
  ...people,
  ...confirmations,
  ...cohort,
  ...codes,
  ...ownData,
};

export type MessageKind = keyof typeof catalogue;

export const kindOf = ({ kind }: { readonly kind: MessageKind }): Kind => catalogue[kind];
