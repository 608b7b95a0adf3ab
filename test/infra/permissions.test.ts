import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_FOLDERS, type FunctionFolder } from '#infra/bundling.ts';
import { POST } from '#records/keys.ts';
import { bundled } from './bundled.ts';
import { actionsOf, allOf, permissionsOf, type Statement, statementsOf, synthesised } from './synthesised.ts';

let live: Template;
beforeAll(() => {
  live = synthesised('live');
});

const TRANSACTION = ['ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem'];

/** The actions that a command of the document client takes. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  BatchGet: ['BatchGetItem'],
  BatchWrite: ['BatchWriteItem'],
  Delete: ['DeleteItem'],
  Get: ['GetItem'],
  Put: ['PutItem'],
  Query: ['Query'],
  Scan: ['Scan'],
  TransactGet: ['GetItem'],
  TransactWrite: TRANSACTION,
  Update: ['UpdateItem'],
};

const indexesOf = (statements: readonly Statement[]): readonly string[] =>
  [...JSON.stringify(statements.map(({ Resource }) => Resource)).matchAll(/\/index\/(\w+)/g)].map(
    ([, index]) => `${index}`,
  );

describe('every role', () => {
  it('has no wildcard, no policy made elsewhere, and one service that takes it on', () => {
    for (const [, policy] of allOf(live, 'AWS::IAM::Policy'))
      for (const statement of policy.Properties.PolicyDocument.Statement as Statement[]) {
        expect(statement.Effect).toBe('Allow');
        // how fast the account may send is of no resource
        if (statement.Action === 'ses:GetSendQuota') expect(statement.Resource).toBe('*');
        else expect(JSON.stringify([statement.Action, statement.Resource])).not.toContain('*');
      }
    for (const [, role] of allOf(live, 'AWS::IAM::Role')) {
      expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(role.Properties.AssumeRolePolicyDocument.Statement).toHaveLength(1);
    }
  });
});

describe('a function may do', () => {
  const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const TABLE = ['ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
    (a) => `dynamodb:${a}`,
  );
  const SEND = ['secretsmanager:GetSecretValue', 'ses:SendRawEmail'];
  const expected: Readonly<Record<FunctionFolder, readonly string[]>> = {
    web: [...LOG, ...TABLE, ...SEND, 'dynamodb:BatchWriteItem', 'states:StartExecution'],
    tick: [...LOG, 'dynamodb:GetItem', 'dynamodb:Query', 'states:StartExecution'],
    'launch-cohort': [...LOG, ...TABLE],
    'decide-turn': [...LOG, ...TABLE],
    'render-report': [...LOG, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    'plan-cover': [...LOG, ...TABLE],
    'solve-cover': LOG,
    'send-message': [...LOG, ...TABLE, ...SEND, 'ses:GetSendQuota', 'dynamodb:BatchWriteItem'],
    'close-cohort': [...LOG, ...TABLE, 'dynamodb:BatchWriteItem'],
    'record-delivery': [...LOG, ...TABLE, 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
  };

  it.each(FUNCTION_FOLDERS)('what %s needs, and no more', (folder) => {
    expect([...new Set(actionsOf(permissionsOf(live, folder)))].sort()).toEqual([...expected[folder]].sort());
  });

  it.each(FUNCTION_FOLDERS)('everything that the code of %s asks of the table and its indexes', async (folder) => {
    const { code, inputs } = await bundled(folder);
    const granted = permissionsOf(live, folder);
    const used = [...code.matchAll(/new (?:[\w$]+\.)?(\w+?)Command\d*\(/g)].flatMap(
      ([, name]) => ACTIONS[`${name}`] ?? [],
    );
    const actions = actionsOf(granted).map((action) => action.replace('dynamodb:', ''));
    expect(actions).toEqual(expect.arrayContaining([...new Set(used)]));

    const indexes = [...code.matchAll(/IndexName: indexes\d*\.(\w+)/g)].map(([, index]) => `${index}`);
    if (inputs.some((input) => input.startsWith('shared/')))
      expect([...new Set(indexesOf(granted))].sort()).toEqual([...new Set(indexes)].sort());
  });
});

describe('a right is bounded', () => {
  it('to send: as the sender only', () => {
    for (const folder of ['web', 'send-message'] as const) {
      const send = permissionsOf(live, folder).find(({ Action }) => Action === 'ses:SendRawEmail');
      expect(send?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'programmes@drumbeat.example.org' } });
      expect(JSON.stringify(send?.Resource)).toMatch(/:identity\/.*:configuration-set\//);
    }
  });

  it('of the tick: to read whether the post is stopped, and no school’s records', () => {
    const read = permissionsOf(live, 'tick').find(({ Action }) => Action === 'dynamodb:GetItem');
    expect(read?.Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [POST] } });
  });

  it('of a workflow: to call its own functions', () => {
    const called = allOf(live, 'AWS::StepFunctions::StateMachine').map(([, { Metadata, Properties }]) => {
      const statements = statementsOf(live, Properties.RoleArn['Fn::GetAtt'][0]);
      expect(new Set(actionsOf(statements))).toEqual(new Set(['lambda:InvokeFunction']));
      const text = JSON.stringify(Properties.DefinitionString);
      for (const { Resource } of statements) expect(text).toContain(JSON.stringify(Resource));
      return [Metadata?.['drumbeat:workflow'], statements.length];
    });
    expect(Object.fromEntries(called)).toEqual({
      'launch-cohort': 1,
      'partnership-turn': 2,
      'deliver-report': 3,
      'plan-cover': 4,
      'close-cohort': 2,
    });
  });
});
