import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Message } from '#domain/messages/message.ts';
import type { Stoppage } from '#domain/messages/stoppage.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import { library } from '#programmes/library.ts';
import { assemble } from '#records/assemble-partnership.ts';
import { besideHead, POST, STOPPAGE } from '#records/keys.ts';
import type { Attributes } from './expressions.ts';
import type { Store } from './store.ts';

/** What the table really holds, whoever may have read what: promises are judged by this. */
export interface Truth {
  partnership(id: string): Partnership | undefined;
  /** the same as everybody reads it: what a save in parts has still to write is as good as written */
  whole(id: string): Partnership | undefined;
  cohort(): Cohort | undefined;
  /** whether nothing of it may be begun before somebody has mended it */
  head(id: string): Attributes | undefined;
  message(key: string): Message | undefined;
  /** what is known to have been sent or dropped, by key */
  sent(id: string): ReadonlyMap<string, HistoryEvent>;
  past(id: string): readonly HistoryEvent[];
  /** what a save in parts has still to write */
  rest(id: string): { readonly obligations: readonly Obligation[]; readonly past: readonly HistoryEvent[] };
  /** no email goes, for a fault of the account */
  postStopped(): boolean;
}

/** `COHORT/URN` of a key or an id; a cohort's own have no URN. */
export const ownerOf = (key: string): string => {
  const [cohort = '', second = ''] = key.split('/');
  return /^\d{6}$/.test(second) ? `${cohort}/${second}` : cohort;
};

export const pkOf = (id: string): string => `${id.includes('/') ? 'PARTNERSHIP' : 'COHORT'}#${id}`;

export const idOf = (pk: string): string => pk.slice(pk.indexOf('#') + 1);

/** What a step of a save in parts is to write. */
export interface Rest {
  readonly version: number;
  readonly writes: readonly { readonly Put?: { readonly Item: Attributes } }[];
}

export function truthOf(store: Pick<Store, 'partition' | 'revision'>, cohortId: string): Truth {
  const under = <T>(id: string, prefix: string) => store.partition(pkOf(id), prefix).map(({ it }) => it as T);
  const head = (id: string) => store.partition(pkOf(id), 'live#head')[0];
  /** the same until something is written */
  const kept = <T>(read: (id: string) => T) => {
    const known = new Map<string, { readonly revision: number; readonly value: T }>();
    return (id: string): T => {
      const revision = store.revision(pkOf(id));
      const before = known.get(id);
      if (before?.revision === revision) return before.value;
      const value = read(id);
      known.set(id, { revision, value });
      return value;
    };
  };
  const cohort = kept((id) => {
    const it = head(id)?.it as (Omit<Cohort, 'programme'> & { programme: string }) | undefined;
    const programme = library[it?.programme ?? ''];
    return it && programme && { ...it, programme, outbox: under<Message>(id, 'live#message#') };
  });
  return {
    head,
    partnership: kept((id) => {
      const it = head(id)?.it as Partnership | undefined;
      return (
        it && {
          ...it,
          obligations: under<Obligation>(id, 'live#obligation#'),
          sessions: under<Session>(id, 'live#session#'),
          cycles: under<Partnership['cycles']>(id, besideHead.cycles)[0] ?? [],
          provision: under<Partnership['provision']>(id, besideHead.provision)[0],
          plan: under<Partnership['plan']>(id, besideHead.plan)[0],
          outbox: under<Message>(id, 'live#message#'),
        }
      );
    }),
    whole: kept((id) => assemble(store.partition(pkOf(id), 'live#'))?.value),
    cohort: () => cohort(cohortId),
    message: (key) => under<Message>(ownerOf(key), `live#message#${key}`).find((m) => m.key === key),
    sent: (id) =>
      new Map(
        store
          .partition(pkOf(id), 'sent#')
          .map(({ sk, it }) => [String(sk).slice('sent#'.length), it as HistoryEvent] as const),
      ),
    past: (id) => under<HistoryEvent>(id, 'past#'),
    rest(id) {
      const ofNow = under<Rest>(id, 'live#rest#').filter(({ version }) => version === head(id)?.rest);
      const puts = ofNow.flatMap(({ writes }) => writes.flatMap(({ Put }) => (Put ? [Put.Item] : [])));
      const of = <T>(prefix: string) => puts.filter(({ sk }) => String(sk).startsWith(prefix)).map(({ it }) => it as T);
      return { obligations: of<Obligation>('live#obligation#'), past: of<HistoryEvent>('past#') };
    },
    postStopped: () => {
      const [last] = store.partition(POST, STOPPAGE);
      return last !== undefined && !(last.it as Stoppage).over;
    },
  };
}
