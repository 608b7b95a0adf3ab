import { GetSendQuotaCommand, SESClient, type SESClientConfig, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { type Failure, meaningOf } from './ses-answers.ts';

/** What takes an email away. */
export interface Post {
  /** Fails with a `PostError`; its name says whether the email may have gone. */
  send(message: {
    readonly to: string;
    readonly raw: Uint8Array;
    readonly key: string;
    readonly kind: string;
  }): Promise<{ readonly id: string }>;
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

/** Sends by SES, tagged with the message's key and kind, so that SES's own events tell what became of it. */
export const sesPost = (p: {
  readonly client: SESClient;
  /** a verified address; bounces are SES's to tell */
  readonly sender: string;
  readonly configurationSet?: string | undefined;
}): Post => ({
  async send({ to, raw, key, kind }) {
    try {
      const { MessageId } = await p.client.send(
        new SendRawEmailCommand({
          Source: p.sender,
          Destinations: [to],
          RawMessage: { Data: raw },
          Tags: [
            { Name: 'key', Value: keyToTag(key) },
            { Name: 'kind', Value: keyToTag(kind) },
          ],
          ...(p.configurationSet ? { ConfigurationSetName: p.configurationSet } : {}),
        }),
      );
      return { id: MessageId ?? '' };
    } catch (error) {
      throw new PostError(meaningOf(error, to), error instanceof Error ? error.name : 'unknown', error);
    }
  },
});
