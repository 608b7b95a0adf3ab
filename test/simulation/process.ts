import type { Instant } from '#calendar/london.ts';
import { PostError } from '#email/ses.ts';
import type { Parts } from '#use-cases/parts.ts';
import { calendarsIn } from './calendars.ts';
import type { Clock } from './clock.ts';
import type { Faults, Mishap, Point } from './faults.ts';
import type { Random } from './random.ts';
import { type Store, tableOn } from './store.ts';
import { instantOf, type Milliseconds, SECOND } from './time.ts';

/** One run of a function, or of a page: it may be gone at any call, and nobody hears of it again. */
export interface Running {
  readonly what: string;
  /** whose: an outbox's id, or everybody's */
  readonly about: string;
  readonly began: Milliseconds;
}

export interface Mail {
  readonly to: string;
  readonly key: string;
  readonly kind: string;
  /** the files that its reader's calendar takes out of it */
  readonly calendars: readonly string[];
}

export interface Surroundings {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly random: Random;
  readonly store: Store;
  readonly running: Set<object>;
  /** writes that fit one transaction; undefined: as many as DynamoDB takes */
  readonly mostWrites: number | undefined;
  /** takes an email away; gives its id */
  readonly mail: (mail: Mail, by: Running) => string;
  /** the code for which the mail service takes no email of anybody's just now, if it takes none */
  readonly refusing: () => string | undefined;
  /** it has refused one so */
  readonly refused: (key: string, by: Running) => void;
  readonly start: Parts['start'];
  /** what is being written is written by this one */
  readonly writing: (by: Running | undefined) => void;
}

/** What a caller of a function sees when the function is gone. */
const gone = () => Object.assign(new Error('The function is gone'), { name: 'Lambda.Unknown' });

const named = (name: string) => Object.assign(new Error(name), { name });

/** A function is stopped after so long. */
const TIME_LIMIT = 30 * SECOND;

/** Runs something with parts of its own: each call of store, mailer and starter takes time and may go wrong. */
export function run<T>(
  { clock, faults, random, store, running, mostWrites, mail, refusing, refused, start, writing }: Surroundings,
  { what, about }: Pick<Running, 'what' | 'about'>,
  work: (parts: Parts) => Promise<T>,
): Promise<T> {
  const self: Running & { calls: number; over: boolean } = { what, about, began: clock.now(), calls: 0, over: false };
  return new Promise<T>((resolve, reject) => {
    const end = (settle: () => void) => {
      if (self.over) return;
      self.over = true;
      running.delete(self);
      settle();
    };
    const crash = () => end(() => reject(gone()));
    /** It is busy unless it waits for a call. */
    const wait = () => {
      self.calls++;
      running.delete(self);
    };
    const goOn = () => {
      self.calls--;
      if (self.calls === 0 && !self.over) running.add(self);
    };

    function call<R>(point: Point, effect: (mishap: Mishap | undefined) => R, failure: () => Error): Promise<R> {
      const mishap = faults.at(point, about, what);
      const latency = mishap === 'slow' ? random.int(2, 25) * SECOND : random.int(2, 60);
      wait();
      return new Promise<R>((answer, fail) => {
        const at = clock.now() + latency;
        if (at > self.began + TIME_LIMIT) return clock.plan(self.began + TIME_LIMIT, crash);
        clock.plan(at, () => {
          if (self.over) return;
          const act = () => {
            writing(self);
            try {
              return effect(mishap);
            } finally {
              writing(undefined);
            }
          };
          if (mishap === 'crashes') return crash();
          if (mishap === 'crashes-after') {
            try {
              act();
            } catch {
              // refused, and nobody there to hear it
            }
            return crash();
          }
          goOn();
          try {
            if (mishap === 'fails') throw failure();
            const given = act();
            if (mishap === 'fails-after') throw failure();
            answer(mishap === 'twice' ? act() : given);
          } catch (error) {
            fail(error);
          }
        });
      });
    }

    const table = tableOn((command) => {
      const { input } = command as { input: { IndexName?: string } };
      const point = input.IndexName
        ? 'index'
        : /^(Get|Query)/.test((command as object).constructor.name)
          ? 'read'
          : 'write';
      return call(
        point,
        (mishap) => store.answer(command, { behind: mishap === 'stale' ? random.int(1, 90) * SECOND : 0 }),
        () => named('InternalServerError'),
      );
    });
    const parts: Parts = {
      table: { ...table, mostWrites },
      now: (): Instant => instantOf(clock.now()),
      secret: async () => ({ current: 'a secret for simulations alone', leaked: [] }),
      sender: 'programmes@drumbeat.example.org',
      origin: 'https://drumbeat.example.org',
      start: (workflow, name, input) =>
        call(
          'start',
          () => void start(workflow, name, input),
          () => named('ServiceUnavailable'),
        ),
      post: {
        send: async ({ to, key, kind, raw }) => {
          const calendars = await calendarsIn(raw);
          return call(
            'post',
            (mishap) => {
              const code = refusing() ?? (mishap === 'refused' ? 'AccountPaused' : undefined);
              if (code) {
                refused(key, self);
                throw new PostError('Refused', code, undefined);
              }
              if (mishap === 'throttled') throw new PostError('Throttled', 'Throttling', undefined);
              return { id: mail({ to, key, kind, calendars }, self) };
            },
            () => new PostError('Unknown', 'TimeoutError', undefined),
          );
        },
      },
    };
    running.add(self);
    work(parts).then(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error)),
    );
  });
}
