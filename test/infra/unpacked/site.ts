import { Visitor } from '#test/functions/web/visitor.ts';
import type { createApp } from '#web/app.ts';
import type { Deployed } from './deployed.ts';

const ORIGIN = 'https://drumbeat.example.org';

/** What the pages' function answers API Gateway. */
interface Answer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Somebody with a browser at the deployed site: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export const visitorOf = (deployed: Deployed): Visitor =>
  new Visitor(
    { request: (url: string, init: RequestInit) => ask(deployed, url, init) } as ReturnType<typeof createApp>,
    ORIGIN,
  );

export async function ask(deployed: Deployed, url: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(new URL(url, ORIGIN), init);
  const { pathname, search, host } = new URL(request.url);
  const { cookie = '', ...headers } = Object.fromEntries([...request.headers, ['host', host]]);
  const http = { method: request.method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: '' };
  const body = await request.text();
  const { statusCode, ...answer } = (await deployed.invoke('web', {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    cookies: cookie ? cookie.split('; ') : [],
    requestContext: { domainName: host, stage: '$default', routeKey: '$default', http },
    ...(body && { body }),
    isBase64Encoded: false,
  })) as Answer;
  const seen = new Headers(answer.headers);
  for (const one of answer.cookies ?? []) seen.append('Set-Cookie', one);
  const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  return new Response([204, 304].includes(statusCode) ? null : bytes, { status: statusCode, headers: seen });
}
