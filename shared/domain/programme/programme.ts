import type { ManyRole, Role } from '#domain/people/person.ts';
import type { GroupShape } from './groups.ts';
import type { ChasePolicy, ReportPolicy } from './policies.ts';
import type { Questionnaire } from './questionnaire.ts';

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
  readonly roles: readonly ManyRole[];
  /** what those who take part are called here: `trainee`, `NQT`, `delegate`; else teachers */
  readonly participant?: { readonly one: string; readonly many: string };
  /** 2: a school names a second contact, who gets and may do whatever the SLT link is asked for */
  readonly contacts?: 1 | 2;
  /** how a meeting is run, step by step, to be read or put on a wall */
  readonly guides?: readonly Guide[];
  /** where there are sessions: what they are called, and the promise about the report on each */
  readonly sessions?: { readonly word: string; readonly report: ReportPolicy };
  /** where groups plan, teach, observe and debrief in cycles */
  readonly cycles?: CyclePolicy;
  readonly agreement: Agreement;
  readonly steps: readonly Step[];
  /** by key: `start`, `mid`, `end` */
  readonly questionnaires: Readonly<Record<string, Questionnaire>>;
  readonly chasing: Readonly<Record<string, ChasePolicy>>;
  /** the last day on which a school can sign; where nothing is said, 15 school days before the first term ends */
  readonly signBy?: TermDate;
  /** whatever is still owed on that day lapses, and the school hears how the programme went */
  readonly closes: TermDate;
  /** how long answers and reports are kept; where nothing is said, as `retentionOf` says */
  readonly retention?: Retention;
}

/** Whole months after the cohort has closed. */
export interface Retention {
  readonly answersMonths: number;
  readonly reportsMonths: number;
}

export interface Agreement {
  readonly title: string;
  readonly introduction: string;
  readonly schoolCommitments: readonly string[];
  readonly teachingSchoolCommitments: readonly string[];
  readonly ethics: readonly string[];
  /** the person who signs also names a deputy, who reads reports when the head cannot be reached */
  readonly namesDeputy?: boolean;
}

export type ObligationKind =
  | 'sign-agreement'
  | 'countersign'
  | 'choose-teachers'
  | 'answer-questionnaire'
  | 'agree-plan'
  | 'hold-meeting'
  | 'confirm-cover'
  | 'lesson-record'
  | 'confirm-held'
  | 'report-session'
  | 'name-successor'
  | 'settle-group'
  | 'check-timetable'
  | 'confirm-successor'
  | 'confirm-withdrawal'
  | 'check-copy';

/** What comes of sessions and cycles, of someone's leaving, or of what a seat asks for itself, and of no step. */
type Following =
  | 'report-session'
  | 'confirm-cover'
  | 'lesson-record'
  | 'confirm-held'
  | 'name-successor'
  | 'settle-group'
  | 'check-timetable'
  | 'confirm-successor'
  | 'confirm-withdrawal'
  | 'check-copy';

/** How groups go through their cycles: within a cycle one teaches their own class and the others observe, in turns. */
export interface CyclePolicy {
  /** when each cycle's lesson may be, in order: how many there are is how many cycles a group has */
  readonly windows: readonly { readonly from: TermDate; readonly until: TermDate }[];
  /** calendar days between the lessons of neighbouring cycles, at least */
  readonly apart: number;
  /** calendar days from the planning meeting to the lesson: at least, at most */
  readonly planning: readonly [least: number, most: number];
  /** what the teaching teacher writes down after each lesson, by which it was held; left out, they only say so: a key of `questionnaires`, due so many school days after */
  readonly record?: { readonly questionnaire: string; readonly schoolDays: number; readonly policy: string };
  /** how the person who confirms cover is chased: a key of `chasing`, counted from three school days before the session */
  readonly coverPolicy: string;
}

/**
 * So many school days before the last day of the term that the launch falls in, of the so-manieth from there (1 is the
 * first), or of the last.
 */
export interface TermDate {
  readonly term: 'first' | 'last' | number;
  readonly schoolDaysBeforeEnd: number;
}

/** What one person at a school owes once, as the programme says it. */
export interface Step {
  readonly key: string;
  readonly kind: Exclude<ObligationKind, Following>;
  /** of a school's coaches, mentors and teachers each owes it; of each group that the school hosts, one member */
  readonly owner: Extract<Role, 'link' | 'lead' | 'head' | ManyRole> | 'group';
  /** of a group: whose turn it is, 1 the first member's; else always theirs */
  readonly turn?: number;
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
  /** what is held, of a meeting: its owner holds it or comes to it, and says when it was */
  readonly meeting?: Meeting;
  /** if a step that it comes after was released, there is nothing left to do here: it is released too */
  readonly pointlessWithout?: readonly string[];
}

/** Something that is held once, with several people. */
export interface Meeting {
  readonly kind: 'training' | 'meeting' | 'visit' | 'interview' | 'presentation';
  /** "the training day" */
  readonly title: string;
  /** one or two sentences for the owner of the step, who is to hold it or comes to it */
  readonly about: string;
  /** the lead holds it, and the owner of the step comes; left out: the owner holds it */
  readonly by?: 'lead';
  /** a key of `guides` */
  readonly guide?: string;
}

/** A timed protocol. */
export interface Guide {
  readonly key: string;
  readonly title: string;
  readonly introduction: string;
  readonly steps: readonly { readonly minutes: number; readonly title: string; readonly text: string }[];
}

/** What is erased, each by itself: coaches' reports; answers and drafts; then names, addresses and typed reasons. */
export type Erasable = 'reports' | 'answers' | 'names';
