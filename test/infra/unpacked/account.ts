import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FunctionFolder } from '#infra/bundling.ts';
import { allows, type Request } from '#test/infra/iam.ts';
import type { Statement } from '#test/infra/synthesised.ts';
import { requestsOf } from './requests.ts';

/**
 * AWS as far as the functions call it, on this machine: DynamoDB and SES are real parts behind it; Secrets Manager and
 * Step Functions answer here. Each function has addresses of its own, and may do what its role in the template says.
 */
export interface Account {
  /** of a function's environment */
  endpoints(folder: FunctionFolder): Readonly<Record<string, string>>;
  /** what was started, in order */
  readonly started: { readonly machine: string; readonly input: unknown }[];
  /** what a role did not allow */
  readonly denied: string[];
  close(): Promise<void>;
}

const SERVICES = { DYNAMODB: 'dynamodb', SECRETS_MANAGER: 'secrets', SFN: 'states', SES: 'ses' } as const;
type Service = (typeof SERVICES)[keyof typeof SERVICES];

export async function openAccount(parts: {
  /** addresses of the engine and of the stand-in for SES */
  readonly dynamodb: string;
  readonly ses: string;
  readonly secret: string;
  readonly permissions: (folder: FunctionFolder) => readonly Statement[];
}): Promise<Account> {
  const started: Account['started'] = [];
  const denied: string[] = [];

  const may = (folder: FunctionFolder, requests: readonly Request[]) => {
    const beyond = requests.filter((request) => !allows(parts.permissions(folder), request));
    denied.push(...beyond.map(({ action, resource }) => `${folder}: ${action} on ${resource}`));
    return beyond.length === 0;
  };

  const answers: Readonly<Record<Service, (folder: FunctionFolder, operation: string, ask: Ask) => Promise<Answer>>> = {
    async dynamodb(folder, operation, { body, headers }) {
      if (!may(folder, requestsOf(operation, JSON.parse(body)))) return refused;
      return onward(parts.dynamodb, body, headers);
    },
    async secrets(folder, operation, { body }) {
      const { SecretId } = JSON.parse(body);
      if (!may(folder, [{ action: `secretsmanager:${operation}`, resource: SecretId, context: {} }])) return refused;
      return found({ SecretString: parts.secret });
    },
    async states(folder, operation, { body }) {
      const { stateMachineArn, input } = JSON.parse(body);
      if (!may(folder, [{ action: `states:${operation}`, resource: stateMachineArn, context: {} }])) return refused;
      started.push({ machine: stateMachineArn, input: JSON.parse(input) });
      return found({ executionArn: `${stateMachineArn}:1`, startDate: 0 });
    },
    async ses(folder, _, { body, headers }) {
      const { Action: operation, Source = '' } = Object.fromEntries(new URLSearchParams(body));
      // its resources are of the account, not of the template
      const anywhere = parts.permissions(folder).map((statement) => ({ ...statement, Resource: '*' }));
      const action = `ses:${operation}`;
      if (!allows(anywhere, { action, resource: 'any', context: { 'ses:FromAddress': [Source] } })) {
        denied.push(`${folder}: ${action}`);
        return { ...refused, body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' };
      }
      if (operation !== 'GetSendQuota') return onward(parts.ses, body, headers);
      const quota = '<GetSendQuotaResult><MaxSendRate>14</MaxSendRate></GetSendQuotaResult>';
      return { status: 200, type: 'text/xml', body: `<GetSendQuotaResponse>${quota}</GetSendQuotaResponse>` };
    },
  };

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const [, folder, service] = (request.url ?? '').split('/');
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const ask: Ask = { body: await text(request), headers: request.headers };
    const { status, type, body } = await answers[service as Service](folder as FunctionFolder, operation, ask).catch(
      (error: Error): Answer => ({ status: 500, type: 'text/plain', body: error.message }),
    );
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  return {
    started,
    denied,
    endpoints: (folder) =>
      Object.fromEntries(
        Object.entries(SERVICES).map(([name, path]) => [
          `AWS_ENDPOINT_URL_${name}`,
          `http://127.0.0.1:${port}/${folder}/${path}`,
        ]),
      ),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

interface Ask {
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

const found = (it: object): Answer => ({ status: 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(it) });

const refused: Answer = {
  status: 400,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify({ __type: 'AccessDeniedException', message: 'The role does not allow it' }),
};

async function onward(to: string, body: string, headers: Ask['headers']): Promise<Answer> {
  const kept = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'];
  const answer = await fetch(to, {
    method: 'POST',
    body,
    headers: Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : []))),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: new Uint8Array(await answer.arrayBuffer()),
  };
}
