import { hoursBetween, type Instant, plus } from '#calendar/london.ts';
import type { RequestId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import type { PeopleChange } from '#domain/people/changes.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Erasable } from '#domain/programme/programme.ts';
import type { PersonErased } from './person-erased.ts';
import type { DataAsked } from './request.ts';

/** What can happen to what is kept about people, and to what they ask of it. */
export type DataChange =
  | { readonly what: 'data-asked'; readonly asked: DataAsked }
  /** which words were looked through, and which sentences of them are left out: never the words */
  | {
      readonly what: 'copy-checked';
      readonly request: RequestId;
      readonly seen: readonly string[];
      readonly leftOut: readonly string[];
    }
  | { readonly what: 'copy-ready'; readonly request: RequestId; readonly until: Instant }
  | { readonly what: 'data-returned'; readonly request: RequestId }
  /** the lead wrote down the address of someone who only covers */
  | { readonly what: 'address-on-record'; readonly person: PersonId; readonly email: string }
  /** of everyone at the school, when it has been kept for as long as the programme says */
  | { readonly what: 'erased'; readonly data: Erasable }
  | PersonErased
  /** of an earlier release: the lead was given a copy */
  | { readonly what: 'person-exported'; readonly person: PersonId; readonly version?: number };

/** What people have asked after something has happened, and what of it is gone. */
export const dataReducers: Reducers<
  Exclude<DataChange, { what: 'address-on-record' | 'person-exported' }> | AddressCorrected,
  'asked' | 'gone',
  'people' | 'outbox'
> = {
  'data-asked': (p, change) => ({ asked: [...(p.asked ?? []), change.asked] }),
  'copy-checked': (p, { request, seen, leftOut }) => onRequest(p, request, (one) => ({ ...one, seen, leftOut })),
  'copy-ready': (p, { request, until }, at) => onRequest(p, request, (one) => ({ ...one, sent: at, until })),
  'data-returned': (p, { request }, at) => onRequest(p, request, (one) => ({ ...one, returned: at })),
  erased: (p, { data }) => ({ gone: [...new Set([...(p.gone ?? []), data])] }),
  'person-erased': (p, { request }, at) =>
    request === undefined ? {} : onRequest(p, request, (one) => ({ ...one, done: at })),
  'address-corrected': (p, { person }, at) =>
    p.people.some(({ id }) => id === person) ? stillToSend(p, person, at) : {},
};

type AddressCorrected = Extract<PeopleChange, { what: 'address-corrected' }>;

const onRequest = ({ asked }: Asked, id: string, change: (asked: DataAsked) => DataAsked): Asked => ({
  asked: asked?.map((one) => (one.id === id ? change(one) : one)),
});

type Asked = Pick<Partnership, 'asked'>;

/**
 * Links about someone’s own data that have not gone to any address go to the one that was put right, and work from now on
 * for as long as they would have. What may have gone already is not theirs.
 */
function stillToSend({ asked, outbox }: Asked & Pick<Partnership, 'outbox'>, person: PersonId, at: Instant): Asked {
  const waits = ({ id }: DataAsked) =>
    outbox.some((m) => m.request === id && m.to === person && m.former === undefined && !m.claimed && m.attempts === 0);
  return {
    asked: asked?.map((one) =>
      one.sent && one.until && waits(one)
        ? { ...one, sent: at, until: plus(at, `PT${Math.round(hoursBetween(one.sent, one.until))}H`) }
        : one,
    ),
  };
}
