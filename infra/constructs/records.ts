import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import type { AppFunction } from './app-function.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The indexes by name: who is due, what a person owes, what is in a cohort. */
export type RecordsIndex = 'due' | 'owed' | 'cohort';

/** What begins a partition key of the private table. */
export type PrivateKind = 'ANSWERS' | 'DRAFTS' | 'REPORTS';

const actions = (...names: string[]): readonly string[] => names.map((name) => `dynamodb:${name}`);

/** What reading and deciding takes. A transaction needs the permissions of the actions inside it, and no more. */
const READ_AND_WRITE = actions('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem');

/** Everything in the partitions of these kinds. */
const within = (kinds: readonly PrivateKind[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds.map((kind) => `${kind}#*`) },
  // of a request without any key ForAllValues would hold too
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

/** No more of an item than its key. */
const KEYS_ALONE = {
  StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk'] },
  Null: { 'dynamodb:Attributes': 'false' },
};

/**
 * The tables: one for everything that a decision takes, and one for what somebody wrote for few readers. A function that
 * is not let at private words does not know where they are. shared/records/keys.ts holds what goes into their keys.
 */
export class Records extends Construct {
  readonly table: Table;
  readonly privateTable: Table;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.table = this.keep('Table', settings);
    this.privateTable = this.keep('PrivateTable', settings);
    // sparse and sharded: only what has a next moment is in it, spread so that a busy minute throttles nobody
    this.table.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: text('dueShard'),
      sortKey: text('nextAt'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['version', 'kind'],
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'owed',
      partitionKey: text('ownerAddress'),
      sortKey: text('due'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'cohort',
      partitionKey: text('cohortId'),
      sortKey: text('inCohort'),
      projectionType: ProjectionType.ALL,
    });
  }

  private keep(id: string, settings: Settings): Table {
    return new Table(this, id, {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // deletes what nobody needs any more, days late: it is never a clock
      timeToLiveAttribute: 'expires',
      deletionProtection: settings.keepRecords,
      removalPolicy: settings.keepRecords ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets a function read and write items, and query the indexes it names. */
  readAndWrite(fn: AppFunction, indexes: readonly RecordsIndex[] = []): void {
    fn.allow(READ_AND_WRITE, [this.table.tableArn]);
    if (indexes.length > 0) this.query(fn, indexes);
  }

  /** Lets a function read items; it changes and takes away nothing. */
  read(fn: AppFunction): void {
    fn.allow(actions('GetItem', 'Query'), [this.table.tableArn]);
  }

  /** Lets a function write items 25 at a time, outside any transaction: the schools of an import, what is erased. */
  writeInBulk(fn: AppFunction): void {
    fn.allow(actions('BatchWriteItem'), [this.table.tableArn]);
  }

  /** Lets a function read whether the post is stopped, and no other item. */
  readPost(fn: AppFunction): void {
    fn.allow(['dynamodb:GetItem'], [this.table.tableArn], {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['POST'] },
    });
  }

  /** Lets a function query these indexes only: it sees what they project, and cannot read an item. */
  query(fn: AppFunction, indexes: readonly RecordsIndex[]): void {
    fn.allow(
      actions('Query'),
      indexes.map((index) => `${this.table.tableArn}/index/${index}`),
    );
  }

  /** Lets a function read private words of these kinds: each by its key, or all of a school. */
  readPrivate(fn: AppFunction, how: 'each' | 'all', kinds: readonly PrivateKind[]): void {
    fn.allow(actions(how === 'each' ? 'GetItem' : 'Query'), [this.privateTable.tableArn], within(kinds));
  }

  /** Lets a function keep private words of these kinds, and with that read what was there before. */
  keepPrivate(fn: AppFunction, kinds: readonly PrivateKind[]): void {
    fn.allow(actions('PutItem'), [this.privateTable.tableArn], within(kinds));
  }

  /** Lets a function take private words away in a transaction: DeleteItem can answer with what it deletes. */
  dropPrivate(fn: AppFunction, kinds: readonly PrivateKind[]): void {
    fn.allow(actions('DeleteItem'), [this.privateTable.tableArn], within(kinds));
  }

  /** Lets a function take away private words whose keys it knows, in bulk, which answers nothing. */
  dropUnread(fn: AppFunction, kinds: readonly PrivateKind[]): void {
    fn.allow(actions('BatchWriteItem'), [this.privateTable.tableArn], within(kinds));
  }

  /** Lets a function erase private words: it finds their keys and deletes by them, which answers nothing. */
  erasePrivate(fn: AppFunction): void {
    fn.allow(actions('Query'), [this.privateTable.tableArn], KEYS_ALONE);
    fn.allow(actions('BatchWriteItem'), [this.privateTable.tableArn]);
  }
}
