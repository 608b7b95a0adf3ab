import type { GroupShape } from './group.ts';
import type { ChasePolicy } from './obligation/policy.ts';
import type { Role } from './person.ts';
import type { Questionnaire } from './questionnaire.ts';
import type { ReportPolicy } from './session.ts';

/** A programme is data: what is agreed, what is owed when, what is asked, how it is chased. */
export interface Programme {
  readonly key: string;
  readonly name: string;
  /** one sentence for the library */
  readonly about: string;
  /** where it was run and published */
  readonly source: string;
  readonly groups: GroupShape;
  /** who takes part, as people.csv names them */
  readonly roles: readonly Extract<Role, 'teacher' | 'coach'>[];
  /** where there are sessions: what they are called, and the promise about the report on each */
  readonly sessions?: { readonly word: string; readonly report: ReportPolicy };
  readonly agreement: Agreement;
  readonly steps: readonly Step[];
  /** by key: `start`, `mid`, `end` */
  readonly questionnaires: Readonly<Record<string, Questionnaire>>;
  readonly chasing: Readonly<Record<string, ChasePolicy>>;
  /** whatever is still owed on that day lapses, and the school hears how the programme went */
  readonly closes: TermDate;
}

export interface Agreement {
  readonly title: string;
  readonly introduction: string;
  readonly schoolCommitments: readonly string[];
  readonly teachingSchoolCommitments: readonly string[];
  readonly ethics: readonly string[];
  /** whoever signs names a deputy too, who reads reports when the head cannot be reached */
  readonly namesDeputy?: boolean;
}

export type ObligationKind =
  | 'sign-agreement'
  | 'countersign'
  | 'choose-teachers'
  | 'answer-questionnaire'
  | 'report-session';

/** So many school days before the last day of the term that the launch falls in, or of the last term. */
export interface TermDate {
  readonly term: 'first' | 'last';
  readonly schoolDaysBeforeEnd: number;
}

/** What one person at a school owes once, as the programme says it. */
export interface Step {
  readonly key: string;
  readonly kind: Exclude<ObligationKind, 'report-session'>;
  /** of a school's coaches, each owes it */
  readonly owner: Extract<Role, 'link' | 'lead' | 'head' | 'coach'>;
  /** opens when all of these are settled... */
  readonly after: readonly string[];
  /** ...and not before this day */
  readonly notBefore?: TermDate;
  /** end of the day, this many school days after opening, or on this day if that leaves `atLeast` school days */
  readonly due: { readonly schoolDays: number } | (TermDate & { readonly atLeast: number });
  /** a key of `chasing` */
  readonly policy: string;
  /** a key of `questionnaires` */
  readonly questionnaire?: string;
  /** if a step that it comes after was released, there is nothing left to do here: it is released too */
  readonly pointlessWithout?: readonly string[];
}
