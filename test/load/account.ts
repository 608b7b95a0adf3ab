import type { Instant } from '#calendar/london.ts';
import { type Post, PostError } from '#email/ses.ts';
import type { WorkflowDefinition } from '#infra/local/workflows.ts';
import type { Random } from '#test/simulation/random.ts';

/** A mail account that takes so many emails a second of product time and throttles the rest, as SES does. */
export interface Account {
  readonly post: Post;
  /** what was taken, in order */
  readonly taken: readonly { readonly key: string; readonly kind: string; readonly to: string; readonly at: Instant }[];
  readonly throttled: () => number;
  /** how often it cannot be said whether an email went: the stand-in behind the account gave no answer */
  readonly unanswered: () => number;
}

export function openAccount(post: Post, now: () => Instant, rate: number): Account {
  const taken: { key: string; kind: string; to: string; at: Instant }[] = [];
  const inSecond = new Map<Instant, number>();
  let throttled = 0;
  let unanswered = 0;
  return {
    taken,
    throttled: () => throttled,
    unanswered: () => unanswered,
    post: {
      async send(message) {
        const at = now();
        const sent = inSecond.get(at) ?? 0;
        if (sent >= rate) {
          throttled++;
          throw new PostError('Throttled', 'Throttling', undefined);
        }
        inSecond.set(at, sent + 1);
        taken.push({ key: message.key, kind: message.kind, to: message.to, at });
        try {
          return await post.send(message);
        } catch (error) {
          unanswered++;
          throw error;
        }
      },
    },
  };
}

/** How long the workflow waits before it tries a throttled send again; on this machine it does not wait by itself. */
export interface Waits {
  readonly post: Post;
  /** tries again so far, and messages that were left for a later turn */
  readonly counted: { retried: number; left: number };
}

/** @param sleep for so many seconds of product time */
export function waitAsWorkflow(
  post: Post,
  workflow: WorkflowDefinition,
  random: Random,
  sleep: (seconds: number) => Promise<void>,
): Waits {
  const { IntervalSeconds, BackoffRate, MaxAttempts } = retryOf(workflow);
  const counted = { retried: 0, left: 0 };
  const tries = new Map<string, number>();
  return {
    counted,
    post: {
      async send(message) {
        try {
          return await post.send(message);
        } catch (error) {
          if (!(error instanceof PostError) || error.name !== 'Throttled') throw error;
          const before = tries.get(message.key) ?? 0;
          if (before === MaxAttempts) {
            counted.left++;
            tries.delete(message.key);
          } else {
            counted.retried++;
            tries.set(message.key, before + 1);
            // full jitter
            await sleep(random.next() * IntervalSeconds * BackoffRate ** before);
          }
          throw error;
        }
      },
    },
  };
}

interface Retry {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
}

/** Of a throttled send, wherever in the workflow it is. */
function retryOf({ name, states }: WorkflowDefinition): Retry {
  const within = (value: unknown): readonly Retry[] => {
    if (Array.isArray(value)) return value.flatMap(within);
    if (typeof value !== 'object' || value === null) return [];
    const { ErrorEquals } = value as Partial<Retry>;
    return ErrorEquals?.includes('Throttled') ? [value as Retry] : Object.values(value).flatMap(within);
  };
  const [retry] = within(states);
  if (!retry) throw new Error(`${name} tries no throttled send again`);
  return retry;
}
