import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { LEAD, type Site } from '#test/functions/web/site.ts';

const MANUAL = readFileSync(join(import.meta.dirname, '../../docs/running.md'), 'utf8');

/** What stands between quotes after an option of a command. */
const option = (command: string, name: string): string => new RegExp(`--${name} '([^']*)'`).exec(command)?.[1] ?? '';

/** Does to the table what the manual's command to disable a lead, or to let them in again, would do. */
export async function operate({ table, parts }: Site, what: 'disable' | 'enable', address = LEAD): Promise<void> {
  const command = MANUAL.match(/^ {4}aws dynamodb update-item (?:.*\\\n)*.*$/gm)?.find((one) =>
    one.includes('"access"'),
  );
  if (!command) throw new Error('The manual has no command that disables a lead');
  const filled = command
    .replaceAll('<address>', address)
    .replace(
      /"disabled": *\{"BOOL": *\w+\}|":disabled": *\{"BOOL": *\w+\}/,
      `":disabled": {"BOOL": ${what === 'disable'}}`,
    )
    .replace(/(":now": *\{"S": *")[^"]*/, `$1${parts.now()}`);
  await table.documents.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: JSON.parse(option(filled, 'key')),
      UpdateExpression: option(filled, 'update-expression'),
      ExpressionAttributeValues: JSON.parse(option(filled, 'expression-attribute-values')),
    }),
  );
}
