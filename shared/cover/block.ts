/** What stands in the way of a session; `m` a member of the group, `by` as in duties, `g` and `c` another session. */
export type SolverObstacle =
  | { readonly kind: 'closure'; readonly s: number; readonly d: number }
  | { readonly kind: 'member-away'; readonly m: number; readonly d: number }
  | { readonly kind: 'needed-elsewhere'; readonly m: number; readonly d: number }
  | { readonly kind: 'ppa'; readonly m: number; readonly d: number; readonly p: number }
  | {
      readonly kind: 'own-session-then';
      readonly m: number;
      readonly d: number;
      readonly g: number;
      readonly c: number;
    }
  | { readonly kind: 'too-close-to-neighbour'; readonly c: number; readonly d: number }
  | { readonly kind: 'no-debrief' | 'no-planning-time'; readonly d: number }
  | {
      readonly kind: 'cover-used';
      readonly s: number;
      readonly d: number;
      readonly p: number;
      readonly by: string;
      readonly g: number;
      readonly c: number;
    }
  | { readonly kind: 'cover-limit-day'; readonly s: number; readonly k: number; readonly d: number; readonly p: number }
  | {
      readonly kind: 'cover-limit-week';
      readonly s: number;
      readonly k: number;
      readonly w: number;
      readonly d: number;
      readonly p: number;
    }
  | {
      readonly kind: 'no-cover-available' | 'supply-not-bookable';
      readonly s: number;
      readonly d: number;
      readonly p: number;
    }
  | { readonly kind: 'supply-budget'; readonly s: number; readonly d: number; readonly half: 'am' | 'pm' };
