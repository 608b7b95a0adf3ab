import { hoursBetween, type Instant, plus } from '../calendar/london.ts';
import type { Partnership } from './partnership.ts';
import type { PersonId } from './person.ts';

/** Somebody asked for a copy of what is kept about them, or to have it erased. */
export interface DataAsked {
  /** within its partnership: `copy-1`, `erase-2` */
  readonly id: string;
  readonly what: 'copy' | 'erase';
  /** a seat, or a cover person’s id */
  readonly person: PersonId;
  /** which of those who sat at that seat; 1 the first */
  readonly version: number;
  /** who started it */
  readonly by: PersonId;
  /** a copy holds what others had written until then */
  readonly at: Instant;
  /** of a copy with words by or about others: those that have been looked through... */
  readonly seen?: readonly string[] | undefined;
  /** ...and which sentences of them are left out */
  readonly leftOut?: readonly string[] | undefined;
  /** when the email with its link was to go */
  readonly sent?: Instant | undefined;
  /** until when that link works */
  readonly until?: Instant | undefined;
  /** its email came back */
  readonly returned?: Instant | undefined;
  /** erased */
  readonly done?: Instant | undefined;
}

/** What can happen to such a request; that somebody is erased is a change of its own. */
export type DataChange =
  | { readonly what: 'data-asked'; readonly asked: DataAsked }
  /** which words were looked through, and which sentences of them are left out: never the words */
  | {
      readonly what: 'copy-checked';
      readonly request: string;
      readonly seen: readonly string[];
      readonly leftOut: readonly string[];
    }
  | { readonly what: 'copy-ready'; readonly request: string; readonly until: Instant }
  | { readonly what: 'data-returned'; readonly request: string }
  /** the lead wrote down the address of somebody who only covers */
  | { readonly what: 'address-on-record'; readonly person: PersonId; readonly email: string };

export const requestOf = (p: Pick<Partnership, 'asked'>, id: string): DataAsked | undefined =>
  p.asked?.find((one) => one.id === id);

const onRequest = (p: Partnership, id: string, change: (asked: DataAsked) => DataAsked): Partnership => ({
  ...p,
  asked: p.asked?.map((one) => (one.id === id ? change(one) : one)),
});

export function applyToData(p: Partnership, change: DataChange, at: Instant): Partnership {
  switch (change.what) {
    case 'data-asked':
      return { ...p, asked: [...(p.asked ?? []), change.asked] };
    case 'copy-checked':
      return onRequest(p, change.request, (one) => ({ ...one, seen: change.seen, leftOut: change.leftOut }));
    case 'copy-ready':
      return onRequest(p, change.request, (one) => ({ ...one, sent: at, until: change.until }));
    case 'data-returned':
      return onRequest(p, change.request, (one) => ({ ...one, returned: at }));
    case 'address-on-record':
      return {
        ...p,
        provision: p.provision && {
          ...p.provision,
          cover: p.provision.cover.map((one) => (one.id === change.person ? { ...one, email: change.email } : one)),
        },
      };
  }
}

/**
 * Links about somebody’s own data that have not gone to any address go to the one that was put right, and work from now on
 * for as long as they would have. What may have gone already is not theirs.
 */
export function stillToSend(p: Partnership, person: PersonId, at: Instant): Pick<Partnership, 'asked'> {
  const waits = ({ id }: DataAsked) =>
    p.outbox.some(
      (m) => m.request === id && m.to === person && m.former === undefined && !m.claimed && m.attempts === 0,
    );
  return {
    asked: p.asked?.map((one) =>
      one.sent && one.until && waits(one)
        ? { ...one, sent: at, until: plus(at, `PT${Math.round(hoursBetween(one.sent, one.until))}H`) }
        : one,
    ),
  };
}

/** Of the request that an erasing answers. */
export const withDone = (p: Partnership, { request }: { readonly request?: string | undefined }, at: Instant) =>
  request === undefined ? p : onRequest(p, request, (one) => ({ ...one, done: at }));
