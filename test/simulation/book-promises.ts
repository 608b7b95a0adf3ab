import type { Message } from '#domain/messages/message.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import type { Promised } from './promise.ts';
import { idOf } from './truth.ts';

interface Book {
  readonly opened: Set<string>;
  readonly settled: Map<string, string>;
}

export const booksBalance: Promised = {
  says: 'The books balance: obligations opened = done + lapsed + released + open, each once, by the history and by the state',
  watch({ truth, poisoned }) {
    const books = new Map<string, Book>();
    return {
      written(written) {
        const touched = new Set<string>();
        for (const { pk, sk, before, after } of written) {
          if (!pk.startsWith('PARTNERSHIP#')) continue;
          const id = idOf(pk);
          const book = books.get(id) ?? { opened: new Set(), settled: new Map() };
          books.set(id, book);
          touched.add(id);
          if (sk.startsWith('live#obligation#') && before && !after) return `${id}: ${sk} is gone`;
          if (!sk.startsWith('past#') || !after) continue;
          const { change } = after.it as HistoryEvent;
          // names are erased from it at their time, and nothing else is
          const was = before?.it as HistoryEvent | undefined;
          if (was && was.change.what !== change.what) return `${id}: the history is written over at ${sk}`;
          const wrong = was ? undefined : enter(book, change);
          if (wrong) return `${id}: ${wrong}`;
        }
        for (const id of touched) {
          if (poisoned.has(id)) continue;
          // what a save in parts has still to write is in none of the history that was written so far: it is as good as written
          const rest = truth.rest(id);
          const { opened, settled } = books.get(id) as Book;
          const book: Book = { opened: new Set(opened), settled: new Map(settled) };
          const wrong = rest.past.map(({ change }) => enter(book, change)).find((one) => one !== undefined);
          const known = new Map(
            [...(truth.partnership(id)?.obligations ?? []), ...rest.obligations].map((o) => [o.id, o]),
          );
          const broken = wrong ? `${id}: ${wrong}` : balance(id, book, [...known.values()]);
          if (broken) return broken;
        }
        return undefined;
      },
    };
  },
};

/** Enters into the books what has happened; or says why it cannot have. */
function enter({ opened, settled }: Book, change: HistoryEvent['change']): string | undefined {
  if (change.what === 'opened') {
    if (opened.has(change.obligation.id)) return `${change.obligation.id} opens twice`;
    opened.add(change.obligation.id);
  }
  if (change.what === 'settled') {
    const earlier = settled.get(change.obligation);
    if (earlier) return `${change.obligation} is ${change.end.how} and was ${earlier} already`;
    settled.set(change.obligation, change.end.how);
  }
  return undefined;
}

function balance(id: string, { opened, settled }: Book, obligations: readonly Obligation[]): string | undefined {
  if (opened.size !== obligations.length)
    return `${id}: the history opened ${opened.size} obligations, and there are ${obligations.length}`;
  const wrong = obligations.find((o) => o.end?.how !== settled.get(o.id));
  return (
    wrong && `${id}: ${wrong.id} is ${wrong.end?.how ?? 'open'}, by the history ${settled.get(wrong.id) ?? 'open'}`
  );
}

export const historyExplains: Promised = {
  says: 'The history explains every message: what was queued went or was dropped for a reason, and what is told as sent has gone',
  watch({ truth, gone, partnerships, cohort }) {
    const queued = new Set<string>();
    return {
      written(written) {
        for (const { pk, sk, before, after } of written) {
          if (sk.startsWith('live#message#') && !before && after) queued.add((after.it as Message).key);
          if (!sk.startsWith('sent#') || !after || before) continue;
          const { change } = after.it as HistoryEvent;
          if (change.what !== 'message-sent' && change.what !== 'message-dropped')
            return `${idOf(pk)}: ${sk} tells of ${change.what}`;
          if (change.what === 'message-sent' && !gone.some((mail) => mail.key === change.key))
            return `${change.key} is told as sent and has not gone`;
        }
        return undefined;
      },
      end() {
        const sent = new Map([cohort, ...partnerships()].flatMap((id) => [...truth.sent(id)]));
        const unknown = new Set(
          partnerships().flatMap((id) =>
            truth.past(id).flatMap(({ change }) => (change.what === 'message-unknown' ? [change.key] : [])),
          ),
        );
        // what waits for somebody who is yet to be named is not lost
        const held = new Set(
          partnerships().flatMap((id) => (truth.partnership(id)?.outbox ?? []).flatMap((m) => (m.held ? [m.key] : []))),
        );
        // what somebody's act made pointless is told with the act
        const dropped = new Set(
          partnerships().flatMap((id) =>
            truth.past(id).flatMap(({ change }) => (change.what === 'message-dropped' ? [change.key] : [])),
          ),
        );
        for (const key of queued)
          if (!sent.has(key) && !held.has(key) && !dropped.has(key)) return `${key} was queued and lost`;
        for (const { key } of gone) {
          const change = sent.get(key)?.change;
          if (change?.what !== 'message-sent' && !unknown.has(key)) return `${key} went, and the history does not tell`;
        }
        return undefined;
      },
    };
  },
};

export const allEnds: Promised = {
  says: 'In the end every school has ended, nothing is owed, waits or is still to be written, and the cohort is closed',
  watch: ({ truth, partnerships }) => ({
    end() {
      const cohort = truth.cohort();
      if (cohort?.stage !== 'closed' || cohort.outbox.length > 0) return `The cohort is ${cohort?.stage}`;
      for (const id of partnerships()) {
        const p = truth.partnership(id);
        if (!p || !hasEnded(p.stage)) return `${id} is ${p?.stage}`;
        if (truth.head(id)?.rest !== undefined) return `${id}: a save has a rest to write`;
        const waits = p.outbox.find((m) => !m.held);
        if (waits) return `${id}: ${waits.key} waits`;
        const open = p.obligations.find((o) => !o.end);
        if (open) return `${id}: ${open.id} is open`;
      }
      return undefined;
    },
  }),
};
