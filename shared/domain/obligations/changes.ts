import type { Instant, LondonTime } from '#calendar/london.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import { signOfLife } from '#domain/partnership/sign-of-life.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Obligation, ObligationEnd } from './obligation.ts';

export interface MovedDue {
  readonly obligation: ObligationId;
  readonly due: LondonTime;
  /** see Obligation.meant */
  readonly meant?: LondonTime | undefined;
}

/** What can happen to an obligation. */
export type ObligationChange =
  | { readonly what: 'opened'; readonly obligation: Obligation }
  | { readonly what: 'settled'; readonly obligation: ObligationId; readonly end: ObligationEnd }
  | { readonly what: 'extended'; readonly obligation: ObligationId; readonly due: LondonTime }
  /** a session's end was not as planned: its report is due at another time, and what was chased stays chased */
  | { readonly what: 'due-corrected'; readonly obligation: ObligationId; readonly due: LondonTime }
  /** the lead moved dates of the cohort: its first so many moves; `done` when everyone here has been seen to */
  | {
      readonly what: 'dates-moved';
      readonly moves: number;
      readonly dues: readonly MovedDue[];
      readonly people: readonly PersonId[];
      readonly done: boolean;
      /** when the invitations go now, where that is to come and has moved */
      readonly launch?: Instant | undefined;
    }
  | {
      readonly what: 'taken-over';
      readonly obligation: ObligationId;
      readonly due: LondonTime;
      readonly policy: string;
    }
  | { readonly what: 'link-renewed'; readonly obligation: ObligationId }
  | {
      readonly what: 'chased';
      readonly obligation: ObligationId;
      readonly days: readonly number[];
      readonly reminded: boolean;
    }
  | { readonly what: 'answers-corrected'; readonly obligation: ObligationId }
  /** link and lead are told that no one has confirmed this cover */
  | { readonly what: 'alarmed'; readonly obligation: ObligationId };

const onObligation = (p: Partnership, id: string, change: (o: Obligation) => Obligation): Partnership => ({
  ...p,
  obligations: p.obligations.map((o) => (o.id === id ? change(o) : o)),
});

/** The partnership after something has happened to an obligation of it. */
export const obligationReducers: Reducers<ObligationChange> = {
  opened: (p, change) => ({ ...p, obligations: [...p.obligations, change.obligation] }),
  settled: (p, change, at) =>
    onObligation(change.end.how === 'done' ? signOfLife(p, change.end.by, at) : p, change.obligation, (o) => ({
      ...o,
      end: change.end,
      linkVersion: change.end.how === 'released' ? o.linkVersion + 1 : o.linkVersion,
    })),
  extended: (p, change, at) =>
    onObligation(p, change.obligation, (o) => ({
      ...o,
      due: change.due,
      meant: undefined,
      chased: [],
      moved: [...o.moved, at],
    })),
  'dates-moved': (p, change, at) => {
    const { moves, people, done, launch = p.launch } = change;
    const told = done
      ? { movesTaken: moves, movesTold: undefined }
      : { movesTold: [...(p.movesTold ?? []), ...people] };
    const dues = new Map(change.dues.map((moved) => [moved.obligation, moved]));
    return { ...p, ...told, launch, obligations: p.obligations.map((o) => moveDue(o, dues.get(o.id), at)) };
  },
  'due-corrected': (p, change) => onObligation(p, change.obligation, (o) => ({ ...o, due: change.due })),
  'taken-over': (p, change, at) =>
    onObligation(p, change.obligation, (o) => ({
      ...o,
      owner: 'lead',
      takenFrom: o.owner,
      due: change.due,
      meant: undefined,
      policy: change.policy,
      chased: [],
      moved: [...o.moved, at],
      linkVersion: o.linkVersion + 1,
    })),
  'link-renewed': (p, change, at) =>
    onObligation(p, change.obligation, (o) => ({ ...o, linkVersion: o.linkVersion + 1, renewed: at })),
  chased: (p, change, at) =>
    onObligation(p, change.obligation, (o) => ({
      ...o,
      chased: [...o.chased, ...change.days],
      reminded: change.reminded ? [...o.reminded, at] : o.reminded,
    })),
  'answers-corrected': (p, change) =>
    onObligation(p, change.obligation, (o) => ({ ...o, corrected: (o.corrected ?? 0) + 1 })),
  alarmed: (p, change, at) => onObligation(p, change.obligation, (o) => ({ ...o, alarmed: at })),
};

/** The chase begins again; that of a report counts hours from its session, and continues. */
function moveDue(o: Obligation, moved: MovedDue | undefined, at: Instant): Obligation {
  if (!moved) return o;
  const { due, meant } = moved;
  return o.session ? { ...o, due, meant } : { ...o, due, meant, chased: [], moved: [...o.moved, at] };
}
