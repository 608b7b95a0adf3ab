import { GetSendQuotaCommand, SESClient, type SESClientConfig, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { type Failure, meaningOf } from './ses-answers.ts';

/** Whose email it is: SES says so again with what became of it. */
interface Whose {
  readonly kind: 'partnership' | 'cohort';
  readonly id: string;
}

/** What takes an email away. */
export interface Post {
  /** Fails with a `PostError`; its name says whether the email may have gone. */
  send(message: Sent): Promise<{ readonly id: string }>;
}

interface Sent {
  readonly to: string;
  readonly raw: Uint8Array;
  readonly key: string;
  readonly kind: string;
  /** left out of what is in no outbox */
  readonly outbox?: Whose | undefined;
}

export class PostError extends Error {
  override readonly name: Failure;
  /** the code of what SES or the network said */
  readonly code: string;
  /** @param cause what SES or the network said; it may hold an address, so it is never part of the message */
  constructor(name: Failure, code: string, cause: unknown) {
    super(`SES: ${code}`, { cause });
    this.name = name;
    this.code = code;
  }
}

/**
 * A client that never tries twice by itself: a second try after a timeout may be a second email. Whoever keeps the
 * outbox tries again, knowing what became of the first.
 */
export const sesClient = (config: SESClientConfig = {}): SESClient =>
  new SESClient({
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...config,
    maxAttempts: 1,
  });

const TAG_LIMIT = 255;

/** A key as SES allows it in a tag (letters, digits, `-` and `_`): percent-encoding with `_` for `%`. @throws RangeError if too long */
export function keyToTag(key: string): string {
  const tag = encodeURIComponent(key)
    .replace(/[_.!~*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '_');
  if (tag.length > TAG_LIMIT) throw new RangeError(`A message's key makes a tag of ${tag.length}, past ${TAG_LIMIT}.`);
  return tag;
}

export const tagToKey = (tag: string): string => decodeURIComponent(tag.replaceAll('_', '%'));

/** An email's tags, by name, as SES says them in its events. */
type Tags = Readonly<Record<string, readonly string[]>>;

/** What an email is known by to SES. */
export const tagsOf = ({ key, kind, outbox }: Pick<Sent, 'key' | 'kind' | 'outbox'>): Tags => ({
  key: [keyToTag(key)],
  kind: [keyToTag(kind)],
  ...(outbox && { [outbox.kind]: [keyToTag(outbox.id)] }),
});

/** Whose email an event is about; undefined where it is in no outbox, or was sent by a release that did not say so. */
export function outboxIn(tags: Tags): Whose | undefined {
  for (const kind of ['partnership', 'cohort'] as const) {
    const [id] = tags[kind] ?? [];
    if (id) return { kind, id: tagToKey(id) };
  }
  return undefined;
}

/** A quota changes when AWS grants more, or pauses the account: it is asked for again after so long. */
const QUOTA_KEPT_MS = 10 * 60 * 1000;

/** Emails a second that the account may send; what was heard last while SES does not say, and 1 before that. */
export function sendRate(client: SESClient, ms: () => number): () => Promise<number> {
  let heard: { readonly rate: number; readonly at: number } | undefined;
  return async () => {
    if (heard && ms() - heard.at < QUOTA_KEPT_MS) return heard.rate;
    try {
      const { MaxSendRate = 1 } = await client.send(new GetSendQuotaCommand({}));
      heard = { rate: MaxSendRate, at: ms() };
    } catch {
      heard = { rate: heard?.rate ?? 1, at: ms() };
    }
    return heard.rate;
  };
}

/** Sends by SES, tagged with the message's key, kind and outbox, so that SES's own events tell what became of it. */
export const sesPost = (p: {
  readonly client: SESClient;
  /** a verified address; bounces are SES's to tell */
  readonly sender: string;
  readonly configurationSet?: string | undefined;
}): Post => ({
  async send({ to, raw, ...known }) {
    try {
      const { MessageId } = await p.client.send(
        new SendRawEmailCommand({
          Source: p.sender,
          Destinations: [to],
          RawMessage: { Data: raw },
          Tags: Object.entries(tagsOf(known)).map(([Name, [Value = '']]) => ({ Name, Value })),
          ...(p.configurationSet ? { ConfigurationSetName: p.configurationSet } : {}),
        }),
      );
      return { id: MessageId ?? '' };
    } catch (error) {
      throw new PostError(meaningOf(error, to), error instanceof Error ? error.name : 'unknown', error);
    }
  },
});
