import type { Instant, LondonTime } from '#calendar/london.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import type { PeopleChange } from '#domain/people/changes.ts';
import type { PersonId } from '#domain/people/person.ts';
import { beginsAnew } from '#domain/people/succession.ts';
import { isOpen, type Obligation, type ObligationEnd } from './obligation.ts';

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

const onObligation = (p: Owed, id: string, change: (o: Obligation) => Obligation): Owed => ({
  obligations: p.obligations.map((o) => (o.id === id ? change(o) : o)),
});

type Owed = Pick<Partnership, 'obligations'>;

type Seated = Extract<PeopleChange, { what: 'person-replaced' | 'address-corrected' }>;

/** What is owed after something has happened, and by which of the lead's moves of dates. */
export const obligationReducers: Reducers<
  ObligationChange | Seated,
  'obligations' | 'movesTaken' | 'movesTold' | 'launch',
  'people'
> = {
  opened: (p, change) => ({ obligations: [...p.obligations, change.obligation] }),
  settled: (p, { obligation, end }) =>
    onObligation(p, obligation, (o) => ({
      ...o,
      end,
      linkVersion: end.how === 'released' ? o.linkVersion + 1 : o.linkVersion,
    })),
  'person-replaced': (p, { person, dues }, at) =>
    ofSeat(p, person.id, (o) =>
      beginsAnew(o) ? { ...o, ...later(dues[o.id]), chased: [], moved: [...o.moved, at] } : { ...o },
    ),
  // the same, written anew: what is owed is found by the address
  'address-corrected': (p, { person }) =>
    p.people.some(({ id }) => id === person) ? ofSeat(p, person, (o) => ({ ...o })) : {},
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
    return { ...told, launch, obligations: p.obligations.map((o) => moveDue(o, dues.get(o.id), at)) };
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

const ofSeat = (p: Owed, seat: PersonId, change: (o: Obligation) => Obligation): Owed => ({
  obligations: p.obligations.map((o) => (isOpen(o) && o.owner === seat ? change(o) : o)),
});

const later = (due: LondonTime | undefined): Partial<Obligation> => (due ? { due, meant: undefined } : {});

/** The chase begins again; that of a report counts hours from its session, and continues. */
function moveDue(o: Obligation, moved: MovedDue | undefined, at: Instant): Obligation {
  if (!moved) return o;
  const { due, meant } = moved;
  return o.session ? { ...o, due, meant } : { ...o, due, meant, chased: [], moved: [...o.moved, at] };
}
