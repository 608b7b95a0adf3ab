import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryOf, FUNCTION_FOLDERS, type FunctionFolder } from '#infra/bundling.ts';
import { type PrivateKind, privatePartition } from '#records/keys.ts';
import { bundled } from './bundled.ts';
import { allows, type Request } from './iam.ts';
import { functionsIn, permissionsOf, type Statement, synthesised, tablesIn } from './synthesised.ts';

/** Who may read what of the words that people wrote for few readers: nobody else, and no more. */
const MAY_READ: Readonly<Record<FunctionFolder, readonly PrivateKind[]>> = {
  web: ['ANSWERS', 'DRAFTS', 'REPORTS'],
  'send-message': ['REPORTS'],
  'render-report': ['REPORTS'],
  'close-cohort': ['ANSWERS', 'DRAFTS', 'REPORTS'],
  'launch-cohort': [],
  'decide-turn': [],
  'plan-cover': [],
  'solve-cover': [],
  'record-delivery': [],
  tick: [],
};

/** The modules that read them. */
const READS: Readonly<Record<PrivateKind, string>> = {
  ANSWERS: 'shared/records/answers.ts',
  DRAFTS: 'shared/records/drafts.ts',
  REPORTS: 'shared/records/reports.ts',
};
const KINDS = Object.keys(READS) as PrivateKind[];

let live: Template;
beforeAll(() => {
  live = synthesised('live');
});

/**
 * Every way to read an item of a kind. What writes can answer with what was there before (`ReturnValues`, and
 * `ReturnValuesOnConditionCheckFailure`, which IAM does not see); only BatchWriteItem never does.
 */
function readings(table: string, kind: PrivateKind): readonly Request[] {
  const LeadingKeys = { 'dynamodb:LeadingKeys': [privatePartition(kind, 'cohort/900101')] };
  const keyed: readonly (readonly [string, Request['context']])[] = [
    ...['GetItem', 'BatchGetItem', 'ConditionCheckItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'].map(
      (action) => [action, {}] as const,
    ),
    ['PutItem', { 'dynamodb:ReturnValues': ['ALL_OLD'] }],
    ['UpdateItem', { 'dynamodb:ReturnValues': ['ALL_OLD'], 'dynamodb:Attributes': ['it'] }],
    ['DeleteItem', { 'dynamodb:ReturnValues': ['NONE'], 'dynamodb:EnclosingOperation': ['TransactWriteItems'] }],
    ['Query', { 'dynamodb:Select': ['ALL_ATTRIBUTES'] }],
    ['Query', { 'dynamodb:Attributes': ['pk', 'sk'] }],
    ['Query', { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'], 'dynamodb:Attributes': ['pk', 'sk', 'it'] }],
    ...['Select', 'Insert', 'Update', 'Delete'].map((how) => [`PartiQL${how}`, {}] as const),
  ];
  const whole = ['Scan', 'PartiQLSelect', 'ExportTableToPointInTime', 'CreateBackup', 'RestoreTableToPointInTime'];
  const onTable = [
    ...keyed.map(([action, more]) => ({ action, context: { ...LeadingKeys, ...more } })),
    ...whole.map((action) => ({ action, context: {} })),
  ].map(({ action, context }) => ({ action: `dynamodb:${action}`, resource: table, context }));
  const stream = { action: 'dynamodb:GetRecords', resource: `${table}/stream/now`, context: {} };
  return [...onTable, ...onTable.map((one) => ({ ...one, resource: `${table}/index/any` })), stream];
}

const readBy = (statements: readonly Statement[]): readonly PrivateKind[] =>
  KINDS.filter((kind) => readings(tablesIn(live).private.id, kind).some((request) => allows(statements, request)));

describe('reports, answers and drafts', () => {
  it('are read by no function that is not listed, and of no kind that is not listed with it', () => {
    const found = FUNCTION_FOLDERS.map((folder) => [folder, readBy(permissionsOf(live, folder))]);
    expect(Object.fromEntries(found)).toEqual(MAY_READ);
  });

  it.each(FUNCTION_FOLDERS)(
    'are read by the code of %s as its rights say, and it knows their table only then',
    async (folder) => {
      const { used } = await bundled(folder);
      expect(KINDS.filter((kind) => used.includes(READS[kind]))).toEqual(MAY_READ[folder]);
      const let_ = MAY_READ[folder].length > 0;
      expect(readFileSync(entryOf(folder), 'utf8').includes("'PRIVATE_TABLE'")).toBe(let_);
      expect('PRIVATE_TABLE' in functionsIn(live)[folder].Properties.Environment.Variables).toBe(let_);
      expect(JSON.stringify(permissionsOf(live, folder)).includes(tablesIn(live).private.id)).toBe(let_);
    },
  );

  describe('would be read by a function whose rights were widened', () => {
    const table = () => ({ 'Fn::GetAtt': [tablesIn(live).private.id, 'Arn'] as const });
    const on = (Action: Statement['Action'], Condition?: Statement['Condition']) => (): Statement => ({
      Effect: 'Allow',
      Action,
      Resource: table(),
      ...(Condition && { Condition }),
    });
    const all = { LeadingKeys: 'dynamodb:LeadingKeys', Attributes: 'dynamodb:Attributes' };
    it.each<readonly [string, () => Statement, readonly PrivateKind[]]>([
      ['by everything on everything', () => ({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }), KINDS],
      ['by one item', on(['dynamodb:GetItem']), KINDS],
      ['by what a write answers', on('dynamodb:PutItem'), KINDS],
      ['by what a delete answers', on('dynamodb:DeleteItem'), KINDS],
      ['by a failed check', on('dynamodb:ConditionCheckItem'), KINDS],
      [
        'by a scan, which has no key',
        on('dynamodb:*', { 'ForAllValues:StringLike': { [all.LeadingKeys]: 'X#*' } }),
        KINDS,
      ],
      [
        'by keys, without saying that they are all',
        on('dynamodb:Query', { 'ForAllValues:StringEquals': { [all.Attributes]: ['pk', 'sk'] } }),
        KINDS,
      ],
      [
        'by another kind',
        on('dynamodb:GetItem', { 'ForAllValues:StringLike': { [all.LeadingKeys]: ['DRAFTS#*'] } }),
        ['DRAFTS'],
      ],
      [
        'by an index',
        () => ({ ...on('dynamodb:Query')(), Resource: { 'Fn::Join': ['', [table(), '/index/*']] } }),
        KINDS,
      ],
    ])('%s', (_, widened, kinds) => {
      expect(readBy([...permissionsOf(live, 'decide-turn'), widened()])).toEqual(kinds);
    });

    it('and not by deleting or writing in bulk, which answers nothing', () => {
      expect(readBy([on('dynamodb:BatchWriteItem')()])).toEqual([]);
    });
  });
});
