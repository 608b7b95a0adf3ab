import { hoursBetween, type Instant, plus } from '#calendar/london.ts';
import type { Provision } from '#domain/cycles/provision.ts';
import type { RequestId } from '#domain/ids.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Reducers } from '#domain/partnership/reducers.ts';
import type { Person, PersonId } from '#domain/people/person.ts';
import type { Former } from '#domain/people/seat.ts';
import type { Erasable } from '#domain/programme/programme.ts';
import { namelessPerson, placeholderName } from './anonymous.ts';
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

/** What one person had asked to have erased. */
interface PersonErased {
  readonly what: 'person-erased';
  readonly person: PersonId;
  /** of one who has left that seat */
  readonly version?: number;
  readonly name: 'erased' | 'kept';
  /** the request that it answers */
  readonly request?: RequestId | undefined;
  /** without the person’s own word: why, as the lead wrote it */
  readonly why?: string | undefined;
}
const onRequest = (p: Partnership, id: string, change: (asked: DataAsked) => DataAsked): Partnership => ({
  ...p,
  asked: p.asked?.map((one) => (one.id === id ? change(one) : one)),
});

/** The partnership after something has happened to what someone asked of their own data. */
export const dataReducers: Reducers<DataChange> = {
  'data-asked': (p, change) => ({ ...p, asked: [...(p.asked ?? []), change.asked] }),
  'copy-checked': (p, change) =>
    onRequest(p, change.request, (one) => ({ ...one, seen: change.seen, leftOut: change.leftOut })),
  'copy-ready': (p, change, at) => onRequest(p, change.request, (one) => ({ ...one, sent: at, until: change.until })),
  'data-returned': (p, change, at) => onRequest(p, change.request, (one) => ({ ...one, returned: at })),
  'address-on-record': (p, change) => ({
    ...p,
    provision: p.provision && {
      ...p.provision,
      cover: p.provision.cover.map((one) => (one.id === change.person ? { ...one, email: change.email } : one)),
    },
  }),
  erased: (p, { data }) => ({ ...p, gone: [...new Set([...(p.gone ?? []), data])] }),
  'person-erased': (p, change, at) => withDone(withoutWords(p, change, at), change, at),
  'person-exported': (p) => p,
};

/**
 * Links about someone’s own data that have not gone to any address go to the one that was put right, and work from now on
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
const withDone = (p: Partnership, { request }: { readonly request?: string | undefined }, at: Instant) =>
  request === undefined ? p : onRequest(p, request, (one) => ({ ...one, done: at }));

/** The person at the seat, or one who has left it, has asked for what they wrote to be erased. */
function withoutWords(p: Partnership, { person, version, name }: PersonErased, erased: Instant): Partnership {
  const isTheirs = (one: Person | Former) => one.id === person && (version === undefined || one.version === version);
  const without = <T extends Person | Former>(one: T): T =>
    isTheirs(one) ? { ...(name === 'erased' ? namelessPerson(one) : one), erased } : one;
  const covers = p.provision?.cover.some(({ id }) => id === person);
  return {
    ...p,
    ...(version === undefined ? { people: p.people.map(without) } : { former: p.former?.map(without) }),
    ...(covers && p.provision && { provision: withoutCoverer(p.provision, person, name === 'erased', erased) }),
  };
}

/** A person who only covers, and is to be forgotten, is taken out of the cover list. */
const withoutCoverer = (provision: Provision, id: string, forgotten: boolean, erased: Instant): Provision => ({
  ...provision,
  cover: provision.cover.map((one) =>
    one.id !== id
      ? one
      : forgotten
        ? {
            ...one,
            name: placeholderName({ role: 'cover', nth: one.nth }),
            email: '',
            available: one.available.map((day) => day.replaceAll('1', '0')),
            erased,
          }
        : { ...one, erased },
  ),
});
