import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { AppFunction } from './app-function.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The indexes by name: who is due, what a person owes, what is in a cohort. */
export type RecordsIndex = 'due' | 'owed' | 'cohort';

/** What reading and deciding takes. A transaction needs the permissions of the actions inside it, and no more. */
const READ_AND_WRITE = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
  (action) => `dynamodb:${action}`,
);

/** The one table. shared/records/keys.ts holds what goes into its keys. */
export class Records extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
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

  /** Lets a function read and write items, and query the indexes it names. */
  readAndWrite(fn: AppFunction, indexes: readonly RecordsIndex[] = []): void {
    fn.allow(READ_AND_WRITE, [this.table.tableArn]);
    if (indexes.length > 0) this.query(fn, indexes);
  }

  /** Lets a function read, and keep what it has made of that; it changes and takes away nothing. */
  readAndKeep(fn: AppFunction): void {
    fn.allow(
      ['GetItem', 'Query', 'PutItem'].map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
  }

  /** Lets a function write items 25 at a time, outside any transaction: the schools of an import, what is erased. */
  writeInBulk(fn: AppFunction): void {
    fn.allow(['dynamodb:BatchWriteItem'], [this.table.tableArn]);
  }

  /** Lets a function query these indexes only: it sees what they project, and cannot read an item. */
  query(fn: AppFunction, indexes: readonly RecordsIndex[]): void {
    fn.allow(
      ['dynamodb:Query'],
      indexes.map((index) => `${this.table.tableArn}/index/${index}`),
    );
  }
}
