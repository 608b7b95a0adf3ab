import type { Hono } from 'hono';
import type { Instant } from '#calendar/london.ts';
import type { Programme, Step } from '#domain/programme/programme.ts';
import type { EarlierForm } from './late.ts';
import type { AtTask } from './readers.ts';
import type { Asked, Web } from './web-parts.ts';

/** What the page says to which the link of a task leads: where it begins and what to expect. */
interface Beginning {
  /** in the place of what is to be done: "Sign the lesson study agreement" */
  readonly title?: string;
  /** the address of its first page */
  readonly start: string;
  /** paragraphs; where there is nothing to say, nothing is shown */
  readonly what: readonly (string | undefined)[];
  /** about how long it takes */
  readonly minutes: number;
  /** who reads what is sent, as a sentence */
  readonly readers: string;
  /** what can be said instead of doing it */
  readonly otherwise?: { readonly text: string; readonly href: string };
}

/** What the page says that shows a task as done. */
export interface Finished {
  /** "Agreement signed and sent" */
  readonly title: string;
  /** where what was sent can be corrected, while it can be */
  readonly correct?: string | undefined;
  /** what can still be read */
  readonly read?: { readonly text: string; readonly href: string };
  /** what comes of it, in sentences */
  readonly next?: readonly string[];
  /** true: what comes of it is all that there is to say */
  readonly alone?: true;
  /** true: more of the same may follow, so nobody is told that this was the last */
  readonly goesOn?: true;
}

/** Facts for the page that every kind of task shares, or a page of the kind's own. */
type Told<Facts> =
  | { readonly facts: (doing: AtTask, now: Instant) => Facts }
  | { readonly page: (c: Asked) => Promise<Response> };

/** Why there is nothing to do any more, where nobody has done it. */
export type Ended = 'released' | 'lapsed' | 'taken-over';

/** A kind of task on the web: its pages, what is said of it before and after, and what may be done about it. */
export interface Journey {
  /** where it is done: each part's place below the address of the task, and what answers there */
  readonly pages: readonly (readonly [at: string, pages: Hono<Web>])[];
  readonly owed: Told<Beginning>;
  readonly done: Told<Finished>;
  /** what a page says that kept what was typed; left out: "Your answers are saved" */
  readonly saved?: string;
  /** a page of its own on why there is nothing to do any more; undefined: the page that every kind shares */
  readonly ended?: (c: Asked, how: Ended) => Promise<Response> | undefined;
  /** can this be read by its link when it is over: the path below the task, as `/plan/people` */
  readonly shows?: (doing: AtTask, path: string) => boolean;
  /** can what was sent be corrected at this path below the task, as `/questions/1` */
  readonly corrects?: (doing: AtTask, path: string, now: Instant) => boolean;
  /** what stands of what was sent by the form at this path below the task, as `/agreement/sign`, where words are typed in it */
  readonly sentBy?: (c: Asked, path: string) => EarlierForm | undefined | Promise<EarlierForm | undefined>;
  /** of the lead, who may do about it what `leadMay` says */
  readonly lead: {
    /** what a reminder is called; left out: "Chase now" */
    readonly reminds?: string;
    /** where they do it themselves, from the page of its school and from the task; left out: they cannot */
    readonly does?: { readonly text: string; readonly at: (home: string, task: string) => string };
  };
}

/** A kind of task that is a step of a programme. */
export interface StepJourney extends Journey {
  /** "Answer the start questionnaire", where a programme is looked at */
  readonly asStep: (programme: Programme, step: Step) => string;
  /** "the start questionnaire", which is what somebody is asked for next */
  readonly asNext: (programme: Programme, step: Step) => string;
}

/** Of most tasks: a lead does them in the school's place, once they have taken them over. */
export const doneByLead: Journey['lead'] = {
  does: { text: 'Do it for the school', at: (_home, task) => task },
};
