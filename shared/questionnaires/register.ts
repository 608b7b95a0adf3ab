import type { Instant } from '#calendar/london.ts';
import type { Analysis, Compared } from './analysis.ts';
import type { Cell, Reference } from './cells.ts';
import type { Counted } from './counts.ts';

/** One result as it was published: it is kept for good and never changes. */
export interface Published {
  /** of what: see `countsPart` and `movedPart` */
  readonly part: string;
  readonly at: Instant;
  /** of how many people it tells; 0 where it could tell of nobody */
  readonly people: number;
  /** of one questionnaire: how its answers are spread */
  readonly questions?: readonly Counted[] | undefined;
  /** of two that are compared: how people moved */
  readonly analysis?: Analysis | undefined;
}

/** People whose words in answer to one question are shown together, or not at all: five or more. */
export interface ReadTogether {
  readonly questionnaire: string;
  /** its key */
  readonly question: string;
  /** since when their words can be read: as they were then they stay */
  readonly since: Instant;
  /** how many they were, whoever has gone since */
  readonly size: number;
  readonly members: readonly Reference[];
}

/** Whom the results of a cohort have told of so far: without a name, an id or an answer. */
export interface Register {
  /** when results were last worked out, published or not */
  readonly looked?: Instant | undefined;
  /** questionnaires whose answers are compared share their cells */
  readonly groups: readonly { readonly keys: readonly string[]; readonly cells: readonly Cell[] }[];
  /** whose words can be read; left out, nobody’s */
  readonly read?: readonly ReadTogether[] | undefined;
  /** parts that were worked out once all was in */
  readonly complete: readonly string[];
  /** the cohort has closed: no result follows */
  readonly closed?: boolean | undefined;
}

export const countsPart = (questionnaire: string): string => `counts.${questionnaire}`;

export const movedPart = ({ owner, from, to }: Pick<Compared, 'owner' | 'from' | 'to'>): string =>
  `moved.${owner}.${from}.${to}`;
